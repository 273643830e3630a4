"""Advice on a script for the phone, and its rows as a tree: what cannot be reached, goes round or never ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

# Names that clients have given a meaning of their own.
RESERVED = frozenset({"answer", "einde", "ende", "end"})
Mark = Literal["", "end", "unknown", "circle", "repeat", "unreachable"]


@dataclass(frozen=True)
class Step:
    """`answers`: (label, name of the next step or "" for the end)."""

    name: str
    kind: str
    text: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """What the answer `label` leads to; a script without branches stays at one depth."""

    depth: int
    label: str
    name: str
    mark: Mark = ""
    step: Step | None = None
    is_first: bool = False

    @property
    def guides(self) -> range:
        """As many as there are branches around it."""
        return range(self.depth)


@dataclass(frozen=True)
class Advice:
    """`kind` is what is remarkable about the step `name`; `detail` is an answer or another step."""

    kind: str
    name: str
    detail: str = ""


def rows_of(steps: Sequence[Step]) -> list[Row]:
    """Every step once, where the script first comes to it; what cannot be reached comes last."""
    by_name = _by_name(steps)
    rows = list(_reached(steps, by_name))
    shown = {row.name for row in rows}
    return [*rows, *(Row(0, "", step.name, "unreachable", step) for step in steps if step.name not in shown)]


def _by_name(steps: Sequence[Step]) -> dict[str, Step]:
    """The first of a name, which is the one that answers lead to."""
    return {step.name: step for step in reversed(steps)}


def _reached(steps: Sequence[Step], by_name: Mapping[str, Step]) -> Iterator[Row]:
    shown: set[str] = set()
    waiting = [(steps[0].name, "", 0, frozenset[str]())] if steps else []
    while waiting:
        name, label, depth, path = waiting.pop()
        mark: Mark = "end" if not name and path else _mark(name, by_name, path, shown)
        yield Row(depth, label, name, mark, by_name.get(name), is_first=not path)
        if mark:
            continue
        shown.add(name)
        answers = by_name[name].answers
        deeper = depth + (len(answers) > 1)
        waiting += [(goto, answer, deeper, path | {name}) for answer, goto in reversed(answers)]


def _mark(name: str, by_name: Mapping[str, Step], path: frozenset[str], shown: set[str]) -> Mark:
    if name not in by_name:
        return "unknown"
    return "circle" if name in path else "repeat" if name in shown else ""


def advice_on(steps: Sequence[Step]) -> list[Advice]:
    found = [*_names(steps), *(each for step in steps for each in _answers(step, _by_name(steps)))]
    rows = rows_of(steps)
    found += [Advice("circle", row.name, row.label) for row in rows if row.mark == "circle"]
    found += [Advice("unreachable", row.name) for row in rows if row.mark == "unreachable"]
    ending = _ending(steps)
    return found + [Advice("endless", row.name) for row in rows if row.step and not row.mark and row.name not in ending]


def _names(steps: Sequence[Step]) -> Iterator[Advice]:
    for name, count in Counter(step.name for step in steps).items():
        if not name:
            yield Advice("unnamed", "")
        elif count > 1:
            yield Advice("duplicate", name)
        elif name in RESERVED:
            yield Advice("reserved", name)


def _answers(step: Step, by_name: Mapping[str, Step]) -> Iterator[Advice]:
    if step.kind == "ask" and not step.answers:
        yield Advice("unanswered", step.name)
    labels = Counter(label.casefold().strip() for label, _ in step.answers)
    yield from (Advice("equal", step.name, label) for label, count in labels.items() if count > 1)
    yield from (Advice("unknown", step.name, goto) for _, goto in step.answers if goto and goto not in by_name)


def _ending(steps: Sequence[Step]) -> set[str]:
    """The steps from which the call can come to an end."""
    ending: set[str] = set()
    while more := {step.name for step in steps if step.name not in ending and _ends(step, ending)}:
        ending |= more
    return ending


def _ends(step: Step, ending: set[str]) -> bool:
    return not step.answers or any(not goto or goto in ending for _, goto in step.answers)


def lacking(steps: Sequence[Step], source: Sequence[Step]) -> list[Advice]:
    """What the script in the source language has, and this translation of it has not."""
    own = _by_name(steps)
    found = [Advice("untranslated", step.name) for step in source if step.name not in own]
    for step in source:
        there = {goto for _, goto in own[step.name].answers} if step.name in own else {goto for _, goto in step.answers}
        found += [Advice("branchless", step.name, goto) for _, goto in step.answers if goto not in there]
    return found
