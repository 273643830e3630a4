"""Marks are found in the hub's own HTML and on pages of others, and only where a reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.parity.marks import Mark, marks_in, parsed_marks
from releases.texts.markup import ResolvedReference, fact_mark

FEE = fact_mark("leges", "value", ResolvedReference("€ 83,87", "", "", "83.87"))
TAGS = st.sampled_from(
    [FEE, "<p>", "</p>", "<br>", "</data>", '<data value="1">', "<DATA DATA-FACT='x'>", "<data data-fact=y>", "<!--",
     "-->", "<Script>", "</script>", '<a href="', '">', "'", "&lt;", "&amp;nbsp;", "data-fact", "tekst", "\n "]
)  # fmt: skip


@given(st.lists(TAGS, max_size=12).map("".join))
def test_marks_are_those_that_a_parser_of_html_finds(html: str):
    assert marks_in(html) == parsed_marks(html)


@given(st.text(min_size=1), st.sampled_from(["value", "next"]), st.text(), st.text())
def test_a_mark_is_found_as_it_was_written(key: str, aspect: str, attribute: str, text: str):
    html = f"<p>{fact_mark(key, aspect, ResolvedReference(text, '', '', attribute))}.</p>"

    assert marks_in(html) == parsed_marks(html)


def test_what_is_escaped_in_a_mark_reads_as_it_was():
    html = fact_mark("wijk", "value", ResolvedReference("Zuid & <Oost>", "", "", '"Zuid"'))

    assert marks_in(html) == (Mark("wijk", "value", '"Zuid"', "Zuid & <Oost>"),)


@pytest.mark.parametrize("html", [f"<!-- {FEE} -->", f"<script>{FEE}</script>", f'<a title="{FEE}">leges</a>'])
def test_a_mark_that_no_reader_sees_is_no_mark(html: str):
    assert marks_in(html) == ()
