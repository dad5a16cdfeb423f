"""The script that publishes on a plain server, with this computer as the server: rsync and the shell are the real ones."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clearinghouse.releases.release import Wish, publish_site
from clearinghouse.releases.target import Target
from tests.conftest import ROOT
from tests.releases.sites import SHARED, site, whole

NEEDED = ("sh", "rsync", "flock", "sha256sum", "git")
SCRIPT = ROOT / ".github" / "publish-to-server.sh"
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)) or sys.platform != "linux", reason=f"needs Linux with {', '.join(NEEDED)}"
)


CONNECT = """#!/bin/sh
[ "$1" = -l ] && shift 2  # rsync names the person apart from the server
shift
exec sh -c "$*"
"""


class Server:
    """A folder that stands for a server: what is to be done there is done here, without SSH."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.root = folder / "www"
        self.connect = folder / "connect"
        self.connect.write_text(CONNECT)
        self.connect.chmod(0o755)

    def publish(self, release: Path, folder: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"SSH": str(self.connect)} | settings
        command = ["sh", str(SCRIPT), str(release), "web@server", folder or str(self.root)]
        return subprocess.run(
            command, env=environment, cwd=self.folder, capture_output=True, text=True, check=False, timeout=60
        )

    @property
    def names(self) -> list[str]:
        return sorted(each.name[:4] for each in (self.root / "releases").iterdir())


@pytest.fixture
def server(tmp_path):
    return Server(tmp_path)


def release(folder: Path, mark: str, commit: str = "") -> Path:
    """A release of a small site, as the workflow makes it."""
    target = Target(folder / f"release-{mark}")
    publish_site(site(folder / mark, mark, commit), target, Wish(), lambda _one, _other: None)
    return target.current_place


def test_releases_are_published_one_after_another(server, tmp_path):
    for mark in ("one", "two", "three"):
        done = server.publish(release(tmp_path, mark), KEEP="2")
        assert done.returncode == 0, done.stderr
        assert mark in (server.root / "current/index.html").read_text()
        assert not whole(server.root / "current").startswith("broken")
    assert server.names == ["0002", "0003"]
    one, two = (each.place for each in Target(server.root).releases())
    assert all((one / path).samefile(two / path) for path in SHARED)
    assert {path.stat().st_mode & 0o777 for path in two.rglob("*.html")} == {0o644}
    assert Target(server.root).recover() == []  # the command finds nothing to put in order: both make the same


def test_a_copy_that_is_not_what_was_sent_is_never_served(server, tmp_path):
    assert server.publish(release(tmp_path, "one")).returncode == 0
    wrong = release(tmp_path, "two")
    (wrong / "shared/1.html").write_bytes(b"x" * (wrong / "shared/1.html").stat().st_size)
    done = server.publish(wrong)
    assert (done.returncode != 0, "shared/1.html: FAILED" in done.stdout + done.stderr) == (True, True)
    assert "one" in (server.root / "current/index.html").read_text()
    assert server.publish(release(tmp_path, "three")).returncode == 0  # what was left is made use of, and does no harm
    assert "three" in (server.root / "current/index.html").read_text()
    assert not whole(server.root / "current").startswith("broken")
    assert server.names == ["0001", "0002"]


def test_what_is_older_is_refused(server, tmp_path):
    def git(*arguments):
        command = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    git("init", "-q")
    commits = []
    for number in range(2):
        git("commit", "-q", "--allow-empty", "-m", str(number))
        commits.append(git("rev-parse", "HEAD"))
    old, new = (release(tmp_path, f"of-{number}", commit) for number, commit in enumerate(commits))
    assert server.publish(new).returncode == 0
    refused = server.publish(old)
    assert (refused.returncode, f"older than {commits[1]}" in refused.stderr) == (1, True)
    assert "of-1" in (server.root / "current/index.html").read_text()
    assert server.publish(old, FORCE="1").returncode == 0
    assert server.publish(new).returncode == 0


def test_folders_that_a_shell_could_take_for_something_else_are_refused(server, tmp_path):
    made = release(tmp_path, "one")
    for folder in ("www", "/srv/a b", "/srv/$(touch x)", "/srv/a;b"):
        assert server.publish(made, folder).returncode == 1
    assert server.publish(made, KEEP="1").returncode == 1
    assert server.publish(tmp_path / "one").returncode == 1
    assert not server.root.exists()
