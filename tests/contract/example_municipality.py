"""The municipality of the examples: a passport in two languages, and a removal that is free and only in Dutch."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

from releases import snapshot as told
from releases.channels import CHANNELS
from releases.core.contact_moments import CaseCondition, ContactMoment, MergeField
from releases.core.search_rules import BestBet, Emphasis, FieldWeights, SearchRules, SpokenLanguage, Synonym
from releases.core.site_information import AccessibilityStatement, SiteInformation
from releases.facts.kinds.amount import Money
from releases.facts.kinds.contact import Contact
from releases.facts.kinds.link import Link
from releases.facts.kinds.statement import Statement
from releases.facts.kinds.term import Term
from releases.facts.kinds.validity import Validity
from releases.facts.opening_hours import DatedException, Holiday, OpeningHours, OpenPeriod
from releases.facts.values import DatedValue, Duration, Fact, Tariff
from releases.snapshot import (
    Availability,
    ContactMomentText,
    Passage,
    PhoneChoice,
    PhoneStep,
    ProductFact,
    ProductText,
    Route,
    Section,
    Snapshot,
)
from tests.unit.snapshots import LOCALES, fact_mark, texts

ADULT, CHILD, URGENT = "paspoort.leges.volwassene", "paspoort.leges.kind", "paspoort.leges.spoed"
READY, COLLECT, VALID = "paspoort.termijn.klaar", "paspoort.termijn.ophalen", "paspoort.geldigheid"
OLD, PHOTO, SELF = "paspoort.meenemen.oud", "paspoort.meenemen.foto", "paspoort.voorwaarde.zelf"
DESK, LINE, CENTRE, LAW = "gemeentehuis.tijden.balie", "kcc.tijden.telefoon", "kcc.contact", "paspoort.wet"
FREE, REPORT = "verhuizing.leges", "verhuizing.termijn"
SINCE, NEXT = date(2026, 1, 1), date(2027, 1, 1)
TRAINING = DatedException(date(2026, 11, 27), texts("Training van alle medewerkers", "Staff training"))
CHRISTMAS = (
    Holiday(date(2026, 12, 25), texts("Eerste Kerstdag", "Christmas Day")),
    Holiday(date(2026, 12, 26), texts("Tweede Kerstdag", "Second Day of Christmas")),
)


def week(opens: time, closes: time, access: str = "walkIn") -> tuple[OpenPeriod, ...]:
    return tuple(OpenPeriod(day, opens, closes, access) for day in range(1, 6))  # type: ignore[arg-type]


def amount(key: str, label: dict[str, str], value: str, position: int, when: dict[str, str], after: str = "") -> Fact:
    article = f"Legesverordening 2026, 1.2.1.{position}"
    values = [DatedValue(Money(Decimal(value)), SINCE, NEXT if after else None, legal_article=article)]
    values += [DatedValue(Money(Decimal(after)), NEXT, provisional=True)] if after else []
    return Fact(key, "amount", label, tuple(values), "paspoort.leges", position, condition_label=when)


def statement(key: str, label: dict[str, str], words: dict[str, str], short: dict[str, str], role: str) -> Fact:
    return Fact(key, "statement", label, (DatedValue(Statement(words, short, role)),))  # type: ignore[arg-type]


def facts() -> list[Fact]:
    from_asking = texts("uw aanvraag", "your application")
    desk = OpeningHours(
        "desk", "gemeentehuis", (*week(time(9), time(12, 30)), *week(time(13), time(17), "appointment")),
        exceptions=(TRAINING,), holidays=CHRISTMAS, when_closed=texts("Maak online een afspraak.", "Book online."),
    )  # fmt: skip
    line = OpeningHours("phone", None, week(time(8, 30), time(17)), exceptions=(TRAINING,), holidays=CHRISTMAS)
    fee = texts("Paspoort", "Passport")
    return [
        amount(ADULT, fee, "83.87", 1, texts("18 jaar en ouder", "18 and over"), "90.00"),
        amount(CHILD, fee, "63.42", 2, texts("jonger dan 18 jaar", "under 18")),
        amount(URGENT, texts("Spoedtoeslag", "Urgency surcharge"), "57.09", 3, {}),
        Fact(READY, "term", texts("Klaar om op te halen", "Ready to collect"),
             (DatedValue(Term(Duration(5, "workingDay"), "produce", event=from_asking)),)),
        Fact(COLLECT, "term", texts("Ophalen", "Collecting"),
             (DatedValue(Term(Duration(3, "month"), "collect", basis="legal")),)),
        Fact(VALID, "validity", texts("Geldig", "Valid"), (DatedValue(Validity(Duration(10, "year"))),)),
        statement(OLD, texts("Oud document", "Old document"),
                  texts("Neem uw oude paspoort of identiteitskaart mee, ook als die verlopen is.",
                        "Bring your old passport or identity card, even if it has expired."),
                  texts("Oud paspoort of ID-kaart", "Old passport or ID card"), "bring"),
        statement(PHOTO, texts("Pasfoto", "Photograph"),
                  texts("Neem een pasfoto mee die niet ouder is dan 6 maanden.",
                        "Bring a photograph that is no more than 6 months old."),
                  texts("Pasfoto", "Photograph"), "bring"),
        statement(SELF, texts("Zelf komen", "In person"),
                  texts("U vraagt een paspoort altijd zelf aan.", "You always apply in person."), {}, "condition"),
        Fact(DESK, "openingHours", texts("Balie gemeentehuis", "Town hall desk"), (DatedValue(desk),)),
        Fact(LINE, "openingHours", texts("Telefonisch bereikbaar", "By telephone"), (DatedValue(line),)),
        Fact(CENTRE, "contact", texts("Klantcontactcentrum", "Contact centre"),
             (DatedValue(Contact("14 0000", "info@gemeente.example", "https://gemeente.example/contact")),)),
        Fact(LAW, "link", texts("Paspoortwet", "Passport Act"),
             (DatedValue(Link(texts("https://wetten.overheid.nl/BWBR0005212/"))),)),
        Fact(FREE, "amount", texts("Verhuizing doorgeven"), (DatedValue(Money(Decimal("0.00"))),)),
        Fact(REPORT, "term", texts("Doorgeven binnen"),
             (DatedValue(Term(Duration(5, "calendarDay"), "apply", event=texts("uw verhuizing"), basis="legal")),)),
    ]  # fmt: skip


DUTCH = ProductText(
    "Paspoort",
    "Een paspoort vraagt u aan bij de gemeente waar u woont. U komt altijd zelf langs.",
    names=(("everyday", "pas"), ("former", "reisdocument")),
    sections=(
        Section("inShort", (Passage(
            f"<ul><li>Een paspoort kost {fact_mark(ADULT)} als u 18 jaar of ouder bent.</li>"
            f"<li>Het ligt klaar na {fact_mark(READY)}.</li><li>Het is {fact_mark(VALID)} geldig.</li></ul>"),)),
        Section("steps", (Passage(
            "<ol><li>Maak een <strong>afspraak</strong>.</li><li>Kom zelf naar het gemeentehuis.</li>"
            "<li>Haal het paspoort zelf op.</li></ol>"
            '<p>Bent u net verhuisd? <a linktype="product" key="verhuizing">Geef dat eerst door</a>.</p>'),)),
        Section("costs", (
            Passage("<p>U betaalt bij de aanvraag, met pin.</p>"),
            Passage(f"<p>Vanaf {fact_mark(ADULT, 'nextDate')} betaalt u {fact_mark(ADULT, 'next')} (18 jaar en ouder). "
                    f"Dat staat in de {fact_mark(ADULT, 'article')}.</p>", condition="hasNext", fact=ADULT))),
        Section("collect", (Passage(f"<p>Haal uw paspoort op binnen {fact_mark(COLLECT)}.</p>"),)),
    ),
    contact_moments=(
        ContactMomentText("ontvangen", "Wij hebben uw aanvraag ontvangen", "Uw paspoort is besteld", (Passage(
            "<p>Beste {{ naam }},</p><p>Wij hebben uw aanvraag met kenmerk {{ kenmerk }} ontvangen. "
            f"U betaalde {fact_mark(ADULT)}. Uw paspoort ligt klaar na {fact_mark(READY)}.</p>"),)),
        ContactMomentText("klaar", "Uw paspoort ligt klaar", "Haal het zelf op", (Passage(
            "<p>Beste {{ naam }},</p><p>Uw paspoort ligt klaar vanaf {{ datum }}. "
            f"Haal het op binnen {fact_mark(COLLECT)}. {fact_mark(OLD)}</p>"
            '<p><a href="https://gemeente.example/afspraak">Maak een afspraak</a></p>'),
            Passage("<p>U vroeg om spoed: u bent direct aan de beurt.</p>", case=CaseCondition("spoed", "filled")))),
    ),
    desk_notes="<p>Controleer de foto met de <strong>fotomatrix</strong>.</p>",
    desk_bring=f"<p>Bij een kind: {fact_mark(CHILD)}, en toestemming van beide ouders.</p>",
    phone_steps=(
        PhoneStep("leeftijd", "ask", "<p>Bent u 18 jaar of ouder?</p>", (PhoneChoice("Ja", "volwassene"), PhoneChoice("Nee", "kind"))),
        PhoneStep("volwassene", "say", f"<p>Een paspoort kost {fact_mark(ADULT)}.</p>", (PhoneChoice("Verder", "afspraak"),)),
        PhoneStep("kind", "say", f"<p>Een paspoort voor een kind kost {fact_mark(CHILD)}.</p>"),
        PhoneStep("afspraak", "do", f"<p>Maak de afspraak. Zeg ook: {fact_mark(OLD)}</p>", (PhoneChoice("Klaar"),)),
    ),
    internal_notes=f"<p>Spoed kost {fact_mark(URGENT)} extra; overleg met de leidinggevende.</p>",
)  # fmt: skip

ENGLISH = ProductText(
    "Passport",
    "You apply for a passport in the municipality where you live. You always come in person.",
    sections=(
        Section("inShort", (Passage(
            f"<ul><li>A passport costs {fact_mark(ADULT)} if you are 18 or over.</li>"
            f"<li>It is ready after {fact_mark(READY)}.</li></ul>"),)),
        Section("costs", (Passage("<p>You pay by card when you apply.</p>"),)),
    ),
    contact_moments=(
        ContactMomentText("klaar", "Your passport is ready", "Collect it in person", (Passage(
            f"<p>Dear {{{{ naam }}}},</p><p>Collect your passport within {fact_mark(COLLECT)}.</p>"),)),
    ),
)  # fmt: skip

ADDING = ProductText("Kind toevoegen aan een paspoort", "Een kind heeft een eigen paspoort nodig.")
REMOVAL = ProductText("Verhuizing doorgeven", "Geef uw nieuwe adres door aan de gemeente waar u gaat wonen.")


def routes() -> tuple[Route, ...]:
    return (
        Route("online", "online", texts("Online een afspraak maken", "Book online"),
              texts("Kies dit als u snel zelf een tijd wilt kiezen.", "Choose this to pick a time yourself."),
              "digid", texts("https://gemeente.example/afspraak/paspoort"),
              assurance_level="substantial", european_login=True, on_behalf=True),
        Route("balie", "desk", texts("Aan de balie", "At the desk"),
              texts("Kies dit als u hulp wilt bij de aanvraag.", "Choose this if you want help."),
              appointment_url=texts("https://gemeente.example/afspraak"), hours=DESK, locations=("gemeentehuis",)),
        Route("telefoon", "phone", texts("Bel ons", "Call us"),
              texts("Kies dit als u een vraag heeft.", "Choose this if you have a question."),
              hours=LINE, contact=CENTRE, availability=(Availability(
                  "stopped", texts("De telefooncentrale is in onderhoud.", "The switchboard is being serviced."),
                  valid_from=date(2026, 11, 23), valid_until=date(2026, 11, 28)),)),
    )  # fmt: skip


def products() -> dict[str, told.Product]:
    listed = (ADULT, CHILD, URGENT, READY, COLLECT, VALID, OLD, PHOTO, SELF, LAW)
    passport = told.Product(
        "paspoort", {"nl": DUTCH, "en": ENGLISH},
        upl=(told.UplName("paspoort", "http://standaarden.overheid.nl/owms/terms/paspoort"),),
        audiences=("resident",), themes=("burgerzaken",), routes=routes(), related=("verhuizing",),
        external_codes=(told.ExternalCode("zaaktype", "B0237"), told.ExternalCode("afspraken", "PAS-NW")),
        decided_by="gemeente", referrals=(told.Referral("bibliotheek", texts(
            "Hulp nodig bij DigiD? De bibliotheek helpt u.", "Need help with DigiD? The library helps you.")),),
        facts=tuple(ProductFact(key) for key in listed),
    )  # fmt: skip
    removal = told.Product(
        "verhuizing", {"nl": REMOVAL}, audiences=("resident",), themes=("burgerzaken",), routes=routes()[1:],
        decided_by="gemeente", facts=(ProductFact(FREE), ProductFact(REPORT)), related=("paspoort",),
    )  # fmt: skip
    adding = told.Product(
        "toevoegen-kind", {"nl": ADDING}, audiences=("resident",), themes=("burgerzaken",), routes=routes()[1:2],
        decided_by="gemeente", availability=(Availability(
            "ended", texts("Dat is een Europese regel."), "paspoort", valid_from=date(2026, 6, 26)),),
    )  # fmt: skip
    return {"paspoort": passport, "verhuizing": removal, "toevoegen-kind": adding}


def notices() -> tuple[told.Notice, ...]:
    """One for everybody and only in Dutch, one that tells a fact about one product, and one that is planned."""
    closed = texts("<p>Het gemeentehuis is op vrijdag gesloten.</p>", "<p>The town hall is closed on Friday.</p>")
    busy = texts(
        f"<p>Het is druk. Een paspoort ligt klaar na {fact_mark(READY)}.</p>",
        f"<p>It is busy. A passport is ready after {fact_mark(READY)}.</p>",
    )
    return (
        told.Notice("digid-storing", {"nl": "DigiD werkt niet"}, {
            "": {"nl": "<p>U kunt nu niet <b>inloggen</b>. Probeer het later.</p>"},
            "phone": {"nl": "<p>DigiD werkt nu niet. Zal ik u verder helpen?</p>"}},
            datetime(2026, 11, 23, 8, 30, tzinfo=UTC), severity="urgent",
            url=texts("https://gemeente.example/storing")),
        told.Notice("druk-paspoort", texts("Langer wachten", "Longer waiting times"), {"": busy},
                    datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC), "warning",
                    "product", ("paspoort",)),
        told.Notice("training", texts("Gesloten op 27 november", "Closed on 27 November"), {"": closed},
                    datetime(2026, 11, 24, 23, tzinfo=UTC), datetime(2026, 11, 27, 23, tzinfo=UTC),
                    scope="location", targets=("gemeentehuis",)),
    )  # fmt: skip


def house_style() -> told.HouseStyle:
    name = texts("Gemeente Voorbeeld", "Municipality of Voorbeeld")
    logos = tuple(
        told.Logo(kind, f"/media/logos/{kind}.svg", digit * 64, name, width, 56, "image/svg+xml")  # type: ignore[arg-type]
        for kind, digit, width in (("primary", "a", 220), ("monochrome", "b", 220), ("icon", "c", 56))
    )
    green = {"colorSpace": "srgb", "components": ["0.0000", "0.3412", "0.2392"], "hex": "#00573d"}
    colour = {"$type": "color", "$value": green}
    font = {"$type": "fontFamily", "$value": ["Fira Sans", "sans-serif"]}
    tokens = {"color": {"primary": colour}, "font": {"body": font}}
    return told.HouseStyle(
        name, logos, tokens, name, "post@gemeente.example",
        texts("Goedemorgen, gemeente Voorbeeld.", "Good morning, municipality of Voorbeeld."),
    )  # fmt: skip


def search_rules() -> SearchRules:
    synonyms = (
        Synonym("synonym:1", "nl", "reisdocument", ("paspoort",)),
        Synonym("synonym:2", "nl", "adres wijzigen", ("verhuizing", "verhuizen"), both_ways=True),
        Synonym("synonym:3", "en", "travel document", ("passport",)),
    )
    bets = (BestBet("bestBet:1", "nl", ("ik ga verhuizen", "verhuizen"), ("verhuizing", "paspoort")),)
    emphasis = (Emphasis("emphasis:1", "nl", "verhuizing", Decimal("1.5")), Emphasis("emphasis:2", "en", "verhuizing"))
    weights = (FieldWeights("fieldWeights:1", "nl", {"title": Decimal(5)}),)
    return SearchRules(synonyms, bets, emphasis, weights, spoken_languages())


def spoken_languages() -> tuple[SpokenLanguage, ...]:
    polish = "Teksty na tej stronie są w języku niderlandzkim lub angielskim."
    arabic = "النصوص في هذه الصفحة باللغة الهولندية أو الإنجليزية."
    return (
        SpokenLanguage("spokenLanguage:1", "pl", polish, (("paspoort", ("paszport", "dowód osobisty")),)),
        SpokenLanguage("spokenLanguage:2", "ar", arabic, (("verhuizing", ("تغيير العنوان",)),)),
    )


def site_information() -> SiteInformation:
    statement = AccessibilityStatement(
        "B", date(2026, 9, 1), "https://www.toegankelijkheidsverklaring.nl/register/1", CENTRE,
        texts("Oude pdf-bestanden zijn niet voor iedereen leesbaar.", "Old PDF files cannot be read by everybody."),
    )  # fmt: skip
    return SiteInformation(
        "gemeente", "gemeentehuis", ("verhuizing", "paspoort"), texts("https://afspraak.gemeente.example/"),
        texts("https://gemeente.example/privacy"), statement,
    )  # fmt: skip


def municipality() -> Snapshot:
    town_hall = told.Location(
        "gemeentehuis", texts("Gemeentehuis", "Town hall"), "Voorbeeldplein 1", "1234 AB", "Voorbeeld", (DESK,),
        texts("Vijf minuten lopen van het station.", "Five minutes from the station."),
        texts("Er is een lift.", "There is a lift."),
    )  # fmt: skip
    named = texts("Gemeente Voorbeeld", "Municipality of Voorbeeld")
    hall = told.Organisation("gemeente", named, CENTRE, (LINE,), texts("https://gemeente.example/"))
    library = told.Organisation("bibliotheek", texts("Bibliotheek Voorbeeld", "Voorbeeld library"))
    fields = (
        MergeField("naam", "text", texts("Naam", "Name"), example=texts("J. de Vries")),
        MergeField("kenmerk", "reference", texts("Kenmerk", "Reference"), example=texts("Z2026-004711")),
        MergeField("datum", "date", texts("Datum", "Date"), example=texts("2026-12-01")),
    )
    urgent = MergeField("spoed", "yesNo", texts("Met spoed", "Urgent"), required=False, example=texts("true"))
    moments = {
        "ontvangen": ContactMoment("ontvangen", texts("Aanvraag ontvangen", "Application received"), fields[:2]),
        "klaar": ContactMoment("klaar", texts("Klaar om op te halen", "Ready to collect"), (*fields, urgent)),
    }
    made, title = products(), texts("Paspoort, rijbewijs en adres", "Passport, driving and address")
    theme = told.Theme("burgerzaken", title, products=tuple(made))
    kinds = {"product": tuple(made), "location": ("gemeentehuis",), "organisation": ("gemeente",)}
    kinds |= {"notice": ("notices",), "branding": ("branding",), "navigation": ("navigation",)}
    kinds |= {"site": ("site",), "searchRules": ("search-rules",)}
    return Snapshot(
        subjects=tuple((kind, key) for kind, keys in kinds.items() for key in keys),
        locales=LOCALES,
        opened=frozenset(CHANNELS),
        facts={fact.key: fact for fact in facts()},
        tariffs={"paspoort.leges": Tariff("paspoort.leges", texts("Leges paspoort", "Passport fees"))},
        products=made,
        organisations={"gemeente": hall, "bibliotheek": library},
        locations={"gemeentehuis": town_hall},
        themes={"burgerzaken": theme},
        contact_moments=moments,
        house_styles=(house_style(),),
        notices=notices(),
        site_information=site_information(),
        search_rules=search_rules(),
    )
