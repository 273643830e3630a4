"""The contract's schemas, ready to validate a document of any channel and kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from releases.channels import CHANNELS

CONTRACT = Path(__file__).resolve().parents[2] / "frontend-contract"


def document_examples() -> list[Path]:
    """Of every channel; the other folders of examples hold what is no document."""
    return sorted(path for channel in CHANNELS for path in (CONTRACT / "examples" / channel).glob("*.json"))


@cache
def registry() -> Registry:
    schemas = [json.loads(path.read_text()) for path in sorted((CONTRACT / "schemas").rglob("*.schema.json"))]
    return Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in schemas)


@cache
def validator(channel: str, kind: str) -> Draft202012Validator:
    schema = json.loads((CONTRACT / "schemas" / channel / f"{kind}.schema.json").read_text())
    return Draft202012Validator(schema, registry=registry(), format_checker=FormatChecker())


def errors(document: Mapping[str, Any]) -> list[str]:
    """What the schema has against a document, each with its place."""
    found = validator(document["channel"], document["kind"]).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in found]
