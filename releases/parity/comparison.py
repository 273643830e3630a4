"""Proves that channels say the same: on documents as published, and on pages as people see them.

All documents in one check are of one moment. A fact is told in its document's content language, so documents are
compared per key and `contentLocale`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import orjson

from releases.facts.forms import date_forms
from releases.facts.kinds import attribute_of
from releases.parity.contents import contents_of
from releases.parity.marks import Mark
from releases.parity.pages import ShownPage, availability_of, fits

Json = Mapping[str, Any]


class Difference(NamedTuple):
    """`what` is fact, notTold, everywhere, availability, notice, logo, unknown, text or value.

    `key` is that of a fact, a product, `product.route` or a notice, or the name of a logo.
    """

    key: str
    locale: str
    channel: str
    what: str
    expected: str
    found: str


def check_documents(documents: Iterable[Json]) -> list[Difference]:
    """Every way in which the documents contradict each other, or themselves."""
    agreement = Agreement()
    return [difference for each in documents for difference in (*check_document(each), *agreement.broken_by(each))]


def check_document(document: Json) -> Iterator[Difference]:
    """Every way in which the document contradicts itself."""
    facts, told = document["facts"], contents_of(document)
    for key in sorted(told.keys - facts.keys()):
        yield _difference(document, key, "unknown", "", key)
    for key in sorted({*facts, *document.get("everywhere", ())} - told.keys):
        yield _difference(document, key, "notTold", key, "")
    yield from _wrong_marks(told.marks, document)


class Agreement:
    """What the documents so far tell in common; each next one must tell the same."""

    def __init__(self) -> None:
        self._facts: dict[tuple[str, str], bytes] = {}
        self._promises: dict[str, Collection[str]] = {}
        self._logos: dict[str, str] = {}
        self._availability: dict[tuple[str, str], dict[str, Json]] = {}
        self._notices: dict[str, list[Any]] = {}

    def broken_by(self, document: Json) -> Iterator[Difference]:
        yield from self._unequal_facts(document)
        if document["kind"] == "product":
            yield from self._unequal_promises(document)
            yield from self._unequal_availability(document)
        for notice in document.get("notices", ()):
            yield from self._unequal_notice(document, notice)
        for logo in document.get("logos", ()):
            expected = self._logos.setdefault(logo["name"], logo["digest"])
            if logo["digest"] != expected:
                yield _difference(document, logo["name"], "logo", expected, logo["digest"])

    def _unequal_facts(self, document: Json) -> Iterator[Difference]:
        for key, fact in document["facts"].items():
            body = orjson.dumps(fact, option=orjson.OPT_SORT_KEYS)
            expected = self._facts.setdefault((key, document["contentLocale"]), body)
            if body != expected:
                yield _difference(document, key, "fact", expected.decode(), body.decode())

    def _unequal_promises(self, document: Json) -> Iterator[Difference]:
        """A product promises the same facts in every channel."""
        promised = document["everywhere"]
        expected = self._promises.setdefault(document["key"], promised)
        for key in sorted(set(expected) ^ set(promised)):
            yield _difference(document, key, "everywhere", *_either(key, expected, promised))

    def _unequal_availability(self, document: Json) -> Iterator[Difference]:
        told = availability_of(document)
        expected = self._availability.setdefault((document["key"], document["contentLocale"]), told)
        for route in sorted({*expected, *told}):
            if expected.get(route) != told.get(route):
                key = _availability_key(document, route)
                yield _difference(document, key, "availability", str(expected.get(route)), str(told.get(route)))

    def _unequal_notice(self, document: Json, notice: Json) -> Iterator[Difference]:
        """Its text may differ per channel, but not what it is about, how urgent it is and how long it lasts."""
        told = [notice[name] for name in ("severity", "scope", "from", "until")]
        expected = self._notices.setdefault(notice["key"], told)
        if told != expected:
            yield _difference(document, notice["key"], "notice", str(expected), str(told))


def check_rendered(page: str, document: Json) -> list[Difference]:
    """What a client's HTML page says otherwise than its document, or leaves out though every channel must tell it.

    Its notices and what stands around it come from other documents: see `check_notices` and `check_around`.
    """
    shown = ShownPage(page)
    missing = [key for key in document.get("everywhere", ()) if key not in {mark.key for mark in shown.marks}]
    found = [*_wrong_marks(shown.marks, document), *(_difference(document, key, "notTold", key, "") for key in missing)]
    return [*found, *_wrong_availability(shown, document)] if document["kind"] == "product" else found


def check_found(page: str, documents: Iterable[Json]) -> list[Difference]:
    """The same for a page with facts of many documents, as search shows: each is as one of them tells it."""
    told: dict[str, dict[str, Any]] = {}
    for document in documents:
        known = told.setdefault(document["contentLocale"], {**document, "facts": {}})
        known["facts"] |= document["facts"]
    return [difference for mark in ShownPage(page).marks for difference in _wrong_by_all(mark, told.values())]


def check_notices(page: str, notices: Json, place: Json) -> list[Difference]:
    """The same for the notices on the page of `place`: those that belong there and no others, with the right facts."""
    shown, expected = ShownPage(page), {notice["key"] for notice in notices["notices"] if fits(notice["scope"], place)}
    wrong = (
        _difference(notices, key, "notTold", *_either(key, expected, shown.notices))
        for key in sorted(expected ^ shown.notices)
    )
    return [*_wrong_marks(shown.notice_marks, notices), *wrong]


def check_around(page: str, find: Callable[[str, str], Json | None]) -> list[Difference]:
    """The same for the parts that name another document, as the site's information; `find` takes its kind and key."""
    parts = ((find(*name.split("/", 1)), marks) for name, marks in ShownPage(page).around.items())
    return [difference for document, marks in parts if document for difference in _wrong_marks(marks, document)]


