"""The hand-written OpenAPI document says what the API takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from api.documents import query as document_query
from api.v1.resource import Resource, Unknown
from api.v1.urls import urlpatterns
from tests.contract.schemas import CONTRACT
from tests.integration.releases import publish_in_every_channel

OPENAPI = json.loads((CONTRACT / "openapi.json").read_text())
DOCUMENT = "/channels/{channel}/documents/{kind}/{key}"


def path_of(route: str) -> str:
    named = re.sub(r"<\w+:(\w+)>", r"{\1}", route)
    return f"/{named}".replace("/releases/current", "/releases/{number}")


def taken() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each path with the query parameters that its view takes."""
    yield DOCUMENT, document_query.PARAMETERS
    for pattern in urlpatterns:
        view = getattr(pattern.callback, "cls", None)
        if view and issubclass(view, Resource) and hasattr(view, "get") and view is not Unknown:
            yield path_of(str(pattern.pattern)), view.parameters


def resolved(reference: str) -> Any:
    found: Any = OPENAPI
    for part in reference.removeprefix("#/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    return found


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name == "$ref")
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from references(child)


@pytest.mark.parametrize(("path", "parameters"), [*taken()])
def test_a_path_documents_every_query_parameter_that_it_takes(path, parameters):
    given = (each if "name" in each else resolved(each["$ref"]) for each in OPENAPI["paths"][path]["get"]["parameters"])
    assert sorted(each["name"] for each in given if each["in"] == "query") == sorted(parameters)


@pytest.mark.parametrize("reference", sorted(each for each in set(references(OPENAPI)) if each.startswith("#")))
def test_what_is_referred_to_is_there(reference):
    assert resolved(reference)


def test_every_answer_that_can_be_read_again_documents_its_tag():
    """All but the stream, which has no end, and whether a node is well, which nobody keeps."""
    read = {path: item["get"] for path, item in OPENAPI["paths"].items() if "get" in item and "servers" not in item}
    lacking = [
        path
        for path, get in read.items()
        if not path.startswith("/health")
        and not ("ETag" in get["responses"]["200"]["headers"] and "304" in get["responses"])
    ]
    assert lacking == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/channels/{channel}/documents", "/channels/website/documents?known=2999-01-01"),
        ("/facts", "/facts?known=2999-01-01"),
        ("/facts/{key}", "/facts/alleen.website?known=2999-01-01"),
    ],
)
def test_an_answer_is_as_documented(client, replica, template, path):
    publish_in_every_channel()
    answer = client.get(f"/api/v1{path}")
    documented = OPENAPI["paths"][template]["get"]["responses"]["200"]
    schema = documented["content"]["application/json"]["schema"]
    documented_shape = Draft202012Validator({**schema, "components": OPENAPI["components"]}, validate_formats=True)
    assert list(documented_shape.iter_errors(answer.json())) == []
    assert set(documented["headers"]) <= set(answer.headers)
