"""How large a file is, for people."""

from __future__ import annotations


def size_in_words(count: int) -> str:
    """A number of bytes in kilobytes or megabytes of 1,000, as file managers on phones show it."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(count / 1000, 0.1):,.1f} kB"
