"""Words in which English asks for a fact."""

from __future__ import annotations

import re

from languages.questions import Age, DayWords, Questions, conditions, named_days, parts_of_day, whole_words

AROUND = frozenset(
    "apply applying application request requesting new renew renewing renewal report reporting "
    "replace get getting make making municipality council please hello removal remove appointment someone one people "
    "have having going take taking".split()
)
OPTIONAL = AROUND | frozenset("rent renting hire having collected bringing buying holding organising reporting".split())

APPLIED = frozenset(
    "application apply permit licence decision benefit allowance subsidy card report request certificate registration "
    "answer help complaint objection".split()
)

ASKING = {
    "costs": frozenset(
        "how much high pay paid free charge amount per own contribution euro percent money levy".split()
    ),
    "duration": frozenset("how long soon fast quickly when will ready time processing take takes does".split()),
    "deadline": frozenset(
        "within many days weeks months deadline latest advance before long until when must have in term".split()
    ),
    "validity": frozenset("long valid validity remain stay".split()),
    "opening": frozenset("hours times time open opens close closes closed desk reach visit until late".split()),
    "bring": frozenset("bring documents document papers paper along with which should".split()),
}

CONDITIONS = conditions(
    (r"child|children|kid|kids|baby|minor|minors|son|daughter|young person", r"under (?:18|21)|child"),
    (r"adults?", r"18 and older|21 and older|adult"),
    (r"(?:under|younger than) 18", r"under 18"),
    (r"(?:under|younger than) 21", r"under 21"),
    (r"urgent|urgently|urgency|rush|emergency", r"urgent|urgency"),
    (r"one person|single person|living alone|alone", r"one person"),
    (r"family|two people|couple", r"two or more people"),
    (r"first time", r"first time"),
    (r"(?:second|next) time|again", r"next time"),
    (r"second|2nd", r"second"),
    (r"monday|tuesday|wednesday|thursday|friday|weekday", r"monday to friday|monday through friday|weekday"),
    (r"saturdays?|evenings?|weekend", r"saturday|evening"),
    (r"volunteers?|voluntary work|volunteering", r"volunteers?"),
    (r"online|via internet|on the internet", r"online"),
    (r"at the (?:desk|counter|town hall)", r"desk"),
    (r"home delivery|delivered(?: at home| to my home)?|delivery", r"delivery"),
    (r"lost|stolen", r"lost|stolen"),
    (r"collect it|pick it up|collected", r"collecting|collected"),
    (r"object|objecting|objection", r"objecting"),
    (r"square met(?:er|re)s?|m2", r"square metre"),
    (r"two|2|more|several", r"two (?:trees )?or more"),
)  # fmt: skip

DAYS = DayWords(
    weekdays=whole_words(
        "mondays?", "tuesdays?", "wednesdays?", "thursdays?", "fridays?", "saturdays?", "sundays?"
    ),
    months=tuple(
        "january february march april may june july august september october november december".split()
    ),
    relative={"today": 0, "tonight": 0, "tomorrow": 1},
    named=named_days(
        (r"new years? (?:s )?eve", "12-31"),
        (r"new years?(?: s)?(?: day)?", "Nieuwjaarsdag"),
        (r"good friday", "Goede vrijdag"),
        (r"easter monday", "Tweede paasdag"),
        (r"easter sunday", "Eerste paasdag"),
        (r"easter", "paasdag"),
        (r"king(?: ?s)? ?day|koningsdag", "Koningsdag"),
        (r"liberation day", "05-05"),
        (r"ascension(?: day)?", "Hemelvaartsdag"),
        (r"whit monday|pentecost monday", "Tweede pinksterdag"),
        (r"whit sunday|pentecost", "Eerste pinksterdag"),
        (r"christmas eve", "12-24"),
        (r"boxing day|second day of christmas", "Tweede kerstdag"),
        (r"christmas day", "Eerste kerstdag"),
        (r"christmas", "kerstdag"),
    ),
    parts=parts_of_day(
        (r"\btonight\b|\bthis evening\b", 18, 24, True),
        (r"\bthis morning\b", 5, 12, True),
        (r"\bthis afternoon\b", 13, 18, True),
        (r"\bmornings?\b", 5, 12, False),
        (r"\bafternoons?\b", 13, 18, False),
        (r"\bevenings?\b", 18, 24, False),
    ),
    now=frozenset("now currently".split()),
    weekend=re.compile(r"\bweekend\b"),
    span=re.compile(r"\bbetween\b"),
)  # fmt: skip

QUESTIONS = Questions(
    negating=frozenset("no not without against".split()),
    around=AROUND,
    optional=OPTIONAL,
    applied=APPLIED,
    asking=ASKING,
    conditions=CONDITIONS,
    days=DAYS,
    either=re.compile(r"\s+or\s+|\s+and\s+|,\s+"),
    calling=re.compile(r"\b(?:call|phone|telephone|ring)\b"),
    free=re.compile(r"\bfree\b"),
    getting=re.compile(r"\b(?:get|receive|how high)\b"),
    age=Age(
        re.compile(r"\b(\d{1,3})(?: years? old| year old)\b"),
        re.compile(r"under (\d+)"),
        re.compile(r"(\d+) and older"),
    ),
    before=re.compile(r"\bin advance\b"),
    within=re.compile(r"\bwithin\b"),
)
