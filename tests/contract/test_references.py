"""Each reference in the contract leads to something, from the repository as a path and from the hub as an address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from jsonschema_rs import Draft202012Validator

from api.v1.schemas import current_version, schemas
from tests.contract.schemas import CONTRACT, document_examples, schema_of

FILES = [CONTRACT / "openapi.json", *sorted((CONTRACT / "schemas").rglob("*.schema.json"))]
HUB = "http://testserver/api/v1"
Read = Callable[[str], Any]


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name == "$ref")
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from references(child)


def is_found(address: str, read: Read) -> bool:
    """The pointer behind the address included (RFC 6901)."""
    document, _, pointer = address.partition("#")
    found = read(document)
    for part in pointer.split("/")[1:]:
        found = (found or {}).get(part.replace("~1", "/").replace("~0", "~"))
    return found is not None


def dead_ends(base: str, read: Read) -> list[tuple[str, str]]:
    """The references of the document at `base` that lead nowhere."""
    found = sorted(set(references(read(base))))
    return [(base, reference) for reference in found if not is_found(urljoin(base, reference), read)]


def from_disk(address: str) -> Any:
    path = Path(urlsplit(address).path)
    return json.loads(path.read_text()) if path.exists() else None


def from_hub(address: str) -> Any:
    answer = Client().get(address.removeprefix("http://testserver")) if address.startswith(HUB) else None
    return answer.json() if answer and answer.status_code == 200 else None


def test_every_reference_leads_somewhere_in_the_repository():
    assert [end for path in FILES for end in dead_ends(path.as_uri(), from_disk)] == []


def test_every_reference_of_the_openapi_document_leads_somewhere_at_the_hub():
    assert dead_ends(f"{HUB}/openapi.json", from_hub) == []


def test_every_reference_of_a_schema_leads_somewhere_at_the_hub():
    assert [end for name in schemas() for end in dead_ends(f"{HUB}/schemas/{name}", from_hub)] == []


def test_every_reference_of_a_version_of_a_schema_leads_somewhere_at_the_hub():
    folder = f"{HUB}/schemas/{current_version()}"
    assert [end for name in schemas() for end in dead_ends(f"{folder}/{name}", from_hub)] == []


def test_no_schema_claims_another_address_than_where_it_was_read():
    assert [path for path in FILES if "$id" in json.loads(path.read_text())] == []


def test_a_channel_can_hold_each_example_to_the_schemas_of_the_hub():
    faults = []
    for example in map(json.loads, (path.read_text() for path in document_examples())):
        name = schema_of(example["channel"], example["kind"]).relative_to(CONTRACT).as_posix()
        validator = Draft202012Validator({"$ref": f"{HUB}/{name}"}, retriever=from_hub)
        faults += [(name, error.message) for error in validator.iter_errors(example)]
    assert faults == []
