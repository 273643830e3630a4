"""Turns released documents into entries of an index: which texts count, in which field, and from when until when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from languages.analysis import Analysis
from languages.registry import analysis_of
from releases.core.intervals import spans
from releases.facts.kinds import FACT_KINDS
from search.language.dictionaries import Dictionaries, kept_word
from search.language.normalisation import composed, tokens_in, word_of
from search.language.tokens import Tokens, name_token
from search.query.interface import FIRST, LAST, IndexEntry
from search.query.rule_matching import phrase_of
from search.query.rules import FIELDS

Json = Mapping[str, Any]

KINDS = ("product", "location", "organisation")
FACT = re.compile(r'<data class="fact"[^>]*>[^<]*</data>')
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Source:
    """A released document with all its periods: (start in milliseconds or None, body), in order."""

    address: str
    periods: Sequence[tuple[int | None, Json]]


class EntryBuilder:
    """Makes entries with the dictionaries of one index; what it makes of a document depends on nothing else."""

    def __init__(self, dictionaries: Dictionaries) -> None:
        self._dictionaries = dictionaries
        self._tokens: dict[str, Tokens] = {}

    def entries(self, source: Source) -> list[IndexEntry]:
        """One for each period that reads differently from the one before."""
        made: list[IndexEntry] = []
        for starts, ends, body in spans(source.periods):
            since, until = FIRST if starts is None else starts, LAST if ends is None else ends
            entry = self._entry(source.address, len(made), since, until, body)
            if made and same_reading(made[-1], entry):
                made[-1] = replace(made[-1], until=until)
            else:
                made.append(entry)
        return made

    def _entry(self, address: str, slot: int, since: int, until: int, body: Json) -> IndexEntry:
        language = analysis_of(body["contentLocale"])
        tokens = self._tokens.setdefault(language.code, Tokens(self._dictionaries.of(language)))
        texts = texts_of(body, language)
        fields = {name: tokens.of(" ".join(texts[name])) for name in FIELDS if texts.get(name)}
        exact = {name_token(phrase_of(name, language)) for name in names_of(body)}
        themes = tuple(theme["key"] for theme in body.get("themes", ()))
        said = frozenset(words_in(texts))
        return IndexEntry(
            address, slot, since, until, fields, " ".join(sorted(exact)), said, themes, tuple(body.get("audiences", ()))
        )


def same_reading(one: IndexEntry, other: IndexEntry) -> bool:
    return (one.fields, one.exact, one.themes, one.audiences) == (
        other.fields, other.exact, other.themes, other.audiences,
    )  # fmt: skip


def compound_words(source: Source) -> Iterator[str]:
    """The words of a text in a language that makes compounds, which are what other compounds are made of."""
    for _, body in source.periods:
        language = analysis_of(body["contentLocale"])
        if language.compounds:
            said = filter(str.isalpha, words_in(texts_of(body, language)))
            yield from (kept_word(word, language) for word in said if word not in language.empty)


def words_in(texts: Mapping[str, list[str]]) -> set[str]:
    """Every word of the texts, those that a hyphen joins apart and together."""
    found = set(tokens_in(composed(" ".join(text for each in texts.values() for text in each))))
    return {single for word in map(word_of, found) for single in (word.whole, *word.parts)}


def names_of(body: Json) -> list[str]:
    names = [name["name"] for kind in ("names", "upl") for name in body.get(kind, ())]
    return [body["title"], *names]


def texts_of(body: Json, language: Analysis) -> dict[str, list[str]]:
    """The texts of each field. Amounts and terms are left out, so that a new fee is no other text."""
    facts = body["facts"].values()
    return {
        "title": [body["title"]],
        "names": [name["name"] for name in body.get("names", ())],
        "upl": [name["name"] for name in body.get("upl", ())],
        "summary": [body.get("summary", "")],
        "facts": [text for fact in facts for text in (fact["label"], fact["conditions"]) if text],
        "theme": [theme["title"] for theme in body.get("themes", ())],
        "audience": [language.audiences.get(audience, "") for audience in body.get("audiences", ())],
        "text": list(_running_text(body)),
        "notes": [_plain(body[name]["html"]) for name in ("internalNotes", "notes") if name in body],
    }


def _running_text(body: Json) -> Iterator[str]:
    for part in (*body.get("sections", ()), *body.get("script", ())):
        answers = " ".join(_plain(choice.get("html", choice["label"])) for choice in part.get("choices", ()))
        yield f"{part.get('title', '')} {_plain(part['html'])} {answers}"
    for referral in body.get("referrals", ()):
        yield f"{referral['name']} {referral['plain']}"
    yield from (fact["plain"] for fact in body["facts"].values() if FACT_KINDS[fact["kind"]].is_prose)
    yield from body.get("address", {}).values()
    yield from (body[name] for name in ("directions", "accessibility") if name in body)


def _plain(html: str) -> str:
    """Without the facts in it: they are told by their own fields."""
    return unescape(TAG.sub(" ", FACT.sub(" ", html)))
