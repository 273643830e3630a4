"""Search in English."""

from __future__ import annotations

from functools import lru_cache

from languages.analysis import Analysis, Persons, asks, snowball, sounds

_snowball = snowball("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    return _snowball(word)


EMPTY = frozenset(
    "a an the and or but if then that this these those in on at to for from with by of into over under about as "
    "is are am was were be been being do does did have has had can could may might must shall should will would "
    "i me my you your he she it its we our they their what who whom which how where when why much many there here "
    "not no any some get need want".split()
)

ASKS = asks(
    (
        "deadline",
        r"\bwithin how many\b|\b(deadline|in advance)\b|\bhow long do (i|we) have\b|\bby when\b|\buntil when\b",
        "within deadline advance long",
    ),
    (
        "costs",
        r"\b(costs?|prices?|fees?|how much|expensive|free|per (hour|night|month|year))\b"
        r"|\bis there a \w+ tax\b|\b(levy|tax) for\b",
        "cost costs price prices fee fees expensive",
    ),
    ("validity", r"\bhow long\b.*\bvalid\b|\bvalidity\b", "long valid validity"),
    (
        "duration",
        r"\bhow (long|soon|fast|quickly)\b|\b(takes?|duration|processing time)\b|\bwhen\b.*\bready\b",
        "long soon fast take takes duration ready",
    ),
    (
        "opening",
        r"\b(open|opens|opening hours|opening times|closed?|closes)\b|\bcan i (call|phone|reach)\b",
        "open opens opening hours times closed closes",
    ),
    ("bring", r"\bbring\b|\bwhat\b.*\bneed\b|\bwhich (documents|papers)\b", "bring need"),
)

SOUNDS = sounds(
    (r"ch", "g"), (r"ck|qu|q|k", "c"), (r"ei|y", "i"), (r"au", "ou"), (r"ph|v", "f"), (r"z", "s"), (r"th", "t"),
    (r"x", "cs"), (r"c(?=[ei])", "s"), (r"([a-z])\1+", r"\1"),
)  # fmt: skip

ANALYSIS = Analysis(
    "en",
    stem,
    EMPTY,
    ASKS,
    {"resident": "resident citizen", "business": "business company entrepreneur"},
    sounds=SOUNDS,
    persons=Persons(("street", "road", "lane", "avenue"), frozenset("mr mrs ms miss mister family".split())),
)
