"""The projects that are changed step by step: a small rich one, made here, and the training clearinghouse."""

import json
import os
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORDS = (
    "seed", "border", "laboratory", "officers", "rules", "harvest", "trainers", "soil", "maize", "inspection", "papers", "shipment",
    "évaluation", "laboratoire", "semillas", "frontera", "оценка", "семена", "الحدود", "البذور", "生物安全", "培训", "Zürich", "naïve",
)  # fmt: skip
BUILT = ("site", ".cache", "preview")
"""Folders of a project that builds write into."""

SETTINGS = """\
site_name: Small clearinghouse
site_url: ""
docs_dir: content
use_directory_urls: false
theme: {name: material, font: false, language: en, custom_dir: overrides, features: [navigation.tabs]}
extra: {notice: Invented.}
hooks: [hooks.py]
nav:
  - Home: [index.md, {About: about/index.md}]
  - Projects: projects/index.md
  - Records: clearinghouse:collections
  - Countries: countries/index.md
plugins:
  - clearinghouse/records: {today: "2026-06-30", edit_address: "https://example.org/edit"}
  - clearinghouse/references
  - clearinghouse/search
  - clearinghouse/exports
markdown_extensions: [tables, toc: {permalink: false}]
"""
HOOK = 'def on_post_page(output, **options):\n    return output.replace("</body>", "<!-- first --></body>")\n'
RULES = {
    "title": "Rules",
    "rules": [
        {
            "code": "CH502", "requirement": "R02", "severity": "warning", "title": "A project without a start",
            "explanation": "Without its start nobody can tell when a project was.", "wrong": "title: Course\n", "right": "start: 2003\n",
            "collection": "projects", "must": {"required": ["start"]}, "field": "start", "message": "the start is missing",
            "help": "Say the year at least.",
        }
    ],
}  # fmt: skip
_COMMON = "shared/common.schema.json#/$defs/"
PAPER = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "paper.schema.json", "title": "Paper", "description": "A text.",
    "x-collection": {"name": "papers", "title": "Papers", "description": "All papers.", "empty": "Papers belong here."},
    "type": "object", "required": ["title"], "additionalProperties": False,
    "properties": {
        **{name: {"$ref": _COMMON + name} for name in ("title", "summary", "language", "aliases", "countries")},
        "about": {
            "title": "About", "description": "Projects.", "examples": [["first"]], "type": "array", "maxItems": 9, "x-show": "both",
            "items": {"type": "string", "maxLength": 80, "x-reference": {"collection": "projects", "inverse": "Papers"}},
        },
        "authors": {
            "title": "Authors", "description": "Bodies.", "examples": [["norad"]], "type": "array", "maxItems": 9, "x-facet": True,
            "items": {"type": "string", "maxLength": 80, "x-reference": {"collection": "bodies", "inverse": "Wrote"}},
        },
        "kind": {
            "title": "Kind", "description": "What it is.", "examples": ["funding"], "type": "string", "maxLength": 80,
            "x-code-list": "roles", "x-facet": True, "x-show": "both",
        },
    },
}  # fmt: skip
PROJECTS = 7
IMAGE = b"\x89PNG\r\n\x1a\n not quite a picture"


@dataclass(frozen=True)
class Folder:
    """The folder of a project, and the dice that say what is changed in it."""

    root: Path
    draw: random.Random

    @property
    def content(self) -> Path:
        """The folder of records and hand-written pages."""
        return self.root / "content"

    def schemas(self) -> dict[str, Path]:
        """The schema of each collection."""
        found = sorted((self.root / "schemas").glob("*.schema.json"))
        return {json.loads(path.read_bytes()).get("x-collection", {}).get("name", ""): path for path in found}

    def records(self, collection: str = "") -> list[Path]:
        """The files of all records, or of those of one collection."""
        folders = [collection] if collection else sorted(self.schemas())
        return [path for each in folders for path in sorted((self.content / each).glob("*.md")) if each]

    def record(self, collection: str = "") -> Path:
        """Some record."""
        return self.draw.choice(self.records(collection))

    def pages(self) -> list[Path]:
        """The hand-written pages."""
        records = set(self.records())
        return [path for path in sorted(self.content.rglob("*.md")) if path not in records]

    def code_lists(self) -> list[Path]:
        """The code lists in use."""
        return sorted([*(self.root / "schemas/code-lists").glob("*.yaml"), *(self.root / "code-lists").glob("*.yaml")])

    def fields(self, collection: str, keyword: str) -> Iterator[tuple[str, Any, bool]]:
        """The fields of a collection with a keyword of ours: name, value of the keyword, whether the field is a list."""
        for name, field in json.loads(self.schemas()[collection].read_bytes())["properties"].items():
            inside = field.get("items", {})
            if keyword in field or keyword in inside:
                yield name, field.get(keyword) or inside[keyword], "items" in field

    def words(self, number: int = 3) -> str:
        """Some words, of several languages."""
        return " ".join(self.draw.choice(WORDS) for _ in range(number))

    def write(self, path: Path, text: str | bytes) -> None:
        """Write a file. Now and then its time says that it is old: what is built may depend on no time of a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if self.draw.random() < 0.3:
            os.utime(path, (1_000_000_000, 1_000_000_000))

    def write_record(self, path: Path, data: Mapping[str, Any], body: str) -> None:
        """Write a record."""
        front = yaml.safe_dump(dict(data), sort_keys=False, allow_unicode=True, width=1000)
        self.write(path, f"---\n{front}---\n{body}")

    def change_yaml(self, path: Path, data: Any) -> None:
        """Write a file of YAML."""
        self.write(path, yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000))

    def change_json(self, path: Path, data: Any) -> None:
        """Write a file of JSON."""
        self.write(path, json.dumps(data, ensure_ascii=False, indent=1))

    def named(self, path: Path) -> str:
        """What a file is called in the project."""
        return path.relative_to(self.root).as_posix()


def read_record(path: Path) -> tuple[dict[str, Any], str]:
    """The fields of a record and its body."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return read_yaml(front), body


