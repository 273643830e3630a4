"""Compiles the search rules: for each channel and locale one document, with only the products that it shows there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from languages.registry import wording_of
from releases.channels import channels_on
from releases.compiling.documents import CompiledPeriod, Document, Subject
from releases.compiling.product_documents import shown_locale
from releases.compiling.search_checks import Checks
from releases.core import canonical
from releases.core.problems import Problem
from releases.core.search_rules import SearchRules
from releases.rendering.fact_book import FactBook
from releases.snapshot import LocaleSetting, Snapshot

Json = dict[str, Any]
Found = tuple[list[Document], set[str], list[Problem]]


def compile_search_rules(snapshot: Snapshot, book: FactBook, key: str) -> Found:
    """No document for a locale without rules. A rule that is wrong is left out, and stops only its own publish."""
    subject = ("searchRules", key)
    checks = Checks(subject, snapshot.products.keys())
    rules = checks.sound(snapshot.search_rules)
    made = []
    for setting in snapshot.locales:
        for channel in channels_on(snapshot.opened):
            if members := _members(rules, snapshot, setting, channel):
                made.append(_document(subject, setting.code, channel, members))
    return made, _sources(snapshot.search_rules), checks.problems


def _members(rules: SearchRules, snapshot: Snapshot, setting: LocaleSetting, channel: str) -> Json:
    """Empty when no rule is about this locale."""

    def shown(keys: Iterable[str]) -> list[str]:
        return [key for key in keys if shown_locale(snapshot.products[key], setting, channel)]

    language = setting.code
    emphasis = [each for each in rules.emphasis if each.language == language and shown([each.product])]
    members: Json = {
        "synonyms": [
            {"words": each.words, "means": list(each.means), "bothWays": each.both_ways}
            for each in rules.synonyms
            if each.language == language
        ],
        "bestBets": [
            {"questions": list(each.questions), "products": products}
            for each in rules.best_bets
            if each.language == language and (products := shown(each.products))
        ],
        "hidden": [each.product for each in emphasis if each.factor is None],
        "boosted": [
            {"product": each.product, "factor": _number(each.factor)} for each in emphasis if each.factor is not None
        ],
        "weights": {
            name: _number(weight)
            for each in rules.weights
            if each.language == language
            for name, weight in each.weights.items()
        },
        "spokenLanguages": [
            {"language": each.language, "direction": each.direction, "notice": each.notice, "words": words}
            for each in rules.spoken
            if each.language != language
            and (words := [{"product": key, "names": list(names)} for key, names in each.words if shown([key])])
        ],
    }
    return members if any(members.values()) else {}


def _number(value: Decimal) -> str:
    """The shortest text: 2, 0.5."""
    return format(value.normalize(), "f")


def _document(subject: Subject, locale: str, channel: str, members: Json) -> Document:
    kind, key = subject
    head = {"kind": kind, "key": key, "channel": channel, "locale": locale, "contentLocale": locale, "facts": {}}
    title = wording_of(locale).search_rules
    body = canonical.dumps(head | {"title": title} | members)
    return Document(
        channel, kind, key, locale, title, (CompiledPeriod(None, body, canonical.digest(body)),), {}, subject
    )


def _sources(rules: SearchRules) -> set[str]:
    named = {key for bet in rules.best_bets for key in bet.products} | {each.product for each in rules.emphasis}
    named |= {key for language in rules.spoken for key, _ in language.words}
    return {rule.source for rule in rules} | {f"product:{key}" for key in named}
