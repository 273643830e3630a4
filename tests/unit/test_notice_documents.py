"""A notice begins and ends by itself at its instants, in every channel, and never keeps another one from being told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.channels import CHANNELS
from releases.compiling.compiler import compile_snapshot
from releases.compiling.documents import Compiled, Document
from releases.parity.comparison import check_documents
from releases.snapshot import Notice, Snapshot
from tests.contract.schemas import errors
from tests.unit.snapshots import FEE, LOCALES, TERM, fact_mark, facts, money, notice, snapshot, texts

Json = dict[str, Any]
SUBJECT = ("notice", "notices")
NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)


def only(*notices: Notice, **changes: Any) -> Snapshot:
    return snapshot(subjects=(SUBJECT,), notices=notices, **changes)


def document(content: Snapshot, channel: str = "website", locale: str = "nl") -> Document:
    found = compile_snapshot(content).documents
    return next(each for each in found if (each.channel, each.locale) == (channel, locale))


def at(made: Document, instant: datetime) -> Json:
    return json.loads([each.body for each in made.periods if each.starts is None or each.starts <= instant][-1])


def keys(made: Document, instant: datetime) -> list[str]:
    return [each["key"] for each in at(made, instant)["notices"]]


def entry(content: Snapshot, channel: str = "website", locale: str = "nl") -> Json:
    """The only notice, while it is shown."""
    [found] = at(document(content, channel, locale), content.notices[0].starts)["notices"]
    return found


def test_there_is_one_document_per_channel_and_locale():
    made = compile_snapshot(only(notice("een"), notice("twee"))).documents

    assert sorted((each.channel, each.kind, each.key, each.locale) for each in made) == sorted(
        (channel, *SUBJECT, locale.code) for channel in CHANNELS for locale in LOCALES
    )


def test_a_notice_begins_and_ends_at_its_instants():
    starts, ends = datetime(2026, 6, 1, 6, 30, tzinfo=UTC), datetime(2026, 6, 1, 9, 45, tzinfo=UTC)
    made = document(only(notice(starts=starts, ends=ends)))

    assert [each.starts for each in made.periods] == [None, starts, ends]
    assert [len(json.loads(each.body)["notices"]) for each in made.periods] == [0, 1, 0]


def test_a_notice_without_an_end_stays():
    made = document(only(notice(ends=None)))

    assert keys(made, datetime(2099, 1, 1, tzinfo=UTC)) == ["storing"]


def test_without_notices_there_is_an_empty_document():
    [period] = document(only()).periods

    assert json.loads(period.body)["notices"] == []


def test_the_most_urgent_notice_comes_first():
    first, later = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
    content = only(
        notice("gewoon", starts=first), notice("let-op", starts=first, severity="warning"),
        notice("nieuw", starts=later, severity="urgent"), notice("oud", starts=first, severity="urgent"),
    )  # fmt: skip

    assert keys(document(content), later) == ["oud", "nieuw", "let-op", "gewoon"]


def test_each_channel_has_the_general_text_unless_it_has_its_own():
    own = {"": texts("<p>Voor allen.</p>"), "phone": texts("<p>Zeg dit.</p>")}
    content = only(notice(texts=own))

    said = dict.fromkeys(CHANNELS, "Voor allen.") | {"phone": "Zeg dit."}
    assert {channel: entry(content, channel)["plain"] for channel in CHANNELS} == said


def test_what_is_not_translated_falls_back_as_the_channel_does():
    content = only(notice(title={"nl": "Storing"}, texts={"": {"nl": "<p>DigiD werkt niet.</p>"}}))

    assert (entry(content, "desk", "en")["contentLocale"], entry(content, "desk", "en")["title"]) == ("nl", "Storing")
    assert at(document(content, "email", "en"), content.notices[0].starts)["notices"] == []


def test_a_translation_for_all_goes_before_a_channels_own_text_in_another_language():
    content = only(notice(texts={"": texts("<p>Allen.</p>", "<p>All.</p>"), "desk": {"nl": "<p>Balie.</p>"}}))

    assert (entry(content, "desk")["plain"], entry(content, "desk", "en")["plain"]) == ("Balie.", "All.")


def test_a_notice_says_what_it_is_about():
    content = only(
        notice(scope="route", targets=("paspoort.balie",), severity="urgent", url=texts("https://x.example/"))
    )
    found = entry(content)

    assert found["scope"] == {"kind": "route", "keys": ["paspoort.balie"]}
    assert (found["severity"], found["href"]) == ("urgent", "https://x.example/")
    assert (found["from"], found["until"]) == ("2026-06-01T06:00:00.000Z", "2026-07-01T06:00:00.000Z")


def test_a_fact_in_a_notice_is_told_in_three_forms_and_marked():
    content = only(notice(texts={"": texts(f"<p>Nu {fact_mark(FEE)}.</p>")}))
    found = entry(content)

    assert f'data-fact="{FEE}" value="83.87"' in found["html"]
    assert (found["plain"], found["facts"]) == ("Nu 83,87 euro.", [FEE])
    assert found["spoken"] == "Nu drieëntachtig euro en zevenentachtig cent."
    assert document(content).uses == {FEE: ("storing",)}


def test_a_notice_follows_the_facts_in_it():
    content = only(notice(texts={"": texts(f"<p>{fact_mark(FEE)}</p>")}, ends=None))
    made = document(content)

    assert [each.starts for each in made.periods] == [None, content.notices[0].starts, NEW_YEAR]
    assert at(made, NEW_YEAR)["facts"][FEE]["value"]["amount"] == "90.00"


def test_the_facts_of_a_notice_are_only_there_while_it_is():
    made = document(only(notice(texts={"": texts(f"<p>{fact_mark(FEE)}</p>")})))

    assert [set(json.loads(each.body)["facts"]) for each in made.periods] == [set(), {FEE}, set()]


def test_a_notice_that_cannot_be_told_is_left_out_and_has_its_own_problem():
    wrong = notice("fout", texts={"": texts(f"<p>{fact_mark('bestaat.niet')}</p>")})
    compiled = compile_snapshot(only(wrong, notice("goed")))

    assert {problem.subject for problem in compiled.problems} == {("notice", "fout")}
    assert compiled.problems[0].sources == {"notice:fout", "fact:bestaat.niet"}
    assert {tuple(keys(each, wrong.starts)) for each in compiled.documents} == {("goed",)}


def test_a_fact_that_ends_while_the_notice_is_shown_is_a_problem():
    ended = facts()[FEE]
    ended = replace(ended, values=(money("83.87", until=date(2026, 6, 15)),))
    said = notice(texts={"": texts(f"<p>{fact_mark(FEE)}</p>")})
    compiled = compile_snapshot(only(said, facts=facts() | {FEE: ended}))

    assert {problem.code for problem in compiled.problems} == {"noValue"}
    assert {problem.params["day"] for problem in compiled.problems} == {"2026-06-15"}


def test_the_documents_depend_on_each_notice_and_on_the_facts_in_it():
    said = notice(texts={"": texts(f"<p>{fact_mark(TERM)}</p>")})
    found = compile_snapshot(only(said, notice("twee"))).dependencies[SUBJECT]

    assert found >= {"notice:storing", "notice:twee", f"fact:{TERM}"}


INSTANTS = st.integers(0, 40).map(lambda hours: datetime(2026, 12, 31, 6, tzinfo=UTC) + timedelta(hours=hours))


@st.composite
def any_notice(draw: st.DrawFn, key: str) -> Notice:
    starts, ends = draw(INSTANTS), draw(st.one_of(st.none(), INSTANTS))
    words = draw(st.sampled_from(("<p>Let op.</p>", f"<p>Nu {fact_mark(FEE)}.</p>", f"<p>{fact_mark(TERM)}</p>")))
    ends = ends if ends and ends > starts else None
    own = {draw(st.sampled_from(tuple(CHANNELS))): texts("<p>Eigen.</p>")} if draw(st.booleans()) else {}
    severity = draw(st.sampled_from(("urgent", "warning", "information")))
    return notice(key, starts=starts, ends=ends, texts={"": texts(words)} | own, severity=severity)


@st.composite
def any_notices(draw: st.DrawFn) -> Snapshot:
    return only(*(draw(any_notice(f"melding-{number}")) for number in range(draw(st.integers(0, 4)))))


@settings(max_examples=25, deadline=None)
@given(any_notices(), INSTANTS)
def test_at_any_instant_each_document_has_the_notices_of_that_instant_in_agreement(
    content: Snapshot, instant: datetime
):
    compiled: Compiled = compile_snapshot(content)
    shown = {each.key for each in content.notices if each.starts <= instant and (not each.ends or instant < each.ends)}
    found = [at(each, instant) for each in compiled.documents]

    assert compiled.problems == ()
    assert [{each["key"] for each in told["notices"]} for told in found] == [shown] * len(found)
    assert check_documents(found) == []
    assert [errors(told) for told in found] == [[]] * len(found)


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_offers_notices(channel: str):
    assert "notice" in CHANNELS[channel].kinds
