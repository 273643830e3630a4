"""Search rules, from the editors' models to `releases.core.search_rules`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Model

from products.models import BestBet, Emphasis, FieldWeights, SearchRule, SpokenLanguage, Synonym
from products.models.records import Record, Rows, is_told, records, with_drafts
from products.models.search_rules import lines_of
from products.snapshot.sources import RULES
from releases.core import search_rules as told


class SearchRuleRows:
    """All rules that are published, and the drafts in their place: there are few, and they stand in one document."""

    def __init__(self, drafts: Sequence[Model]) -> None:
        self._told = {model: _told(model, drafts) for model in RULES}
        self._products = Rows(BestBet, "products", self._told[BestBet])
        self._words = Rows(SpokenLanguage, "words", self._told[SpokenLanguage])

    def product_ids(self) -> set[int]:
        found = {row.product_id for bet in self._told[BestBet] for row in self._products.of(bet)}
        found |= {row.product_id for language in self._told[SpokenLanguage] for row in self._words.of(language)}
        return (found | {each.product_id for each in self._told[Emphasis]}) - {None}

    def read(self, keys: Mapping[int, str]) -> told.SearchRules:
        """`keys` are those of products by the id of their page."""
        return told.SearchRules(
            tuple(
                told.Synonym(
                    **_head(each, Synonym), words=each.words, means=_lines(each.means), both_ways=each.both_ways
                )
                for each in self._told[Synonym]
            ),
            tuple(
                told.BestBet(**_head(each, BestBet), questions=_lines(each.questions), products=self._keys(each, keys))
                for each in self._told[BestBet]
            ),
            tuple(
                told.Emphasis(**_head(each, Emphasis), product=keys[each.product_id], factor=_factor(each))
                for each in self._told[Emphasis]
                if each.product_id
            ),
            tuple(
                told.FieldWeights(**_head(each, FieldWeights), weights=_weights(each))
                for each in self._told[FieldWeights]
            ),
            tuple(self._spoken_language(each, keys) for each in self._told[SpokenLanguage]),
        )

    def _spoken_language(self, language: Record, keys: Mapping[int, str]) -> told.SpokenLanguage:
        rows = [row for row in self._words.of(language) if row.product_id]
        words = tuple((keys[row.product_id], _lines(row.names)) for row in rows)
        return told.SpokenLanguage(f"{RULES[SpokenLanguage]}:{language.id}", language.code, language.notice, words)

    def _keys(self, bet: Record, keys: Mapping[int, str]) -> tuple[str, ...]:
        return tuple(keys[row.product_id] for row in self._products.of(bet) if row.product_id)


def _told(model: type[SearchRule | SpokenLanguage], drafts: Sequence[Model]) -> list[Record]:
    """In the order in which they were made; one that is new goes last."""
    found = [record for record in with_drafts(records(model), drafts, model) if is_told(record)]
    return sorted(found, key=lambda record: (record.id is None, record.id))


def _head(record: Record, model: type[SearchRule]) -> dict[str, Any]:
    return {"source": f"{RULES[model]}:{record.id}", "language": record.language}


def _factor(record: Record) -> Decimal | None:
    """A draft may say nothing yet."""
    if record.hidden:
        return None
    return Decimal(1) if record.factor is None else record.factor


def _lines(text: str) -> tuple[str, ...]:
    return tuple(lines_of(text))


def _weights(record: Record) -> dict[str, Any]:
    weights = {name: getattr(record, name) for name in FieldWeights.FIELDS}
    return {name: weight for name, weight in weights.items() if weight is not None}
