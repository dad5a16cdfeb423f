"""Records, schemas and the catalogue: values only. Nothing here opens a file or knows a site engine."""
