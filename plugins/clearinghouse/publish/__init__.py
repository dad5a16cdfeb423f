"""From what a site is made of to a folder that holds it: only what changed is made and written, on all cores."""
