"""The small text form of the fixtures, to the rich text that editors make.

Paragraphs, `- ` and `1. ` lists, `### ` headings, `**bold**`, `[text](product:key)` or `[text](https://…)`, and
`{key}` or `{key|next}` for a fact. `{{ name }}` is a merge field and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import groupby

FACT = re.compile(r"(?<!\{)\{([a-z0-9][a-z0-9.-]*)(?:\|(full|predicate|next|nextDate|article))?\}(?!\})")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINES = (("heading", re.compile(r"### ")), ("ul", re.compile(r"- ")), ("ol", re.compile(r"\d+\. ")))
PRODUCT = "product:"


def to_markup(text: str, links: Mapping[str, int]) -> str:
    """`links` are the ids of the product pages by key."""
    blocks = []
    for kind, lines in groupby(map(str.strip, text.strip().splitlines()), key=_kind):
        if kind != "blank":
            blocks.append(_block(kind, list(lines), links))
    return "".join(blocks)


def _kind(line: str) -> str:
    if not line:
        return "blank"
    return next((kind for kind, start in LINES if start.match(line)), "p")


def _block(kind: str, lines: list[str], links: Mapping[str, int]) -> str:
    if kind == "p":
        return f"<p>{_inline(' '.join(lines), links)}</p>"
    contents = [_inline(line.partition(" ")[2], links) for line in lines]
    if kind == "heading":
        return "".join(f"<h3>{content}</h3>" for content in contents)
    return f"<{kind}>{''.join(f'<li>{content}</li>' for content in contents)}</{kind}>"


def _inline(text: str, links: Mapping[str, int]) -> str:
    markup = BOLD.sub(r"<b>\1</b>", escape(text, quote=False))
    markup = LINK.sub(lambda link: _link(link[1], link[2], links), markup)
    return FACT.sub(_fact, markup)


def _link(text: str, target: str, links: Mapping[str, int]) -> str:
    if not target.startswith(PRODUCT):
        return f'<a href="{escape(target)}">{text}</a>'
    return f'<a id="{links[target.removeprefix(PRODUCT)]}" linktype="page">{text}</a>'


def _fact(reference: re.Match[str]) -> str:
    return f'<embed embedtype="fact" key="{reference[1]}" aspect="{reference[2] or "value"}"/>'
