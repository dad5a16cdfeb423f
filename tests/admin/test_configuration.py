"""The configuration of the editor says what the schemas say, and the page lets it talk to nobody else."""

import html
import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
from click.testing import CliRunner

from clearinghouse.admin.configuration import Settings, config_of
from clearinghouse.admin.page import import_map_for, page_for, policy_for, translation_module
from clearinghouse.admin.repository import RepositoryFault, SignIn, backend_of, repository_at, sign_in_at
from clearinghouse.commands.admin import command
from clearinghouse.project import Project, read_types
from clearinghouse.views.wording import Wording
from clearinghouse.words import translations_for

ROOT = Path(__file__).parents[2]
PROJECTS = {"real": ROOT, "training": ROOT / "examples/training", "small": ROOT / "tests/small"}
GITHUB = "https://github.com/example/clearinghouse"


def types_of(project: str):
    schemas, code_lists, faults = read_types(Project.from_config(PROJECTS[project] / "mkdocs.yml"))
    assert faults == []
    return schemas, code_lists


def configuration(project: str, repository: str = GITHUB, **settings):
    schemas, code_lists = types_of(project)
    place = repository_at(repository, settings.pop("service", ""))
    wording = Wording("en", code_lists, translations_for("en"))
    return config_of(schemas, wording, Settings("Editor", "content", place, **settings))


def collection(config, name: str):
    return next(each for each in config["collections"] if each["name"] == name)


def field(config, collection_name: str, *path: str):
    at = {"fields": collection(config, collection_name)["fields"]}
    for name in path:
        at = next(each for each in at["fields"] if each["name"] == name)
    return at


def properties(schema):
    """The fields of a schema as a tree of names, each with whether it must be there."""
    value = schema.get("items", schema)
    needed = value.get("required", ())
    return {name: (name in needed, properties(part)) for name, part in value.get("properties", {}).items()}


def asked_for(fields):
    return {each["name"]: (each["required"], asked_for(each.get("fields", ()))) for each in fields}


@pytest.mark.parametrize("project", PROJECTS)
def test_every_field_of_every_schema_is_asked_for_in_its_order_and_the_text_at_the_end(project):
    schemas, _ = types_of(project)
    config = configuration(project)
    assert {each["name"] for each in config["collections"]} == schemas.keys()
    for name, schema in schemas.items():
        found = collection(config, name)
        *fields, text = found["fields"]
        expected = properties(schema.resolved)
        assert asked_for(fields) == expected
        assert [each["name"] for each in fields] == list(expected)
        assert text["name"] == found["body_field"]["key"]
        assert text["name"] not in expected


@pytest.mark.parametrize("project", PROJECTS)
def test_choices_are_those_of_the_code_lists_and_references_lead_to_ids(project):
    schemas, code_lists = types_of(project)
    config = configuration(project)
    checked = set()
    for name, schema in schemas.items():
        for each in schema.all_fields:
            found = field(config, name, *(part for part in each.path if part != "*"))
            if each.code_list:
                values = [option["value"] for option in found["options"]]
                assert sorted(values) == sorted(code_lists[each.code_list].concepts)
                checked.add("code")
            if each.reference:
                assert (found["widget"], found["collection"]) == ("relation", each.reference.collection)
                assert found["value_field"] == "{{slug}}"
                checked.add("reference")
            if each.code_list or each.reference:
                assert found.get("multiple", False) == each.many
    assert checked == {"code", "reference"}


