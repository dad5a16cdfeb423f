"""Packs: a clearinghouse, or a part of it, as a folder or a file that people carry to where there is no network."""
