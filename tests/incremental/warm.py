"""Imported by the server from which builds fork: it makes one site of a project that is then gone, and keeps what no project has a say in.

That is the libraries, Material's compiled templates, the words of languages, the fingerprint of the program: two thirds of what a
build of a small project costs. Every build, incremental or clean, starts from this same state and knows of no other one; each
walk ends with a comparison with the command itself, which starts from nothing.
"""

import gc
import os
import tempfile
from functools import cache
from pathlib import Path

from mkdocs import plugins, utils

from tests.incremental.building import build_here
from tests.incremental.project import small_project

# Which themes and plugins are installed: MkDocs reads the descriptions of all libraries for that.
utils.get_themes, plugins.entry_points = cache(utils.get_themes), cache(plugins.entry_points)
with tempfile.TemporaryDirectory() as folder:
    os.environ |= {"CLEARINGHOUSE_CACHE": "off", "CLEARINGHOUSE_CORES": "1"}
    outcome = build_here(small_project(Path(folder, "project"), papers=2), Path(folder, "site"))
    del os.environ["CLEARINGHOUSE_CACHE"], os.environ["CLEARINGHOUSE_CORES"]
assert (outcome.succeeded, outcome.told) == (True, ())  # MkDocs says some warnings only once in a process
gc.collect()
gc.freeze()  # the builds share this memory as long as nobody looks through it for garbage
