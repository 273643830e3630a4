"""A fact told whole: with its unit, direction and condition, and as the rest of a sentence."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.facts.full_forms import full_forms, predicate_forms
from releases.facts.kinds import kind_of
from releases.facts.kinds.amount import Money
from releases.facts.kinds.contact import Contact
from releases.facts.kinds.link import Link
from releases.facts.kinds.percentage import Percentage
from releases.facts.kinds.statement import Statement
from releases.facts.kinds.term import Term
from releases.facts.kinds.validity import Validity
from releases.facts.opening_hours import OpeningHours
from releases.facts.values import Duration, Fact

YEARLY = {"nl": "per jaar", "en": "per year", "de": "pro Jahr"}
DECISION = {"nl": "de datum op ons besluit", "en": "the date on our decision", "de": "dem Datum unserer Entscheidung"}
REQUEST = {"nl": "uw aanvraag", "en": "your application", "de": "Ihrem Antrag"}
MARKET = {"nl": "de markt", "en": "the market", "de": "dem Markt"}


def fact(kind="amount", **more):
    return Fact("sleutel", kind, more.pop("label", {"nl": "Heffing"}), (), **more)


def euros(amount):
    return Money(Decimal(amount))


def term(quantity, unit, role, **more):
    return Term(Duration(quantity, unit), role, **more)


@pytest.mark.parametrize(
    ("told", "value", "locale", "text", "spoken"),
    [
        (fact(per=YEARLY), euros("218"), "nl", "€ 218,00 per jaar", "tweehonderdachttien euro per jaar"),
        (fact(per=YEARLY), euros("218"), "de", "218,00 € pro Jahr", "zweihundertachtzehn Euro pro Jahr"),
        (
            fact(per=YEARLY, condition_label={"nl": "één persoon"}),
            euros("2"),
            "nl",
            "€ 2,00 per jaar (één persoon)",
            "twee euro per jaar, één persoon",
        ),
        (fact(per=YEARLY), euros("0"), "nl", "gratis", "gratis"),
        (
            fact("percentage"),
            Percentage(Decimal("0.5"), {"nl": "van de waarde"}),
            "nl",
            "0,5% van de waarde",
            "nul komma vijf procent van de waarde",
        ),
    ],
)
def test_an_amount_or_a_percentage_has_its_unit_and_its_condition(told, value, locale, text, spoken):
    forms = full_forms(told, value, locale)
    assert (forms.text.replace("\u00a0", " "), forms.spoken) == (text, spoken)


def test_a_condition_that_the_label_names_is_not_told_twice():
    told = fact(label={"nl": "Heffing, één persoon"}, condition_label={"nl": "één persoon"})
    assert full_forms(told, euros("0"), "nl").text == "gratis"


@pytest.mark.parametrize(
    ("value", "nl", "en", "de"),
    [
        (
            term(6, "week", "object", event=DECISION),
            "binnen 6 weken na de datum op ons besluit",
            "within 6 weeks after the date on our decision",
            "spätestens 6 Wochen nach dem Datum unserer Entscheidung",
        ),
        (
            term(3, "week", "apply", direction="before", event=MARKET),
            "uiterlijk 3 weken voor de markt",
            "at least 3 weeks before the market",
            "spätestens 3 Wochen vor dem Markt",
        ),
        (
            term(4, "week", "apply", direction="before", event=MARKET, bound="earliest"),
            "vanaf 4 weken voor de markt",
            "from 4 weeks before the market",
            "ab 4 Wochen vor dem Markt",
        ),
        (
            term(5, "workingDay", "produce", event=REQUEST),
            "5 werkdagen na uw aanvraag",
            "5 working days after your application",
            "5 Werktage nach Ihrem Antrag",
        ),
        (term(5, "workingDay", "produce"), "na 5 werkdagen", "after 5 working days", "5 Werktage"),
        (term(8, "week", "decide"), "binnen 8 weken", "within 8 weeks", "höchstens 8 Wochen"),
        (
            term(10, "month", "apply", bound="lasting", event=REQUEST),
            "10 maanden vanaf uw aanvraag",
            "10 months from your application",
            "10 Monate ab Ihrem Antrag",
        ),
        (term(10, "month", "apply", bound="lasting"), "10 maanden lang", "for 10 months", "10 Monate lang"),
        (term(0, "workingDay", "decide"), "dezelfde werkdag", "the same working day", "am selben Werktag"),
        (
            term(8, "week", "decide", event=REQUEST, extension=Duration(6, "week")),
            "binnen 8 weken na uw aanvraag, te verlengen met 6 weken",
            "within 8 weeks after your application, can be extended by 6 weeks",
            "spätestens 8 Wochen nach Ihrem Antrag, kann um 6 Wochen verlängert werden",
        ),
    ],
)
def test_a_term_says_which_way_it_counts(value, nl, en, de):
    assert [full_forms(fact("term"), value, locale).text for locale in ("nl", "en", "de")] == [nl, en, de]


def test_a_voice_says_times_and_durations_in_words():
    urgent = term(1, "workingDay", "produce", ready_from=time(10), cut_off=time(14), extension=Duration(1, "week"))
    assert full_forms(fact("term"), urgent, "nl").spoken == (
        "na één werkdag, klaar op de volgende werkdag vanaf tien uur als u voor veertien uur aanvraagt, "
        "te verlengen met één week"
    )


@pytest.mark.parametrize(
    ("told", "value", "nl", "en", "de"),
    [
        (fact(), euros("83.87"), "kost € 83,87", "costs €83.87", "kostet 83,87 €"),
        (fact(per=YEARLY), euros("5"), "kost € 5,00 per jaar", "costs €5.00 per year", "kostet 5,00 € pro Jahr"),
        (fact(per=YEARLY), euros("0"), "is gratis", "is free", "ist kostenlos"),
        (fact(condition_label={"nl": "jong"}), euros("5"), "kost € 5,00", "costs €5.00", "kostet 5,00 €"),
        (fact(nature="surcharge"), euros("5"), "kost € 5,00 extra", "costs €5.00 extra", "kostet zusätzlich 5,00 €"),
        (fact(nature="deposit"), euros("5"), "is € 5,00", "is €5.00", "beträgt 5,00 €"),
        (fact("percentage"), Percentage(Decimal("0.5")), "is 0,5%", "is 0.5%", "beträgt 0,5 %"),
        (
            fact("validity"),
            Validity(Duration(10, "year")),
            "is 10 jaar geldig",
            "is valid for 10 years",
            "ist 10 Jahre gültig",
        ),
        (
            fact("term"),
            term(5, "workingDay", "produce", event=REQUEST),
            "duurt 5 werkdagen",
            "takes 5 working days",
            "dauert 5 Werktage",
        ),
        (
            fact("term"),
            term(8, "week", "decide"),
            "duurt hoogstens 8 weken",
            "takes at most 8 weeks",
            "dauert höchstens 8 Wochen",
        ),
        (
            fact("term"),
            term(6, "week", "object", event=DECISION),
            "kan binnen 6 weken na de datum op ons besluit",
            "can be done within 6 weeks after the date on our decision",
            "ist spätestens 6 Wochen nach dem Datum unserer Entscheidung möglich",
        ),
        (
            fact("term"),
            term(3, "week", "apply", direction="before", event=MARKET),
            "moet uiterlijk 3 weken voor de markt",
            "must be done at least 3 weeks before the market",
            "muss spätestens 3 Wochen vor dem Markt erfolgen",
        ),
        (
            fact("term"),
            term(0, "calendarDay", "decide"),
            "gebeurt dezelfde dag",
            "happens the same day",
            "geschieht am selben Tag",
        ),
        (
            fact("openingHours"),
            OpeningHours("website", None, (), always_open=True),
            "is dag en nacht open",
            "is open day and night",
            "ist Tag und Nacht geöffnet",
        ),
        (
            fact("contact"),
            Contact("14 0342"),
            "is bereikbaar op 14 0342",
            "can be reached on 14 0342",
            "ist unter 14 0342 erreichbar",
        ),
        (
            fact("contact"),
            Contact(email="a@b.nl"),
            "is bereikbaar via a@b.nl",
            "can be reached through a@b.nl",
            "ist über a@b.nl erreichbar",
        ),
        (
            fact("link"),
            Link({"nl": "https://b.nl"}),
            "staat op https://b.nl",
            "is at https://b.nl",
            "steht auf https://b.nl",
        ),
    ],
)
def test_a_value_is_the_rest_of_a_sentence(told, value, nl, en, de):
    found = [predicate_forms(told, value, locale) for locale in ("nl", "en", "de")]
    assert [forms and forms.text.replace("\u00a0", " ") for forms in found] == [nl, en, de]


def test_a_statement_is_a_sentence_itself():
    assert predicate_forms(fact("statement"), Statement({"nl": "Neem uw pas mee."}), "nl") is None


VALUES = st.one_of(
    st.decimals(0, 9999, places=2).map(lambda amount: ("amount", Money(amount))),
    st.builds(
        lambda duration, role, direction, bound, event: ("term", Term(duration, role, direction, event, bound=bound)),
        st.builds(Duration, st.integers(0, 40), st.sampled_from(["workingDay", "week", "year"])),
        st.sampled_from(["apply", "decide", "produce", "collect", "object"]),
        st.sampled_from(["after", "before"]),
        st.sampled_from([None, "within", "exact", "earliest", "lasting"]),
        st.sampled_from([{}, REQUEST]),
    ),
)


@given(VALUES, st.sampled_from([{}, YEARLY]), st.sampled_from(["nl", "en", "de"]))
def test_what_is_told_whole_has_the_value_in_it_in_each_form(found, per, locale):
    kind, value = found
    told = fact(kind, per=per)
    short = kind_of(told).forms(value, locale, told.label)
    assert all(form in whole for form, whole in zip(short, full_forms(told, value, locale), strict=True))
