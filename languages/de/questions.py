"""Words in which German asks for a fact."""

from __future__ import annotations

import re

from languages.questions import Age, DayWords, Questions, conditions, named_days, parts_of_day, whole_words

AROUND = frozenset(
    "beantragen antrag neu neue neuen neuer neues verlangern gemeinde bitte termin lassen einmal".split()
)

QUESTIONS = Questions(
    negating=frozenset("nicht kein keine ohne gegen".split()),
    around=AROUND,
    optional=AROUND | frozenset("mieten abholen".split()),
    applied=frozenset("antrag erlaubnis genehmigung bescheid entscheidung meldung".split()),
    asking={
        "costs": frozenset("wie viel hoch betrag euro kostet".split()),
        "duration": frozenset("wie lange schnell wann dauert fertig".split()),
        "validity": frozenset("wie lange gultig bleibt".split()),
        "opening": frozenset("wann offen geoffnet geschlossen uhr offnungszeiten".split()),
        "bring": frozenset("was mit mitbringen unterlagen papiere".split()),
    },
    conditions=conditions(
        (r"kind|kinder|kindern|sohn|tochter", r"unter (?:18|21)|junger als (?:18|21)|kind"),
        (r"eilig|express|dringend", r"express|eil"),
        (r"zweiten?|nachsten? mal", r"jedes weitere mal|weitere"),
        (r"ersten? mal", r"ersten? mal"),
    ),
    days=DayWords(
        weekdays=whole_words(
            "montags?", "dienstags?", "mittwochs?", "donnerstags?", "freitags?", "samstags?", "sonntags?"
        ),
        months=tuple("januar februar marz april mai juni juli august september oktober november dezember".split()),
        relative={"heute": 0, "morgen": 1, "ubermorgen": 2},
        named=named_days(
            (r"konigstag", "Koningsdag"),
            (r"karfreitag", "Goede vrijdag"),
            (r"ostermontag", "Tweede paasdag"),
            (r"ostern", "paasdag"),
            (r"himmelfahrt", "Hemelvaartsdag"),
            (r"pfingsten", "pinksterdag"),
            (r"heiligabend", "12-24"),
            (r"weihnachten", "kerstdag"),
            (r"silvester", "12-31"),
            (r"neujahr", "Nieuwjaarsdag"),
        ),
        parts=parts_of_day(
            (r"\bheute abend\b", 18, 24, True),
            (r"abends?\b", 18, 24, False),
            (r"nachmittags?\b", 13, 18, False),
            (r"vormittags?\b", 5, 12, False),
        ),
        now=frozenset(("jetzt",)),
        weekend=re.compile(r"\bwochenende\b"),
        span=re.compile(r"\bzwischen\b"),
    ),
    either=re.compile(r"\s+oder\s+|\s+und\s+|,\s+"),
    calling=re.compile(r"\b(?:anrufen|telefon|telefonisch)\b"),
    free=re.compile(r"\b(?:kostenlos|gratis)\b"),
    age=Age(
        re.compile(r"\b(\d{1,3}) jahre\b"),
        re.compile(r"unter (\d+)"),
        re.compile(r"(?:ab|mindestens) (\d+)"),
    ),
)
