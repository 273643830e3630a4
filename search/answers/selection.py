"""The facts that a complete answer holds: the rows that a question's conditions pick, and what comes on top of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from languages.questions import Condition
from releases.facts.kinds import FACT_KINDS
from search.answers.asked import Asked, AskedWord, Stems
from search.answers.subjects import Subject, is_called, is_covered, is_said, needed
from search.language.normalisation import Word, fold

Json = Mapping[str, Any]
# The unit of an amount; the terms that tell how long it takes, and those until when one must do something.
UNIT = re.compile(r"\bper \w+")
TAKING, ASKING = frozenset({"produce", "decide"}), frozenset({"apply"})


class Constraint(NamedTuple):
    """What a row must tell to be meant: a word that nothing else explains, or a condition.

    One that does not `pick` explains a word, and leaves the other rows in.
    """

    meets: Callable[[Json], bool]
    picks: bool = True


@dataclass(frozen=True)
class Selection:
    """The rows of one document for one question."""

    document: Json
    asked: Asked
    subject: Subject

    def keys(self) -> list[str]:
        """Nothing when a word is explained by no row."""
        rows = self._rows()
        constraints = list(self._constraints(rows))
        if not rows or any(not any(map(each.meets, rows.values())) for each in constraints):
            return []
        if self.asked.kind == "bring":
            return list(rows)
        told = self._free(self._fitting(_meeting(self._base(rows), constraints)))
        if not told or not self._is_meant(told):
            return []
        added = self._added(rows, told)
        meeting = _meeting(added, constraints) if _are_met(added, constraints) else added
        return [key for key in rows if key in told or key in meeting]

    def _is_meant(self, told: dict[str, Json]) -> bool:
        """An everyday name leads to a product; a fee is of what it is called, and so is a deadline."""
        match self.asked.kind:
            case "costs":
                return self.subject.formal or any(map(self._is_about, told.values()))
            case "deadline":
                return any(self._is_about(fact) or _is_meant(fact, self.asked) for fact in told.values())
            case "duration":
                return self.subject.formal or self.asked.is_applied or any(map(self._is_done, told.values()))
        return True

    def _is_done(self, fact: Json) -> bool:
        """Of what we do ourselves, or called what is asked for."""
        return fact["value"]["role"] == "produce" or self._is_about(fact)

    def _rows(self) -> dict[str, Json]:
        """Who asks what one gets is not told what asking costs."""
        facts = self.document["facts"]
        rows = {key: facts[key] for key in dict.fromkeys(_listed(self.document, self.asked))}
        if self.asked.kind == "costs" and self.asked.questions.getting.search(self.asked.text):
            return {key: fact for key, fact in rows.items() if not self._is_of_asking(fact)}
        return rows

    def _is_of_asking(self, fact: Json) -> bool:
        return any(word.whole in self.asked.questions.around for word in self.asked.said_in(fact["label"]))

    def _constraints(self, rows: Mapping[str, Json]) -> Iterator[Constraint]:
        """A condition explains all the words that say it; any other word must stand in a row."""
        said, explained = self.asked.text, set()
        for condition in self.asked.questions.conditions:
            found = {word for each in condition.said.finditer(said) for word in each[0].split()}
            if found and any(map(_telling(condition), rows.values())):
                explained |= found
                yield Constraint(_telling(condition))
        age = self.asked.questions.age.said.search(said)
        if age and any(map(self._holds_at(int(age[1])), rows.values())):
            explained |= set(age[0].split())
            yield Constraint(self._holds_at(int(age[1])))
        for unit in UNIT.finditer(said):
            if any(map(_in_unit(unit[0]), rows.values())):
                explained |= set(unit[0].split())
                yield Constraint(_in_unit(unit[0]))
        for word in self.subject.left:
            if word.text not in explained:
                yield Constraint(self._saying(word), self.asked.kind != "deadline")

    def _saying(self, word: AskedWord) -> Callable[[Json], bool]:
        return lambda fact: word.is_in(self.asked.stems_of(_told(fact)) | self.subject.known, frozenset())

    def _holds_at(self, years: int) -> Callable[[Json], bool]:
        under, since = self.asked.questions.age.under, self.asked.questions.age.since

        def holds(fact: Json) -> bool:
            below, above = under.search(fold(_told(fact))), since.search(fold(_told(fact)))
            return bool(below and years < int(below[1])) or bool(above and years >= int(above[1]))

        return holds

    def _base(self, rows: dict[str, Json]) -> dict[str, Json]:
        """The rows that are called just what is asked for, or else those called as the subject, or else all."""
        if self.asked.kind != "costs":
            return rows
        said = {key: fact for key, fact in rows.items() if self._is_said(fact["label"])}
        return said or {key: fact for key, fact in rows.items() if self._is_own(fact)} or rows

    def _is_said(self, label: str) -> bool:
        return is_said(label, self.asked) and (len(needed(label, self.asked)) > 1 or self._is_called(label))

    def _added(self, rows: dict[str, Json], told: dict[str, Json]) -> dict[str, Json]:
        """What comes on top of rows that are called as the subject: of the same tariff, and no subject of its own."""
        if self.asked.kind != "costs" or not all(map(self._is_own, told.values())):
            return {}
        tariffs = {fact.get("tariff") for fact in told.values()}
        others = ((key, fact) for key, fact in rows.items() if key not in told)
        return {key: fact for key, fact in others if fact.get("tariff") in tariffs and not self._is_own(fact)}

    def _is_own(self, fact: Json) -> bool:
        return self._is_called(fact["label"])

    def _is_called(self, label: str) -> bool:
        return is_called(label, self.document, self.asked)

    def _is_about(self, fact: Json) -> bool:
        """Half of what it is called is said, or something of its condition; or it is called by a word of the title."""
        words = [word for word in needed(fact["label"], self.asked) if word.whole not in self.asked.asking]
        if len(words) == 1 and self.asked.stem(words[0]) in self.subject.titled and self._is_own(fact):
            return True
        covered = sum(is_covered(word, self.asked) or self._leads_to(word) for word in words)
        return 2 * covered >= len(words) or self._tells(self.asked.stems_of(fact["conditions"]))

    def _leads_to(self, word: Word) -> bool:
        stem = self.asked.stem(word)
        return any(stem in each.leads or stem in each.parts for each in self.asked.full)

    def _fitting(self, rows: dict[str, Json]) -> dict[str, Json]:
        """Without those that tell nothing of what is said and are of something else, where others do tell of it."""
        if self.asked.kind not in ("costs", "deadline") or (self.asked.kind == "deadline" and self.asked.is_timed):
            return rows
        just = {key: fact for key, fact in rows.items() if self._fits(fact)}
        led = {key: fact for key, fact in rows.items() if self._is_led_to(fact)}
        fitting = led or just if not self.subject.formal else just or led
        if not fitting:
            return rows
        return {key: fact for key, fact in rows.items() if key in fitting or not self._is_other(fact)}

    def _is_other(self, fact: Json) -> bool:
        """Of a deadline, whatever does not fit; of what it costs, another part of the subject."""
        return self.asked.kind == "deadline" or not self.subject.titled.isdisjoint(self.asked.stems_of(_told(fact)))

    def _fits(self, fact: Json) -> bool:
        return self._tells(self.asked.stems_of(_told(fact)))

    def _is_led_to(self, fact: Json) -> bool:
        told = self.asked.stems_of(_told(fact))
        return any(not told.isdisjoint(word.leads) for word in self.asked.telling)

    def _tells(self, told: Stems) -> bool:
        words = self.asked.telling
        return any(not told.isdisjoint(word.stems | word.alike | frozenset(word.parts)) for word in words)

    def _free(self, rows: dict[str, Json]) -> dict[str, Json]:
        """Only what costs nothing, for who asks whether something does."""
        if self.asked.kind != "costs" or not self.asked.questions.free.search(self.asked.text):
            return rows
        free = {key: fact for key, fact in rows.items() if not float(fact["value"].get("amount", 1))}
        return free or rows


def _meeting(rows: dict[str, Json], constraints: Sequence[Constraint]) -> dict[str, Json]:
    """The rows that meet each constraint that one of them meets."""
    asked = [each for each in constraints if each.picks and any(map(each.meets, rows.values()))]
    return {key: fact for key, fact in rows.items() if all(each.meets(fact) for each in asked)}


def _are_met(rows: dict[str, Json], constraints: Sequence[Constraint]) -> bool:
    return any(each.meets(fact) for each in constraints for fact in rows.values())


def _telling(condition: Condition) -> Callable[[Json], bool]:
    return lambda fact: bool(condition.told.search(fold(_told(fact))))


def _is_meant(fact: Json, asked: Asked) -> bool:
    met = (each for each in asked.questions.conditions if each.said.search(asked.text))
    return any(_telling(each)(fact) for each in met)


def _in_unit(unit: str) -> Callable[[Json], bool]:
    return lambda fact: unit in fold(fact.get("per") or "")


def _told(fact: Json) -> str:
    value = fact["text"] if FACT_KINDS[fact["kind"]].is_prose else ""
    return f"{fact['label']} . {fact['conditions']} . {fact.get('per') or ''} . {value}"


def _listed(document: Json, asked: Asked) -> Iterator[str]:
    """The facts of the kind that is asked for, in the order in which the document tells them."""
    facts = document["facts"]
    match asked.kind:
        case "costs":
            yield from costs(document)
        case "duration":
            yield from _terms(document, TAKING)
        case "deadline":
            yield from _deadlines(document, asked)
        case "validity":
            yield from (key for key in _told_terms(document) if FACT_KINDS[facts[key]["kind"]].answers == "validity")
        case "bring":
            yield from (
                key for part in document.get("sections", ()) if part["kind"] == "bring" for key in part["facts"]
            )


def costs(document: Json) -> Iterator[str]:
    yield from (row["fact"] for tariff in document.get("tariffs", ()) for row in tariff["rows"])
    yield from (key for key, fact in document["facts"].items() if FACT_KINDS[fact["kind"]].answers == "costs")


def _told_terms(document: Json) -> Iterator[str]:
    return (row["fact"] for row in document.get("terms", ()))


def _terms(document: Json, roles: frozenset[str]) -> list[str]:
    facts = document["facts"]
    return [key for key in _told_terms(document) if facts[key]["value"].get("role") in roles]


def _deadlines(document: Json, asked: Asked) -> list[str]:
    """Until when one must do something: of its own role, when it is said which one; or before, or within."""
    facts, questions = document["facts"], asked.questions
    other = _terms(document, frozenset({"collect", "object"}))
    found = [key for key in other if _is_meant(facts[key], asked)] or _terms(document, ASKING)
    for pattern, direction in ((questions.before, "before"), (questions.within, "after")):
        if pattern.search(asked.text):
            found = [key for key in found if facts[key]["value"]["direction"] == direction] or found
    return found or _terms(document, TAKING)
