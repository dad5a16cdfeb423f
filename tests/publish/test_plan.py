"""The plan of a site: which products have to be made after a change."""

import shutil
from pathlib import Path

import frontmatter
import pytest

from clearinghouse.pages.page import Press, Settings
from clearinghouse.pipeline import read_project
from clearinghouse.project import Project
from clearinghouse.publish.plan import Plan
from clearinghouse.publish.products import collection_products, export_products, reference_products
from clearinghouse.views.wording import Wording
from clearinghouse.words import translations_for

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path):
    """The training clearinghouse, with its schemas beside it."""
    shutil.copytree(ROOT / "examples/training/content", tmp_path / "content")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    return Project(tmp_path, tmp_path / "content", tmp_path / "schemas", ROOT / "examples/training/code-lists")


def plan_of(project: Project) -> Plan:
    reading = read_project(project)
    wording = Wording("en", reading.catalogue.code_lists, translations_for("en"))
    press = Press(reading.catalogue, wording, Settings("Test"), reading.desk)
    return Plan(press, {}, reading.fingerprints, reading.types, reading.by_key)


def states(project: Project) -> dict[str, bytes]:
    plan = plan_of(project)
    sources = (collection_products, reference_products, export_products)
    return {product.name: product.state for source in sources for product in source(plan)}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    return sorted(name for name in before | after if before.get(name) != after.get(name))


def edit(project: Project, file: str, old: str, new: str) -> None:
    path = project.content / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def first(project: Project, collection: str) -> str:
    return next(f"{collection}/{path.name}" for path in sorted((project.content / collection).glob("*.md")))


def test_nothing_has_to_be_made_again_where_nothing_changed(project):
    assert changed(states(project), states(project)) == []


def test_after_a_text_was_edited_only_its_page_and_its_data_are_made(project):
    before, file = states(project), first(project, "initiatives")
    with (project.content / file).open("a", encoding="utf-8") as opened:
        opened.write("\nOne sentence more.\n")
    url = file.replace(".md", ".html")
    assert changed(before, states(project)) == [
        "api/initiatives",
        "api/initiatives/0",
        "form/initiatives/0",
        f"record/{url}",
    ]


def test_a_record_with_another_title_is_shown_by_it_on_the_pages_of_others(project):
    plan = plan_of(project)
    catalogue = plan.press.catalogue
    study = next(each for each in catalogue.collection("case-studies") if catalogue.references(each))
    target = catalogue.by_key[catalogue.references(study)[0].target]
    before = states(project)
    edit(project, target.file.partition("/")[2], target.title, f"{target.title} renamed")
    assert f"record/{study.url}" in changed(before, states(project))


def test_a_record_that_has_nothing_to_do_with_a_change_stays(project):
    plan = plan_of(project)
    catalogue = plan.press.catalogue
    resource = catalogue.collection("resources")[0]
    around = {each.target for each in catalogue.references(resource)} | {
        each.source for each in catalogue.backlinks(resource)
    }
    other = next(each for each in catalogue.collection("case-studies") if each.key not in around)
    before = states(project)
    edit(project, other.file.partition("/")[2], other.title, f"{other.title} renamed")
    after = states(project)
    assert f"record/{other.url}" in changed(before, after)
    assert f"record/{resource.url}" not in changed(before, after)


def details(project: Project) -> dict[str, bytes]:
    """What goes in fact into the pages of records with tables of coordination."""
    products = collection_products(plan_of(project))
    return {product.name: product.detail() for product in products if product.detail}


def test_tables_that_a_change_does_not_touch_are_known_to_be_the_same(project):
    plan = plan_of(project)
    before, file = details(project), first(project, "initiatives")
    title = next(each.title for each in plan.press.catalogue.records if each.file == f"content/{file}")
    edit(project, file, title, f"{title} renamed")
    found = changed(before, details(project))
    assert f"record/{file.removesuffix('.md')}.html" in found
    assert 0 < len(found) < len(before) / 2


def test_a_rule_that_looks_at_a_text_is_asked_again_when_the_text_is_gone(project):
    asked = next(each.collection for each in plan_of(project).press.desk.rules if each.reads_body)
    path = project.content / first(project, asked)
    record = frontmatter.load(str(path))
    record.metadata.pop("documents", None)

    def data_with(text: str) -> bytes:
        record.content = text
        path.write_text(frontmatter.dumps(record, sort_keys=False) + "\n", encoding="utf-8")
        return plan_of(project).data

    assert data_with("Some text.") == data_with("Other text.")
    assert data_with("Some text.") != data_with("")


@pytest.mark.parametrize(
    "part", ["schemas/initiative.schema.json", "schemas/rules.yaml", "schemas/code-lists/themes.yaml"]
)
def test_everything_is_made_again_when_a_type_changes(project, part):
    before = states(project)
    path = project.root / part
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert len(changed(before, states(project))) == len(before)