def read_yaml(text: str) -> Any:
    """The value that a text says."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a project but for what builds write, with its bytes."""
    found: dict[str, bytes] = {}
    for place, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - {*BUILT, "__pycache__"})
        found |= {
            Path(place, name).relative_to(root).as_posix(): Path(place, name).read_bytes() for name in sorted(names)
        }
    return found


def restore(root: Path, files: Mapping[str, bytes]) -> None:
    """Make a project as it was."""
    now = tree(root)
    for name in now.keys() - files.keys():
        (root / name).unlink()
    for name in sorted(files):
        if now.get(name) != files[name]:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(files[name])


def training_project(root: Path) -> Path:
    """A copy of the training clearinghouse: every kind of record, all views."""
    shutil.copytree(ROOT / "examples/training", root, ignore=shutil.ignore_patterns(*BUILT))
    shutil.copytree(ROOT / "schemas", root / "schemas")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("../../schemas", "schemas"), encoding="utf-8")
    return root


def small_project(root: Path, papers: int = 10) -> Path:
    """The small project with more records, a third kind of record, a rule, pages, a picture and templates of its own."""
    shutil.copytree(ROOT / "tests/small", root, ignore=shutil.ignore_patterns(*BUILT))
    folder = Folder(root, random.Random(1))
    folder.change_json(root / "schemas/paper.schema.json", PAPER)
    folder.change_yaml(root / "schemas/rules.yaml", RULES)
    folder.write(root / "mkdocs.yml", SETTINGS)
    folder.write(root / "hooks.py", HOOK)
    folder.write(root / "overrides/partials/copyright.html", "<p>Free to copy.</p>\n")
    folder.write(root / "overrides/assets/own.css", "p {}\n")
    folder.write(root / "content/about/picture.png", IMAGE)
    folder.write(
        root / "content/about/index.md",
        "---\ntitle: About\ndescription: About it.\n---\n\n# About\n\n![Picture](picture.png) [Norad](../bodies/norad.md)\n",
    )
    for number in range(6):
        data = {"title": f"Institute of {folder.words(2)}", "summary": folder.words(6), "countries": ["DZ"]}
        folder.write_record(root / f"content/bodies/body-{number}.md", data, f"\n{folder.words(20)}\n")
    for number in range(PROJECTS):
        folder.write_record(root / f"content/projects/project-{number}.md", *_project(folder, number))
    for number in range(papers):
        folder.write_record(root / f"content/papers/paper-{number}.md", *_paper(folder, number))
    return root


def _project(folder: Folder, number: int) -> tuple[dict[str, Any], str]:
    """What a made-up project says."""
    draw = folder.draw
    data = {
        "title": f"Project {folder.words(2)}", "summary": folder.words(8), "status": draw.choice(["ongoing", "completed"]),
        "countries": draw.sample(["NO", "ZM", "DZ"], 2), "part_of": "first" if number < 2 else f"project-{draw.randrange(number)}",
        "partners": [{"body": f"body-{draw.randrange(6)}", "role": "executing"}], "sources": [{"id": "s", "title": "Note"}],
    }  # fmt: skip
    return data | ({"start": 2000 + number} if number % 3 else {}), f"\n## {folder.words(2)}\n\n{folder.words(40)}\n"


def _paper(folder: Folder, number: int) -> tuple[dict[str, Any], str]:
    """What a made-up paper says."""
    draw = folder.draw
    data = {
        "title": f"Paper on {folder.words(2)}", "summary": folder.words(8), "language": draw.choice(["en", "fr", "ru", "ar"]),
        "about": [f"project-{each}" for each in draw.sample(range(PROJECTS), 2)], "authors": [f"body-{draw.randrange(6)}"],
        "kind": draw.choice(["funding", "executing"]), "countries": ["ZM"],
    }  # fmt: skip
    link = f"[{folder.words(1)}](../projects/project-{draw.randrange(PROJECTS)}.md) and [another](paper-{(number or 1) - 1}.md)"
    return data, f"\n{folder.words(60)} {link}\n"
