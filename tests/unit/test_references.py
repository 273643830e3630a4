"""Every reference in a text is found, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given

from releases.texts.markup import Element, parse
from releases.texts.references import references
from tests.unit.markups import markups


def in_tree(node):
    if isinstance(node, str):
        return []
    found = [(node.key, node.aspect)] if node.key else []
    return found + [reference for child in node.children for reference in in_tree(child)]


@given(markups)
def test_what_a_text_shows_is_what_it_refers_to(markup):
    tree: Element = parse(markup)

    assert list(references(markup)) == in_tree(tree)


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>Geen</p>", []),
        ('<embed embedtype="fact" key="a.b"/>', [("a.b", "value")]),
        ('<embed embedtype="fact" key="a.b" aspect=""/>', [("a.b", "value")]),
        ('<embed aspect="next" key="a" embedtype="fact" id="3">', [("a", "next")]),
        ("<EMBED EMBEDTYPE='fact' KEY='a' />", [("a", "value")]),
        ("<embed embedtype=fact key=a>", [("a", "value")]),
        ('<embed alt="a > b" embedtype="fact" key="a"/>', [("a", "value")]),
        ('<embed\n embedtype = "fact"\n key = "a" />', [("a", "value")]),
        ('<embed embedtype="image" id="1"/>', []),
        ('<embed embedtype="fact"/>', []),
        ('<embedded embedtype="fact" key="a"/>', []),
        ('<p><embed embedtype="fact" key="b"/><embed embedtype="fact" key="a"/></p>', [("b", "value"), ("a", "value")]),
    ],
)
def test_references_are_found_in_order(markup, found):
    assert list(references(markup)) == found


def test_references_are_found_in_a_text_that_no_channel_could_show():
    assert [key for key, _ in references('<blink><a href=""><embed embedtype="fact" key="a"/>')] == ["a"]
