"""The catalogue as data: a module a format. Each yields the path of a file in the site, and its bytes."""
