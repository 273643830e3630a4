"""The sentence that a problem is about, as an editor would recognise it."""

from __future__ import annotations

import re

from releases.texts.markup import MarkupError, ResolvedReference, parse, to_plain

LONGEST = 160
FOUND = "\0"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def excerpt(markup: str, key: str = "", aspect: str = "value") -> str:
    """The sentence that refers to this aspect of fact `key`, else the first one; a reference stands as [key]."""

    def named(name: str, shown: str) -> ResolvedReference:
        found = FOUND if (name, shown) == (key, aspect) else ""
        return ResolvedReference("", f"{found}[{name}]", "", "")

    try:
        plain = to_plain(parse(markup), named)
    except MarkupError:
        plain = re.sub(r"<[^>]*>", " ", markup)
    sentences = [" ".join(sentence.split()) for sentence in SENTENCE_END.split(plain) if sentence.strip()] or [""]
    wanted = next((sentence for sentence in sentences if FOUND in sentence), sentences[0]).replace(FOUND, "")
    return wanted if len(wanted) <= LONGEST else f"{wanted[: LONGEST - 1]}…"
