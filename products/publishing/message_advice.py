"""Advice on messages after a publish: a field that may be missing, and a word for which no text is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Model

from products.models import ContactMoment, ProductPage
from releases.core import contact_moments
from releases.core.problems import Problem
from releases.snapshot import ContactMomentText, Snapshot
from releases.texts.excerpts import excerpt
from releases.texts.merge_fields import merge_fields

Moment = contact_moments.ContactMoment


def message_advice(snapshot: Snapshot, changed: Iterable[Model]) -> Iterator[Problem]:
    """On the messages that were written, and on every one for a contact moment that was changed."""
    changed = [*changed]
    written = {(page.key, page.locale.language_code) for page in changed if isinstance(page, ProductPage)}
    moments = {each.key for each in changed if isinstance(each, ContactMoment)}
    for key, product in snapshot.products.items():
        for locale, text in product.texts.items():
            for message in text.contact_moments:
                moment = snapshot.contact_moments.get(message.moment)
                if moment and ((key, locale) in written or message.moment in moments):
                    yield from _on(message, moment, ("product", key), locale)


def _on(message: ContactMomentText, moment: Moment, subject: tuple[str, str], locale: str) -> Iterator[Problem]:
    def advice(code: str, field: str, meant: str = "", sentence: str = "") -> Problem:
        params = {"contactMoment": moment.key, "field": field, "meant": meant}
        return Problem(code, subject, locale, params=params, excerpt=sentence)

    for name, markup in gaps(message, moment):
        yield advice("fieldMayBeMissing", name, sentence=excerpt(markup))
    for name, word in words_without_text(message, moment):
        yield advice("wordWithoutText", name, word)


def gaps(message: ContactMomentText, moment: Moment) -> Iterator[tuple[str, str]]:
    """(optional field, text) wherever the text is told in every case, or just when the field has no value."""
    optional = {field.name for field in moment.merge_fields if not field.required}
    texts = [(message.subject, None), (message.preheader, None), *((each.text, each.case) for each in message.body)]
    for markup, case in texts:
        for name in merge_fields(markup):
            if name in optional and (case is None or (case.field, case.operator) == (name, "empty")):
                yield name, markup


def words_without_text(message: ContactMomentText, moment: Moment) -> Iterator[tuple[str, str]]:
    """(field, word) of each field whose other words have a text of their own."""
    cases = [passage.case for passage in message.body if passage.case]
    for field in moment.merge_fields:
        told = {case.value for case in cases if (case.field, case.operator) == (field.name, "is")}
        is_told_otherwise = any((case.field, case.operator) == (field.name, "isNot") for case in cases)
        if told and not is_told_otherwise:
            yield from ((field.name, word) for word in field.choices if word not in told)
