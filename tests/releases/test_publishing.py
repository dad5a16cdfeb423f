"""Publishing in a folder: one step, the last releases kept, and what is refused."""

import errno
import gzip
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.releases import manifest
from clearinghouse.releases import target as target_module
from clearinghouse.releases.lock import locked
from clearinghouse.releases.publishing import Wish, publish_site, roll_back
from clearinghouse.releases.signature import signer_of
from clearinghouse.releases.target import Switch, Target, TargetFault
from tests.releases.sites import SHARED, can_exchange, site, two_commits, whole

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need special rights there")
KINDS = [Switch.LINK, Switch.FOLDER]


@pytest.fixture(autouse=True)
def _skip_what_this_disk_cannot(request, tmp_path):
    kind = getattr(getattr(request.node, "callspec", None), "params", {}).get("kind")
    if kind is Switch.FOLDER and not can_exchange(tmp_path):
        pytest.skip("this disk cannot exchange two folders")


@pytest.fixture
def sites(tmp_path):
    return [site(tmp_path / name, name) for name in ("one", "two", "three")]


@pytest.fixture
def target(tmp_path):
    return Target(tmp_path / "www")


def publish(place, target, **wish):
    return publish_site(place, target, Wish(**wish), lambda _one, _other: None)


def cli(*arguments):
    return CliRunner().invoke(main, ["publish", *map(str, arguments)])


def names(target):
    return [each.name[:4] for each in target.releases()]


def text(target, path="index.html"):
    return (target.current_place / path).read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_sites_are_published_one_after_another_and_one_can_go_back(sites, target, kind):
    for place in sites:
        found = publish(place, target, switch=kind)
        assert found.is_new
        assert (text(target), whole(target.current_place)) == (
            (place / "index.html").read_text(),
            found.manifest.identity,
        )
        assert not (target.current_place / "only-in-one.html").exists() or place is sites[0]
    assert target.current_place.is_symlink() is (kind is Switch.LINK)
    assert names(target) == ["0001", "0002", "0003"]
    roll_back(target, 2)
    assert "one" in text(target)
    assert (target.current().name[:4], names(target)) == ("0001", ["0001", "0002", "0003"])
    with pytest.raises(TargetFault, match="0 releases before"):
        roll_back(target, 1)
    publish(sites[2], target)
    assert ("three" in text(target), target.current().name[:4]) == (True, "0004")
    assert target.switch() is kind


def test_what_is_the_same_is_stored_once_and_what_is_served_is_not_published_again(sites, target):
    publish(sites[0], target)
    publish(sites[1], target)
    one, two = (each.place for each in target.releases())
    assert all((one / path).samefile(two / path) for path in SHARED)
    assert not (one / "index.html").samefile(two / "index.html")
    again = publish(sites[1], target)
    assert (again.is_new, again.release.name[:4], names(target)) == (False, "0002", ["0001", "0002"])
    assert not list((target.root / "releases").glob(".*"))


def test_a_file_that_rotted_is_not_handed_on(sites, target):
    publish(sites[0], target)
    rotten = target.current_place / "shared/3.html"
    rotten.write_bytes(b"x" * rotten.stat().st_size)
    publish(sites[1], target)
    assert not whole(target.current_place).startswith("broken")
    rotten = target.current_place / "shared/4.html"
    rotten.write_bytes(b"x" * rotten.stat().st_size)
    assert publish(sites[1], target).is_new  # the same site once more mends what is served
    assert not whole(target.current_place).startswith("broken")


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_releases_are_kept_and_that_which_is_served(sites, target, kind):
    for number in range(4):
        publish(sites[number % 3], target, keep=3, switch=kind)
    assert names(target) == ["0002", "0003", "0004"]
    roll_back(target, 2)
    assert target.keep(3) == ([], [])
    assert [len(each) for each in target.keep(2)] == [1, 0]
    assert names(target) == ["0002", "0004"]


