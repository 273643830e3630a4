"""Source texts with a hole for each fact: parsed once, filled as often as a day or a language asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from typing import NamedTuple

from releases.texts.markup import MarkupError, ResolvedReference, links_of, parse, to_html, to_plain
from releases.texts.references import Reference

HOLE = "\0"


class Text(NamedTuple):
    """`html` is broken at the value and the words of each mark, `plain` at each fact; `keys` has each fact once."""

    html: tuple[str, ...]
    plain: tuple[str, ...]
    references: tuple[Reference, ...]
    keys: tuple[str, ...]
    links: tuple[str, ...]


@lru_cache(maxsize=65536)
def text_of(markup: str) -> Text:
    """Raises MarkupError, which names what no channel can show."""
    if HOLE in markup:
        raise MarkupError("NUL")
    tree = parse(markup)
    found: list[Reference] = []

    def hole(key: str, aspect: str) -> ResolvedReference:
        found.append(Reference(key, aspect))  # type: ignore[arg-type]
        return ResolvedReference(HOLE, HOLE, HOLE, HOLE)

    html = to_html(tree, hole)
    references = tuple(found)
    plain = to_plain(tree, hole)
    keys = tuple(dict.fromkeys(reference.key for reference in references))
    return Text(tuple(html.split(HOLE)), tuple(plain.split(HOLE)), references, keys, tuple(links_of(tree)))


def filled(pieces: Sequence[str], fillings: Iterable[str]) -> str:
    """The pieces with one filling in each hole between them."""
    return "".join(chain.from_iterable(zip_longest(pieces, fillings, fillvalue="")))
