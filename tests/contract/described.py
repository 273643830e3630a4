"""Shapes of the OpenAPI document, by name."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator, Registry

from tests.contract.schemas import CONTRACT

DOCUMENT = "urn:openapi"


@cache
def document() -> dict[str, Any]:
    return json.loads((CONTRACT / "openapi.json").read_text())


@cache
def validator(name: str) -> Draft202012Validator:
    schema = {"$ref": f"{DOCUMENT}#/components/schemas/{name}"}
    return Draft202012Validator(schema, registry=Registry([(DOCUMENT, document())]), validate_formats=True)


def errors(name: str, value: Any) -> list[str]:
    found = validator(name).iter_errors(value)
    return [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in found]
