"""Advice on sentences: a unit or a direction that lacks or stands there twice, and costs of what may be free."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from products.sample.markdown import to_markup
from releases.facts.kinds.amount import Money
from releases.facts.kinds.percentage import Percentage
from releases.facts.kinds.statement import Statement
from releases.facts.kinds.term import Term
from releases.facts.sentence_advice import SentenceAdvice, sentence_advice
from releases.facts.values import DatedValue, Duration, Fact
from releases.texts.references import Reference

DAY, NEW_YEAR = date(2026, 12, 1), date(2027, 1, 1)
REQUEST = {"nl": "uw aanvraag", "en": "your application", "de": "Ihrem Antrag"}
EVENT = {"nl": "het evenement", "en": "the event", "de": "der Veranstaltung"}
YEARLY = {"nl": "per jaar", "en": "per year", "de": "pro Jahr"}
WEEKLY = {"nl": "per vierkante meter per week", "en": "per square metre per week", "de": "pro Quadratmeter pro Woche"}


def amounts(*values, **more):
    days = (None, NEW_YEAR, None)
    dated = (DatedValue(Money(Decimal(each)), days[at], days[at + 1]) for at, each in enumerate(values))
    return Fact("", "amount", {"nl": "Bedrag"}, tuple(dated), **more)


def one(kind, value):
    return Fact("", kind, {"nl": "Feit"}, (DatedValue(value),))


FACTS = {
    "paspoort": amounts("83.87"),
    "heffing": amounts("218", "231", per=YEARLY),
    "rioolheffing": amounts("154.20", per=YEARLY),
    "steiger": amounts("1.35", per=WEEKLY),
    "verhuizing": amounts("0"),
    "afhaal": amounts("0", "4.95"),
    "klein": amounts("12", "0", per=YEARLY),
    "ozb": one("percentage", Percentage(Decimal("0.0934"), {"nl": "van de WOZ-waarde", "en": "of the property value"})),
    "besluit": one("term", Term(Duration(8, "week"), "decide", event=REQUEST)),
    "bezwaar": one("term", Term(Duration(6, "week"), "object", event=REQUEST)),
    "evenement": one("term", Term(Duration(3, "week"), "apply", "before", EVENT)),
    "vroegst": one("term", Term(Duration(4, "week"), "apply", "before", EVENT, bound="earliest")),
    "klaar": one("term", Term(Duration(5, "workingDay"), "produce", event=REQUEST)),
    "regel": one("statement", Statement({"nl": "U woont in Barneveld."})),
}


def advised(text: str, locale: str = "nl") -> list[SentenceAdvice]:
    return list(sentence_advice(to_markup(text, {}), FACTS, locale, DAY))


def codes(text: str, locale: str = "nl") -> list[str]:
    return [each.code for each in advised(text, locale)]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("nl", "Een paspoort kost {paspoort}."),
        ("nl", "U betaalt {heffing} per jaar."),
        ("nl", "De heffing is {heffing|full}."),
        ("nl", "Elk jaar betaalt u {heffing}."),
        ("nl", "De heffing is {heffing|full}, vanaf {heffing|nextDate} wordt dat {heffing|next}."),
        ("nl", "De rioolheffing is {rioolheffing|full} en de afvalstoffenheffing {heffing}."),
        ("nl", "Een steiger kost {steiger} voor elke vierkante meter, per week."),
        ("nl", "Het tarief is {ozb} van de WOZ-waarde."),
        ("nl", "Verhuizen is {verhuizing}."),
        ("nl", "Afhalen {afhaal|predicate}."),
        ("nl", "Wij beslissen binnen {besluit}."),
        ("nl", "Het besluit komt {besluit|full}."),
        ("nl", "Een besluit {besluit|predicate}."),
        ("nl", "Het duurt hoogstens {besluit}."),
        ("nl", "De termijn van {bezwaar} is voorbij."),
        ("nl", "U heeft {bezwaar} om bezwaar te maken."),
        ("nl", "Vraag het ten minste {evenement} van tevoren aan."),
        ("nl", "U kunt het vanaf {vroegst} vóór het evenement doorgeven."),
        ("nl", "Het is klaar na {klaar}."),
        ("nl", "Het duurt {klaar}."),
        ("nl", "{regel} Dat geldt voor iedereen."),
        ("nl", "Bel {onbekend}."),
        ("en", "A passport costs {paspoort}."),
        ("en", "You pay {heffing} a year."),
        ("en", "Scaffolding costs {steiger} for each square metre and week."),
        ("en", "Moving is {verhuizing}."),
        ("en", "We decide within {besluit}."),
        ("en", "It takes {besluit} at most."),
        ("en", "Apply at least {evenement} in advance."),
        ("en", "You can report it from {vroegst} before the event."),
        ("en", "It is ready after {klaar}."),
        ("de", "Sie zahlen {heffing} pro Jahr."),
        ("de", "Wir entscheiden innerhalb dieser Frist: {besluit}."),
        ("de", "Das dauert höchstens {besluit}."),
    ],
)
def test_nothing_is_advised_on_a_sentence_that_is_right(locale, text):
    assert advised(text, locale) == []


@pytest.mark.parametrize(
    ("code", "locale", "text"),
    [
        ("lacksUnit", "nl", "De afvalstoffenheffing is {heffing}."),
        ("lacksUnit", "nl", "Vanaf {heffing|nextDate} betaalt u {heffing|next}."),
        ("lacksUnit", "nl", "U betaalt {steiger} per week."),
        ("lacksUnit", "nl", "Dat kan per jaar. U betaalt {heffing}."),
        ("lacksUnit", "nl", "Het tarief is {ozb}."),
        ("lacksUnit", "en", "The waste charge is {heffing}."),
        ("lacksUnit", "en", "You pay {steiger} per square metre."),
        ("lacksUnit", "de", "Die Gebühr beträgt {heffing}."),
        ("lacksDirection", "nl", "Wij beslissen {besluit} na uw aanvraag."),
        ("lacksDirection", "nl", "Een klein evenement meldt u {evenement} van tevoren."),
        ("lacksDirection", "nl", "U kunt het {vroegst} vóór het evenement doorgeven."),
        ("lacksDirection", "en", "We decide {besluit} after your application."),
        ("lacksDirection", "en", "You report a small event {evenement} in advance."),
        ("lacksDirection", "en", "You can report it {vroegst} before the event."),
        ("lacksDirection", "de", "Wir entscheiden {besluit} nach Ihrem Antrag."),
        ("mayBeFree", "nl", "Verhuizen kost {verhuizing}."),
        ("mayBeFree", "nl", "Dat kost u {afhaal}."),
        ("mayBeFree", "nl", "Vanaf {afhaal|nextDate} kost dat {afhaal|next}."),
        ("mayBeFree", "nl", "U betaalt {klein} per jaar."),
        ("mayBeFree", "en", "Moving costs {verhuizing}."),
        ("mayBeFree", "en", "You pay {klein} a year."),
        ("mayBeFree", "de", "Umziehen kostet {verhuizing}."),
        ("toldTwice", "nl", "U betaalt {heffing|full} per jaar."),
        ("toldTwice", "nl", "Een paspoort kost {paspoort|predicate}."),
        ("toldTwice", "nl", "Wij beslissen binnen {besluit|full}."),
        ("toldTwice", "nl", "Meld het uiterlijk {evenement|full}."),
        ("toldTwice", "nl", "Wij beslissen {besluit|full} na ontvangst."),
        ("toldTwice", "nl", "Een besluit duurt {besluit|predicate}."),
        ("toldTwice", "en", "You pay {heffing|full} a year."),
        ("toldTwice", "en", "A passport costs {paspoort|predicate}."),
        ("toldTwice", "en", "We decide within {besluit|full}."),
        ("toldTwice", "de", "Sie zahlen {heffing|full} pro Jahr."),
    ],
)
def test_what_is_wrong_with_a_sentence_is_named(code, locale, text):
    assert codes(text, locale) == [code]


@pytest.mark.parametrize(
    ("text", "aspect", "said"),
    [
        ("De afvalstoffenheffing is {heffing}.", "full", "€ 218,00 per jaar"),
        ("Wij beslissen {besluit} na uw aanvraag.", "full", "binnen 8 weken na uw aanvraag"),
        ("Verhuizen kost {verhuizing}.", "predicate", "is gratis"),
        ("U betaalt {klein} per jaar.", "full", "€ 12,00 per jaar"),
        ("Wij beslissen binnen {besluit|full}.", "value", "8 weken"),
    ],
)
def test_the_advice_is_the_aspect_that_says_it_right(text, aspect, said):
    [advice] = advised(text)
    assert (advice.better, advice.text.replace("\u00a0", " ")) == (aspect, said)


def test_what_is_free_today_is_so_without_a_unit():
    [advice] = sentence_advice(to_markup("U betaalt {klein} per jaar.", {}), FACTS, "nl", NEW_YEAR)
    assert (advice.better, advice.text) == ("full", "gratis")


def test_a_next_value_has_no_better_aspect():
    assert advised("Later betaalt u {heffing|next}.") == [SentenceAdvice("lacksUnit", Reference("heffing", "next"))]


def test_only_the_reference_that_lacks_its_direction_is_named():
    [advice] = advised("Wij praten met u binnen {bezwaar} en beslissen daarna {besluit}.")
    assert advice.reference.key == "besluit"


def test_a_text_that_no_channel_can_show_is_no_matter_of_advice():
    assert list(sentence_advice("<script>", FACTS, "nl", DAY)) == []
