"""Merge fields in a message, `{{ name }}`: those that stand there, and what was meant to be one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from html import escape

MERGE_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
TAG_OR_FIELD = re.compile(rf"<[^<>]*>|{MERGE_FIELD.pattern}")
# The marks of other mail engines and of word processors; braces mean nothing else in a message.
BRACES = re.compile(r"\$?\{+%?[^{}\n]*%?\}+")
FOREIGN = re.compile(r"«\s*([^«»\n]+?)\s*»|<<\s*([^<>\n]+?)\s*>>|\[\[?\s*([^\[\]\n]+?)\s*\]\]?|%%?([^%\s]+)%%?")


def merge_fields(text: str) -> tuple[str, ...]:
    """The names in order, each once."""
    return tuple(dict.fromkeys(MERGE_FIELD.findall(text)))


def with_links(html: str, labels: Mapping[str, str]) -> str:
    """A field that holds an address becomes a link with its label as words; not within a tag, such as in an href."""

    def link(found: re.Match[str]) -> str:
        label = labels.get(found[1] or "")
        return f'<a href="{found[0]}">{escape(label)}</a>' if label else found[0]

    return TAG_OR_FIELD.sub(link, html) if labels else html


def misspelt(text: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """(what stands there, the field that is meant or ""). Quotes and brackets count only around a `known` name."""
    rest = MERGE_FIELD.sub("", text)
    for found in BRACES.findall(rest):
        yield found, nearest(found.strip("${}% "), known)
    by_name = {name.casefold(): name for name in known}
    for found in FOREIGN.finditer(rest):
        word = next(filter(None, found.groups()), "").casefold()
        if word in by_name:
            yield found[0], by_name[word]


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that is most like it, however its letters are cased; "" when none is."""
    by_name = {each.casefold(): each for each in known}
    close = get_close_matches(name.casefold(), by_name, n=1, cutoff=0.6)
    return by_name[close[0]] if close else ""
