"""A script in a title, a summary, a field or a body never runs on any page; nothing outside the content is published."""

import json
import re
from html.parser import HTMLParser

from tests.engines.test_build import build, files_of

ATTACK = """<script>alert("x")</script><img src=x onerror=alert(1)>'"><svg onload=alert(2)>"""
RECORD = """---
title: '{attack}'
summary: '{attack} ]]> </script>'
status: ongoing
countries: [ZM]
part_of: first
website: "https://example.org/?a=%22%3E%3Cscript%3E"
lessons: ['{attack}']
steps:
  - {{id: a, text: '{attack}'}}
sources:
  - {{id: s, title: '{attack}', publisher: '{attack}', symbol: '{attack}', supports: [body]}}
---

{attack} [x](javascript:alert(3))
"""


class Attributes(HTMLParser):
    """Collects what a browser would run on loading or clicking."""

    def __init__(self) -> None:
        super().__init__()
        self.dangerous: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name.startswith("on") or (name in ("href", "src", "action") and "script:" in (value or "").lower()):
                self.dangerous.append((tag, name))


def test_no_field_and_no_body_can_run_script(small):
    text = RECORD.format(attack=ATTACK.replace("'", "''")).replace("[x](javascript:alert(3))", "")
    (small / "content/projects/hostile.md").write_text(text)
    page = small / "content/index.md"
    page.write_text(page.read_text() + f"\n\n# {ATTACK}\n\n[x](javascript:alert(4))\n\n{ATTACK}\n")
    result = build(small)
    assert result.returncode == 0, result.stderr
    for name, content in files_of(small / "site").items():
        if name.endswith(".html"):
            assert '<script>alert("x")' not in content.decode(), name
            reader = Attributes()
            reader.feed(content.decode())
            assert reader.dangerous == [], name
    scripts = list((small / "site/assets/search").rglob("*.js"))
    assert len(scripts) > 10
    for script in scripts:  # each is one call, with data and nothing else
        called = re.fullmatch(r'clearinghouse\.receive\("[^"]+","(?:\w{8})?",(.*)\);\n', script.read_text())
        assert called, script
        json.loads(called[1])


def test_a_symbolic_link_publishes_nothing(small, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: A secret\n---\n")
    (small / "content/projects/link.md").symlink_to(secret)
    result = build(small)
    assert result.returncode == 1
    assert "error[CH106]" in result.stderr
    assert result.stderr.count("CH106]") == 1
    assert "A secret" not in result.stderr


def test_a_link_beside_the_records_publishes_nothing(small, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text("A secret")
    (small / "content/files").symlink_to(tmp_path / "elsewhere")
    (small / "content/note.txt").symlink_to(tmp_path / "elsewhere" / "secret.txt")
    result = build(small)
    assert result.returncode == 1
    assert "content/files" in result.stderr
    assert "content/note.txt" in result.stderr
    assert not (small / "site/note.txt").exists()


def test_no_page_written_by_hand_loads_a_picture_from_another_site(small):
    page = small / "content/index.md"
    own = "![Ours](plan.png)"
    (small / "content/plan.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    foreign = [
        '<img src="http://evil.example/a.png" alt="Seen > here" title="b">', "![Second](https://evil.example/b.png)",
        '<img alt="x" src="//evil.example/c.png">', r'<img src="\\evil.example/d.png">', '<img src="/\\evil.example/e.png">',
        '<img src="/&#10;/evil.example/f.png">',
    ]  # fmt: skip
    page.write_text(page.read_text() + "\n\n" + "\n\n".join([own, *foreign]) + "\n")
    result = build(small)
    assert result.returncode == 0, result.stderr
    html = (small / "site/index.html").read_text()
    assert "evil.example" not in html
    assert re.search(r'<img [^>]*src="plan\.png"', html)
    assert "<em>Second</em>" in html
    assert result.stderr.count("is on another site and is left out") == len(foreign)
    assert "content/index.md: the picture “http://evil.example/a.png”" in result.stderr
