"""The fixture files, read as they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Entry = dict[str, Any]
Entries = dict[str, Entry]


@dataclass
class Source:
    """`facts` holds per kind ("amounts", "terms", …) the entries of all files in fixtures/facts."""

    folder: Path
    municipality: Entry
    themes: Entries
    organisations: Entries
    locations: Entries
    moments: Entries
    routes: Entries
    house_style: Entry
    products: Entries
    facts: dict[str, Entries] = field(default_factory=dict)


def read_source(folder: Path) -> Source:
    facts: dict[str, Entries] = defaultdict(dict)
    for path in sorted((folder / "facts").glob("*.yaml")):
        for kind, entries in _read(path).items():
            facts[kind].update(entries)
    return Source(
        folder=folder,
        municipality=_read(folder / "organisation.yaml"),
        themes=_read(folder / "themes.yaml"),
        organisations=_read(folder / "organisations.yaml"),
        locations=_read(folder / "locations.yaml"),
        moments=_read(folder / "contact-moments.yaml"),
        routes=_read(folder / "routes.yaml"),
        house_style=_read(folder / "house-style.yaml"),
        products={path.stem: _read(path) for path in sorted((folder / "products").glob("*.yaml"))},
        facts=dict(facts),
    )


def _read(path: Path) -> Entry:
    try:
        return yaml.safe_load(path.read_text("utf-8")) or {}
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: {error}") from error