def test_limits_patterns_and_help_of_a_schema_are_those_of_the_form():
    config = configuration("small")
    assert field(config, "projects", "title").items() >= {"minlength": 3, "maxlength": 200, "widget": "string"}.items()
    assert field(config, "projects", "budget", "amount").items() >= {"value_type": "float", "min": 0}.items()
    assert field(config, "projects", "website")["pattern"][0] == "^https?://"
    assert field(config, "projects", "sources").items() >= {"min": 1, "max": 50, "required": True}.items()
    assert "min" not in field(config, "projects", "partners")
    assert field(config, "projects", "lessons")["field"]["maxlength"] == 2000
    assert field(config, "projects", "end")["hint"] == "When it ended. Not before “Start”. For example: 2006"
    assert [each["value"] for each in field(config, "projects", "pooled")["options"]] == [True, False]
    supports = [each["value"] for each in field(config, "projects", "sources", "supports")["options"]]
    assert {"title", "budget", "body"} <= set(supports)
    assert "body" not in [each["value"] for each in field(config, "projects", "not_known")["options"]]


@pytest.mark.parametrize(
    ("written", "accepted"),
    [("2006", True), ("2006-12", True), ("2006-02-28", True), ("2006-13", False), ("31/01/2006", False), ("0206", False), ("2006-1-1", False)],
)  # fmt: skip
def test_partial_dates_are_typed_and_others_refused(written, accepted):
    pattern, told = field(configuration("small"), "projects", "start")["pattern"]
    assert bool(re.search(pattern, written)) == accepted
    assert "2006-01-18" in told


def test_ids_come_from_the_title_or_from_the_code_of_what_the_record_describes():
    config = configuration("real")
    made = {each["name"]: each["slug"]["template"] for each in config["collections"]}
    assert made.pop("countries") == "{{country}}"
    assert set(made.values()) == {"{{title}}"}
    pattern = collection(config, "initiatives")["slug"]["pattern"][0]
    assert re.search(pattern, "zm-norway-2")
    assert not any(re.search(pattern, wrong) for wrong in ("a--b", "-a", "a_b", "A", "é", "a/b", "../a", ""))


def test_empty_fields_are_left_out_and_every_text_is_quoted():
    assert configuration("small")["output"] == {"omit_empty_optional_fields": True, "yaml": {"quote": "double"}}


@pytest.mark.parametrize(
    ("address", "service", "expected"),
    [
        ("https://github.com/owner/name", "", ("github", "owner/name", "https://api.github.com")),
        ("https://GitHub.com/owner/name.git", "", ("github", "owner/name", "https://api.github.com")),
        ("https://gitlab.com/group/part/name/", "", ("gitlab", "group/part/name", "https://gitlab.com")),
        ("https://codeberg.org/owner/name", "", ("gitea", "owner/name", "https://codeberg.org")),
        ("https://git.example.org:8443/owner/name", "github", ("github", "owner/name", "https://git.example.org:8443")),
    ],
)
def test_a_repository_is_known_by_its_address(address, service, expected):
    place = repository_at(address, service)
    assert (place.service, place.name, place.origin) == expected
    assert f"connect-src 'self' data: {expected[2]};" in policy_for(place, "{}")


