"""Whether a document is what its schema in `../schemas` says, so that a page never meets what it cannot show."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"


def check(channel: str, kind: str, content: bytes) -> None:
    """ValueError, with the place and the fault, when these bytes are no such document.

    A kind that has no schema here is one that this channel does not show.
    """
    validator = _validator(channel, kind)
    fault = best_match(validator.iter_errors(json.loads(content))) if validator else None
    if fault:
        raise ValueError(f"{fault.json_path}: {fault.message}")


@cache
def _validator(channel: str, kind: str) -> Draft202012Validator | None:
    path = SCHEMAS / channel / f"{kind}.schema.json"
    return Draft202012Validator(json.loads(path.read_text()), registry=_registry()) if path.exists() else None


@cache
def _registry() -> Registry:
    schemas = [json.loads(path.read_text()) for path in SCHEMAS.rglob("*.schema.json")]
    return Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in schemas)
