"""The editor for teams: a page /admin with Sveltia CMS, whose settings are made from the schemas. Optional; nothing else needs it."""
