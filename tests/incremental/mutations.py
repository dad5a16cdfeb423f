"""What can happen to a project, to its site and to its cache between two builds. Each function says what it did."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.incremental.project import read_record, read_yaml, restore, tree
from tests.incremental.walk import Mutation, Walk, copy_of_site

Steps = Iterator[str]


def _new_id(walk: Walk) -> str:
    return f"new-{walk.folder.draw.randrange(10**6)}"


def _linked(walk: Walk) -> Path:
    """A record that another one names."""
    records = walk.folder.records()
    text = "\n".join(path.read_text(encoding="utf-8") for path in records)
    named = [path for path in records if len(re.findall(rf"(?<![\w-]){path.stem}(?![\w-])", text)) > 1]
    return walk.folder.draw.choice(named or records)


def _set(walk: Walk, path: Path, **fields: Any) -> str:
    """Give fields of a record values; None takes a field out."""
    data, body = read_record(path)
    changed = {name: value for name, value in {**data, **fields}.items() if value is not None}
    walk.folder.write_record(path, changed, body)
    return f"{walk.folder.named(path)} {fields}"


def _say(walk: Walk, path: Path, text: str) -> str:
    """Add a paragraph to a record or page."""
    walk.folder.write(path, path.read_text(encoding="utf-8") + f"\n{text}\n")
    return f"{walk.folder.named(path)} says {text}"


# --- records --------------------------------------------------------------------------------------


def edit_a_body(walk: Walk) -> Steps:
    yield _say(walk, walk.folder.record(), walk.folder.words(5))


def take_a_body_away(walk: Walk) -> Steps:
    path = walk.folder.record()
    walk.folder.write_record(path, read_record(path)[0], "")
    yield walk.folder.named(path)


def edit_a_summary(walk: Walk) -> Steps:
    yield _set(walk, walk.folder.record(), summary=walk.folder.words(7))


def retitle_a_linked_record(walk: Walk) -> Steps:
    yield _set(walk, _linked(walk), title=walk.folder.words(4))


def give_two_records_the_same_title(walk: Walk) -> Steps:
    one, other = walk.folder.draw.sample(walk.folder.records(), 2)
    yield _set(walk, one, title=read_record(other)[0]["title"])


def choose_another_code(walk: Walk) -> Steps:
    path = walk.folder.record()
    fields = list(walk.folder.fields(path.parent.name, "x-code-list"))
    if fields:
        name, code_list, is_list = walk.folder.draw.choice(fields)
        found = {each.stem: each for each in walk.folder.code_lists()}[code_list]  # those of the project come last
        code = walk.folder.draw.choice(read_yaml(found.read_text(encoding="utf-8"))["concepts"])["id"]
        yield _set(walk, path, **{name: [code] if is_list else code})


def drop_a_field(walk: Walk) -> Steps:
    path = walk.folder.record()
    yield _set(walk, path, **{walk.folder.draw.choice(list(read_record(path)[0])): None})


def change_a_reference(walk: Walk) -> Steps:
    path = walk.folder.record()
    fields = list(walk.folder.fields(path.parent.name, "x-reference"))
    if fields:
        name, reference, is_list = walk.folder.draw.choice(fields)
        target = walk.folder.record(reference["collection"]).stem
        yield _set(walk, path, **{name: [target] if is_list else target})


def link_from_a_body(walk: Walk) -> Steps:
    target = walk.folder.record()
    yield _say(walk, walk.folder.record(), f"See [that](../{target.parent.name}/{target.name}#sources).")


def rename_a_record(walk: Walk) -> Steps:
    """With an alias or without; others follow or keep the old name."""
    draw, path, new = walk.folder.draw, _linked(walk), _new_id(walk)
    keeps_alias, others_follow = draw.random() < 0.6, draw.random() < 0.7
    data, body = read_record(path)
    if keeps_alias:
        data["aliases"] = [*data.get("aliases", []), path.stem]
    path.unlink()
    walk.folder.write_record(path.with_name(f"{new}.md"), data, body)
    if others_follow:
        _replace_id(walk, path.stem, new)
    yield f"{walk.folder.named(path)} is {new}, alias: {keeps_alias}, others follow: {others_follow}"


def _replace_id(walk: Walk, old: str, new: str) -> None:
    """Name a record anew wherever it is named, but for aliases."""
    for path in sorted(walk.folder.content.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        changed = re.sub(rf"(?<![\w-])(?<!^- ){old}(?![\w-])", new, text) if path.stem != new else text
        if changed != text:
            walk.folder.write(path, changed)


def delete_a_record(walk: Walk) -> Steps:
    """If others name it that is an error, and it comes back."""
    path = walk.folder.record()
    path.unlink()
    yield walk.folder.named(path)


def add_a_record(walk: Walk) -> Steps:
    path = walk.folder.record()
    data, body = read_record(path)
    data.pop("aliases", None)
    new = path.with_name(f"{_new_id(walk)}.md")
    walk.folder.write_record(new, {**data, "title": walk.folder.words(3)}, body + walk.folder.words(9))
    yield f"{walk.folder.named(new)} like {path.stem}"


def a_link_to_a_record_that_appears_later(walk: Walk) -> Steps:
    path, target = walk.folder.record(), walk.folder.record()
    new = target.with_name(f"{_new_id(walk)}.md")
    yield _say(walk, path, f"See [it](../{new.parent.name}/{new.name}).")
    data, body = read_record(target)
    data.pop("aliases", None)
    walk.folder.write_record(new, {**data, "title": walk.folder.words(3)}, body)
    yield f"{walk.folder.named(new)} is there"


def a_reference_to_a_record_that_appears_later(walk: Walk) -> Steps:
    path = walk.folder.record()
    fields = list(walk.folder.fields(path.parent.name, "x-reference"))
    if fields:
        name, reference, is_list = walk.folder.draw.choice(fields)
        target, new = walk.folder.record(reference["collection"]), _new_id(walk)
        yield _set(walk, path, **{name: [new] if is_list else new})
        edit = walk.folder.record()
        yield _say(walk, edit, walk.folder.words())  # still not there
        data, body = read_record(target)
        data.pop("aliases", None)
        walk.folder.write_record(target.with_name(f"{new}.md"), data, body)
        yield f"{new} is there"


def break_a_record_and_mend_it(walk: Walk) -> Steps:
    path = walk.folder.record()
    good = path.read_text(encoding="utf-8")
    broken = walk.folder.draw.choice(("---\ntitle: a: b\n", "", "---\n---\n", good.replace("title:", "titel:", 1)))
    walk.folder.write(path, broken)
    yield f"{walk.folder.named(path)} is {broken[:40]!r}"
    yield _say(walk, walk.folder.record(), walk.folder.words())
    walk.folder.write(path, good.replace("title: ", "title: Mended ", 1))
    yield "mended"


def a_record_that_warns_goes_on_to_warn(walk: Walk) -> Steps:
    """A country code that YAML 1.1 takes for false is told of in each build."""
    paths = [
        path for path in walk.folder.records() if re.search(r"^(countries|country):", path.read_text("utf-8"), re.MULTILINE)
    ]  # fmt: skip
    path = walk.folder.draw.choice(paths or walk.folder.records())
    good = path.read_text(encoding="utf-8")
    walk.folder.write(path, good.replace("---\n", "---\naliases: [NO, old-" + path.stem + "]\n", 1))
    yield f"{walk.folder.named(path)} has NO"
    walk.folder.write(
        path, good.replace("---\n", "---\n# NO\n", 1).replace("countries:\n- ", "countries:\n- NO\n- ", 1)
    )
    yield f"{walk.folder.named(path)} has the country NO"
    yield _say(walk, walk.folder.record(), walk.folder.words())


def change_the_language_of_a_record(walk: Walk) -> Steps:
    yield _set(walk, walk.folder.record(), language=walk.folder.draw.choice(["ar", "en", "fr", "ru", "zh"]))


def swap_two_titles(walk: Walk) -> Steps:
    one, other = walk.folder.draw.sample(walk.folder.records(), 2)
    first, second = read_record(one)[0]["title"], read_record(other)[0]["title"]
    yield f"{_set(walk, one, title=second)}, {_set(walk, other, title=first)}"


# --- types, code lists, rules ---------------------------------------------------------------------


def _schema(walk: Walk) -> tuple[Path, dict[str, Any]]:
    schemas = walk.folder.schemas()
    path = schemas[walk.folder.draw.choice([name for name in sorted(schemas) if name])]
    return path, json.loads(path.read_bytes())


def _change_field(walk: Walk, keyword: str, value: Any) -> str:
    path, schema = _schema(walk)
    name = walk.folder.draw.choice(list(schema["properties"]))
    schema["properties"][name][keyword] = value
    walk.folder.change_json(path, schema)
    return f"{walk.folder.named(path)} {name} {keyword} {value!r}"


def retitle_a_field(walk: Walk) -> Steps:
    yield _change_field(walk, "title", walk.folder.words(2).capitalize())


def describe_a_field_anew(walk: Walk) -> Steps:
    yield _change_field(walk, "description", f"{walk.folder.words(4).capitalize()}.")


def show_a_field_elsewhere(walk: Walk) -> Steps:
    yield _change_field(walk, "x-show", walk.folder.draw.choice(["no", "facts", "listing", "both"]))


def order_fields_otherwise(walk: Walk) -> Steps:
    path, schema = _schema(walk)
    names = list(schema["properties"])
    walk.folder.draw.shuffle(names)
    schema["properties"] = {name: schema["properties"][name] for name in names}
    walk.folder.change_json(path, schema)
    yield walk.folder.named(path)


def change_a_facet(walk: Walk) -> Steps:
    path, schema = _schema(walk)
    coded = [each for each in schema["properties"].values() if "x-code-list" in each]
    for each in walk.folder.draw.sample(coded, min(len(coded), 1)):
        each["x-facet"] = not each.get("x-facet")
        walk.folder.change_json(path, schema)
        yield f"{walk.folder.named(path)} {each['title']}"


def rename_the_other_side_of_a_reference(walk: Walk) -> Steps:
    path, schema = _schema(walk)
    references = [each["x-reference"] for each in schema["properties"].values() if "x-reference" in each]
    references += [
        each["items"]["x-reference"] for each in schema["properties"].values() if "x-reference" in each.get("items", {})
    ]
    for reference in walk.folder.draw.sample(references, min(len(references), 1)):
        reference["inverse"] = walk.folder.words(2).capitalize()
        walk.folder.change_json(path, schema)
        yield f"{walk.folder.named(path)} {reference}"


def retitle_a_collection(walk: Walk) -> Steps:
    path, schema = _schema(walk)
    part = walk.folder.draw.choice(["title", "description", "empty"])
    schema["x-collection"][part] = walk.folder.words(3).capitalize()
    walk.folder.change_json(path, schema)
    yield f"{walk.folder.named(path)} {part}"


def add_a_field(walk: Walk) -> Steps:
    path, schema = _schema(walk)
    new = {"title": "Remark", "description": "A remark.", "examples": ["x"], "type": "string", "maxLength": 200}
    schema["properties"] = {**schema["properties"], "remark": new}
    walk.folder.change_json(path, schema)
    record = walk.folder.draw.choice(walk.folder.records(schema["x-collection"]["name"]) or walk.folder.records())
    yield f"{walk.folder.named(path)}, {_set(walk, record, remark=walk.folder.words())}"


def change_a_shared_definition(walk: Walk) -> Steps:
    path = walk.folder.draw.choice(sorted((walk.folder.root / "schemas/shared").glob("*.json")))
    schema = json.loads(path.read_bytes())
    name = walk.folder.draw.choice(list(schema["$defs"]))
    schema["$defs"][name]["title"] = walk.folder.words(2).capitalize()
    walk.folder.change_json(path, schema)
    yield f"{walk.folder.named(path)} {name}"


def _code_list(walk: Walk) -> tuple[Path, dict[str, Any]]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in walk.folder.schemas().values())
    used = [path for path in walk.folder.code_lists() if f'"{path.stem}"' in text]
    path = walk.folder.draw.choice(used)
    return path, read_yaml(path.read_text(encoding="utf-8"))


def relabel_a_concept(walk: Walk) -> Steps:
    path, data = _code_list(walk)
    concept = walk.folder.draw.choice(data["concepts"])
    concept["label"] = {"en": walk.folder.words(2), "fr": walk.folder.words(2)}
    walk.folder.change_yaml(path, data)
    yield f"{walk.folder.named(path)} {concept}"


def add_a_concept(walk: Walk) -> Steps:
    path, data = _code_list(walk)
    data["concepts"].insert(0, {"id": f"q{_new_id(walk)}", "label": {"en": walk.folder.words(2)}})
    walk.folder.change_yaml(path, data)
    yield f"{walk.folder.named(path)} {data['concepts'][0]}"


def drop_a_concept(walk: Walk) -> Steps:
    """An error where a record has it."""
    path, data = _code_list(walk)
    if len(data["concepts"]) > 1:
        gone = data["concepts"].pop(walk.folder.draw.randrange(len(data["concepts"])))
        walk.folder.change_yaml(path, data)
        yield f"{walk.folder.named(path)} {gone['id']}"


def put_a_concept_under_another(walk: Walk) -> Steps:
    path, data = _code_list(walk)
    above = next((each for each in walk.folder.code_lists()[::-1] if each.stem == data.get("broader_list")), path)
    top = read_yaml(above.read_text(encoding="utf-8"))["concepts"][0]["id"]
    for concept in walk.folder.draw.sample(data["concepts"][1:], min(len(data["concepts"]) - 1, 1)):
        concept["broader"] = top
        walk.folder.change_yaml(path, data)
        yield f"{walk.folder.named(path)} {concept}"


def order_concepts_otherwise(walk: Walk) -> Steps:
    path, data = _code_list(walk)
    walk.folder.draw.shuffle(data["concepts"])
    walk.folder.change_yaml(path, data)
    yield walk.folder.named(path)


def retitle_a_code_list(walk: Walk) -> Steps:
    path, data = _code_list(walk)
    data[walk.folder.draw.choice(["title", "description"])] = walk.folder.words(3).capitalize()
    walk.folder.change_yaml(path, data)
    yield walk.folder.named(path)


def change_a_rule(walk: Walk) -> Steps:
    path = walk.folder.root / "schemas/rules.yaml"
    data = read_yaml(path.read_text(encoding="utf-8"))
    rule = walk.folder.draw.choice(data["rules"])
    part, value = walk.folder.draw.choice(
        [
            ("severity", "note"),
            ("severity", "warning"),
            ("title", "Another title"),
            ("help", "Do it."),
            ("explanation", "So."),
        ]
    )
    rule[part] = value
    walk.folder.change_yaml(path, data)
    yield f"{rule['code']} {part} {value}"


def drop_a_rule(walk: Walk) -> Steps:
    path = walk.folder.root / "schemas/rules.yaml"
    text = path.read_text(encoding="utf-8")
    data = read_yaml(text)
    gone = data["rules"].pop(walk.folder.draw.randrange(len(data["rules"])))
    walk.folder.change_yaml(path, data)
    yield gone["code"]
    walk.folder.write(path, text)
    yield "it is back"


# --- settings, navigation, pages, templates -------------------------------------------------------


def _settings(walk: Walk) -> dict[str, Any]:
    settings = read_yaml((walk.folder.root / "mkdocs.yml").read_text(encoding="utf-8"))
    assert isinstance(settings, dict)
    return settings


def _change_setting(walk: Walk, **changed: Any) -> str:
    walk.folder.change_yaml(walk.folder.root / "mkdocs.yml", {**_settings(walk), **changed})
    return str(changed)


def _change_own_setting(walk: Walk, **changed: str) -> str:
    plugins = _settings(walk)["plugins"]
    plugins[0] = {"clearinghouse/records": {**plugins[0]["clearinghouse/records"], **changed}}
    return _change_setting(walk, plugins=plugins)


def rename_the_site(walk: Walk) -> Steps:
    yield _change_setting(walk, site_name=walk.folder.words(2))


def describe_the_site_anew(walk: Walk) -> Steps:
    yield _change_setting(walk, site_description=walk.folder.words(6))


def change_the_address_of_the_site(walk: Walk) -> Steps:
    yield _change_setting(
        walk, site_url=walk.folder.draw.choice(["https://example.org/", "https://example.net/sub/", ""])
    )


def change_the_address_of_edits(walk: Walk) -> Steps:
    name = walk.folder.draw.choice(["edit_address", "report_address"])
    yield _change_own_setting(walk, **{name: walk.folder.draw.choice(["", f"https://example.org/{_new_id(walk)}"])})


def change_the_day(walk: Walk) -> Steps:
    day = f"{walk.folder.draw.randint(2024, 2028)}-0{walk.folder.draw.randint(1, 9)}-11"
    yield _change_own_setting(walk, today=day)


def change_the_language(walk: Walk) -> Steps:
    theme = _settings(walk)["theme"]
    yield _change_setting(walk, theme={**theme, "language": walk.folder.draw.choice(["en", "fr", "de", "ar"])})


def change_a_feature_of_the_theme(walk: Walk) -> Steps:
    theme = _settings(walk)["theme"]
    features = walk.folder.draw.sample(["navigation.tabs", "navigation.top", "toc.follow", "navigation.sections"], 2)
    yield _change_setting(walk, theme={**theme, "features": sorted(features)})


def change_the_notice(walk: Walk) -> Steps:
    yield _change_setting(walk, extra={"notice": walk.folder.words(4)})


def change_how_markdown_is_read(walk: Walk) -> Steps:
    is_linked = walk.folder.draw.random() < 0.5
    yield _change_setting(walk, markdown_extensions=["tables", {"toc": {"permalink": is_linked}}, "footnotes"])


def leave_out_a_plugin(walk: Walk) -> Steps:
    plugins = _settings(walk)["plugins"]
    gone = walk.folder.draw.choice([each for each in plugins if isinstance(each, str)])
    yield _change_setting(walk, plugins=[each for each in plugins if each != gone]) + f" without {gone}"
    yield _change_setting(walk, plugins=plugins)


def retitle_in_the_navigation(walk: Walk) -> Steps:
    navigation = _settings(walk)["nav"]
    number = walk.folder.draw.randrange(len(navigation))
    navigation[number] = {walk.folder.words(2): next(iter(navigation[number].values()))}
    yield _change_setting(walk, nav=navigation)


def order_the_navigation_otherwise(walk: Walk) -> Steps:
    navigation = _settings(walk)["nav"]
    walk.folder.draw.shuffle(navigation)
    yield _change_setting(walk, nav=navigation)


def leave_out_of_the_navigation(walk: Walk) -> Steps:
    navigation = _settings(walk)["nav"]
    if len(navigation) > 2:
        navigation.pop(walk.folder.draw.randrange(len(navigation)))
        yield _change_setting(walk, nav=navigation)


def edit_a_page(walk: Walk) -> Steps:
    yield _say(
        walk, walk.folder.draw.choice(walk.folder.pages()), f"## {walk.folder.words(2)}\n\n{walk.folder.words(6)}"
    )


def retitle_a_page(walk: Walk) -> Steps:
    path = walk.folder.draw.choice(walk.folder.pages())
    text = path.read_text(encoding="utf-8")
    walk.folder.write(path, re.sub(r"^# .*$", f"# {walk.folder.words(3)}", text, count=1, flags=re.MULTILINE))
    yield walk.folder.named(path)


def describe_a_page_anew(walk: Walk) -> Steps:
    path = walk.folder.draw.choice(walk.folder.pages())
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    front = f"---\ntitle: {walk.folder.words(2)}\ndescription: {walk.folder.words(5)}\n---\n"
    walk.folder.write(path, front + text)
    yield walk.folder.named(path)


def add_a_page(walk: Walk) -> Steps:
    record, name = walk.folder.record(), _new_id(walk)
    text = f"# {walk.folder.words(2)}\n\n[Record](../{record.parent.name}/{record.name}) and [nothing](../nothing.md)\n"
    walk.folder.write(walk.folder.content / f"about/{name}.md", text)
    yield f"about/{name}.md, which nobody finds in the navigation"
    yield _change_setting(walk, nav=[*_settings(walk)["nav"], {walk.folder.words(2): f"about/{name}.md"}])


def delete_a_page(walk: Walk) -> Steps:
    pages = [path for path in walk.folder.pages() if path.parent != walk.folder.content]
    for path in walk.folder.draw.sample(pages, min(len(pages), 1)):
        path.unlink()
        yield walk.folder.named(path)


def change_an_asset(walk: Walk) -> Steps:
    path = walk.folder.content / walk.folder.draw.choice(["about/picture.png", "about/sheet.csv", "papers.txt"])
    walk.folder.write(path, walk.folder.words(9))
    yield walk.folder.named(path)


def delete_an_asset(walk: Walk) -> Steps:
    assets = [path for path in sorted(walk.folder.content.rglob("*.*")) if path.suffix != ".md"]
    for path in walk.folder.draw.sample(assets, min(len(assets), 1)):
        path.unlink()
        yield walk.folder.named(path)


def change_a_template_of_the_theme(walk: Walk) -> Steps:
    theme = _settings(walk)["theme"]
    walk.folder.write(walk.folder.root / "overrides/partials/copyright.html", f"<p>{walk.folder.words()}</p>\n")
    walk.folder.write(walk.folder.root / "overrides/assets/own.css", f"/* {walk.folder.words()} */\n")
    yield _change_setting(walk, theme={**theme, "custom_dir": "overrides"})


def take_a_template_of_the_theme_away(walk: Walk) -> Steps:
    path = walk.folder.root / "overrides/partials/copyright.html"
    if path.is_file():
        path.unlink()
        yield walk.folder.named(path)


def change_a_hook(walk: Walk) -> Steps:
    word = walk.folder.words(1)
    text = f'def on_post_page(output, **options):\n    return output.replace("</body>", "<!-- {word} --></body>")\n'
    walk.folder.write(walk.folder.root / "hooks.py", text)
    yield _change_setting(walk, hooks=["hooks.py"]) + f" {word}"


# --- the site folder ------------------------------------------------------------------------------


def _published(walk: Walk) -> Path:
    return walk.folder.draw.choice([path for path in sorted(walk.site.rglob("*")) if path.is_file()])


def somebody_writes_into_a_published_file(walk: Walk) -> Steps:
    path = _published(walk)
    path.write_bytes(path.read_bytes() + b"\n")
    yield walk.folder.named(path)


def somebody_changes_a_byte_and_the_time(walk: Walk) -> Steps:
    """As when files come back from a copy: the same size, and the time of the copy."""
    for path in {_published(walk), _published(walk)}:
        content = bytearray(path.read_bytes() or b" ")
        content[walk.folder.draw.randrange(len(content))] ^= 1
        path.write_bytes(content)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    yield "two files"


def somebody_empties_a_published_file(walk: Walk) -> Steps:
    path = _published(walk)
    path.write_bytes(b"")
    yield walk.folder.named(path)


def somebody_deletes_a_published_file(walk: Walk) -> Steps:
    path = _published(walk)
    path.unlink()
    yield walk.folder.named(path)


def somebody_puts_a_file_into_the_site(walk: Walk) -> Steps:
    path = _published(walk).with_name("stranger.html")
    path.write_text("<p>Not ours</p>")
    folder = walk.site / "strange/folder"
    folder.mkdir(parents=True)
    (folder / "file.txt").write_text("Not ours")
    yield walk.folder.named(path)


def somebody_puts_a_folder_where_a_page_was(walk: Walk) -> Steps:
    path = _published(walk)
    path.unlink()
    path.mkdir()
    yield walk.folder.named(path)


def somebody_puts_a_file_where_a_folder_was(walk: Walk) -> Steps:
    path = _published(walk).parent
    if path != walk.site:
        shutil.rmtree(path)
        path.write_text("not a folder")
        yield walk.folder.named(path)


def somebody_deletes_a_folder_of_the_site(walk: Walk) -> Steps:
    path = _published(walk).parent
    shutil.rmtree(path)
    yield walk.folder.named(path)


def somebody_deletes_the_site(walk: Walk) -> Steps:
    shutil.rmtree(walk.site)
    yield "all of it"


def somebody_brings_an_older_site_back(walk: Walk) -> Steps:
    kept = copy_of_site(walk)
    yield _set(walk, _linked(walk), title=walk.folder.words(3))
    shutil.rmtree(walk.site)
    shutil.copytree(kept, walk.site)
    yield "the site of before"


# --- the cache ------------------------------------------------------------------------------------


def _cache_files(walk: Walk) -> list[Path]:
    return [path for path in sorted((walk.folder.root / ".cache").rglob("*")) if path.is_file()]


def the_cache_is_deleted(walk: Walk) -> Steps:
    shutil.rmtree(walk.folder.root / ".cache", ignore_errors=True)
    yield "all of it"


def the_cache_is_no_cache(walk: Walk) -> Steps:
    for path in _cache_files(walk):
        path.write_bytes(walk.folder.words(50).encode())
    yield "words in its place"


def the_cache_is_cut_off(walk: Walk) -> Steps:
    for path in _cache_files(walk):
        os.truncate(path, path.stat().st_size // 2)
    yield "half of each file"


def the_cache_has_a_hole(walk: Walk) -> Steps:
    for path in _cache_files(walk):
        size = path.stat().st_size
        with path.open("r+b") as opened:
            opened.seek(walk.folder.draw.randrange(size + 1))
            opened.write(b"\0" * min(5000, size))
    yield _say(walk, walk.folder.record(), walk.folder.words())


def an_older_cache_comes_back(walk: Walk) -> Steps:
    folder, kept = walk.folder.root / ".cache", walk.folder.root.parent / f"{walk.folder.root.name}-cache"
    shutil.rmtree(kept, ignore_errors=True)
    if folder.is_dir():
        shutil.copytree(folder, kept)
    yield _set(walk, _linked(walk), title=walk.folder.words(3))
    shutil.rmtree(folder, ignore_errors=True)
    if kept.is_dir():
        shutil.copytree(kept, folder)
    yield "the cache of before"


# --- builds ---------------------------------------------------------------------------------------


def something_is_undone(walk: Walk) -> Steps:
    number = walk.folder.draw.randint(1, min(len(walk.past), 6)) if walk.past else 0
    if number:
        restore(walk.folder.root, walk.past[-number])
        yield f"the last {number}"


def something_is_done_and_undone(walk: Walk) -> Steps:
    before = tree(walk.folder.root)
    yield from walk.folder.draw.choice(CHANGES)(walk)
    restore(walk.folder.root, before)
    yield "undone"


def several_things_at_once(walk: Walk) -> Steps:
    told = [each for mutation in walk.folder.draw.sample([*CHANGES, *DAMAGES], 3) for each in mutation(walk)]
    yield "; ".join(told)


def a_build_without_the_cache_comes_between(walk: Walk) -> Steps:
    told = _set(walk, _linked(walk), title=walk.folder.words(3))
    walk.builder.build(walk.folder.root, walk.site, with_cache=False)
    yield told
    yield _say(walk, walk.folder.record(), walk.folder.words())


def a_build_into_another_folder_comes_between(walk: Walk) -> Steps:
    before = tree(walk.folder.root)
    told = _set(walk, _linked(walk), title=walk.folder.words(3))
    walk.builder.build(walk.folder.root, walk.folder.root / "preview")
    restore(walk.folder.root, before)
    yield f"{told}, there only"


def a_build_is_killed(walk: Walk) -> Steps:
    told = _set(walk, _linked(walk), title=walk.folder.words(3))
    after = walk.folder.draw.uniform(0.02, 0.5)
    was_at_work = walk.builder.kill_a_build(walk.folder.root, walk.site, after)
    yield f"{told}, after {after:.2f} s, at work: {was_at_work}"


RECORDS: tuple[Mutation, ...] = (
    edit_a_body, take_a_body_away, edit_a_summary, retitle_a_linked_record, give_two_records_the_same_title, choose_another_code,
    drop_a_field, change_a_reference, link_from_a_body, rename_a_record, delete_a_record, add_a_record,
    a_link_to_a_record_that_appears_later, a_reference_to_a_record_that_appears_later, break_a_record_and_mend_it,
    a_record_that_warns_goes_on_to_warn, change_the_language_of_a_record, swap_two_titles,
)  # fmt: skip
TYPES: tuple[Mutation, ...] = (
    retitle_a_field, describe_a_field_anew, show_a_field_elsewhere, order_fields_otherwise, change_a_facet,
    rename_the_other_side_of_a_reference, retitle_a_collection, add_a_field, change_a_shared_definition, relabel_a_concept,
    add_a_concept, drop_a_concept, put_a_concept_under_another, order_concepts_otherwise, retitle_a_code_list, change_a_rule, drop_a_rule,
)  # fmt: skip
SITE: tuple[Mutation, ...] = (
    rename_the_site, describe_the_site_anew, change_the_address_of_the_site, change_the_address_of_edits, change_the_day,
    change_the_language, change_a_feature_of_the_theme, change_the_notice, change_how_markdown_is_read, leave_out_a_plugin,
    retitle_in_the_navigation, order_the_navigation_otherwise, leave_out_of_the_navigation, edit_a_page, retitle_a_page,
    describe_a_page_anew, add_a_page, delete_a_page, change_an_asset, delete_an_asset, change_a_template_of_the_theme,
    take_a_template_of_the_theme_away, change_a_hook,
)  # fmt: skip
DAMAGES: tuple[Mutation, ...] = (
    somebody_writes_into_a_published_file, somebody_changes_a_byte_and_the_time, somebody_empties_a_published_file,
    somebody_deletes_a_published_file, somebody_puts_a_file_into_the_site, somebody_puts_a_folder_where_a_page_was,
    somebody_puts_a_file_where_a_folder_was, somebody_deletes_a_folder_of_the_site, somebody_deletes_the_site,
    the_cache_is_deleted, the_cache_is_no_cache, the_cache_is_cut_off, the_cache_has_a_hole,
)  # fmt: skip
BUILDS: tuple[Mutation, ...] = (
    something_is_undone, something_is_done_and_undone, several_things_at_once, a_build_without_the_cache_comes_between,
    a_build_into_another_folder_comes_between, a_build_is_killed, somebody_brings_an_older_site_back, an_older_cache_comes_back,
)  # fmt: skip
CHANGES = (*RECORDS, *TYPES, *SITE)
ALL = (*CHANGES, *DAMAGES, *BUILDS)


def mutations(walk: Walk) -> Iterator[Mutation]:
    """Every kind of mutation in a random order, again and again; those of records and of builds twice as often."""
    while True:
        round_of = [*ALL, *RECORDS, *BUILDS]
        walk.folder.draw.shuffle(round_of)
        yield from round_of
