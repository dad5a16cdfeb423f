"""Verifying copies: in a folder, in an archive, on a server; every single difference is found and nothing is trusted."""

import json
import shutil
import subprocess
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from clearinghouse.__main__ import main
from clearinghouse.releases.copy import CopyFault
from clearinghouse.releases.folder_copy import FolderCopy
from clearinghouse.releases.manifest import manifest_bytes, release_files
from clearinghouse.releases.manifest_change import update_files, update_of
from clearinghouse.releases.signature import sign
from clearinghouse.releases.verifying import Signed, verify
from clearinghouse.releases.web_copy import WebCopy
from tests.releases.sites import manifest_of, write
from tests.releases.test_manifest import SITE, TOOLS

MANIFEST = manifest_of(SITE.items(), TOOLS)
RELEASE = SITE | dict(release_files(MANIFEST))


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "copy", RELEASE)


@pytest.fixture
def server(folder):
    """A server of the folder: its address, and what was asked for."""
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if self.path == "/moved.html":
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:1/moved.html")
                self.end_headers()
            elif self.path in {"/nowhere.html", "/round.html"}:
                self.send_response(302)
                self.send_header("Location", "http://[::1" if self.path == "/nowhere.html" else self.path)
                self.end_headers()
            elif self.path == "/broken.html":
                self.send_error(500)
            else:
                super().do_GET()

        def log_message(self, *_arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}/", asked
        serving.shutdown()
        thread.join()


