"""The static API, `api/v1`: every record with what it refers to and what refers to it. Its names are a promise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from clearinghouse.core.catalogue import Catalogue
from clearinghouse.core.codelist import CodeList
from clearinghouse.core.diagnostic import json_pointer
from clearinghouse.core.record import Record, url_of
from clearinghouse.core.reference import Reference
from clearinghouse.core.schema import Schema

VERSION = 1
ROOT = f"api/v{VERSION}"

# Decimals stay numbers with all their digits; the standard library could only write them as floats or text.
_ENCODER = msgspec.json.Encoder(decimal_format="number")


@dataclass(frozen=True)
class State:
    """What a site is generated from: the git commit, and when that was made (UTC, as 2026-06-30T12:00:00Z).

    `uncommitted` says that there are changes beyond it, which are in no commit. What is not known is empty.
    """

    commit: str = ""
    committed: str = ""
    uncommitted: bool = False


def api_files(catalogue: Catalogue, state: State) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the API that tell of no record: what there is, what it is generated from, and its types."""
    yield f"{ROOT}/catalogue.json", _json(_catalogue(catalogue, state))
    for schema in catalogue.schemas.values():
        yield f"{ROOT}/schemas/{schema.name}.schema.json", _document(schema.resolved)
    for code_list in catalogue.code_lists.values():
        yield f"{ROOT}/schemas/code-lists/{code_list.name}.json", _json(_code_list(code_list))


def record_file(record: Record, catalogue: Catalogue) -> tuple[str, bytes]:
    """Return the file of one record."""
    return f"{ROOT}/{record.key.collection}/{record.key.id}.json", _json(describe(record, catalogue))


def collection_file(name: str, catalogue: Catalogue, *, with_texts: bool = True) -> tuple[str, bytes]:
    """Return the file of all records of a collection.

    Without texts each record names its own file instead, in which its text stands. So an update of a copy does not bring the
    texts of all records where one was changed.
    """
    records = [describe(record, catalogue) for record in catalogue.collection(name)]
    if not with_texts:
        for each in records:
            del each["body"]
            each["file"] = f"{ROOT}/{name}/{each['id']}.json"
    return f"{ROOT}/{name}.json", _json({"collection": name, "records": records})


def describe(record: Record, catalogue: Catalogue) -> dict[str, Any]:
    """Return a record as the API gives it."""
    return {
        "id": record.key.id,
        "collection": record.key.collection,
        "url": record.url,
        "data": record.data,
        "body": record.body,
        "references": [_reference(each) for each in catalogue.references(record)],
        "backlinks": [_backlink(each) for each in catalogue.backlinks(record)],
    }


def _reference(reference: Reference) -> dict[str, Any]:
    qualifier = {"qualifier": reference.qualifier} if reference.qualifier else {}
    return {
        "field": json_pointer(reference.pointer),
        "collection": reference.target.collection,
        "id": reference.target.id,
        "url": url_of(reference.target),
        **qualifier,
    }


def _backlink(reference: Reference) -> dict[str, Any]:
    qualifier = {"qualifier": reference.qualifier} if reference.qualifier else {}
    return {
        "inverse": reference.inverse,
        "collection": reference.source.collection,
        "id": reference.source.id,
        "field": json_pointer(reference.pointer),
        "url": url_of(reference.source),
        **qualifier,
    }


def _catalogue(catalogue: Catalogue, state: State) -> dict[str, Any]:
    return {
        "schema_version": VERSION,
        "generated_from": state.commit or None,
        "committed": state.committed or None,
        **({"uncommitted": True} if state.uncommitted else {}),
        "collections": [_collection(schema, len(catalogue.collection(name))) for name, schema in catalogue.schemas.items()],
        "code_lists": [
            {"name": each.name, "title": each.title, "concepts": len(each.concepts), "url": f"{ROOT}/schemas/code-lists/{each.name}.json"}
            for each in catalogue.code_lists.values()
        ],
    }  # fmt: skip


def _collection(schema: Schema, count: int) -> dict[str, Any]:
    collection = schema.collection
    return {
        "name": collection.name,
        "title": collection.title,
        "description": collection.description,
        "count": count,
        "records": f"{ROOT}/{collection.name}.json",
        "schema": f"{ROOT}/schemas/{schema.name}.schema.json",
        "page": f"{collection.name}/index.html",
    }


def _code_list(code_list: CodeList) -> dict[str, Any]:
    return {
        "name": code_list.name,
        "title": code_list.title,
        "source": code_list.source,
        "concepts": [
            {
                "id": each.id,
                "label": {"en": code_list.label(each.id), **each.labels},
                **({"broader": each.broader} if each.broader else {}),
                **({"codes": each.codes} if each.codes else {}),
            }
            for each in code_list.concepts.values()
        ],
    }


def _document(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _json(value: Any) -> bytes:
    return msgspec.json.format(_ENCODER.encode(value), indent=1) + b"\n"
