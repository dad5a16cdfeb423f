from types import SimpleNamespace
from xml.etree import ElementTree as ET

from clearinghouse.exports.sitemap import NAMESPACE, days_of_pages, sitemap


def listed(content):
    """The addresses of a sitemap with their days."""
    root = ET.fromstring(content)  # noqa: S314 - our own
    return {
        each.findtext(f"{{{NAMESPACE}}}loc"): each.findtext(f"{{{NAMESPACE}}}lastmod")
        for each in root.iter(f"{{{NAMESPACE}}}url")
    }


def test_a_sitemap_lists_every_page_in_order_and_escapes_addresses():
    found = listed(sitemap("https://example.org", ["b.html", "a.html?x=1&y=2"], {}))
    assert list(found.items()) == [("https://example.org/a.html?x=1&y=2", None), ("https://example.org/b.html", None)]


def test_a_record_is_of_the_day_on_which_it_was_confirmed_and_other_pages_of_that_of_the_commit():
    records = [
        SimpleNamespace(url="needs/a.html", data={"confirmed_on": "2025-03-04"}), SimpleNamespace(url="needs/b.html", data={}),
    ]  # fmt: skip
    pages = ["index.html", "needs/a.html", "needs/b.html"]
    days = days_of_pages(pages, records, "2026-06-30T12:00:00Z")
    assert days == {"index.html": "2026-06-30", "needs/a.html": "2025-03-04"}
    assert days_of_pages(pages, records, "") == {"needs/a.html": "2025-03-04"}
    assert listed(sitemap("https://x.example", pages, days))["https://x.example/needs/a.html"] == "2025-03-04"
