"""What the OpenAPI document says of an answer."""

from __future__ import annotations

import json
import re
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


def errors(path: str, answer: Any) -> list[str]:
    """What it has against `answer` to a successful GET of `path`; numbers stand for {number}, current for one."""
    template = re.sub(r"/releases/(\d+|current)$", "/releases/{number}", path.partition("?")[0])
    pointer = f"/paths/{template.replace('/', '~1')}/get/responses/200/content/application~1json/schema"
    registry = Registry().with_resource(DOCUMENT, Resource(document(), DRAFT202012))
    validator = Draft202012Validator(
        {"$ref": f"{DOCUMENT}#{pointer}"}, registry=registry, format_checker=FormatChecker()
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer)]