@pytest.mark.parametrize(
    "address",
    [
        "", "owner/name", "http://github.com/owner/name", "https://github.com/owner", "https://github.com/a/b/c", "https://git.example.org/a/b",
        "https://github.com/owner/name; script-src *", "https://github.com/owner/na'me", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_repository_is_refused(address):
    with pytest.raises(RepositoryFault):
        repository_at(address)


def test_people_are_never_sent_to_the_sign_in_of_a_company():
    assert backend_of(repository_at(GITHUB), SignIn(), "")["auth_methods"] == ["token"]
    own = sign_in_at("https://sign-in.example.org/", "", repository_at(GITHUB), proposals=True)
    backend = backend_of(repository_at(GITHUB), own, "main")
    assert (
        backend.items() >= {"base_url": "https://sign-in.example.org", "open_authoring": True, "branch": "main"}.items()
    )
    with pytest.raises(RepositoryFault):
        sign_in_at("https://sign-in.example.org/path?x", "", repository_at(GITHUB), proposals=False)
    with pytest.raises(RepositoryFault):
        sign_in_at("", "", repository_at("https://gitlab.com/a/b"), proposals=True)


def test_the_page_names_all_that_it_may_load_and_escapes_what_it_is_given():
    title = '"></title><script>alert(1)</script>'
    page = page_for(repository_at(GITHUB), title=title, language="en", needs_script="a < b", languages=["fr", "ar"])
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert re.findall(r"https://[^ ;]+", policy) == ["https://api.github.com"]
    assert "<script>alert" not in page
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["config.json", "start.js"]
    assert json.loads(import_map_for(["fr"])) == {"imports": {"./sveltia/locales/fr.json": "./sveltia/locales/fr.js"}}
    assert translation_module('{"a": "é"}') == 'export default {"a":"é"};\n'


def test_the_command_writes_the_page_beside_what_is_there(small, tmp_path):
    out = tmp_path / "site" / "admin"
    arguments = [str(out), "--config", str(small / "mkdocs.yml"), "--repository", GITHUB]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output
    assert "nox -s admin" in done.output
    assert sorted(each.name for each in out.iterdir()) == ["config.json", "index.html", "start.js"]
    config = json.loads((out / "config.json").read_text())
    assert config["app_title"] == "Editor: Small clearinghouse"
    assert collection(config, "projects")["folder"] == "content/projects"
    first = (out / "config.json").read_bytes()
    assert CliRunner().invoke(command, arguments).exit_code == 0
    assert (out / "config.json").read_bytes() == first


def test_the_folder_of_the_records_is_named_from_the_root_of_the_repository(small, tmp_path):
    (tmp_path / ".git").mkdir()
    out = tmp_path / "admin"
    CliRunner().invoke(command, [str(out), "--config", str(small / "mkdocs.yml"), "--repository", GITHUB])
    assert collection(json.loads((out / "config.json").read_text()), "bodies")["folder"] == "project/content/bodies"


def test_what_stops_the_command_is_told(small, tmp_path):
    def status(*arguments: str, out: str = "out") -> tuple[int, str]:
        done = CliRunner().invoke(command, [str(tmp_path / out), "--config", str(small / "mkdocs.yml"), *arguments])
        return done.exit_code, done.output

    assert status("--repository", "example/clearinghouse")[0] == 2
    assert status("--repository", GITHUB, "--sveltia", str(tmp_path))[0] == 2
    (tmp_path / "file").write_text("a file is in the way")
    code, told = status("--repository", GITHUB, out="file/admin")
    assert (code, "cannot be written" in told) == (2, True)
    (small / "schemas" / "body.schema.json").write_text("{")
    code, told = status("--repository", GITHUB)
    assert (code, "CH901" in told) == (1, True)
    assert not (tmp_path / "out").exists()


def package_in(folder: Path) -> Path:
    """An npm package that looks like the editor."""
    (folder / "npm").mkdir(parents=True)
    (folder / "npm" / "index.js").write_text("export default {};\n")
    (folder / "npm" / "index.js.map").write_text("{}")
    (folder / "locales").mkdir()
    (folder / "locales" / "fr.json").write_text('{"a": "é"}')
    (folder / "package.json").write_text('{"version": "0.0.1"}')
    (folder / "LICENSE.txt").write_text("A licence.\n")
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def written(small, out: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        command, [str(out), "--config", str(small / "mkdocs.yml"), "--repository", GITHUB, *arguments]
    )
    return done.exit_code, done.output


def test_the_editor_is_copied_anew_and_what_an_earlier_version_had_goes(small, tmp_path):
    package, out = package_in(tmp_path / "cms"), tmp_path / "admin"
    before = files_in(package)
    assert written(small, out, "--sveltia", str(package))[0] == 0
    (out / "sveltia" / "old.js").touch()
    assert written(small, out, "--sveltia", str(package))[0] == 0
    assert files_in(out).keys() == {
        "index.html", "config.json", "start.js", "sveltia/npm/index.js", "sveltia/locales/fr.js", "sveltia/LICENSE.txt",
    }  # fmt: skip
    assert sorted(each.name for each in out.iterdir()) == ["config.json", "index.html", "start.js", "sveltia"]
    assert files_in(package) == before


@pytest.mark.parametrize("place", ["ad/sveltia", "ad", "ad/sveltia/inner"])
def test_the_package_of_the_editor_is_never_deleted(small, tmp_path, place):
    package = package_in(tmp_path / place)
    before = files_in(tmp_path / "ad")
    for is_ours in (False, True):
        if is_ours:  # the page of an earlier call is there
            assert written(small, tmp_path / "other")[0] == 0
            (tmp_path / "ad" / "index.html").write_bytes((tmp_path / "other" / "index.html").read_bytes())
            before = files_in(tmp_path / "ad")
        code, told = written(small, tmp_path / "ad", "--sveltia", str(package))
        assert code == 2, told
        assert files_in(tmp_path / "ad") == before
    assert "overlap" in told


@pytest.mark.parametrize("name", ["index.html", "config.json", "start.js", "sveltia/mine.txt"])
def test_a_file_of_somebody_else_is_not_replaced(small, tmp_path, name):
    out = tmp_path / "site"
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("<title>Home</title>")
    code, told = written(small, out, "--sveltia", str(package_in(tmp_path / "cms")))
    assert code == 2
    assert "was not made by this command" in told
    assert files_in(out) == {name: b"<title>Home</title>"}


@pytest.mark.parametrize("name", [".config.json.part", "config.json", "start.js", "index.html", "sveltia"])
def test_nothing_is_written_through_a_link(small, tmp_path, name):
    out, elsewhere = tmp_path / "admin", tmp_path / "elsewhere"
    assert written(small, out)[0] == 0
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("kept")
    (out / name).unlink(missing_ok=True)
    (out / name).symlink_to(elsewhere / "kept" if "." in name else elsewhere)
    code, _ = written(small, out, "--sveltia", str(package_in(tmp_path / "cms")))
    assert code == (0 if name.endswith(".part") else 2)
    assert files_in(elsewhere) == {"kept": b"kept"}


@pytest.mark.editor
@pytest.mark.parametrize("project", PROJECTS)
@pytest.mark.parametrize("service", ["github", "gitlab", "gitea"])
def test_the_configuration_keeps_the_json_schema_that_sveltia_ships(sveltia, project, service):
    validator = jsonschema_rs.validator_for(json.loads((sveltia / "schema" / "sveltia-cms.json").read_text()))
    place = "https://git.example.org/owner/name"
    ways = [SignIn(), SignIn("https://sign-in.example.org", "id", proposals=service == "github")]
    for way in ways:
        config = configuration(
            project, place, service=service, sign_in=way, branch="main", site_url="https://example.org/"
        )
        assert [error.instance_path for error in validator.iter_errors(config)] == []
    config["output"]["yaml"]["quote"] = "curly"
    assert not validator.is_valid(config)


@pytest.mark.editor
def test_what_a_browser_needs_of_sveltia_is_copied_and_nothing_else(sveltia, small, tmp_path):
    out = tmp_path / "admin"
    arguments = [str(out), "--config", str(small / "mkdocs.yml"), "--repository", GITHUB, "--sveltia", str(sveltia)]
    CliRunner().invoke(command, arguments)
    (out / "sveltia" / "old.js").touch()
    assert (
        CliRunner().invoke(command, arguments).output == f"The editor is in {out}.\n"
    )  # the version is the one that was tested
    names = {each.relative_to(out).as_posix() for each in out.rglob("*") if each.is_file()}
    assert {"index.html", "sveltia/npm/index.js", "sveltia/LICENSE.txt", "sveltia/locales/fr.js"} <= names
    assert not any(name.endswith((".map", "old.js", ".json")) for name in names - {"config.json"})
    assert sum(each.stat().st_size for each in out.rglob("*") if each.is_file()) < 8_000_000