def packed(files, path, top=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(top + name, content)
    return path


def told(*arguments):
    """The answer of the command as JSON, and how it ended."""
    done = CliRunner().invoke(main, ["verify", "--format", "json", *map(str, arguments)])
    return json.loads(done.output)["copies"], done.exit_code


CHANGES = {
    "changed": lambda files: files | {"index.html": b"<p>home</p>"},
    "longer": lambda files: files | {"index.html": b"<p>Home</p> and more"},
    "missing": lambda files: {path: content for path, content in files.items() if path != "index.html"},
    "extra": lambda files: files | {"evil.html": b"1"},
    "sums": lambda files: files | {"SHA256SUMS": b""},
    "manifest": lambda files: files | {"manifest.json": files["manifest.json"].replace(b" ", b"  ", 1)},
}
FOUND = {
    "changed": {"changed": ["index.html"]}, "longer": {"changed": ["index.html"]}, "missing": {"missing": ["index.html"]},
    "extra": {"extra": ["evil.html"]}, "sums": {"changed": ["SHA256SUMS"]}, "manifest": {"changed": ["manifest.json"]},
}  # fmt: skip


@pytest.mark.parametrize("change", [*CHANGES, "none"])
@pytest.mark.parametrize("kind", ["folder", "zip", "zip with a folder"])
def test_every_difference_is_found(tmp_path, kind, change):
    files = CHANGES.get(change, dict)(RELEASE)
    if kind == "folder":
        copy = write(tmp_path / "copy", files)
    else:
        copy = packed(files, tmp_path / "copy.zip", "my copy/" if "folder" in kind else "")
    (found,), status = told(copy)
    differences = {name: found[name] for name in ("missing", "changed", "unreadable", "extra") if found[name]}
    assert (differences, found["whole"], status) == (
        FOUND.get(change, {}),
        change == "none",
        0 if change == "none" else 1,
    )


def test_what_computers_leave_on_a_stick_is_no_difference(folder):
    write(
        folder,
        {".DS_Store": b"", "a b/._x": b"", "Thumbs.db": b"", "System Volume Information/x": b"", ".release": b""},
    )
    assert told(folder)[1] == 0
    write(folder, {".hidden.html": b"", "manifest-updates/evil.html": b""})
    assert told(folder)[0][0]["extra"] == [".hidden.html", "manifest-updates/evil.html"]


def test_links_are_not_followed(folder, tmp_path):
    (folder / "index.html").rename(tmp_path / "index.html")
    (folder / "index.html").symlink_to(tmp_path / "index.html")
    (folder / "a b").rename(tmp_path / "a b")
    (folder / "a b").symlink_to(tmp_path / "a b")
    (found,), status = told(folder)
    assert (found["missing"], found["extra"], status) == (["a b/ü.html", "index.html"], ["a b"], 1)


def test_archives_that_lie_are_found_out(tmp_path):
    archive = packed(RELEASE, tmp_path / "twice.zip")
    with zipfile.ZipFile(archive, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("index.html", SITE["index.html"])
    assert told(archive)[0][0]["changed"] == ["index.html"]
    damaged = packed(RELEASE, tmp_path / "damaged.zip")
    content = damaged.read_bytes()
    start = content.index(b"index.html") + len("index.html")
    damaged.write_bytes(content[:start] + b"\xff\xff\xff" + content[start + 3 :])
    assert told(damaged)[0][0]["unreadable"] == ["index.html"]
    (tmp_path / "none.zip").write_bytes(b"PK")
    found, status = told(tmp_path / "none.zip", packed({"a": b""}, tmp_path / "other.zip"), tmp_path / "x")
    assert status == 2
    assert [each["fault"].partition(" ")[0] for each in found] == [str(tmp_path / "none.zip"), "There", "There"]


def test_a_site_is_verified_on_its_server(folder, server):
    address, asked = server
    (found,), status = told(address)
    assert (found["whole"], found["extra_known"], status) == (True, False, 0)
    assert "/a%20b/%C3%BC.html" in asked
    write(folder, {"index.html": b"<p>home</p>" * 1000})
    (folder / "empty.txt").unlink()
    (found,), status = told(f"{address}index.html")
    assert (found["changed"], found["missing"], status) == (["index.html"], ["empty.txt"], 1)


def test_a_server_leads_nowhere_else(folder, server):
    write(folder, dict(release_files(manifest_of([("moved.html", b""), ("broken.html", b"")]))))
    (found,), status = told(server[0])
    assert (found["unreadable"], status) == (["broken.html", "moved.html"], 1)
    found, status = told("file:///etc/", "http://127.0.0.1:1/", f"{server[0]}none/", "https://x.example/?a")
    assert status == 2
    assert all(each["fault"] for each in found)


def test_a_list_of_copies_is_a_file_of_text(folder, server, tmp_path):
    (tmp_path / "copies.txt").write_text(f"# our copies\n{folder}\n\n{server[0]}\n")
    found, status = told(tmp_path / "copies.txt")
    assert ([each["copy"] for each in found], status) == ([str(folder), server[0]], 0)


def test_a_list_that_names_nothing_is_a_fault(folder, tmp_path):
    (tmp_path / "empty.txt").write_text("# nothing yet\n\n")
    done = CliRunner().invoke(main, ["verify", str(tmp_path / "empty.txt"), str(folder)])
    assert (done.exit_code, "names no copy" in done.output, f"{folder}: whole" in done.output) == (2, True, True)


@pytest.mark.parametrize("address", ["http://[::1", "http://[x]/", "http://a:99999/", "http://a..b/", "http://"])
def test_what_is_no_address_is_told_and_the_others_are_looked_at(folder, address):
    done = CliRunner().invoke(main, ["verify", address, str(folder)])
    assert (done.exit_code, f"{folder}: whole" in done.output) == (2, True)
    assert f"{address}: could not be verified" in done.output


def test_a_server_that_leads_round_or_nowhere_is_told(folder, server):
    write(folder, dict(release_files(manifest_of([("nowhere.html", b""), ("round.html", b"")]))))
    (found,), status = told(server[0])
    assert (found["unreadable"], status) == (["nowhere.html", "round.html"], 1)
    with pytest.raises(CopyFault, match=r"answers 302 The HTTP server .* loop\. The last .*Found\.$"):
        WebCopy(server[0]).read("round.html", 10)
    with pytest.raises(CopyFault, match="leads to what is no address"):
        WebCopy(server[0]).read("nowhere.html", 10)


def test_a_manifest_from_elsewhere_is_believed_more_than_that_of_the_copy(folder, tmp_path):
    (tmp_path / "known.json").write_bytes(manifest_bytes(MANIFEST))
    forged = SITE | {"index.html": b"<p>Evil</p>"}
    write(folder, forged | dict(release_files(manifest_of(forged.items(), TOOLS))))
    assert told(folder)[1] == 0
    found, status = told(folder, "--manifest", tmp_path / "known.json")
    assert (found[0]["changed"], status) == (["index.html"], 1)


def test_people_read_what_differs_and_nothing_of_it_reaches_their_terminal(folder):
    write(folder, {"e\x1b[2Jvil.html": b"", **{f"more/{number}": b"" for number in range(30)}})
    done = CliRunner().invoke(main, ["verify", str(folder)])
    assert done.exit_code == 1
    assert "NOT what was released. 4 files" in done.output
    assert "Extra (31):" in done.output
    assert "and 11 more" in done.output
    assert "\x1b" not in done.output


def test_a_copy_that_had_updates_is_whole_again(folder):
    write(folder, {"gone.html": b"old"})
    one = manifest_of((SITE | {"gone.html": b"old"}).items(), TOOLS)
    write(folder, dict(release_files(one)))
    sites = [SITE | {"index.html": content, "new.html": b"new"} for content in (b"2", b"3")]
    for site in sites:  # each update is unpacked over what is there
        two = manifest_of(site.items(), TOOLS)
        write(folder, site | update_files(update_of(one, two)))
        one = two
    found = verify(FolderCopy(folder))
    assert (found.is_whole, found.updates, found.superfluous, found.manifest) == (True, True, ("gone.html",), two)
    write(folder, {"gone.html": b"not what it was"})
    assert verify(FolderCopy(folder)).extra == ("gone.html",)
    write(folder, {"index.html": b"2"})
    assert verify(FolderCopy(folder)).changed == ("index.html",)


@pytest.fixture
def key(tmp_path):
    if shutil.which("ssh-keygen") is None:
        pytest.skip("there is no ssh-keygen here")
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "publisher", "-f"]
    for name in ("key", "other"):
        subprocess.run([*command, str(tmp_path / name)], check=True)
    return tmp_path / "key"


def test_a_signature_says_who_released(folder, key):
    public = key.with_suffix(".pub").read_text()
    assert verify(FolderCopy(folder)).signed is Signed.NOT
    assert "That is no fault" in CliRunner().invoke(main, ["verify", str(folder)]).output
    lacking = verify(FolderCopy(folder), public)
    assert (lacking.signed, lacking.is_whole) == (Signed.LACKING, False)
    (folder / "manifest.json.sig").write_bytes(sign(manifest_bytes(MANIFEST), key))
    assert verify(FolderCopy(folder)).signed is Signed.UNCHECKED
    other = key.with_name("other.pub")
    assert verify(FolderCopy(folder), public).is_whole
    assert verify(FolderCopy(folder), other.read_text() + public).signed is Signed.VALID
    assert verify(FolderCopy(folder), other.read_text()).signed is Signed.INVALID
    (found,), status = told(folder, "--key", other)
    assert (found["signature"], status) == ("invalid", 1)
    forged = SITE | {"index.html": b"<p>Evil</p>"}
    write(folder, forged | dict(release_files(manifest_of(forged.items(), TOOLS))))
    assert verify(FolderCopy(folder), public).signed is Signed.INVALID


def test_a_signature_for_something_else_does_not_count(folder, key):
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "git"]
    done = subprocess.run(command, input=manifest_bytes(MANIFEST), capture_output=True, check=True)
    (folder / "manifest.json.sig").write_bytes(done.stdout)
    assert verify(FolderCopy(folder), key.with_suffix(".pub").read_text()).signed is Signed.INVALID


def test_a_signature_says_nothing_of_what_an_update_brought(folder, key):
    public = key.with_suffix(".pub").read_text()
    write(folder, {"manifest.json.sig": sign(manifest_bytes(MANIFEST), key)})
    site = SITE | {"index.html": b"2"}
    write(folder, site | update_files(update_of(MANIFEST, manifest_of(site.items(), TOOLS))))
    found = verify(FolderCopy(folder))
    assert (found.is_whole, found.signed) == (True, Signed.NOT)
    assert verify(FolderCopy(folder), public).signed is Signed.LACKING


def test_without_a_key_or_the_tool_it_is_said_in_words(folder, key, monkeypatch):
    (folder / "manifest.json.sig").write_bytes(b"x")
    (found,), status = told(folder, "--key", key)
    assert (status, "no public key" in found["fault"]) == (2, True)
    monkeypatch.setenv("PATH", str(folder))
    (found,), status = told(folder, "--key", key.with_suffix(".pub"))
    assert (status, "ssh-keygen is needed" in found["fault"]) == (2, True)