def test_an_old_release_that_cannot_be_removed_keeps_nobody_from_publishing(sites, target, monkeypatch):
    remove = shutil.rmtree

    def refuse(place, *arguments, **options):
        if "0001-" in str(place) and not options.get("ignore_errors"):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(place))
        remove(place, *arguments, **options)

    monkeypatch.setattr(shutil, "rmtree", refuse)
    said = [publish(sites[number % 3], target, keep=2) for number in range(5)]
    assert [each.removed for each in said] == [0, 0, 1, 1, 1]
    assert ["could not be removed: Device or resource busy" in " ".join(each.notes) for each in said] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert any("could not be removed" in note for note in roll_back(target, 1).notes)
    assert names(target) == ["0004", "0005"]
    monkeypatch.undo()
    assert publish(sites[0], target, keep=2).notes == ("the rest of an old release was removed",)
    assert not list((target.root / "releases").glob(".*"))


def test_everybody_may_read_whatever_the_settings_of_the_publisher(sites, target):
    before = os.umask(0o077)
    try:
        publish(sites[0], target)
    finally:
        os.umask(before)
    place = target.current_place.resolve()
    assert {path.stat().st_mode & 0o777 for path in place.rglob("*") if path.is_file()} == {0o644}
    assert {path.stat().st_mode & 0o777 for path in [place, *place.rglob("*")] if path.is_dir()} == {0o755}


def test_two_do_not_publish_at_once(sites, target):
    publish(sites[0], target)
    there, done = threading.Event(), threading.Event()

    def hold():
        with locked(target.root):
            there.set()
            done.wait(20)

    holding = threading.Thread(target=hold)
    holding.start()
    there.wait(20)
    try:
        with pytest.raises(TargetFault, match="Somebody else is publishing"):
            publish(sites[1], target)
    finally:
        done.set()
        holding.join()
    assert "one" in text(target)


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.ENOLCK])
def test_where_the_disk_knows_no_locks_nothing_is_published(sites, target, monkeypatch, code):
    fcntl = pytest.importorskip("fcntl")

    def flock(*_arguments):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", flock)
    refused = cli(sites[0], target.root)
    assert (refused.exit_code, "knows no locks" in refused.stderr) == (2, True)
    assert (target.current_place.exists(), names(target)) == (False, [])


def test_what_others_made_is_left_alone(sites, target, tmp_path):
    (target.root / "current").mkdir(parents=True)
    (target.root / "current/mine.html").write_text("mine")
    with pytest.raises(TargetFault, match="was not made by this program"):
        publish(sites[0], target)
    assert (target.root / "current/mine.html").read_text() == "mine"
    other = Target(tmp_path / "other")
    other.root.mkdir()
    (other.root / "current").symlink_to(tmp_path)
    with pytest.raises(TargetFault, match="is no release"):
        publish(sites[0], other)
    third = Target(tmp_path / "third")
    (third.root / "releases/.mine").mkdir(parents=True)
    (third.root / "releases/notes.txt").write_text("mine")
    publish(sites[0], third)
    assert (third.root / "releases/.mine").is_dir()
    with pytest.raises(TargetFault, match="is a link, not a folder"):
        publish(sites[1], third, switch=Switch.FOLDER)


@pytest.mark.parametrize("kind", KINDS)
def test_a_site_that_changes_while_it_is_published_is_not_served(tmp_path, target, kind):
    publish(site(tmp_path / "one", "one", "a" * 40), target, switch=kind)
    other = site(tmp_path / "two", "two", "b" * 40)

    def meanwhile(_one, _other):  # asked after the site was listed, before it is copied
        (other / "needs/a.html").write_text("another build is at work")

    with pytest.raises(TargetFault, match=r"1 file, needs/a\.html, was changed in .* while it was published"):
        publish_site(other, target, Wish(), meanwhile)
    assert "one" in text(target)
    assert names(target) == ["0001"]
    assert not target.part.exists()
    assert publish(other, target).is_new


@pytest.fixture
def while_listed(monkeypatch):
    """Lets something happen once the first of the shared files of a site has been read, and not the others."""

    def let(happen):
        waiting, read = [happen], manifest.entry_of_file

        def then(folder, path):
            entry = read(folder, path)
            if path in SHARED and waiting:
                waiting.pop()(path)
            return entry

        monkeypatch.setattr(manifest, "entry_of_file", then)

    return let


