"""The fixtures' way of writing texts, turned into Wagtail's rich text.

Paragraphs, `- ` and `1. ` lists, `### ` headings, `**bold**`, `{fact.key}` or `{fact.key|aspect}`, and
`[words](product:key)` or `[words](https://…)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

REFERENCE = re.compile(r"\{([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:\|(next|nextDate|article))?\}")
LINK = re.compile(r"\[([^\]]+)\]\((?:product:([a-z0-9-]+)|(https://[^)\s]+))\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
FactId = Callable[[str], int]


def to_rich_text(text: str, fact_id: FactId, page_id: FactId) -> str:
    """`fact_id` and `page_id` give the id for a key; they raise for a key that is not there."""

    def inline(line: str) -> str:
        html = BOLD.sub(r"<b>\1</b>", escape(line, quote=False))
        html = LINK.sub(lambda found: _link(found, page_id), html)
        return REFERENCE.sub(lambda found: _embed(found, fact_id), html)

    return "".join(_blocks(text, inline))


def _blocks(text: str, inline: Callable[[str], str]) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip()):
        for kind, lines in groupby(block.splitlines(), key=_kind):
            yield _block(kind, [inline(_words(kind, line)) for line in lines])


def _kind(line: str) -> str:
    if line.startswith("- "):
        return "ul"
    if re.match(r"\d+\. ", line):
        return "ol"
    return "h3" if line.startswith("### ") else "p"


def _words(kind: str, line: str) -> str:
    return line.strip() if kind == "p" else line.split(" ", 1)[1].strip()


def _block(kind: str, lines: list[str]) -> str:
    if kind in ("ul", "ol"):
        return f"<{kind}>{''.join(f'<li>{line}</li>' for line in lines)}</{kind}>"
    return f"<{kind}>{' '.join(lines)}</{kind}>"


def _embed(found: re.Match[str], fact_id: FactId) -> str:
    key, aspect = found[1], found[2] or "value"
    return f'<embed embedtype="fact" id="{fact_id(key)}" key="{key}" aspect="{aspect}"/>'


def _link(found: re.Match[str], page_id: FactId) -> str:
    words, product, address = found.groups()
    if product:
        return f'<a linktype="page" id="{page_id(product)}">{words}</a>'
    return f'<a href="{address}">{words}</a>'
