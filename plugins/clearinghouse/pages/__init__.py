"""From the catalogue to HTML: record pages, listings and the other generated pages. Every value is escaped once, by Jinja."""