def test_a_build_that_ends_while_the_site_is_listed_puts_no_half_of_it_before_readers(sites, target, while_listed):
    """The first file is of the old site, and lies in the release before; the others are of the new. Each is as it was listed."""
    publish(sites[0], target)

    def build(_read):
        for path in SHARED:
            (sites[1] / ".part").write_text("of the new build")
            (sites[1] / ".part").replace(sites[1] / path)

    while_listed(build)
    with pytest.raises(TargetFault, match=r"12 files, such as shared/0\.html, were changed in"):
        publish(sites[1], target)
    assert ("one" in text(target), names(target), target.part.exists()) == (True, ["0001"], False)
    assert publish(sites[1], target).is_new


def test_a_build_that_is_at_work_when_the_site_was_listed_is_refused(sites, target, while_listed):
    staging = sites[0].with_name(".one.part")
    while_listed(lambda _path: staging.mkdir())
    refused = cli(sites[0], target.root)
    assert (refused.exit_code, "A build of" in refused.stderr) == (1, True)
    assert not target.current_place.exists()
    staging.rmdir()
    assert cli(sites[0], target.root).exit_code == 0


def refuse_exchange(_one, _other):
    raise TargetFault("On this disk two folders cannot change places in one step.")


def test_that_a_disk_cannot_exchange_folders_is_said_before_anything_is_made(sites, target, monkeypatch):
    monkeypatch.setattr(target_module, "exchange", refuse_exchange)
    for _ in range(2):
        refused = cli(sites[0], target.root, "--switch", "folder")
        assert (refused.exit_code, refused.stderr.endswith("Publish with --switch link.\n")) == (2, True)
    assert list((target.root / "releases").iterdir()) == []
    assert cli(sites[0], target.root, "--switch", "link").exit_code == 0


def test_where_current_is_a_folder_already_another_folder_is_advised(sites, target, tmp_path, monkeypatch):
    if not can_exchange(tmp_path):
        pytest.skip("this disk cannot exchange two folders")
    publish(sites[0], target, switch=Switch.FOLDER)
    monkeypatch.setattr(target_module, "exchange", refuse_exchange)  # moved to a network drive, for instance
    for _ in range(2):
        refused = cli(sites[1], target.root)
        assert (refused.exit_code, "Publish into another folder with --switch link." in refused.stderr) == (2, True)
    assert (names(target), list((target.root / "releases").iterdir())) == (["0001"], [])


def test_what_could_not_be_served_does_not_pile_up(sites, target, monkeypatch):
    publish(sites[0], target)

    def fail(*_arguments):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(Target, "serve", fail)
        for number in range(4):
            with pytest.raises(TargetFault, match="What was served before still is"):
                publish(sites[1 + number % 2], target, keep=3)
    assert (len(names(target)), names(target)[0], "one" in text(target)) == (3, "0001", True)


def test_on_windows_it_is_said_that_nothing_can_be_published(sites, target, monkeypatch):
    assert cli(sites[0], target.root).exit_code == 0
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "win32")
        done = [cli(*arguments) for arguments in ((sites[1], target.root), ("--rollback", target.root))]
    assert [(each.exit_code, "needs Linux or macOS" in each.stderr) for each in done] == [(2, True)] * 2
    assert ("one" in text(target), names(target)) == (True, ["0001"])


def test_places_that_lie_in_each_other_and_places_that_are_none_are_refused(sites, tmp_path):
    for root in (sites[0], sites[0] / "www", tmp_path):
        with pytest.raises(TargetFault, match="lie in each other"):
            publish(sites[0], Target(root))
    (tmp_path / "file").write_text("")
    with pytest.raises(TargetFault, match="is not a folder"):
        publish(sites[0], Target(tmp_path / "file"))
    with pytest.raises(TargetFault, match=r"There is no folder .*nowhere"):
        publish(sites[0], Target(tmp_path / "nowhere/www"))


OLD, NEW = "a" * 40, "b" * 40


@pytest.mark.parametrize(
    ("old", "new", "ancestors", "is_older"),
    [
        ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", None, True),
        ("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", None, False),
        ("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", (OLD, NEW), True),  # the history says more than a clock
        ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", (NEW, OLD), False),
        ("", "", None, False),
    ],
)
def test_an_older_site_does_not_take_the_place_of_a_newer(tmp_path, target, old, new, ancestors, is_older):
    def is_ancestor(one, other):
        return None if ancestors is None else ancestors == (one, other)

    publish(site(tmp_path / "new", "new", NEW, new), target)
    place = site(tmp_path / "old", "old", OLD, old)
    if is_older:
        with pytest.raises(TargetFault, match=r"older than bbbbbbbbbbbb .*--rollback.*--force"):
            publish_site(place, target, Wish(), is_ancestor)
        assert "new" in text(target)
    publish_site(place, target, Wish(force=is_older), is_ancestor)
    assert "old" in text(target)


