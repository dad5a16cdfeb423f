from xml.etree import ElementTree as ET

from clearinghouse.exports.sitemap import NAMESPACE, sitemap


def test_a_sitemap_lists_every_page_in_order_and_escapes_addresses():
    root = ET.fromstring(sitemap("https://example.org", ["b.html", "a.html?x=1&y=2"]))  # noqa: S314 - our own
    assert [each.text for each in root.iter(f"{{{NAMESPACE}}}loc")] == [
        "https://example.org/a.html?x=1&y=2",
        "https://example.org/b.html",
    ]
