"""Reads the fixture files, each as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

Data = Mapping[str, Any]


class FixtureError(ValueError):
    """A file says something that cannot be; the message names the file and the key."""


class Named(dict[str, Any]):
    """Things of one sort by their keys; an unknown key is an error of the fixture."""

    def __init__(self, sort: str, members: Iterable[tuple[str, Any]]) -> None:
        super().__init__(members)
        self.sort = sort

    def __missing__(self, key: str) -> Any:
        raise FixtureError(f"there is no {self.sort} '{key}'")


class Fixture:
    """One municipality: a folder of YAML files, a list of UPL names and logos."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> Data:
        try:
            with (self.folder / f"{name}.yaml").open(encoding="utf-8") as file:
                return yaml.load(file, Loader=_Loader) or {}  # noqa: S506 - a SafeLoader
        except yaml.YAMLError as error:
            raise FixtureError(str(error)) from error

    def has(self, name: str) -> bool:
        return (self.folder / f"{name}.yaml").exists()

    @property
    def upl_path(self) -> Path:
        return self.folder / "upl.csv"

    @cached_property
    def facts(self) -> Mapping[str, Mapping[str, Data]]:
        """By group (amounts, terms, tariffs, …) and key; each knows its team."""
        groups: dict[str, dict[str, Data]] = {}
        for path in sorted((self.folder / "facts").glob("*.yaml")):
            for group, key, entry in _entries(self.read(f"facts/{path.stem}")):
                if groups.setdefault(group, {}).setdefault(key, entry) is not entry:
                    raise FixtureError(f"facts/{path.name}: {key} is there twice")
        return groups

    @cached_property
    def products(self) -> Mapping[str, Data]:
        paths = sorted((self.folder / "products").glob("*.yaml"))
        return {path.stem: self.read(f"products/{path.stem}") for path in paths}

    @cached_property
    def notices(self) -> Data:
        """None, when there is no such file."""
        return self.read("notices") if (self.folder / "notices.yaml").exists() else {}

    @cached_property
    def route_presets(self) -> Data:
        return self.read("routes")

    def logo(self, name: str) -> bytes:
        return (self.folder / "logos" / name).read_bytes()


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Refuses a key that is there twice, where YAML would keep the last; ten times as fast where libyaml is there."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if doubles := {key for key in keys if keys.count(key) > 1}:
            raise FixtureError(f"{node.start_mark.name}: {', '.join(sorted(doubles))} is there twice")
        return super().construct_mapping(node, deep)


def _entries(content: Data) -> Iterator[tuple[str, str, Data]]:
    team = content.get("team", "")
    for group, entries in content.items():
        if group != "team":
            yield from ((group, key, {"team": team, **entry}) for key, entry in entries.items())