def test_the_repository_of_the_records_knows_which_commit_is_older(small, tmp_path):
    commits = two_commits(small)
    one, two = (site(tmp_path / commit[:7], commit, commit) for commit in commits)  # without times
    options = (tmp_path / "www", "--config", small / "mkdocs.yml")
    assert cli(two, *options).exit_code == 0
    refused = cli(one, *options)
    assert (refused.exit_code, "older than" in refused.stderr) == (1, True)
    assert cli(one, *options, "--force").exit_code == 0


def test_half_a_site_is_refused(sites, tmp_path):
    target = tmp_path / "www"
    (tmp_path / ".one.part").mkdir()
    refused = cli(sites[0], target)
    assert (refused.exit_code, "stopped in the middle" in refused.stderr) == (1, True)
    (sites[1] / "api/v1/catalogue.json").unlink()
    refused = cli(sites[1], target)
    assert (refused.exit_code, "api/v1/catalogue.json is missing" in refused.stderr) == (1, True)
    assert cli(tmp_path / "nothing", target).exit_code == 1
    (sites[2] / "link.html").symlink_to("/etc/passwd")
    assert cli(sites[2], target).exit_code == 2
    assert not target.exists()


def test_a_site_of_records_with_errors_or_not_as_built_is_refused(small, tmp_path):
    build = [sys.executable, "-m", "mkdocs", "build", "-q"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "CLEARINGHOUSE_CACHE": ""}
    subprocess.run(build, cwd=small, env=environment, check=True, timeout=120)
    options = (small / "site", tmp_path / "www", "--config", small / "mkdocs.yml")
    assert cli(*options).output.startswith("Published 0001-")
    served = whole(tmp_path / "www/current")
    extra = small / "site/extra.html"
    extra.write_text("not of the build")
    refused = cli(*options)
    assert (refused.exit_code, "1 file, extra.html, in" in refused.stderr) == (1, True)
    extra.unlink()
    command = [
        "admin",
        str(small / "site/admin"),
        "--config",
        str(small / "mkdocs.yml"),
        "--repository",
        "https://github.com/a/b",
    ]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert cli(*options).output.startswith("Published 0002-")  # with the editor for teams
    served = whole(tmp_path / "www/current")
    record = small / "content/projects/first.md"
    written = record.read_text()
    assert "have changed since this site was built" not in cli(*options).stderr
    record.write_text(f"{written}\nOne more line.\n")
    behind = cli(*options)
    assert (behind.exit_code, "have changed since this site was built" in behind.stderr) == (0, True)
    record.write_text(written)
    (small / "site/projects/first.html").write_text("cut off")
    refused = cli(*options)
    assert (refused.exit_code, "1 file, projects/first.html, is missing in" in refused.stderr) == (1, True)
    (small / "content/projects/first.md").write_text("---\ntitle: [\n---\n")
    refused = cli(*options)
    assert (refused.exit_code, "have errors" in refused.stderr) == (1, True)
    assert whole(tmp_path / "www/current") == served
    assert not served.startswith("broken")


