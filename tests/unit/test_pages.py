"""Notices of a client's page are held against their own document, and the rest against the page's."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from releases.compiling.compiler import compile_snapshot
from releases.parity.comparison import (
    Difference,
    check_documents,
    check_found,
    check_notices,
    check_plain_notices,
    check_rendered,
)
from releases.parity.pages import ShownPage, fits
from tests.unit.notice_vectors import CASES, place
from tests.unit.snapshots import CHILD_FEE, fact_mark, notice, snapshot, texts

Json = dict[str, Any]
SAID = texts(f"<p>Voor een kind: {fact_mark(CHILD_FEE)}.</p>")
CONTENT = snapshot(notices=(notice(texts={"": SAID}, scope="product", targets=("paspoort",)),))
JUNE = datetime(2026, 6, 15, tzinfo=UTC)


def documents() -> list[Json]:
    compiled = compile_snapshot(CONTENT).documents
    shown = ([each.body for each in made.periods if not each.starts or each.starts <= JUNE][-1] for made in compiled)
    return [json.loads(body) for body in shown]


def one(kind: str, found: list[Json] | None = None) -> Json:
    wanted = ("email", kind, "nl")
    return next(each for each in found or documents() if (each["channel"], each["kind"], each["locale"]) == wanted)


def page(**changes: str) -> str:
    """The product, under its notice."""
    [shown] = one("notice")["notices"]
    html = f'<aside data-document="notice/notices"><aside data-notice="storing">{shown["html"]}</aside></aside>'
    html = f"<div>{html}{one('product')['html']}</div>"
    for right, wrong in changes.items():
        html = html.replace(right.replace("_", "-"), wrong)
    return html


def whats(found: list[Difference]) -> list[tuple[str, str]]:
    return [(each.what, each.key) for each in found]


@pytest.mark.parametrize(("scope", "name", "expected"), CASES)
def test_a_notice_belongs_where_the_vectors_say(scope, name, expected):
    assert fits(scope, place(name)) is expected


def test_a_page_with_its_notice_is_right():
    assert check_rendered(page(), one("product")) == []
    assert check_notices(page(), one("notice"), one("product")) == []


def test_a_fact_in_a_notice_is_held_against_the_notice():
    shown = ShownPage(page())

    assert [mark.key for mark in shown.notice_marks] == [CHILD_FEE]
    assert CHILD_FEE in {mark.key for mark in shown.marks}


def test_another_amount_in_a_notice_is_caught():
    wrong = page().replace("€ 63,42</data>.", "€ 63,40</data>.", 1)

    assert whats(check_notices(wrong, one("notice"), one("product"))) == [("text", CHILD_FEE)]
    assert check_rendered(wrong, one("product")) == []


def test_a_fact_that_only_the_notice_tells_is_missing_from_the_page():
    gone = page().replace(one("product")["html"], "")

    assert ("notTold", CHILD_FEE) in whats(check_rendered(gone, one("product")))


def test_a_notice_that_the_page_leaves_out_is_caught():
    assert whats(check_notices(page(data_notice="data-x"), one("notice"), one("product"))) == [("notTold", "storing")]


def test_a_notice_where_it_does_not_belong_is_caught():
    elsewhere = {"kind": "location", "key": "gemeentehuis"}

    assert whats(check_notices(page(), one("notice"), elsewhere)) == [("notTold", "storing")]


def test_a_notice_stands_in_plain_text_too():
    said = "Let op! Voor een kind: 63,42 euro."

    assert check_plain_notices(said, one("notice"), one("product")) == []
    assert whats(check_plain_notices("Let op!", one("notice"), one("product"))) == [("notTold", "storing")]


def test_channels_that_give_a_notice_another_end_are_caught():
    found = documents()
    one("notice", found)["notices"][0]["until"] = None

    assert ("notice", "storing") in whats(check_documents(found))


def shown(key: str, value: str, text: str) -> str:
    return f'<data class="fact" data-fact="{key}" value="{value}">{text}</data>'


class TestFound:
    """A page of search results, with facts of many documents."""

    def test_a_fact_is_right_when_one_of_the_documents_tells_it_so(self):
        dutch, english = one("product"), one("product") | {"contentLocale": "en", "facts": {}}

        assert check_found(shown(CHILD_FEE, "63.42", "€ 63,42"), [english, dutch]) == []

    @pytest.mark.parametrize(("value", "text", "what"), [("63.40", "€ 63,42", "value"), ("63.42", "€ 63,40", "text")])
    def test_another_value_or_text_is_caught(self, value, text, what):
        assert whats(check_found(shown(CHILD_FEE, value, text), [one("product")])) == [(what, CHILD_FEE)]

    def test_a_fact_that_no_document_tells_is_caught(self):
        assert whats(check_found(shown("geheim", "1.00", "€ 1,00"), [one("product")])) == [("unknown", "geheim")]
