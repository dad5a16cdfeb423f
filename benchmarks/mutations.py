"""Many more random changes than the tests take: after each, the incremental site is compared with a clean build, byte for byte.

`python benchmarks/mutations.py --mutations 1000 --seed 7 --project training`; a failure says the way there, and leaves both sites.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the changes are those of the tests
from tests.incremental.building import Builder
from tests.incremental.mutations import mutations
from tests.incremental.project import small_project, training_project
from tests.incremental.walk import Walk

PROJECTS = {"small": small_project, "training": training_project}
CHANGES_OF_A_WALK = 100
"""After so many a new walk begins, with the next seed: a project drifts away from what people write."""


def main() -> None:
    """Walk until there were enough changes, and say how far it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--project", choices=PROJECTS, default="small")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mutations-"))
    print(f"Projects and sites are in {folder}.")
    builder = Builder()
    for start in range(0, options.mutations, CHANGES_OF_A_WALK):
        seed = options.seed + start // CHANGES_OF_A_WALK
        walk = Walk.of(PROJECTS[options.project](folder / f"project-{seed}"), builder, seed)
        some = mutations(walk)
        for change in range(10, min(CHANGES_OF_A_WALK, options.mutations - start) + 10, 10):
            walk.go(some, min(change, options.mutations - start))
            seconds = ", ".join(f"{kind} {each:.1f} s" for kind, each in walk.seconds.items())
            print(f"seed {seed}: {walk.changes} changes, all equal; processor time of builds: {seconds}", flush=True)


if __name__ == "__main__":
    main()
