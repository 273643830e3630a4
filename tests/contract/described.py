"""Shapes of the OpenAPI document, by name."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.contract.schemas import CONTRACT

DOCUMENT = "urn:openapi"


@cache
def document() -> dict[str, Any]:
    return json.loads((CONTRACT / "openapi.json").read_text())


@cache
def validator(name: str) -> Draft202012Validator:
    registry = Registry().with_resource(DOCUMENT, Resource(document(), DRAFT202012))
    schema = {"$ref": f"{DOCUMENT}#/components/schemas/{name}"}
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())


def errors(name: str, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(value)]
