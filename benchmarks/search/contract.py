"""Our search on its shards beside lunr.js on its whole index: the same random queries must give the same hits and scores.

python benchmarks/search/contract.py PROJECT QUERIES SEED    prints how many queries, hits and differences there were
"""

import json
import sys
import tempfile
from pathlib import Path

from english import ROOT
from ours import press_of

from clearinghouse.search.documents import record_documents

sys.path.insert(0, str(ROOT))
from tests.search.contract import contract


def main() -> None:
    """Compare both over the records of a project."""
    documents = list(record_documents(press_of(Path(sys.argv[1]))))
    with tempfile.TemporaryDirectory() as folder:
        told = contract(Path(folder), documents, int(sys.argv[2]), int(sys.argv[3]))
    print(json.dumps({"queries": told["queries"], "hits": told["hits"], "differences": len(told["differences"])}))


if __name__ == "__main__":
    main()
