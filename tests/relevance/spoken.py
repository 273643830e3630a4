"""Judged queries in languages that are spoken at Dutch desks and that our texts are not in: `spoken/<language>.yaml`."""

from __future__ import annotations

from pathlib import Path

from products.sample.files import Fixture
from tests.relevance.evaluation import Report, Search
from tests.relevance.judged import JudgedQuery

QUERIES = Path(__file__).parent / "spoken"
GROUP = "spoken"
# The share with a right answer among the first three: of all queries, held out or not, and of those in one language.
OVERALL, EACH = 0.75, 0.5


def spoken_queries() -> tuple[JudgedQuery, ...]:
    files = Fixture(QUERIES)
    return tuple(
        JudgedQuery(text, path.stem, GROUP, grades)
        for path in sorted(QUERIES.glob("*.yaml"))
        for text, grades in files.read(path.stem).items()
    )


def asked_at_desk(search: Search) -> Search:
    """People ask in their own language on the Dutch pages."""
    return lambda text, _: search(text, "nl")


def below_floors(report: Report) -> list[str]:
    overall = report.overall
    parts = [("all", overall.scores, OVERALL), ("held out", overall.held_out, OVERALL)]
    parts += [(row.locale, row.scores, EACH) for row in report.rows[:-1]]
    return [
        f"{report.engine}: success@3 of {name} is {scores.success_at_3:.3f}, below {floor}"
        for name, scores, floor in parts
        if scores and scores.success_at_3 < floor
    ]
