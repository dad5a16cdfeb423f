"""The README sends people to what there is, in the repository or on the site that it tells how to build."""

import re

from tests.docs.walkthrough import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_link_leads_to_a_file_of_the_repository():
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_who_wants_to_contribute_is_sent_to_the_built_site_where_all_that_is_made_from_schemas_is():
    paragraph = next(each for each in README.split("\n\n") if each.startswith("**To add or correct a record**"))
    assert "build the site" in paragraph
    assert "`site/contribute/index.html`" in paragraph
    assert (ROOT / "content/contribute/index.md").exists()
