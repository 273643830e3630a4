"""The judged queries: what residents type and which products answer it, from `queries/<locale>/<group>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from products.sample.files import Fixture

QUERIES = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """`grades` by product key: 3 is exactly what is meant, 2 also a right answer, 1 related.

    No grades means that nothing should be found.
    """

    text: str
    locale: str
    group: str
    grades: Mapping[str, int]

    @property
    def held_out(self) -> bool:
        return is_held_out(self.locale, self.text)


def is_held_out(locale: str, text: str) -> bool:
    """A third, by the digest of the text: nobody chooses it, and other queries do not move it."""
    return int(sha256(f"{locale} {text}".encode()).hexdigest(), 16) % 3 == 0


def judged_queries(folder: Path = QUERIES) -> tuple[JudgedQuery, ...]:
    """Raises FixtureError when a file judges a query twice."""
    files = Fixture(folder)
    return tuple(
        JudgedQuery(text, path.parent.name, path.stem, grades)
        for path in sorted(folder.glob("*/*.yaml"))
        for text, grades in files.read(f"{path.parent.name}/{path.stem}").items()
    )
