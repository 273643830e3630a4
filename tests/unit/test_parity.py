"""Parity finds every way in which channels can contradict each other: each test makes one mutation and asks for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Document
from releases.core.periods import starts_of
from releases.parity.comparison import Difference, check_documents, check_plain, check_rendered
from releases.parity.contents import contents_of
from tests.unit.snapshots import BRING, FEE, HOURS, PHONE, TERM, snapshot

Json = dict[str, Any]
COMPILED = compile_snapshot(snapshot())


def documents() -> list[Json]:
    """Everything as it is in 2026, when the next fee is known."""
    return [json.loads(body_on(document, starts_of(date(2026, 6, 1)))) for document in COMPILED.documents]


def body_on(document: Document, instant: datetime) -> bytes:
    return [period.body for period in document.periods if period.starts is None or period.starts <= instant][-1]


def one(found: list[Json], channel: str, kind: str = "product", locale: str = "nl") -> Json:
    return next(
        entry for entry in found if (entry["channel"], entry["kind"], entry["locale"]) == (channel, kind, locale)
    )


def whats(differences: list[Difference]) -> set[tuple[str, str]]:
    return {(difference.what, difference.key) for difference in differences}


def page_of(document: Json) -> str:
    """A page that tells each fact of the document once."""
    return document["html"]


def test_what_is_compiled_is_the_same_in_every_channel():
    assert check_documents(documents()) == []


def other_form(document: Json) -> None:
    document["facts"][FEE]["spoken"] = "vierentachtig euro"


def other_value(document: Json) -> None:
    document["facts"][FEE]["value"]["amount"] = "84.87"


def other_period(document: Json) -> None:
    document["facts"][FEE]["validFrom"] = "2024-02-01"


def other_next(document: Json) -> None:
    document["facts"][FEE]["next"]["text"] = "€ 91,00"


def no_next(document: Json) -> None:
    document["facts"][FEE]["next"] = None


@pytest.mark.parametrize("mutate", [other_form, other_value, other_period, other_next, no_next])
@pytest.mark.parametrize("channel", ["website", "email", "desk", "phone"])
def test_a_fact_that_differs_in_one_channel_is_found(mutate: Callable[[Json], None], channel: str):
    found = documents()

    mutate(one(found, channel))

    assert ("fact", FEE) in whats(check_documents(found))


def test_a_difference_names_the_channel_and_both_sides():
    found = documents()
    one(found, "phone")["facts"][FEE]["plain"] = "84 euro"

    difference = next(entry for entry in check_documents(found) if entry.what == "fact")

    assert (difference.channel, difference.locale) == ("phone", "nl")
    assert '"83,87 euro"' in difference.expected
    assert '"84 euro"' in difference.found


def test_languages_may_say_the_same_fact_in_their_own_words():
    found = documents()
    dutch, english = one(found, "desk"), one(found, "desk", locale="en")

    assert dutch["facts"][FEE]["text"] != english["facts"][FEE]["text"]
    assert check_documents([dutch, english]) == []


@pytest.mark.parametrize("key", [FEE, BRING])
@pytest.mark.parametrize("channel", ["website", "email", "desk", "phone"])
def test_a_fact_that_a_channel_leaves_out_is_found(channel: str, key: str):
    found = documents()

    del one(found, channel)["facts"][key]

    assert ("unknown", key) in whats(check_documents(found))


def test_a_fact_that_a_document_has_but_nowhere_tells_is_found():
    found = documents()
    page = one(found, "website")
    page["sections"] = [section for section in page["sections"] if BRING not in section["facts"]]

    assert whats(check_documents(found)) == {("notTold", BRING)}


def test_a_promise_that_only_some_channels_make_is_found():
    found = documents()

    one(found, "email")["everywhere"].remove(TERM)

    assert ("everywhere", TERM) in whats(check_documents(found))


def test_another_logo_in_one_channel_is_found():
    found = documents()

    one(found, "email", "branding")["logos"][0]["digest"] = "cd" * 32

    assert ("logo", "primary") in whats(check_documents(found))


def test_another_amount_in_the_html_of_a_document_is_found():
    found = documents()
    message = one(found, "email", "contactMoment")

    message["html"] = message["html"].replace("€ 83,87", "€ 84,87")

    assert ("text", FEE) in whats(check_documents(found))


def test_routes_tell_their_hours_and_contact():
    assert {HOURS, PHONE} <= contents_of({"routes": one(documents(), "website")["routes"]}).keys


def test_a_page_with_the_right_facts_has_no_differences():
    document = one(documents(), "email")

    assert check_rendered(page_of(document), document) == []


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ("€ 83,87<", "€ 83,78<", "text"),
        ('value="83.87"', 'value="83.78"', "value"),
        (f'data-fact="{FEE}"', 'data-fact="paspoort.onbekend"', "unknown"),
        (f'data-fact="{FEE}"', 'data-fact="paspoort.onbekend"', "notTold"),
        ("€ 90,00<", "€ 91,00<", "text"),
        ("1 januari 2027<", "1 februari 2027<", "text"),
        ('value="2027-01-01"', 'value="2027-02-01"', "value"),
        ('data-aspect="next"', 'data-aspect="later"', "unknown"),
    ],
)
def test_a_page_that_says_something_else_is_found(right: str, wrong: str, what: str):
    document = one(documents(), "email")
    page = page_of(document)
    assert right in page

    differences = check_rendered(page.replace(right, wrong), document)

    assert what in {difference.what for difference in differences}


def test_white_space_and_markup_inside_a_mark_do_not_matter():
    document = one(documents(), "email")
    page = page_of(document).replace(">€ 83,87<", "> <strong>€\n  83,87</strong> <")

    assert check_rendered(page, document) == []


def test_plain_text_must_tell_what_every_channel_tells():
    document = one(documents(), "email")

    assert check_plain(document["text"], document) == []
    assert ("notTold", FEE) in whats(check_plain(document["text"].replace("83,87", "83,78"), document))
