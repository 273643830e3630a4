"""A product's tariffs and terms as tables: as data for every channel, and as HTML and plain text for messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, NamedTuple

from releases.facts.kinds import kind_of
from releases.facts.wording import pick
from releases.rendering.fact_book import RenderedFact
from releases.rendering.texts import Rendered
from releases.snapshot import Snapshot

Json = dict[str, Any]


class Table(NamedTuple):
    key: str
    label: str
    rows: tuple[RenderedFact, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(row.fact.key for row in self.rows)

    def as_json(self) -> Json:
        rows = [
            {"fact": row.fact.key, "label": row.object["label"], "conditions": row.object["conditions"]}
            for row in self.rows
        ]
        return {"key": self.key, "label": self.label, "rows": rows}


def tariff_tables(facts: Iterable[RenderedFact], snapshot: Snapshot, locale: str) -> tuple[Table, ...]:
    """The facts of a tariff in its order; what belongs to none is a table of one row."""
    rows: dict[str, list[RenderedFact]] = {}
    for told in facts:
        if kind_of(told.fact).table == "tariffs":
            rows.setdefault(told.fact.tariff or told.fact.key, []).append(told)
    return tuple(
        Table(key, _label(key, found, snapshot, locale), tuple(sorted(found, key=lambda row: row.fact.position)))
        for key, found in rows.items()
    )


def term_rows(facts: Iterable[RenderedFact]) -> tuple[RenderedFact, ...]:
    return tuple(told for told in facts if kind_of(told.fact).table == "terms")


def fact_table(caption: str, rows: Sequence[RenderedFact]) -> Rendered:
    """Labels beside the marked values."""
    if not rows:
        return Rendered()
    cells = "".join(f'<tr><th scope="row">{escape(row.object["label"])}</th><td>{row.mark}</td></tr>' for row in rows)
    lines = "\n".join(f"- {row.object['label']}: {row.object['full']['plain']}" for row in rows)
    html = f"<table><caption>{escape(caption)}</caption>{cells}</table>"
    return Rendered(html, f"{caption}\n{lines}", tuple(row.fact.key for row in rows))


def fact_list(facts: Sequence[RenderedFact]) -> Rendered:
    """A line for each fact; a rule or a link speaks for itself, other values follow their label."""
    if not facts:
        return Rendered()
    items = "".join(f"<li>{escape(lead(told))}{told.mark}</li>" for told in facts)
    lines = "\n".join(f"- {lead(told)}{told.object['full']['plain']}" for told in facts)
    return Rendered(f"<ul>{items}</ul>", lines, tuple(told.fact.key for told in facts))


def _label(key: str, rows: Sequence[RenderedFact], snapshot: Snapshot, locale: str) -> str:
    tariff = snapshot.tariffs.get(key)
    return pick(tariff.label, locale) if tariff else str(rows[0].object["label"])


def lead(told: RenderedFact) -> str:
    """What stands before the value: its label, unless it speaks for itself."""
    return "" if kind_of(told.fact).speaks_for_itself else f"{told.object['label']}: "
