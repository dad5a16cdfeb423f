"""The commands of the page for maintainers work by the letter, and the copy that is handed out is the whole site."""

import zipfile

from tests.docs.conftest import git, page
from tests.docs.walkthrough import follow


def test_every_command_works_and_the_copy_has_the_whole_site(walk):
    follow(page("maintaining"), walk.clone, str(walk.origin))
    with zipfile.ZipFile(walk.clone / "clearinghouse.zip") as copy:
        names = set(copy.namelist())
    site = walk.clone / "site"
    assert "START-HERE.html" in names
    pages = {f"site/{path.relative_to(site).as_posix()}" for path in site.rglob("*.html")}
    assert pages - {"site/404.html"} <= names
    # What is made from the schemas was up to date, and the copy is none of the repository's files: so nothing has changed.
    assert git(walk.clone, "status", "--porcelain") == ""
