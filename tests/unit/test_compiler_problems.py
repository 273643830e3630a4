"""Problems that stop a publish: each is found, with its place and the sentence that an editor knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.compiling.product_documents import note_left_out
from releases.core.problems import Problem
from releases.rendering.fact_book import FactBook
from releases.rendering.product_view import ProductView
from releases.rendering.texts import TextRenderer
from releases.snapshot import (
    ContactMomentText,
    Passage,
    PhoneChoice,
    PhoneStep,
    Product,
    ProductFact,
    Section,
    Snapshot,
)
from tests.unit.snapshots import FEE, HOURS, TERM, VALID, fact_mark, facts, money, passport, snapshot


def problems(content: Snapshot) -> list[Problem]:
    return list(compile_snapshot(content).problems)


def saying(words: str, **rules: object) -> Snapshot:
    """The Dutch passport with one section of these words."""
    text = replace(passport().texts["nl"], sections=(Section("costs", (Passage(words, **rules),)),))  # type: ignore[arg-type]
    return of(replace(passport(), texts={"nl": text}))


def of(product: Product) -> Snapshot:
    return snapshot(products={"paspoort": product}, subjects=(("product", "paspoort"),))


def only(found: list[Problem]) -> Problem:
    assert len(found) == 1, found
    return found[0]


def test_a_right_snapshot_has_no_problems():
    assert problems(snapshot()) == []


def test_an_unknown_fact_is_named_with_its_place_and_sentence():
    problem = only(problems(saying(f"<p>Kom langs. Het kost {fact_mark('paspoort.prijs')}, per pin. Tot dan.</p>")))

    assert (problem.code, problem.subject, problem.locale) == ("unknownReference", ("product", "paspoort"), "nl")
    assert (problem.place, problem.params["fact"]) == ("sections.costs", "paspoort.prijs")
    assert problem.excerpt == "Het kost [paspoort.prijs], per pin."
    assert problem.sources == {"product:paspoort", "fact:paspoort.prijs"}


def test_all_problems_of_all_texts_are_found_at_once():
    text = replace(
        passport().texts["nl"],
        sections=(Section("costs", (Passage(f"<p>{fact_mark('een')}</p><p>{fact_mark('twee')}</p>"),)),),
        desk_notes="<p>Kijk <script>x</script></p>",
        internal_notes='<p><a linktype="product" key="weg">Weg</a></p>',
        phone_steps=(PhoneStep("1", "ask", "<p>Hoe?</p>", (PhoneChoice("zo", "9"),)),),
        contact_moments=(ContactMomentText("klaar", "Dag {{ aanhef }}", "", ()),),
    )

    found = problems(of(replace(passport(), texts={"nl": text})))

    assert {(each.code, each.place) for each in found} == {
        ("unknownReference", "sections.costs"),
        ("markup", "deskNotes"),
        ("unknownProduct", "internalNotes"),
        ("unknownStep", "phoneSteps.1"),
        ("unknownMergeField", "contactMoments.klaar"),
    }
    assert {each.params["fact"] for each in found if each.code == "unknownReference"} == {"een", "twee"}


def test_a_problem_is_told_once_however_many_channels_and_days_have_it():
    assert [each.code for each in problems(saying(f"<p>{fact_mark(FEE)} {fact_mark('weg')}</p>"))] == [
        "unknownReference"
    ]


def test_the_next_value_must_be_known_on_every_day_that_the_text_shows():
    words = f"<p>{fact_mark(FEE)}</p><p>Straks {fact_mark(FEE, 'next')}.</p>"
    problem = only(problems(saying(words)))

    assert (problem.code, problem.params["day"]) == ("noNext", "2027-01-01")
    assert problem.excerpt == f"Straks [{FEE}]."


def test_a_dated_passage_may_tell_the_next_value_until_it_comes():
    assert problems(saying(f"<p>Straks {fact_mark(FEE, 'next')}.</p>", valid_until=date(2027, 1, 1))) == []


def test_an_article_must_be_there_to_be_named():
    assert only(problems(saying(f"<p>{fact_mark(TERM, 'article')}</p>"))).code == "noArticle"


def test_an_aspect_must_be_one_that_exists():
    problem = only(problems(saying(f"<p>{fact_mark(TERM, 'later')}</p>")))

    assert (problem.code, problem.params["aspect"]) == ("unknownAspect", "later")


def test_a_gap_after_the_first_value_is_found():
    ended = replace(facts()[VALID], values=(replace(facts()[VALID].values[0], valid_until=date(2026, 7, 1)),))
    content = replace(saying(f"<p>Geldig: {fact_mark(VALID)}</p>"), facts=facts() | {VALID: ended})

    found = problems(content)

    assert {(each.code, each.place, each.params["day"]) for each in found} >= {
        ("noValue", "sections.costs", "2026-07-01"),
        ("noValue", "facts", "2026-07-01"),
    }


def test_a_gap_between_two_values_is_found_with_its_end():
    first, *_ = facts()[FEE].values
    values = (first, money("90.00", date(2027, 1, 1)))
    content = replace(saying(f"<p>{fact_mark(FEE)}</p>"), facts=facts() | {FEE: replace(facts()[FEE], values=values)})

    assert {(each.code, each.params["day"], each.params["until"]) for each in problems(content)} == {
        ("noValue", "2024-01-01", "2027-01-01")
    }


def test_a_fact_without_any_value_is_found():
    found = problems(replace(saying("<p>Hoi</p>"), facts=facts() | {VALID: replace(facts()[VALID], values=())}))

    assert {(each.code, each.params["day"]) for each in found} == {("noValue", "0001-01-01")}


def test_facts_that_never_have_a_value_on_the_same_day_are_found():
    early = replace(facts()[FEE], values=(money("1.00", date(2020, 1, 1), date(2021, 1, 1)),))
    late = replace(facts()[VALID], values=(replace(facts()[VALID].values[0], valid_from=date(2022, 1, 1)),))
    content = saying(f"<p>{fact_mark(FEE)} {fact_mark(VALID)}</p>")

    found = problems(replace(content, facts=facts() | {FEE: early, VALID: late}))

    assert "noValue" in {each.code for each in found}
    assert compile_snapshot(replace(content, facts=facts() | {FEE: early, VALID: late})).documents == ()


def test_a_condition_needs_a_fact_that_exists():
    problem = only(problems(saying("<p>Straks meer.</p>", condition="hasNext", fact="weg")))

    assert (problem.code, problem.excerpt) == ("unknownReference", "Straks meer.")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"decided_by": "weg"}, "unknownOrganisation"),
        ({"themes": ("weg",)}, "unknownTheme"),
        ({"routes": (replace(passport().routes[0], locations=("weg",)),)}, "unknownLocation"),
        ({"routes": (replace(passport().routes[0], hours="weg"),)}, "unknownReference"),
        ({"facts": (ProductFact("weg"),)}, "unknownReference"),
    ],
)
def test_what_the_product_names_must_be_published(change: dict[str, object], code: str):
    assert code in {each.code for each in problems(of(replace(passport(), **change)))}  # type: ignore[arg-type]


def test_a_message_needs_its_contact_moment():
    assert {each.code for each in problems(replace(of(passport()), contact_moments={}))} == {"unknownContactMoment"}


def test_a_related_product_may_come_later():
    assert problems(of(replace(passport(), related=("later",)))) == []


def test_a_location_needs_hours_that_exist():
    location = replace(snapshot().locations["gemeentehuis"], hours=("weg",))

    found = problems(snapshot(locations={"gemeentehuis": location}, subjects=(("location", "gemeentehuis"),)))

    assert {(each.code, each.subject) for each in found} == {("unknownReference", ("location", "gemeentehuis"))}


def test_a_channel_that_leaves_out_a_fact_for_everyone_is_found():
    renderer = TextRenderer(snapshot(), FactBook(snapshot()), ("product", "paspoort"), "nl", date(2026, 1, 1))
    view = ProductView(passport(), passport().texts["nl"], renderer, {}, {})

    note_left_out(view, CHANNELS["phone"], (("script.1", (FEE, HOURS)),))

    assert {(each.code, each.place) for each in renderer.problems} == {("notToldEverywhere", "phone")}
    assert TERM in {each.params["fact"] for each in renderer.problems}
    assert FEE not in {each.params["fact"] for each in renderer.problems}
