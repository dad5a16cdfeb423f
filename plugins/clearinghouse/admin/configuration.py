"""The configuration of Sveltia CMS: made from the schemas and code lists, so that it is never out of date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clearinghouse.admin.fields import body_key, fields_of
from clearinghouse.admin.repository import Repository, SignIn, backend_of
from clearinghouse.core.record import MAX_ID_LENGTH
from clearinghouse.core.schema import Schema
from clearinghouse.views.wording import Wording

ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
"""What an id is; the same as in `core/record.py`, for a browser."""


@dataclass(frozen=True)
class Settings:
    """What the schemas do not say. `content` is the folder of the records from the root of the repository (`content`).

    `title` and `site_url` are those of the site; `branch` is the branch that changes go to, the main one where it is empty.
    """

    title: str
    content: str
    repository: Repository
    sign_in: SignIn = field(default_factory=SignIn)
    branch: str = ""
    site_url: str = ""


def config_of(schemas: Mapping[str, Schema], wording: Wording, settings: Settings) -> dict[str, Any]:
    """Return the configuration for all record types, as data for JSON; valid under the JSON Schema that Sveltia ships."""
    return {
        "backend": backend_of(settings.repository, settings.sign_in, settings.branch),
        **({"publish_mode": "editorial_workflow"} if settings.repository.reviews else {}),
        "app_title": settings.title,
        **({"site_url": settings.site_url} if settings.site_url else {}),
        "show_preview_links": False,  # there are none: a page is built only after the change
        "media_folder": f"{settings.content}/assets",  # Sveltia asks for one; records hold no files, only addresses
        "media_libraries": {"default": False},
        "editor": {"preview": False},  # Sveltia's own preview would not look like the site
        # Empty fields are left out as the schemas want it; quoted text is read the same by every program (NO, 2003-05).
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "double"}},
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": MAX_ID_LENGTH},
        "collections": [
            _collection(schema, wording, settings)
            for schema in sorted(schemas.values(), key=lambda each: wording.sort_key(each.collection.title))
        ],
    }


def _collection(schema: Schema, wording: Wording, settings: Settings) -> dict[str, Any]:
    say = wording.translate
    name = schema.collection.name
    return {
        "name": name, "label": say(schema.collection.title), "label_singular": say(schema.title),
        "description": say(schema.collection.description), "folder": f"{settings.content}/{name}",
        "extension": "md", "format": "yaml-frontmatter",
        "delete": False,  # an id is for ever: removing a record is a decision, with its references, and made by hand
        "slug": {
            "template": _template(schema, wording),
            "editable": ["create"],
            "pattern": [ID, say("Use lower-case letters without accents, digits, and single hyphens between words.")],
            "hint": say("The id of the record and the name of its file. It never changes again."),
        },
        "body_field": {"key": body_key(schema)},
        "summary": "{{title}}", "thumbnail": False,
        "aliases_field": False,  # it would be moved to the top of the file; old ids are a field as any other
        "fields": fields_of(schema, wording),
    }  # fmt: skip


def _template(schema: Schema, wording: Wording) -> str:
    """What an id is made from: the code, where a record of this type describes a concept that has a page, else the title."""
    described = {each.name for each in wording.code_lists.values() if each.page == schema.collection.name}
    code = next(
        (each for each in schema.fields if each.code_list in described and not each.many and each.required), None
    )
    return f"{{{{{code.name if code else 'title'}}}}}"