def test_the_command_lists_and_goes_back(sites, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # no mkdocs.yml is here
    www = tmp_path / "www"
    assert cli("--list", www).output == f"Nothing is published in {www}.\n"
    for place in sites:
        assert cli(place, www).exit_code == 0
    assert cli(sites[2], www).output.startswith("Nothing to do: what is served is this site. 0003-")
    back = cli("--rollback", www)
    assert (back.exit_code, back.output[:12]) == (0, "Back to 0002")
    lines = cli(www, "--list").output.splitlines()
    assert [line[:6] for line in lines] == ["  0003", "* 0002", "  0001", "* is s"]
    assert cli("--rollback", "1", www).output.startswith("Back to 0001")
    assert cli("--rollback", "9", www).exit_code == 2
    for wrong in ((), (www,), (sites[0], www, www), ("--rollback", "0", www), ("--list", sites[0], www)):
        assert cli(*wrong).exit_code == 2


def test_texts_are_packed_the_same_way_each_time(tmp_path, target):
    brotli = pytest.importorskip("brotli", reason="the extra `publish` is not installed")
    place = site(
        tmp_path / "one",
        "one",
        taken_html=b"a" * 2000,
        taken_html_gz=b"of the site",
        small_txt=b"x" * 900,
        picture_png=b"x" * 5000,
    )
    first = publish(place, target, packed=True)
    packed = {each.path for each in first.manifest.files if each.path.endswith((".br", ".gz"))}
    assert {"index.html.br", "index.html.gz", "taken.html.br", "taken.html.gz"} <= packed
    assert not {path for path in packed if path.startswith(("small", "picture", "only-in"))}
    content = (place / "index.html").read_bytes()
    current = target.current_place
    assert gzip.decompress((current / "index.html.gz").read_bytes()) == content
    assert brotli.decompress((current / "index.html.br").read_bytes()) == content
    assert (current / "taken.html.gz").read_bytes() == b"of the site"
    other = publish(place, Target(tmp_path / "other"), packed=True)
    assert other.manifest == first.manifest
    changed = site(tmp_path / "two", "two")
    second = publish(changed, target, packed=True)
    one, two = (each.place for each in target.releases())
    assert (one / "shared/1.html.br").samefile(two / "shared/1.html.br")
    assert publish(changed, Target(tmp_path / "third"), packed=True).manifest == second.manifest


def test_without_the_library_it_is_said_in_words(sites, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "brotli", None)
    done = cli(sites[0], tmp_path / "www", "--precompress")
    assert (done.exit_code, "mkdocs-clearinghouse[publish]" in done.stderr) == (2, True)


def test_a_release_can_be_signed(sites, target, tmp_path):
    key = tmp_path / "key"
    try:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    except FileNotFoundError:
        pytest.skip("there is no ssh-keygen here")
    assert cli(sites[0], target.root, "--sign", key).exit_code == 0
    done = CliRunner().invoke(main, ["verify", "--key", f"{key}.pub", str(target.current_place)])
    assert (done.exit_code, "Signature: valid." in done.output) == (0, True)
    wrong = cli(sites[1], target.root, "--sign", tmp_path / "no-key")
    assert (wrong.exit_code, "There is no key" in wrong.stderr) == (2, True)
    assert "one" in text(target)
    assert not Path(target.part).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_after_a_rollback_what_was_served_before_stays_and_is_what_one_goes_back_to(sites, target, tmp_path, kind):
    for number in range(5):
        publish(sites[number % 3], target, switch=kind)
    roll_back(target, 3)
    assert target.current().number == 2
    publish(site(tmp_path / "mended", "mended"), target, keep=2)
    assert names(target) == ["0002", "0006"]
    publish(sites[0], target)
    assert [roll_back(target, 1).release.number for _ in range(2)] == [6, 2]
    with pytest.raises(TargetFault, match="0 releases before"):
        roll_back(target, 1)


def test_what_was_served_is_known_by_the_numbers_where_nobody_noted_it(sites, target):
    for place in (*sites, sites[0]):
        publish(place, target)
    (target.root / ".served").unlink()
    roll_back(target, 2)
    publish(sites[2], target)
    assert [roll_back(target, 1).release.number for _ in range(2)] == [2, 1]
    (target.root / ".served").write_bytes(b"../..\n\xff\n0009-0123456789ab\n")
    assert [each.number for each in target.before()] == []


def test_a_link_by_hand_to_a_release_is_as_good(sites, target):
    publish(sites[0], target)
    publish(sites[1], target)
    target.current_place.unlink()
    target.current_place.symlink_to(target.releases()[0].place.resolve())
    assert cli("--list", target.root).output.splitlines()[1].startswith("* 0001-")
    assert publish(sites[2], target).release.number == 3
    assert roll_back(target, 1).release.number == 1


def test_of_what_was_damaged_it_is_said_what_to_do_and_it_is_removed_first(sites, target):
    for place in (*sites, sites[0]):
        publish(place, target)
    (target.releases()[2].place / "needs/a.html").write_text("by hand")
    refused = cli("--rollback", target.root)
    assert (refused.exit_code, "--rollback 2 goes further back" in refused.stderr) == (2, True)
    (target.releases()[1].place / "manifest.json").unlink()
    refused = cli("--rollback", "2", target.root)
    assert (refused.exit_code, "--rollback 3 goes further back" in refused.stderr) == (2, True)
    said = [line.partition("damaged: ")[2][:12] for line in cli("--list", target.root).output.splitlines()]
    assert said == ["", "files are mi", "its manifest", "", ""]
    publish(sites[1], target, keep=4)
    assert names(target) == ["0001", "0003", "0004", "0005"]
    publish(sites[2], target, keep=4)
    assert names(target) == ["0001", "0004", "0005", "0006"]


def test_the_folders_are_open_to_everybody_or_it_is_said(sites, target):
    before = os.umask(0o077)
    try:
        assert publish(sites[0], target).notes == ()
    finally:
        os.umask(before)
    folders = (target.root, target.root / "releases")
    assert [each.stat().st_mode & 0o777 for each in folders] == [0o755, 0o755]
    target.root.chmod(0o700)
    assert f"chmod o+rx {target.root} opens it" in publish(sites[1], target).notes[0]


def test_a_site_is_signed_anew_with_another_key(sites, target, tmp_path):
    if not shutil.which("ssh-keygen"):
        pytest.skip("there is no ssh-keygen here")
    one, two, three = (tmp_path / name for name in ("one.key", "two.key", "three.key"))
    for key, kind in ((one, "ed25519"), (two, "ed25519"), (three, "ecdsa")):
        subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(key)], check=True)
    said = [cli(sites[0], target.root, "--sign", key).output[:14] for key in (one, one, two, three, three)]
    assert said == ["Published 0001", "Nothing to do:", "Published 0002", "Published 0003", "Nothing to do:"]
    done = CliRunner().invoke(main, ["verify", "--key", f"{three}.pub", str(target.current_place)])
    assert (done.exit_code, "Signature: valid." in done.output) == (0, True)
    assert "Nothing to do" in cli(sites[0], target.root).output
    missing = cli(sites[0], target.root, "--sign", tmp_path / "no.key")
    assert (missing.exit_code, "There is no key" in missing.stderr) == (2, True)


