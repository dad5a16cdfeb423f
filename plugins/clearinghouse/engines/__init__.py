"""Adapters to site engines: the only code that knows one. They call the rest; they decide nothing."""
