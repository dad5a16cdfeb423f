"""A made-up clearinghouse of any size: the same records for the same number, with references and 300–600 words each.

Nothing in it is real. It uses the schemas of this project, so that the builds do what a real one does.
"""

import random
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COUNTRIES = ["ZM", "UG", "NA", "KE", "MX", "CO", "PE", "BG", "CZ", "HU", "DZ", "EG", "IN", "PH", "VN", "MY"]
THEMES = [
    "risk-assessment",
    "lmo-detection",
    "mainstreaming",
    "coordination",
    "information-exchange",
    "institutions-people",
]
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "xo",
    "zu",
    "tra",
    "ple",
    "sto",
    "gri",
    "clu",
]
SHARES = {"organisations": 0.15, "initiatives": 0.45, "case-studies": 0.2, "best-practices": 0.2}


def words(source: random.Random, number: int) -> str:
    """Return a text of made-up words; few of them are frequent and many are rare, as in any language."""
    return " ".join(VOCABULARY[min(int(source.paretovariate(0.6)), len(VOCABULARY) - 1)] for _ in range(number))


def vocabulary() -> list[str]:
    source = random.Random(1)
    return sorted(
        {"".join(source.choices(SYLLABLES, k=source.randint(2, 4))) for _ in range(9000)},
        key=lambda word: (len(word), word),
    )


VOCABULARY = vocabulary()


def record(source: random.Random, collection: str, number: int, ids: dict[str, list[str]]) -> str:
    """Return the file of one record."""
    countries = ", ".join(source.sample(COUNTRIES, source.randint(1, 3)))
    themes = ", ".join(source.sample(THEMES, 2))
    fields = [f"title: Made-up {words(source, 4)} {number}", f"summary: A made-up record about {words(source, 15)}."]
    organisations = source.sample(ids["organisations"], 3)
    if collection == "organisations":
        fields += ["type: government", f"country: {source.choice(COUNTRIES)}"]
    elif collection == "initiatives":
        start = source.randint(1995, 2020)
        roles = zip(organisations, ("funding", "executing", "partner"), strict=True)
        fields += [
            "status: completed", f"countries: [{countries}]", f"start: {start}-05", f"end: {start + 3}", f"themes: [{themes}]", "organisations:",
            *(f"  - {{organisation: {each}, role: {role}}}" for each, role in roles),
            f"related: [{source.choice(ids['initiatives'])}]",
            f"budget: {{amount: {source.randint(10, 9000) * 1000}, currency: USD}}", "not_known: [activities, outcomes, lessons]",
        ]  # fmt: skip
    elif collection == "case-studies":
        fields += [
            f"initiatives: [{', '.join(source.sample(ids['initiatives'], 2))}]",
            f"countries: [{countries}]",
            f"themes: [{themes}]",
        ]
    else:
        fields += [
            "kind: coordination",
            "measures: [joint-activity]",
            f"themes: [{themes}]",
            f"experience_of: [{', '.join(source.sample(ids['initiatives'], 3))}]",
        ]
    fields += ["sources:", f"  - {{id: s, title: Made-up report {number}, symbol: DOC/{number}, supports: [summary]}}"]
    body = "\n\n".join(f"## {words(source, 3)}\n\n{words(source, source.randint(100, 200))}." for _ in range(3))
    return "---\n" + "\n".join(fields) + f"\n---\n\n{body}\n"


def write(folder: Path, number: int) -> None:
    """Write a project of so many records into an empty folder."""
    source = random.Random(number)
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    for page in ("index.md", "about/index.md", "about/reading.md", "contribute/index.md"):
        target = folder / "content" / page
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"# Made-up page\n\n{words(source, 100)}\n", encoding="utf-8")
    counts = {name: round(number * share) for name, share in SHARES.items()}
    ids = {name: [f"{name.rstrip('s')}-{each}" for each in range(count)] for name, count in counts.items()}
    for name in counts:
        (folder / "content" / name).mkdir()
        for each, identity in enumerate(ids[name]):
            path = folder / "content" / name / f"{identity}.md"
            path.write_text(record(source, name, each, ids), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
