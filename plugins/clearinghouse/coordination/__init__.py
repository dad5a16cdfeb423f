"""What coordination means in this domain: who works where on what, for which need, with whose money. Pure functions of a catalogue.

This is the one place that knows the names of collections and fields. A clearinghouse of another kind, without them,
simply has none of these views (see `Situation.has`).
"""
