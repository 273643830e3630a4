"""Forms that are opened at once show each its own text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from wagtail.admin.rich_text import get_rich_text_editor_widget

from products.blocks import TEXT_FEATURES
from products.models import ProductPage

TEXTS = [f"<p>{letter * 40} <b>{letter}</b> {letter * 40}</p><ul><li>{letter}</li></ul>" * 20 for letter in "abcdef"]


@pytest.fixture
def _many_switches() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def letters(shown: str, among: str = "abcdef") -> set[str]:
    """Which of the texts a form shows, by the letter that each is made of."""
    return {letter for letter in among if letter * 40 in shown}


@pytest.mark.usefixtures("_many_switches")
def test_one_input_for_many_forms_mixes_no_texts() -> None:
    shared = get_rich_text_editor_widget(features=TEXT_FEATURES)
    with ThreadPoolExecutor(6) as editors:
        shown = list(editors.map(shared.format_value, TEXTS * 5))
    assert [letters(each) for each in shown] == [{letter} for letter in "abcdef"] * 5


@pytest.mark.parametrize("field", ["desk_notes", "desk_bring", "internal_notes"])
def test_every_text_has_that_input(field: str) -> None:
    widget = ProductPage._meta.get_field(field).formfield().widget
    assert type(widget).__module__ == "products.richtext.editor"
