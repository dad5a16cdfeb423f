"""Views: pure functions from the catalogue to the values that a page shows."""
