"""The national list of product names (UPL): reads the CSV as it is published and keeps our copy equal to it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from products.models import UplName

NAME, URI = "UniformeProductnaam", "URI"


class UplListError(ValueError):
    """The file is not the list as published; the message names the line and the column."""


@dataclass(frozen=True)
class Counts:
    added: int
    renamed: int
    unchanged: int
    no_longer_listed: int


def read_list(path: Path) -> dict[str, str]:
    """URI -> name. A name has a line for each law that it rests on, so the same pair may repeat."""
    names: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, name, uri in _rows(path):
        if names.setdefault(uri, name) != name:
            raise UplListError(
                f"line {line}, column {NAME}: {uri} is named '{name}' here, but '{names[uri]}' on line {lines[uri]}"
            )
        lines.setdefault(uri, line)
    if not names:
        raise UplListError(f"{path} has no lines below its header")
    return names


def _rows(path: Path) -> Iterator[tuple[int, str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            _check_header(rows.fieldnames or ())
            for row in rows:
                yield rows.line_num, _cell(row, NAME, rows.line_num), _uri(row, rows.line_num)
    except UnicodeDecodeError as error:
        raise UplListError(f"{path} is not UTF-8: {error.reason} at byte {error.start}") from error
    except csv.Error as error:
        raise UplListError(f"line {rows.line_num}: {error}") from error


def _check_header(columns: tuple[str, ...] | list[str]) -> None:
    for column in (NAME, URI):
        if column not in columns:
            raise UplListError(f"line 1: there is no column {column}; found {', '.join(columns) or 'nothing'}")


def _cell(row: dict[str, str | None], column: str, line: int) -> str:
    value = (row[column] or "").strip()
    if not value:
        raise UplListError(f"line {line}, column {column}: empty")
    limit = UplName._meta.get_field("name" if column == NAME else "uri").max_length
    if limit and len(value) > limit:
        raise UplListError(f"line {line}, column {column}: longer than {limit} characters")
    return value


def _uri(row: dict[str, str | None], line: int) -> str:
    uri = _cell(row, URI, line)
    if not uri.startswith(("http://", "https://")):
        raise UplListError(f"line {line}, column {URI}: '{uri}' is not a web address")
    return uri


def store_list(names: dict[str, str]) -> Counts:
    """A name that has left the list stays, since products may still carry it."""
    known = {upl.uri: upl for upl in UplName.objects.all()}
    renamed = [known[uri] for uri, name in names.items() if uri in known and known[uri].name != name]
    for upl in renamed:
        upl.name = names[upl.uri]
        upl.save()
    new = [UplName(uri=uri, name=name) for uri, name in names.items() if uri not in known]
    UplName.objects.bulk_create(new)
    return Counts(len(new), len(renamed), len(names) - len(new) - len(renamed), len(known.keys() - names.keys()))
