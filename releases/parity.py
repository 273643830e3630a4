"""Proves that channels say the same: on documents as published, and on pages as people see them.

All documents in one check are of one moment. A fact is told in its document's content language, so documents are
compared per key and `contentLocale`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from releases import canonical
from releases.forms import date_forms
from releases.marks import Mark, marks_in

Json = Mapping[str, Any]


class Difference(NamedTuple):
    """`what` is fact, notTold, everywhere, logo, unknown, text or value; `key` a fact's key, or a logo's name."""

    key: str
    locale: str
    channel: str
    what: str
    expected: str
    found: str


def check_documents(documents: Iterable[Json]) -> list[Difference]:
    """Every way in which the documents contradict each other, or themselves."""
    every = list(documents)
    found = [difference for document in every for difference in _within(document)]
    return [*found, *_unequal_facts(every), *_unequal_promises(every), *_unequal_logos(every)]


def check_rendered(page: str, document: Json) -> list[Difference]:
    """What a client's HTML page says otherwise than its document, or leaves out though every channel must tell it."""
    marks = list(marks_in(page))
    missing = [key for key in document.get("everywhere", ()) if key not in {mark.key for mark in marks}]
    return [*_wrong_marks(marks, document), *(_difference(document, key, "notTold", key, "") for key in missing)]


def check_plain(text: str, document: Json) -> list[Difference]:
    """The same for plain text, which has no marks: each fact that every channel must tell stands in it."""
    said = " ".join(text.split())
    facts = {key: document["facts"][key]["plain"] for key in document.get("everywhere", ())}
    return [
        _difference(document, key, "notTold", plain, "")
        for key, plain in facts.items()
        if " ".join(plain.split()) not in said
    ]


def told_keys(document: Json) -> set[str]:
    """The facts that the document's texts, tables, routes and steps tell."""
    return {key for name, member in document.items() if name != "facts" for key in _keys_in(name, member)}


def _within(document: Json) -> Iterator[Difference]:
    facts, told = document["facts"], told_keys(document)
    for key in sorted(told - set(facts)):
        yield _difference(document, key, "unknown", "", key)
    for key in sorted((set(facts) | set(document.get("everywhere", ()))) - told):
        yield _difference(document, key, "notTold", key, "")
    for html in _html_in(document):
        yield from _wrong_marks(marks_in(html), document)


def _unequal_facts(documents: Iterable[Json]) -> Iterator[Difference]:
    first: dict[tuple[str, str], bytes] = {}
    for document in documents:
        for key, fact in document["facts"].items():
            body = canonical.dumps(fact)
            expected = first.setdefault((key, document["contentLocale"]), body)
            if body != expected:
                yield _difference(document, key, "fact", expected.decode(), body.decode())


def _unequal_promises(documents: Iterable[Json]) -> Iterator[Difference]:
    """A product promises the same facts in every channel."""
    first: dict[str, Collection[str]] = {}
    for document in documents:
        if document["kind"] == "product":
            promised = document["everywhere"]
            expected = first.setdefault(document["key"], promised)
            for key in sorted(set(expected) ^ set(promised)):
                yield _difference(document, key, "everywhere", *_either(key, expected, promised))


def _unequal_logos(documents: Iterable[Json]) -> Iterator[Difference]:
    first: dict[str, str] = {}
    for document in documents:
        for logo in document.get("logos", ()):
            expected = first.setdefault(logo["name"], logo["digest"])
            if logo["digest"] != expected:
                yield _difference(document, logo["name"], "logo", expected, logo["digest"])


def _wrong_marks(marks: Iterable[Mark], document: Json) -> Iterator[Difference]:
    for mark in marks:
        expected = _expected(mark, document)
        if expected is None:
            yield _difference(document, mark.key, "unknown", "", mark.text)
            continue
        for what, right, said in (("text", expected[0], mark.text), ("value", expected[1], mark.value)):
            if " ".join(right.split()) != said:
                yield _difference(document, mark.key, what, right, said)


def _expected(mark: Mark, document: Json) -> tuple[str, str] | None:
    """The text and the value that a mark must have; None when the document has no such fact or aspect."""
    fact = document["facts"].get(mark.key)
    if fact is None:
        return None
    match mark.aspect:
        case "value":
            return fact["text"], attribute_of(fact["kind"], fact["value"])
        case "article" if fact["legalArticle"]:
            return fact["legalArticle"], fact["legalArticle"]
        case "next" if fact["next"]:
            return fact["next"]["text"], attribute_of(fact["kind"], fact["next"]["value"])
        case "nextDate" if fact["next"]:
            starts = fact["next"]["validFrom"]
            return date_forms(date.fromisoformat(starts), document["contentLocale"]).text, starts
    return None


def attribute_of(kind: str, value: Json) -> str:
    """The `value` of a mark, from the machine value in a document."""
    match kind:
        case "amount":
            return str(value["amount"])
        case "term" | "validity":
            return f"{value['quantity']} {value['unit']}"
        case "contact":
            return str(value["telephone"] or value["email"] or value["url"] or value["address"])
        case "link":
            return str(value["url"])
    return canonical.digest(canonical.dumps(value))[:16]


def _keys_in(name: str, member: object) -> Iterator[str]:
    if isinstance(member, Mapping):
        for inner, value in member.items():
            yield from _keys_in(inner, value)
    elif isinstance(member, list):
        if name in ("facts", "hours"):
            yield from member
        else:
            for value in member:
                yield from _keys_in(name, value)
    elif isinstance(member, str):
        if name in ("fact", "hours", "contact"):
            yield member
        elif name in ("html", "letter"):
            yield from (mark.key for mark in marks_in(member))


def _html_in(member: object) -> Iterator[str]:
    if isinstance(member, Mapping):
        for name, value in member.items():
            if name in ("html", "letter") and isinstance(value, str):
                yield value
            else:
                yield from _html_in(value)
    elif isinstance(member, list):
        for value in member:
            yield from _html_in(value)


def _either(key: str, expected: Collection[str], found: Collection[str]) -> tuple[str, str]:
    return (key if key in expected else "", key if key in found else "")


def _difference(document: Json, key: str, what: str, expected: str, found: str) -> Difference:
    return Difference(key, document["locale"], document["channel"], what, expected, found)
