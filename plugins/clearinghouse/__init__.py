"""A static clearinghouse: Markdown records in, one site and its data out.

Start reading at `clearinghouse.pipeline`, which tells the whole story on one screen.
"""

__version__ = "0.1.0"
