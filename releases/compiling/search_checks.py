"""Checks on search rules. A problem names the rule, and the field in which it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import permutations

from releases.compiling.documents import Subject
from releases.core.problems import Problem
from releases.core.search_rules import (
    LEAST_FACTOR,
    MOST_FACTOR,
    MOST_WEIGHT,
    BestBet,
    Emphasis,
    FieldWeights,
    Rule,
    SearchRules,
    SpokenLanguage,
    Synonym,
    folded,
)


class Checks:
    """Keeps the rules that are sound, and collects `problems` of the others."""

    def __init__(self, subject: Subject, products: Collection[str]) -> None:
        """`products` are the keys of those that are published."""
        self.subject, self.products = subject, products
        self.problems: list[Problem] = []
        self._taken: dict[tuple[str, ...], Rule] = {}

    def sound(self, rules: SearchRules) -> SearchRules:
        return SearchRules(
            tuple(each for each in rules.synonyms if self._synonym(each)),
            tuple(self._best_bets(rules.best_bets)),
            tuple(each for each in rules.emphasis if self._emphasis(each)),
            tuple(each for each in rules.weights if self._weights(each)),
            tuple(self._spoken(rules.spoken)),
        )

    def _synonym(self, rule: Synonym) -> bool:
        said, means = folded(rule.words), [folded(text) for text in rule.means]
        if not said or not means or not all(means):
            return self._refuse("synonymWithoutWords", rule)
        if len({said, *means}) <= len(means):
            return self._refuse("synonymOfItself", rule)
        pairs = permutations((said, *means), 2) if rule.both_ways else ((said, each) for each in means)
        return self._is_new("sameSynonym", rule, [("synonym", *pair) for pair in pairs])

    def _best_bets(self, rules: Iterable[BestBet]) -> Iterator[BestBet]:
        for rule in rules:
            asked = list(dict.fromkeys(folded(text) for text in rule.questions))
            if not asked or not all(asked):
                self._refuse("betWithoutWords", rule)
                continue
            known = [key for key in rule.products if self._is_published("unknownBetProduct", rule, key)]
            if not rule.products:
                self._refuse("betWithoutProducts", rule)
            if known and self._is_new("sameQuestion", rule, [("question", each) for each in asked]):
                yield replace(rule, products=tuple(known))

    def _emphasis(self, rule: Emphasis) -> bool:
        if rule.factor is not None and not LEAST_FACTOR <= rule.factor <= MOST_FACTOR:
            return self._refuse("factorOutOfBounds", rule, least=str(LEAST_FACTOR), most=str(MOST_FACTOR))
        known = self._is_published("unknownEmphasisProduct", rule, rule.product)
        return known and self._is_new("sameEmphasis", rule, [("emphasis", rule.product)])

    def _weights(self, rule: FieldWeights) -> bool:
        if all(0 <= weight <= MOST_WEIGHT for weight in rule.weights.values()):
            return True
        return self._refuse("weightOutOfBounds", rule, least="0", most=str(MOST_WEIGHT))

    def _spoken(self, rules: Iterable[SpokenLanguage]) -> Iterator[SpokenLanguage]:
        for rule in rules:
            known = tuple(row for row in rule.words if self._is_published("unknownSpokenProduct", rule, row[0]))
            if not all(names and all(map(folded, names)) for _, names in known):
                self._refuse("spokenProductWithoutWords", rule)
            elif known and self._is_new("sameSpokenLanguage", rule, [("spokenLanguage",)]):
                yield replace(rule, words=known)

    def _is_published(self, code: str, rule: Rule, product: str) -> bool:
        return product in self.products or self._refuse(code, rule, product=product)

    def _is_new(self, code: str, rule: Rule, claims: list[tuple[str, ...]]) -> bool:
        """Whether no rule before it in this language claims the same."""
        named = [(rule.language, *claim) for claim in claims]
        taken = next((claim for claim in named if claim in self._taken), None)
        if taken is not None:
            other = self._taken[taken]
            return self._refuse(code, rule, other, other=other.source, words=" → ".join(taken[2:]))
        self._taken |= dict.fromkeys(named, rule)
        return True

    def _refuse(self, code: str, rule: Rule, *others: Rule, **params: str) -> bool:
        kind, _, key = rule.source.partition(":")
        sources = frozenset({rule.source, *(other.source for other in others)})
        self.problems.append(
            Problem(code, self.subject, rule.language, sources=sources, params={kind: key, **params}, left_out=True)
        )
        return False
