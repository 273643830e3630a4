"""A kind of fact: how its values are told, where they stand in a document, and which question they answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from releases.core import canonical
from releases.facts.values import Fact, LocaleText, Value
from releases.facts.wording import Forms

Json = dict[str, Any]
Table = Literal["tariffs", "terms"]
Question = Literal["costs", "duration", "validity", "opening"]
V = TypeVar("V", bound=Value)


def never(value: Value) -> bool:
    return False


def as_it_is(value: Value, locale: str, forms: Forms) -> Forms:
    return forms


def no_predicate(value: Value, fact: Fact, locale: str, measured: Forms) -> Forms | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Kind(Generic[V]):
    """One entry of `releases.facts.kinds`.

    `forms` takes the value, the locale and the fact's label; `measured` gives these forms the direction or the base
    that the value has of itself, and `predicate` makes the rest of a sentence of that. `machine` is what programs read.
    """

    name: str
    forms: Callable[[V, str, LocaleText], Forms]
    machine: Callable[[V, str], Json]
    measured: Callable[[V, str, Forms], Forms] = as_it_is
    predicate: Callable[[V, Fact, str, Forms], Forms | None] = no_predicate
    # The part of a product's document that tells it when no text does, and the table in which it stands instead.
    section: Callable[[V], str]
    table: Table | None = None
    # The members of the machine value that make the `value` of a mark: the first of these groups that is filled.
    attribute: tuple[tuple[str, ...], ...] = ()
    # Told where there is room for little: in the short answer, and beside a result of search.
    in_short: bool = False
    # Told without its label, as a sentence is.
    speaks_for_itself: bool = False
    # Read by search as the other texts are.
    is_prose: bool = False
    is_free: Callable[[V], bool] = never
    answers: Question | None = None

    def attribute_of(self, value: Json) -> str:
        """Short and stable: "83.87", "5 workingDay", a number, a URL; for longer values the start of their digest."""
        for names in self.attribute:
            if any(value[name] for name in names):
                return " ".join(str(value[name]) for name in names)
        return "" if self.attribute else canonical.digest(canonical.dumps(value))[:16]
