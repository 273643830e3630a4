"""The page that tells how to add an API resource names what every resource has."""

from __future__ import annotations

import json
import re
from pathlib import Path

from api.v1.resource import Resource
from api.v1.urls import urlpatterns

ROOT = Path(__file__).resolve().parents[2]
HOWTO = (ROOT / "docs" / "howto-add-an-api-resource.md").read_text("utf-8")
OPENAPI = json.loads((ROOT / "frontend-contract" / "openapi.json").read_text("utf-8"))
[SNIPPET] = re.findall(r"```python\n(.*?)```", HOWTO, re.DOTALL)
VIEWS = [pattern.callback.cls for pattern in urlpatterns if hasattr(pattern.callback, "cls")]


def operations() -> list[dict[str, object]]:
    return [each for path in OPENAPI["paths"].values() for each in path.values() if "operationId" in each]


def test_what_it_names_is_there() -> None:
    named = re.findall(r"`((?:api|cms|releases|tests|frontend-contract)/[\w./-]+|[A-Z]+\.md)`", HOWTO)
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_its_example_stands_in_the_tree() -> None:
    assert SNIPPET in (ROOT / "api/v1/channels.py").read_text("utf-8")
    assert OPENAPI["paths"]["/channels/{channel}"]["get"]["operationId"] == "readChannel"


def test_every_view_is_a_resource() -> None:
    assert [view.__name__ for view in VIEWS if not issubclass(view, Resource)] == []


def test_every_operation_has_a_name_of_its_own_and_names_its_own_problems() -> None:
    names = [str(each["operationId"]).casefold() for each in operations()]
    schemas = {name.casefold() for name in OPENAPI["components"]["schemas"]}
    assert len(set(names)) == len(names)
    assert schemas & {*names, *(f"{name}result" for name in names)} == set()
    assert [
        each["operationId"] for each in operations() if {"400", "default"} & each["responses"].keys() != {"400"}
    ] == []