def check_plain_notices(text: str, notices: Json, place: Json) -> list[Difference]:
    """Each notice that belongs there stands in the plain text."""
    said, fitting = " ".join(text.split()), [each for each in notices["notices"] if fits(each["scope"], place)]
    missing = (each for each in fitting if " ".join(each["plain"].split()) not in said)
    return [_difference(notices, each["key"], "notTold", each["plain"], "") for each in missing]


def check_plain(text: str, document: Json) -> list[Difference]:
    """The same for plain text, which has no marks: each fact that every channel must tell stands in it."""
    said = " ".join(text.split())
    facts = {key: document["facts"][key]["plain"] for key in document.get("everywhere", ())}
    return [
        _difference(document, key, "notTold", plain, "")
        for key, plain in facts.items()
        if " ".join(plain.split()) not in said
    ]


def _wrong_availability(shown: ShownPage, document: Json) -> Iterator[Difference]:
    """What is stopped or ended is shown as such, and nothing else is."""
    expected = {(route, found["status"]) for route, found in availability_of(document).items()}
    expected = {(route, status) for route, status in expected if status != "open"}
    for route, status in sorted(expected ^ shown.availability):
        told = _either(
            status,
            {each for key, each in expected if key == route},
            {each for key, each in shown.availability if key == route},
        )
        yield _difference(document, _availability_key(document, route), "availability", *told)


def _availability_key(document: Json, route: str) -> str:
    return f"{document['key']}.{route}" if route else str(document["key"])


def _wrong_marks(marks: Iterable[Mark], document: Json) -> Iterator[Difference]:
    for mark in marks:
        expected = _expected(mark, document)
        if expected is None:
            yield _difference(document, mark.key, "unknown", "", mark.text)
            continue
        for what, right, said in (("text", expected[0], mark.text), ("value", expected[1], mark.value)):
            if " ".join(right.split()) != said:
                yield _difference(document, mark.key, what, right, said)


def _wrong_by_all(mark: Mark, documents: Iterable[Json]) -> list[Difference]:
    """Nothing when one of the documents tells it so."""
    knowing = [each for each in documents if mark.key in each["facts"]] or list(documents)
    return min((list(_wrong_marks([mark], each)) for each in knowing), key=len, default=[])


def _expected(mark: Mark, document: Json) -> tuple[str, str] | None:
    """The text and the value that a mark must have; None when the document has no such fact or aspect."""
    fact = document["facts"].get(mark.key)
    if fact is None:
        return None
    match mark.aspect:
        case "value":
            return fact["text"], attribute_of(fact["kind"], fact["value"])
        case "full" if "full" in fact:
            return fact["full"]["text"], attribute_of(fact["kind"], fact["value"])
        case "predicate" if fact.get("predicate"):
            return fact["predicate"]["text"], attribute_of(fact["kind"], fact["value"])
        case "article" if fact["legalArticle"]:
            return fact["legalArticle"], fact["legalArticle"]
        case "next" if fact["next"]:
            return fact["next"]["text"], attribute_of(fact["kind"], fact["next"]["value"])
        case "nextDate" if fact["next"]:
            starts = fact["next"]["validFrom"]
            return date_forms(date.fromisoformat(starts), document["contentLocale"]).text, starts
    return None


def _either(key: str, expected: Collection[str], found: Collection[str]) -> tuple[str, str]:
    return (key if key in expected else "", key if key in found else "")


def _difference(document: Json, key: str, what: str, expected: str, found: str) -> Difference:
    return Difference(key, document["locale"], document["channel"], what, expected, found)
