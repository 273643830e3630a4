"""Texts by case: passages of a message between the marks of a condition, for the mail engine to tell or leave out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from releases.core.contact_moments import CaseCondition
from releases.rendering.texts import Rendered, TextRenderer
from releases.snapshot import Passage
from releases.texts.letters import with_product_keys, without_product_keys


def with_cases(renderer: TextRenderer, passages: Iterable[Passage], place: str) -> Rendered:
    """The passages that hold on this day. In plain text a blank line goes with the text that may be left out."""
    shown, is_begun = Rendered(), False
    for passage in passages:
        part = _with_addresses(renderer, passage, place)
        if part.html:
            shown = _then(shown, part, passage.case, is_begun)
            is_begun = is_begun or passage.case is None
    return shown


def _with_addresses(renderer: TextRenderer, passage: Passage, place: str) -> Rendered:
    """In plain text a link to a product has its key beside it, for the sender to write its address."""
    html, plain, keys = renderer.passages((replace(passage, text=with_product_keys(passage.text)),), place)
    return Rendered(without_product_keys(html), plain, keys)


def _then(shown: Rendered, part: Rendered, case: CaseCondition | None, is_begun: bool) -> Rendered:
    keys = tuple(dict.fromkeys(shown.keys + part.keys))
    plain = f"\n\n{part.plain}" if is_begun else part.plain
    if case is None:
        return Rendered(shown.html + part.html, shown.plain + plain, keys)
    plain = plain if is_begun else f"{plain}\n\n"
    return Rendered(shown.html + _marked(case, part.html), shown.plain + _marked(case, plain), keys)


def _marked(case: CaseCondition, text: str) -> str:
    return f"{{{{#{case.name}}}}}{text}{{{{/{case.name}}}}}"
