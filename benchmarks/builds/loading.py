"""Reads every record of a project and loads its front matter with the C loader of PyYAML, and does nothing else.

    python benchmarks/builds/loading.py FOLDER    prints how many records there were

What a check of the records cannot do without: it is measured beside `clearinghouse check`.
"""

import sys
from pathlib import Path

import yaml


def main() -> None:
    """Load all records below the content of a project."""
    number = 0
    for path in sorted(Path(sys.argv[1], "content").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            yaml.load(text.split("\n---\n", 1)[0][4:], Loader=yaml.CSafeLoader)
            number += 1
    print(number)


if __name__ == "__main__":
    main()
