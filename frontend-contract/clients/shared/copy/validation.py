"""Validation of documents by the schemas of this contract, so that a page never meets what it cannot show."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from jsonschema_rs import Draft202012Validator, Registry, ValidationError

SCHEMAS = Path(__file__).resolve().parents[3] / "schemas"


def validate(channel: str, kind: str, content: bytes) -> None:
    """ValueError, with the place and the fault, when these bytes are no such document.

    A kind that has no schema here is one that this channel does not show.
    """
    validator = _validator(channel, kind)
    try:
        if validator:
            validator.validate(json.loads(content))
    except ValidationError as error:
        place = "/".join(map(str, error.instance_path)) or "the document"
        raise ValueError(f"{place}: {error.message}") from error


@cache
def _validator(channel: str, kind: str) -> Draft202012Validator | None:
    """The channel's own, or that of every channel."""
    paths = (SCHEMAS / folder / f"{kind}.schema.json" for folder in (channel, "every-channel"))
    path = next((path for path in paths if path.exists()), None)
    if path is None:
        return None
    return Draft202012Validator(json.loads(path.read_text()), registry=_registry(), base_uri=path.as_uri())


@cache
def _registry() -> Registry:
    return Registry([(path.as_uri(), json.loads(path.read_text())) for path in SCHEMAS.rglob("*.schema.json")])
