"""Words in which Dutch asks for a fact."""

from __future__ import annotations

import re

from languages.questions import Age, DayWords, Questions, conditions, named_days, parts_of_day, whole_words

AROUND = frozenset(
    "aanvragen aanvraag aanvraagt vraag vragen nieuw nieuwe regelen verlengen vernieuwen doorgeven aanleggen "
    "gemeente gemeenten jullie afspraak maken maak iemand mensen hoort huidige gewone gewoon precies "
    "ongeveer graag even alstublieft moeten eigenlijk bij goedemorgen hallo houden indienen nemen neem begint "
    "ervoor daarvoor daar voordat komt voorwaarden gesprek nog hele helemaal verlopen".split()
)
OPTIONAL = AROUND | frozenset("huren verhuur laten brengen halen ophalen".split())

APPLIED = frozenset(
    "aanvraag aanvragen vergunning ontheffing besluit beslissing beschikking uitkering toeslag subsidie kaart melding "
    "verzoek verklaring registratie antwoord hulp afhandeling behandeling klacht bezwaar".split()
)

ASKING = {
    "costs": frozenset(
        "hoeveel hoog geld bijdrage eigen procent percentage bedrag euro duur gratis kosteloos betaal betaalt "
        "betalen per kostprijs legeskosten krijg krijgt krijgen ontvang".split()
    ),
    "duration": frozenset(
        "lang snel tijd behandeltijd behandelingsduur levertijd wachten duur wanneer verwerken "
        "termijn krijg krijgen wordt heb voor".split()
    ),
    "deadline": frozenset(
        "lang dagen weken maanden termijn uiterlijk deadline binnen tevoren vantevoren vooraf wanneer hoeveel "
        "nog tot heb tijd op liggen blijft blijven ligt bewaart bewaren bewaard worden".split()
    ),
    "validity": frozenset("lang geldig blijft blijven duur geldigheidsduur".split()),
    "opening": frozenset(
        "laat bereikbaar bereiken sluit sluiten sluiting opening openingstijden tijden tot vanaf bezoeken terecht "
        "balie loket langskomen open klok uur".split()
    ),
    "bring": frozenset(
        "halen ophalen op te "
        "papieren papier documenten document stukken bewijs bewijzen spullen naar erbij voor mee meenemen "
        "meebrengen brengen gesprek".split()
    ),
}

CONDITIONS = conditions(
    (
        r"kind|kinderen|kids|kindje|baby|zoon|dochter|minderjarige?n?|jongeren?|jeugd",
        r"jonger dan (?:18|21)|kind|jongere?n?",
    ),
    (r"volwassene?n?", r"18 jaar en ouder|21 jaar en ouder|volwassene?n?"),
    (r"(?:onder|jonger dan|tot) (?:de )?18", r"jonger dan 18"),
    (r"(?:boven|vanaf|ouder dan) (?:de )?18", r"18 jaar en ouder"),
    (r"(?:onder|jonger dan|tot) (?:de )?21", r"jonger dan 21"),
    (r"(?:boven|vanaf|ouder dan) (?:de )?21", r"21 jaar en ouder"),
    (r"(?:met )?(?:spoed|haast)|dringend|snel nodig|sneller", r"spoed"),
    (r"alleenstaande?|alleenwonende?|alleen|in mijn eentje|1 persoon", r"een persoon|alleenstaande?"),
    (r"gezin|samenwonend|twee personen|2 personen", r"twee of meer personen"),
    (r"(?:eerste|1e) keer", r"eerste keer"),
    (r"(?:tweede|2e|volgende|derde|nog een) keer|vaker", r"volgende keer"),
    (r"2e|tweede", r"tweede"),
    (r"1e|eerste", r"eerste"),
    (r"twee|meer|meerdere|2|drie|3", r"twee of meer"),
    (r"een boom|1 boom", r"een boom"),
    (
        r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag)(?:ochtend|middag)?|doordeweeks|werkdag|door de week",
        r"maandag tot en met vrijdag|werkdag",
    ),
    (r"zaterdag|weekend|in de avond|avond|s avonds", r"zaterdag of in de avond|zaterdag|avond"),
    (r"vrijwilligers?|vrijwilligerswerk", r"vrijwilligers?"),
    (r"online|via internet|digitaal|op internet|met digid", r"online"),
    (r"(?:aan|bij|op) (?:de|het) (?:balie|gemeentehuis|loket|stadhuis)|aan de balie|balie", r"balie"),
    (r"thuis (?:laten )?bezorgen|bezorgen|thuis laten brengen|opsturen", r"bezorgen|thuisbezorgd|post"),
    (r"weghalen|weg te halen|verwijderen", r"bestrijding|opgehaald|weggehaald|ophalen"),
    (r"kwijt|verloren|gestolen", r"kwijt|gestolen"),
    (r"op te halen|ophalen|afhalen|op kan halen|blijft? \w* ?(?:\w+ )?liggen", r"ophalen"),
    (r"bewaart|bewaren|bewaard", r"bewaren"),
    (r"per jaar", r"12 maanden|per jaar"),
    (r"m2|vierkante meter", r"vierkante meter"),
    (r"m3|kuub|kubieke meter", r"kubieke meter"),
    (r"vaste plek|vaste dag|vast", r"vaste dag"),
    (r"eigenaar", r"eigenaar"),
    (r"bezwaar", r"bezwaar"),
)  # fmt: skip