@pytest.mark.parametrize("damage", [b"", b"no signature", b"-----\n!\n-----\n", b"-----\nU1NIU0lH\n-----\n"])
def test_of_what_is_no_signature_nobody_is_the_signer(damage):
    assert signer_of(damage) == ""


def test_what_is_refused_leaves_nothing_behind(sites, tmp_path):
    assert cli("--rollback", tmp_path / "nope").exit_code == 2
    mine = tmp_path / "mine"
    (mine / "current").mkdir(parents=True)
    assert cli("--rollback", mine).exit_code == 2
    assert cli(sites[0], mine).exit_code == 2
    (sites[2] / "link.html").symlink_to("/etc/passwd")
    assert cli(sites[2], tmp_path / "nope").exit_code == 2
    assert not (tmp_path / "nope").exists()
    assert [each.name for each in mine.iterdir()] == ["current"]
    (tmp_path / "file").mkdir()
    (tmp_path / "file/releases").write_text("")
    refused = cli(sites[0], tmp_path / "file")
    assert (refused.exit_code, "releases is not a folder. Move it away" in refused.stderr) == (2, True)
    listed = cli("--list", tmp_path / "file")
    assert (listed.exit_code, "releases cannot be read: Not a directory" in listed.stderr) == (2, True)


def test_of_a_site_without_an_address_it_is_said_what_it_lacks(sites, target, tmp_path):
    done = cli(sites[0], target.root)
    assert (done.exit_code, "CLEARINGHOUSE_SITE_URL=https://" in done.stderr) == (0, True)
    assert "CLEARINGHOUSE_SITE_URL" in cli(sites[0], target.root).stderr
    with_address = site(tmp_path / "four", "four", sitemap_xml=b"<urlset/>")
    assert cli(with_address, target.root).stderr == ""


def test_a_build_that_was_killed_before_there_was_a_site_is_told_as_one(tmp_path):
    (tmp_path / ".site.part").mkdir()
    assert "was stopped in the middle" in cli(tmp_path / "site", tmp_path / "www").stderr
