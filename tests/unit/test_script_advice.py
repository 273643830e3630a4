"""Advice on a script for the phone, and its rows as a tree."""

from __future__ import annotations

from importlib import import_module

import pytest

from products.script_advice import Advice, Row, Step, advice_on, lacking, rows_of


def step(name: str, *answers: tuple[str, str], kind: str = "say") -> Step:
    return Step(name, kind, f"{name}.", answers)


ASK = step("wie", ("Volwassene", "volwassene"), ("Kind", "kind"), kind="ask")
WHOLE = [ASK, step("volwassene", ("Verder", "eind")), step("kind", ("Verder", "eind")), step("eind")]


def drawn(rows: list[Row]) -> list[tuple[int, str, str, str]]:
    return [(row.depth, row.label, row.name, row.mark) for row in rows]


def test_each_step_is_drawn_once_under_the_answer_that_leads_to_it() -> None:
    assert drawn(rows_of(WHOLE)) == [
        (0, "", "wie", ""),
        (1, "Volwassene", "volwassene", ""),
        (1, "Verder", "eind", ""),
        (1, "Kind", "kind", ""),
        (1, "Verder", "eind", "repeat"),
    ]


def test_the_first_step_is_marked() -> None:
    assert [row.name for row in rows_of(WHOLE) if row.is_first] == ["wie"]


def test_a_whole_script_needs_no_advice() -> None:
    assert advice_on(WHOLE) == []


@pytest.mark.parametrize(
    ("steps", "advice"),
    [
        ([ASK, *WHOLE[1:], step("los")], Advice("unreachable", "los")),
        ([step("a", ("Terug", "a"), ("Klaar", ""))], Advice("circle", "a", "Terug")),
        ([step("a", ("Verder", "b")), step("b", ("Terug", "a"))], Advice("endless", "b")),
        ([step("a", kind="ask")], Advice("unanswered", "a")),
        ([step("a", ("Ja", ""), ("ja ", ""))], Advice("equal", "a", "ja")),
        ([step("a", ("Ja", "weg"))], Advice("unknown", "a", "weg")),
        ([step("einde")], Advice("reserved", "einde")),
        ([step("a"), step("a")], Advice("duplicate", "a")),
        ([step("")], Advice("unnamed", "")),
    ],
)
def test_what_is_remarkable_is_named(steps: list[Step], advice: Advice) -> None:
    assert advice in advice_on(steps)


def test_a_script_of_a_thousand_steps_is_drawn() -> None:
    long = [step(f"s{number}", ("", f"s{number + 1}")) for number in range(1_000)]

    assert len(rows_of([*long, step("s1000")])) == 1_001


def test_a_translation_that_lacks_a_branch_is_told() -> None:
    own = [step("wie", ("Adult", "volwassene")), step("volwassene")]

    assert lacking(own, WHOLE) == [
        Advice("untranslated", "kind"),
        Advice("untranslated", "eind"),
        Advice("branchless", "wie", "kind"),
        Advice("branchless", "volwassene", "eind"),
    ]


def upgraded(*steps: tuple[str, str, list[dict[str, str]]]) -> list[list[str]]:
    """The steps to which each one leads after the migration."""
    migration = import_module("products.migrations.0013_scripts_end_without_answers")
    stream = [{"type": "step", "value": {"id": name, "kind": kind, "choices": found}} for name, kind, found in steps]
    made = migration.GoOnByAnAnswer().apply(stream)
    return [[migration.goto(choice) for choice in block["value"]["choices"]] for block in made]


def test_an_upgrade_keeps_the_way_of_a_script_that_went_down_its_list() -> None:
    assert upgraded(("a", "say", []), ("b", "say", []), ("c", "do", [])) == [["b"], ["c"], []]


def test_an_upgrade_ends_a_branch_that_fell_into_the_next_one() -> None:
    answers = [{"label": "Ja", "goto": "ja"}, {"label": "Nee", "goto": "nee"}]

    assert upgraded(("wie", "ask", answers), ("ja", "say", []), ("nee", "say", [])) == [["ja", "nee"], [], []]
