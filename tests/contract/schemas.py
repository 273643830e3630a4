"""The contract's schemas, ready to validate a document of any channel and kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator, Registry

from releases.channels import CHANNELS

CONTRACT = Path(__file__).resolve().parents[2] / "frontend-contract"


# What all channels tell in one form has one schema, and the website's document as its example.
EVERY_CHANNEL = "every-channel"


def document_examples() -> list[Path]:
    """Of every channel; the other folders of examples hold what is no document."""
    folders = (*CHANNELS, EVERY_CHANNEL)
    return sorted(path for folder in folders for path in (CONTRACT / "examples" / folder).glob("*.json"))


def schema_of(channel: str, kind: str) -> Path:
    """The channel's own, or that of every channel."""
    own = CONTRACT / "schemas" / channel / f"{kind}.schema.json"
    return own if own.exists() else CONTRACT / "schemas" / EVERY_CHANNEL / own.name


@cache
def registry() -> Registry:
    paths = sorted((CONTRACT / "schemas").rglob("*.schema.json"))
    return Registry([(path.as_uri(), json.loads(path.read_text())) for path in paths])


@cache
def validator(channel: str, kind: str) -> Draft202012Validator:
    return validator_of(schema_of(channel, kind))


def validator_of(path: Path) -> Draft202012Validator:
    """Formats included, and with all schemas that it may refer to."""
    schema = json.loads(path.read_text())
    return Draft202012Validator(schema, registry=registry(), base_uri=path.as_uri(), validate_formats=True)


def errors(document: Mapping[str, Any]) -> list[str]:
    """What the schema has against a document, each with its place."""
    found = validator(document["channel"], document["kind"]).iter_errors(document)
    return [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in found]
