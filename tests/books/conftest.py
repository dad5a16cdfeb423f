"""Editions to make books of: a small one in four scripts, with what a stranger may write, and the training clearinghouse."""

import functools
import struct
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clearinghouse.books.edition import Edition
from clearinghouse.coordination.desk import Desk
from clearinghouse.coordination.situation import Situation
from clearinghouse.core.catalogue import catalogue_of
from clearinghouse.pages.page import Press, Settings
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.views.wording import Wording
from tests.browser.conftest import training_site  # noqa: F401 - a fixture
from tests.coordination.conftest import TODAY, TRAINING, catalogue_from

MOMENT = datetime(2026, 6, 30, 12, tzinfo=UTC)
ADDRESS = "https://clearinghouse.example"

SCRIPTS = {
    "ar": "السلامة الأحيائية في المختبرات",
    "ru": "Биобезопасность в лабораториях",
    "zh": "生物安全实验室的建设",
}
"""A title in each script that is not Latin."""

BODY = """## Ein Ziel ² für alle

See [the need](../needs/national.md#levels), [the course](course.md#text-part-one), [itself](#ein-ziel-für-alle), [a theme](../themes/risk-assessment.md),
[a page](../about/index.md), [a site](https://example.org/a?b=c&d=%zz|e), [another](http://[::1]:99999/), [mail](mailto:post@example.org).

![a picture](pictures/plan.png) ![no picture](pictures/none.png) ![a lie](pictures/lie.png)

| left | right |
|:--|--:|
| *a* & b | `<script>` |

- [x] done
- [ ] open\x0c

<script>alert(1)</script><b>bold</b> unclosed <i>
"""


@dataclass(frozen=True)
class Copy:
    """An edition, as a pack is one."""

    site: Path
    press: Press
    moment: datetime = MOMENT
    title: str = "Handbook & <test>"
    name: str = "clearinghouse"
    criteria: str = ""


def png(width: int = 2, height: int = 2) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\x80" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@functools.cache
def small_press(address: str = "") -> Press:
    """Five initiatives, in four scripts and with what strangers may write, and a need; they refer to each other."""
    texts = {
        "initiatives/course": "title: 'A course & <b>more</b>'\ncountries: [ZM]\nsources: [{id: law, title: A law, url: 'https://law.example/?a=1&b=2', supports: [countries]}]",
        "initiatives/project": "title: A project\ncountries: [ZM]\npart_of: course\nthemes: [risk-assessment]",
        "needs/national": "title: Needs of a country\ncountry: ZM",
    } | {
        f"initiatives/in-{language}": f"title: {title}\nsummary: {title} – {title}.\nlanguage: {language}\nrelated: [project]"
        for language, title in SCRIPTS.items()
    }  # fmt: skip
    made = catalogue_from(texts)
    bodies = {"initiatives/project": BODY} | {f"initiatives/in-{each}": title for each, title in SCRIPTS.items()}
    records = [replace(record, body=bodies.get("/".join(record.key), "")) for record in made.records]
    catalogue = catalogue_of(records, made.schemas, made.code_lists)
    return Press(
        catalogue, Wording("en", catalogue.code_lists), Settings("A & B", address), Desk(Situation(catalogue, TODAY))
    )


@pytest.fixture(params=["", ADDRESS], ids=["without an address", "with an address"])
def small(request, tmp_path) -> Edition:
    """The small edition, with a folder in which one picture is what its name says and one is not."""
    return small_in(tmp_path, request.param)


def small_in(folder: Path, address: str = "") -> Edition:
    """The small edition over a folder of pictures."""
    pictures = folder / "initiatives" / "pictures"
    pictures.mkdir(parents=True)
    (pictures / "plan.png").write_bytes(png())
    (pictures / "lie.png").write_bytes(b"<svg onload='alert(1)'/>")
    return Copy(folder, small_press(address), criteria="Countries: Zambia")


@pytest.fixture(scope="session")
def training_press() -> Press:
    reading = read_project(Project.from_config(TRAINING))
    words = Wording("en", reading.catalogue.code_lists)
    return Press(reading.catalogue, words, Settings("Training clearinghouse (invented)"), reading.desk)


@pytest.fixture
def training(training_press, tmp_path) -> Edition:
    """All records of the training clearinghouse, without a built site."""
    return Copy(tmp_path, training_press, title="Training clearinghouse (invented)")
