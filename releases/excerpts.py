"""The sentence that a problem is about, as an editor would recognise it."""

from __future__ import annotations

import re

from releases.markup import MarkupError, ResolvedReference, parse, to_plain

LONGEST = 160
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def excerpt(markup: str, key: str = "") -> str:
    """The sentence that refers to fact `key`, else the first one; a reference stands as [key]."""
    try:
        plain = to_plain(parse(markup), lambda name, _: ResolvedReference("", f"[{name}]", "", ""))
    except MarkupError:
        plain = re.sub(r"<[^>]*>", " ", markup)
    sentences = [" ".join(sentence.split()) for sentence in SENTENCE_END.split(plain) if sentence.strip()] or [""]
    wanted = next((sentence for sentence in sentences if key and f"[{key}]" in sentence), sentences[0])
    return wanted if len(wanted) <= LONGEST else f"{wanted[: LONGEST - 1]}…"
