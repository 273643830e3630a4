"""Advice after a publish: sentences that tell a fact without its unit or direction, twice, or wrong when it is free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Model

from products.content_languages import language_names
from products.models import Fact, Notice, ProductPage
from releases.compiling.documents import Subject
from releases.compiling.product_sources import markups
from releases.core.problems import Problem
from releases.facts.sentence_advice import SentenceAdvice, sentence_advice
from releases.snapshot import Snapshot
from releases.texts.excerpts import excerpt
from releases.texts.references import references

Text = tuple[Subject, str, str]


def reference_advice(snapshot: Snapshot, changed: Iterable[Model], day: date) -> Iterator[Problem]:
    """On what was written in one of its languages, and on every sentence that tells a changed fact."""
    changed = [*changed]
    facts = {each.key for each in changed if isinstance(each, Fact)}
    written = {text for each in changed for text in _written(each)}
    for subject, locale, markup in _texts(snapshot):
        if (subject, locale) in written or not facts.isdisjoint(key for key, _ in references(markup)):
            for advice in sentence_advice(markup, snapshot.facts, locale, day):
                if (subject, locale) in written or advice.reference.key in facts:
                    yield _as_problem(advice, subject, locale, markup)


def _written(instance: Model) -> Iterator[tuple[Subject, str]]:
    if isinstance(instance, ProductPage):
        yield ("product", instance.key), instance.locale.language_code
    if isinstance(instance, Notice):
        yield from ((("notice", instance.key), locale) for locale in language_names())


def _texts(snapshot: Snapshot) -> Iterator[Text]:
    for key, product in snapshot.products.items():
        for locale, text in product.texts.items():
            yield from ((("product", key), locale, markup) for markup in markups(text))
    for notice in snapshot.notices:
        for texts in notice.texts.values():
            yield from ((("notice", notice.key), locale, markup) for locale, markup in texts.items())


def _as_problem(advice: SentenceAdvice, subject: Subject, locale: str, markup: str) -> Problem:
    key, aspect = advice.reference
    params = {"fact": key, "aspect": advice.better or "", "text": advice.text}
    code = advice.code if advice.better else f"{advice.code}Next"
    return Problem(code, subject, locale, "", frozenset(), params, excerpt(markup, key, aspect))
