"""The script that publishes on a plain server, with this computer as the server: rsync and the shell are the real ones."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clearinghouse.releases.lock import locked
from clearinghouse.releases.publishing import Wish, publish_site, roll_back
from clearinghouse.releases.target import Target
from tests.conftest import ROOT
from tests.releases.sites import SHARED, site, two_commits, whole

NEEDED = ("sh", "rsync", "flock", "sha256sum", "git")
SCRIPT = ROOT / ".github" / "publish-to-server.sh"
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)) or sys.platform != "linux", reason=f"needs Linux with {', '.join(NEEDED)}"
)


CONNECT = """#!/bin/sh
[ "$1" = -l ] && shift 2  # rsync names the person apart from the server
shift
[ -z "${BROKEN:-}" ] || exit 255
case "$*" in
  *--server*) [ -n "${HOLD:-}" ] || exec sh -c "$*"
    mkfifo "$HOLD.line"; exec 3<&0
    { dd bs=1 count=20000 2>/dev/null; echo held > "$HOLD.held"; cat "$HOLD" > /dev/null; exec cat; } <&3 > "$HOLD.line" &
    sh -c "$*" < "$HOLD.line"; status=$?
    kill $!; exit $status ;;
  *) exec sh -c "$*" ;;
esac
"""
"""What connects in the place of SSH. HOLD names a pipe: an upload stops after its first bytes until something is written there."""


class Server:
    """A folder that stands for a server: what is to be done there is done here, without SSH."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.root = folder / "www"
        self.connect = folder / "connect"
        self.connect.write_text(CONNECT)
        self.connect.chmod(0o755)

    def publish(self, release: Path, folder: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        with self.publishing(release, folder, **settings) as process:
            stdout, stderr = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)

    @contextmanager
    def publishing(self, release: Path, folder: str = "", **settings: str) -> Iterator[subprocess.Popen[str]]:
        environment = os.environ | {"SSH": str(self.connect)} | settings
        command = ["sh", str(SCRIPT), str(release), "web@server", folder or str(self.root)]
        process = subprocess.Popen(
            command, env=environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        with process:
            try:
                yield process
            finally:
                if process.poll() is None:  # what it started as well, so that nobody waits for a pipe
                    os.killpg(process.pid, signal.SIGKILL)

    def roll_back(self) -> str:
        """Go back with the command, as on a server that has it, and return the text of what is served then."""
        roll_back(Target(self.root), 1)
        return (self.root / "current/index.html").read_text()[3:8]

    @property
    def names(self) -> list[str]:
        return sorted(each.name[:4] for each in (self.root / "releases").iterdir())


@pytest.fixture
def server(tmp_path):
    return Server(tmp_path)


def release(folder: Path, mark: str, commit: str = "", committed: str = "", **more: bytes) -> Path:
    """A release of a small site, as the workflow makes it."""
    target = Target(folder / f"release-{mark}")
    publish_site(site(folder / mark, mark, commit, committed, **more), target, Wish(), lambda _one, _other: None)
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
    commits = two_commits(tmp_path)
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


def test_while_one_uploads_another_is_kept_out(server, tmp_path):
    """The first run is on a slow line. A second that came to its end would be written into by the first."""
    assert server.publish(release(tmp_path, "one")).returncode == 0
    slow, quick = (release(tmp_path, mark, big_bin=os.urandom(300_000)) for mark in ("slow", "quick"))
    go_on = tmp_path / "go-on"
    os.mkfifo(go_on)
    with server.publishing(slow, HOLD=str(go_on)) as first:
        for _ in range(200):
            if Path(f"{go_on}.held").exists():
                break
            time.sleep(0.05)
        time.sleep(0.2)  # so that the server has read what was let through
        second = server.publish(quick)
        assert (second.returncode, "Somebody else is publishing" in second.stderr) == (1, True)
        assert "<p>one" in (server.root / "current/index.html").read_text()
        go_on.write_text("now")
        said = first.communicate(timeout=30)
    assert (first.returncode, said[0][:15]) == (0, "Published 0002-"), said
    assert "slow" in (server.root / "current/index.html").read_text()
    assert not whole(server.root / "current").startswith("broken")
    assert server.publish(quick).returncode == 0


def test_the_command_on_the_server_and_the_script_keep_each_other_out(server, tmp_path):
    one, two = release(tmp_path, "one"), release(tmp_path, "two")
    assert server.publish(one).returncode == 0
    with locked(server.root):
        refused = server.publish(two)
    assert (refused.returncode, "Somebody else is publishing" in refused.stderr) == (1, True)
    assert "<p>one" in (server.root / "current/index.html").read_text()
    assert server.publish(two).returncode == 0


def test_what_somebody_else_sent_since_is_not_published(server, tmp_path):
    one, two = release(tmp_path, "one"), release(tmp_path, "two")
    assert server.publish(one).returncode == 0
    server.connect.write_text(
        CONNECT.replace(
            "  *) exec",
            f'  *flock?-w*) echo x >> "{server.root}/releases/.new.part/manifest.json"; exec sh -c "$*" ;;\n  *) exec',
        )
    )
    done = server.publish(two)
    assert (done.returncode, "Somebody else published" in done.stderr) == (1, True)
    assert "one" in (server.root / "current/index.html").read_text()


def test_what_is_served_already_is_not_published_again(server, tmp_path):
    made = release(tmp_path, "one")
    assert server.publish(made).stdout.startswith("Published 0001-")
    again = server.publish(made)
    assert (again.returncode, again.stdout[:55]) == (
        0,
        "Nothing to do: what is served is this release, 0001-" + again.stdout[52:55],
    )
    assert server.names == ["0001"]
    rotten = server.root / "current/shared/1.html"
    rotten.write_bytes(b"x" * rotten.stat().st_size)
    assert "changed since it was published" in (mended := server.publish(made)).stdout
    assert "Published 0002-" in mended.stdout
    assert not whole(server.root / "current").startswith("broken")
    (made / "manifest.json.sig").write_text("signed by another key")
    assert server.publish(made).stdout.startswith("Published 0003-")  # the list is the same, the signature is not


def test_files_that_no_list_names_are_not_published(server, tmp_path):
    assert server.publish(release(tmp_path, "one")).returncode == 0
    made = release(tmp_path, "two")
    (made / "needs/extra.html").write_text("not ours")
    done = server.publish(made)
    assert (done.returncode, "in no list of the release: needs/extra.html" in done.stderr) == (1, True)
    assert "one" in (server.root / "current/index.html").read_text()
    (made / "needs/extra.html").unlink()
    assert server.publish(made).returncode == 0


def test_what_was_served_before_stays_and_is_what_one_goes_back_to(server, tmp_path):
    for mark in ("aaaaa", "bbbbb", "ccccc", "ddddd"):
        assert server.publish(release(tmp_path, mark)).returncode == 0
    (server.root / ".served").unlink()  # as a server that was published on before there was such a list
    roll_back(Target(server.root), 2)
    done = server.publish(release(tmp_path, "mended"), KEEP="3")
    assert done.returncode == 0, done.stderr
    assert server.names == ["0001", "0002", "0005"]
    assert (server.roll_back(), server.roll_back()) == ("bbbbb", "aaaaa")


def test_an_old_release_that_cannot_be_removed_is_told_and_keeps_nobody_from_publishing(server, tmp_path):
    shadow = tmp_path / "bin/rm"
    shadow.parent.mkdir()
    shadow.write_text(f'#!/bin/sh\ncase "$*" in *.0001-*) exit 1 ;; esac\nexec {shutil.which("rm")} "$@"\n')
    shadow.chmod(0o755)
    path = f"{shadow.parent}:{os.environ['PATH']}"
    for number, mark in enumerate(("one", "two", "three", "four")):
        done = server.publish(release(tmp_path, mark), KEEP="2", PATH=path)
        assert (done.returncode, "Published " in done.stdout) == (0, True), done
        assert ("0001-" in done.stderr, "could not be removed" in done.stderr) == (number == 2,) * 2
        assert f"<p>{mark}" in (server.root / "current/index.html").read_text()
    assert sorted(each.name[:5] for each in (server.root / "releases").iterdir()) == [".0001", "0003-", "0004-"]
    assert server.publish(release(tmp_path, "five")).returncode == 0
    assert not list((server.root / "releases").glob(".*"))


def test_a_connection_that_breaks_at_the_end_is_not_told_as_nothing_published(server, tmp_path):
    server.connect.write_text(CONNECT.replace("  *) exec", '  *flock?-w*) sh -c "$*"; exit 255 ;;\n  *) exec'))
    done = server.publish(release(tmp_path, "one"))
    assert (done.returncode, "Look what is served now" in done.stderr) == (1, True)
    assert "<p>one" in (server.root / "current/index.html").read_text()


def test_by_the_times_of_the_commits_what_is_older_is_refused_also_without_their_history(server, tmp_path):
    new = release(tmp_path, "new", "a" * 40, "2026-02-01T00:00:00Z")
    old = release(tmp_path, "old", "b" * 40, "2026-01-01T00:00:00Z")
    assert server.publish(new).returncode == 0
    refused = server.publish(old)
    assert (refused.returncode, f"older than {'a' * 40}" in refused.stderr) == (1, True)
    assert server.publish(old, FORCE="1").returncode == 0
    assert server.publish(new).returncode == 0


def test_where_it_cannot_be_published_it_is_said_before_anything_is_sent(server, tmp_path):
    made = release(tmp_path, "one")
    unreachable = server.publish(made, BROKEN="1")
    assert (unreachable.returncode, unreachable.stderr.count("does not answer")) == (1, 1)
    assert not server.root.exists()
    (server.root / "current").mkdir(parents=True)
    (server.root / "current/mine.html").write_text("mine")
    refused = server.publish(made)
    assert (refused.returncode, "current is there and is no link" in refused.stderr) == (1, True)
    assert [each.name for each in server.root.iterdir()] == ["current"]
    (tmp_path / "file").write_text("")
    refused = server.publish(made, str(tmp_path / "file"))
    assert (refused.returncode, "Its keeper has to make" in refused.stderr) == (1, True)
    usage = subprocess.run(["sh", SCRIPT], capture_output=True, text=True, check=False)
    assert (usage.returncode, "release/current web@www.example.org /srv" in usage.stderr) == (1, True)


def test_everybody_may_read_whatever_the_settings_of_the_person_on_the_server(server, tmp_path):
    server.connect.write_text(
        CONNECT.replace("shift\n", "umask 077\nshift\n", 1).replace("shift\n[", "umask 077\nshift\n[", 1)
    )
    done = server.publish(release(tmp_path, "one"))
    assert (done.returncode, "does not exist" in done.stderr) == (0, False)
    folders = [server.root, *(each for each in server.root.rglob("*") if each.is_dir())]
    assert {each.stat().st_mode & 0o777 for each in folders} == {0o755}
