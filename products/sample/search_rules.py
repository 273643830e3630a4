"""Search rules, from the short form of the fixtures to the fields of their models."""

from __future__ import annotations

from collections.abc import Iterator

from products.content_languages import source_language
from products.models import BestBet, ProductPage, SpokenLanguage, Synonym
from products.sample.files import Data, Named
from products.sample.records import publish


def load_search_rules(rules: Data) -> Iterator[bool]:
    yield from _synonyms(rules.get("synonyms", {}))
    yield from _best_bets(rules.get("bets", {}))


def _synonyms(languages: Data) -> Iterator[bool]:
    for language, entries in languages.items():
        for entry in entries:
            values = {"means": "\n".join(entry["means"]), "both_ways": entry.get("both", False)}
            yield publish(Synonym, {"language": language, "words": entry["words"]}, values)[1]


def load_spoken_languages(languages: Data) -> Iterator[bool]:
    """A product has its names on one line."""
    products = _products()
    for code, entry in languages.items():
        words = [
            {"product": products[key], "names": "\n".join(names.split(", "))} for key, names in entry["words"].items()
        ]
        values = {"name": entry["name"], "notice": entry["notice"], "words": words}
        yield publish(SpokenLanguage, {"code": code}, values)[1]


def _products() -> Named:
    pages = ProductPage.objects.filter(locale__language_code=source_language(), alias_of=None)
    return Named("product", ((page.key, page) for page in pages))


def _best_bets(languages: Data) -> Iterator[bool]:
    products = _products()
    for language, entries in languages.items():
        for entry in entries:
            rows = [{"product": products[key]} for key in entry["products"]]
            key = {"language": language, "questions": "\n".join(entry["questions"])}
            yield publish(BestBet, key, {"products": rows})[1]
