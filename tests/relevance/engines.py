"""What is measured against the judged queries: each engine, how to open it and what it must reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from products.sample.files import Fixture
from tests.relevance.evaluation import Floors, Search
from tests.relevance.names_list import NamesList

SAMPLE = Path(__file__).parents[2] / "fixtures"


@dataclass(frozen=True, slots=True)
class Engine:
    """`opened` gives its search for as long as the context lasts."""

    name: str
    opened: Callable[[], AbstractContextManager[Search]]
    floors: Floors


def engines() -> tuple[Engine, ...]:
    """Everything that is measured, doing without a search engine included."""
    return (Engine("list of names", _names_list, Floors(ndcg=0.15, success_at_3=0.16)),)


@contextmanager
def _names_list() -> Iterator[Search]:
    yield NamesList(Fixture(SAMPLE).products).search
