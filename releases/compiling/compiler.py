"""Compiles a snapshot into documents per validity period: pure, and the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from releases.compiling import (
    notice_documents,
    place_documents,
    product_documents,
    search_documents,
    site_documents,
    site_information,
)
from releases.compiling.documents import Compiled, Document, Subject
from releases.compiling.fact_bodies import fact_bodies
from releases.core.problems import Problem
from releases.rendering.fact_book import FactBook
from releases.snapshot import Snapshot

Found = tuple[list[Document], set[str], list[Problem]]
COMPILERS: dict[str, Callable[[Snapshot, FactBook, str], Found]] = {
    "product": product_documents.compile_product,
    "location": place_documents.compile_location,
    "organisation": place_documents.compile_organisation,
    "notice": notice_documents.compile_notices,
    "branding": site_documents.compile_branding,
    "navigation": site_documents.compile_navigation,
    "site": site_information.compile_site,
    "searchRules": search_documents.compile_search_rules,
}


def compile_snapshot(snapshot: Snapshot) -> Compiled:
    """The documents of all subjects, and every problem found, not only the first."""
    book = FactBook(snapshot)
    documents: list[Document] = []
    dependencies: dict[Subject, frozenset[str]] = {}
    problems: list[Problem] = []
    for kind, key in snapshot.subjects:
        found, sources, wrong = COMPILERS[kind](snapshot, book, key)
        documents += found
        dependencies[kind, key] = frozenset(sources)
        problems += wrong
    used = {key for document in documents for key in document.uses}
    return Compiled(tuple(documents), fact_bodies(snapshot, used), dependencies, tuple(_distinct(problems)))


def _distinct(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Each problem once, however many days and channels it shows in."""
    seen: set[tuple[object, ...]] = set()
    for problem in problems:
        same = (problem.code, problem.subject, problem.locale, problem.place, problem.excerpt, problem.sources)
        if same not in seen:
            seen.add(same)
            yield problem
