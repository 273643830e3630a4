"""A fact between the database's markup and Draftail's content state."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from draftjs_exporter import DOM
from wagtail.admin.rich_text.converters.contentstate_models import Block, Entity, EntityRange
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    FORCE_WHITESPACE,
    KEEP_WHITESPACE,
    STRIP_WHITESPACE,
    HandlerState,
    add_paragraph_block,
)

from products.richtext.chip import chip_for_key

ENTITY_TYPE = "FACT"
INLINE_TAGS = ("b", "strong", "i", "em")


class ContinuedRange(EntityRange):
    """The rest of a link behind a fact; part of the block only if any text follows before the link ends."""

    def __init__(self, key: int, block: Block) -> None:
        self.block = block
        super().__init__(key)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name == "length" and value and self not in self.block.entity_ranges:
            self.block.entity_ranges.append(self)


class FactElementHandler:
    """Draft.js knows one entity per character, so a link around a fact goes on behind the fact."""

    def handle_starttag(self, name: str, attrs: list[tuple[str, str]], state: HandlerState, contentstate: Any) -> None:
        block = _open_block(state, contentstate)
        _end_ranges(state, block)
        attributes = dict(attrs)
        chip = chip_for_key(attributes.get("key", ""), attributes.get("aspect") or "value", timezone.localdate())
        fact_range = EntityRange(contentstate.add_entity(Entity(ENTITY_TYPE, "IMMUTABLE", chip)))
        fact_range.offset, fact_range.length = len(block.text), len(chip["text"])
        block.entity_ranges.append(fact_range)
        block.text += chip["text"]
        _continue_ranges(state, block)
        state.leading_whitespace = KEEP_WHITESPACE

    def handle_endtag(self, name: str, state: HandlerState, contentstate: Any) -> None:
        pass


def _open_block(state: HandlerState, contentstate: Any) -> Block:
    if state.current_block is None:
        add_paragraph_block(state, contentstate)
    if state.leading_whitespace == FORCE_WHITESPACE:
        state.current_block.text += " "
        state.leading_whitespace = STRIP_WHITESPACE
    return state.current_block


def _end_ranges(state: HandlerState, block: Block) -> None:
    for link in state.current_entity_ranges:
        link.length = len(block.text) - link.offset
        if not link.length and link in block.entity_ranges:
            block.entity_ranges.remove(link)


def _continue_ranges(state: HandlerState, block: Block) -> None:
    state.current_entity_ranges = [ContinuedRange(link.key, block) for link in state.current_entity_ranges]
    for link in state.current_entity_ranges:
        link.offset = len(block.text)


def fact_element(props: dict[str, Any]) -> Any:
    """The reference alone is stored, inside the styles that its text has in the editor."""
    element = DOM.create_element(
        "embed", {"embedtype": "fact", "key": props["key"], "aspect": props.get("aspect") or "value"}
    )
    for tag in reversed(_style_tags(props["children"])):
        element = DOM.create_element(tag, {}, element)
    return element


def _style_tags(node: Any) -> list[str]:
    """The tags around the text, from the outside in; of text in several styles those of its beginning."""
    tags: list[str] = []
    while children := getattr(node, "children", None):
        if node.type in INLINE_TAGS:
            tags.append(node.type)
        node = children[0]
    return tags


FACT_RULE = {
    "from_database_format": {'embed[embedtype="fact"]': FactElementHandler()},
    "to_database_format": {"entity_decorators": {ENTITY_TYPE: fact_element}},
}
