"""Diagnostics as people and programs read them: a module a format."""