DAYS = DayWords(
    weekdays=whole_words(
        *(
            rf"{day}s?(?:ochtend|morgen|middag|avond|nacht)?"
            for day in ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
        )
    ),
    months=tuple(
        "januari februari maart april mei juni juli augustus september oktober november december".split()
    ),
    relative={
        "vandaag": 0, "vanavond": 0, "vanmiddag": 0, "vanochtend": 0, "vanmorgen": 0, "vannacht": 0,
        "morgen": 1, "morgenochtend": 1, "morgenmiddag": 1, "morgenavond": 1, "overmorgen": 2,
    },
    named=named_days(
        (r"nieuwjaars?(?:dag)?|1 januari", "Nieuwjaarsdag"),
        (r"goede ?vrijdag", "Goede vrijdag"),
        (r"tweede ?paasdag|2e ?paasdag|paasmaandag", "Tweede paasdag"),
        (r"(?:eerste |1e )paasdag|paaszondag", "Eerste paasdag"),
        (r"pasen|paasdag(?:en)?|paasweekend", "paasdag"),
        (r"konings ?dag", "Koningsdag"),
        (r"bevrijdingsdag", "05-05"),
        (r"hemelvaarts?(?:dag)?", "Hemelvaartsdag"),
        (r"tweede ?pinksterdag|2e ?pinksterdag|pinkstermaandag", "Tweede pinksterdag"),
        (r"(?:eerste |1e )pinksterdag", "Eerste pinksterdag"),
        (r"pinksteren|pinksterdag(?:en)?", "pinksterdag"),
        (r"sinterklaas(?:avond)?|pakjesavond", "12-05"),
        (r"kerst ?avond", "12-24"),
        (r"tweede ?kerstdag|2e ?kerstdag", "Tweede kerstdag"),
        (r"(?:eerste |1e )kerstdag", "Eerste kerstdag"),
        (r"kerst|kerstmis|kerstdag(?:en)?", "kerstdag"),
        (r"oude? ?jaarsdag|oudjaar|oude?jaarsavond|oud en nieuw", "12-31"),
    ),
    parts=parts_of_day(
        (r"\b(?:vanochtend|vanmorgen)\b", 5, 12, True),
        (r"\bvanmiddag\b", 13, 18, True),
        (r"\bvanavond\b", 18, 24, True),
        (r"\bvannacht\b", 0, 6, True),
        (r"(?:ochtend|dagmorgen)\b|\bs ochtends\b", 5, 12, False),
        (r"middag\b|\bs middags\b", 13, 18, False),
        (r"(?:dag|morgen|\bs |de )avonds?\b", 18, 24, False),
    ),
    now=frozenset("nu momenteel".split()),
    weekend=re.compile(r"\bweekend\b"),
    span=re.compile(r"\btussen\b"),
)  # fmt: skip

QUESTIONS = Questions(
    negating=frozenset("niet geen zonder tegen".split()),
    around=AROUND,
    optional=OPTIONAL,
    applied=APPLIED,
    asking=ASKING,
    conditions=CONDITIONS,
    days=DAYS,
    either=re.compile(r"\s+of\s+|\s+en\s+|,\s+"),
    calling=re.compile(r"\b(?:bellen|bel|telefoon|telefonisch|telefoonnummer|opbellen|bereikbaar|bereiken)\b"),
    free=re.compile(r"\b(?:gratis|kosteloos)\b"),
    getting=re.compile(r"\b(?:krijg|krijgt|krijgen|ontvang|ontvangt|hoe hoog)\b"),
    age=Age(
        re.compile(r"\b(\d{1,3}) ?(?:jaar|jarige?|jr)\b"),
        re.compile(r"jonger dan (\d+)"),
        re.compile(r"(\d+) jaar en ouder"),
    ),
    before=re.compile(r"\bvan ?tevoren\b|\bvooraf\b"),
    within=re.compile(r"\bbinnen\b"),
)
