"""Scripts of the sample: every step can be reached, and no call tells two terms for the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.unit.sample_references import fact_references
from tests.unit.test_sample_content import FIXTURE, LANGUAGES, facts

Step = Mapping[str, Any]
CALLS = re.compile(r"(?i)verbind\b.*\bdoor\b|\bbel\b.* de\b|\bput .*through|\bcall (.* )?the\b|anrufen")
# The number of the supplier or the applicant stands in the file of the case.
IN_THE_FILE = {"rolstoel-scootmobiel", "parkeerontheffing"}
READY, READY_ROLES = re.compile(r"\btermijn\b|\bvoor-tijd\b"), ("produce", "decide", "condition")
SCRIPTS = {
    (key, language): product[language]["phone"]
    for key, product in FIXTURE.products.items()
    for language in LANGUAGES
    if "phone" in product.get(language, {})
}


def text(step: Step) -> str:
    return next(step[kind] for kind in ("ask", "say", "do") if kind in step)


def onward(step: Step) -> list[str]:
    return [goto for goto in (step.get("choices") or {}).values() if goto]


def calls(steps: Mapping[str, Step], path: list[str]) -> Iterator[list[str]]:
    """Every way through the script, up to its end or a step that was passed before."""
    further = [name for name in onward(steps[path[-1]]) if name not in path]
    if not further:
        yield path
    for name in further:
        yield from calls(steps, [*path, name])


def ready_terms(step: Step) -> set[str]:
    """What it tells of when something is ready: terms to make or decide it, and statements that say so by their name."""
    told = {key for key, _ in fact_references(text(step))}
    return {key for key in told if READY.search(key) and facts()[key].get("role", "produce") in READY_ROLES}


def contradictions(script: list[Step]) -> list[set[str]]:
    steps = {step["id"]: step for step in script}
    told = ([ready_terms(steps[name]) for name in call] for call in calls(steps, [script[0]["id"]]))
    return [set.union(*each) for each in told if len({frozenset(terms) for terms in each if terms}) > 1]


def test_no_step_contradicts_the_one_before() -> None:
    assert {where: found for where, script in SCRIPTS.items() if (found := contradictions(script))} == {}


def unreachable(script: list[Step]) -> set[str]:
    steps = {step["id"]: step for step in script}
    return steps.keys() - {name for call in calls(steps, [script[0]["id"]]) for name in call}


def for_colleagues(product: Mapping[str, Any]) -> Iterator[str]:
    yield from (step["do"] for step in product.get("phone", ()) if "do" in step)
    yield product.get("internal", "")


def has_number(text: str) -> bool:
    return any(key.startswith("contact.") for key, _ in fact_references(text))


def test_who_has_a_colleague_called_gives_the_number() -> None:
    texts = {
        (key, text)
        for key, product in FIXTURE.products.items()
        for language in LANGUAGES
        for text in for_colleagues(product.get(language, {}))
        if CALLS.search(text)
    }
    assert len(texts) > 10
    assert [where for where in texts if where[0] not in IN_THE_FILE and not has_number(where[1])] == []


def test_every_step_can_be_reached() -> None:
    assert {where: found for where, script in SCRIPTS.items() if (found := unreachable(script))} == {}


def test_every_question_has_answers() -> None:
    silent = [
        (where, step["id"])
        for where, script in SCRIPTS.items()
        for step in script
        if "ask" in step and not onward(step)
    ]
    assert silent == []


@pytest.mark.parametrize("key", sorted({key for key, _ in SCRIPTS}))
def test_a_translation_has_the_branches_of_the_source(key: str) -> None:
    branches = {
        language: [(step["id"], onward(step)) for step in SCRIPTS[key, language]]
        for language in LANGUAGES
        if (key, language) in SCRIPTS
    }
    assert [language for language, found in branches.items() if found != branches["nl"]] == []
