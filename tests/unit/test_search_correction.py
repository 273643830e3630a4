"""A correction has the accents with which the texts write its words."""

from __future__ import annotations

import pytest

from search.answers.correction import accented

DOCUMENTS = [
    {"title": "Mülltonne beantragen", "summary": "Ist sie kaputt?", "names": [{"name": "Biotonne, Café"}]},
    {"title": "Financiële hulp"},
]


@pytest.mark.parametrize(
    ("corrected", "asked", "written"),
    [
        ("mulltonne kaputt", "mulltone kaputt", "mülltonne kaputt"),
        ("mulltonne", "mulltonne", "mulltonne"),
        ("financiele hulp", "finaciele hulp", "financiële hulp"),
        ("biotonne", "biotone", "biotonne"),
        ("Kaputte mulltonne?", "Kaputte mulltone?", "Kaputte mülltonne?"),
        ("paspoort", "papsoort", "paspoort"),
    ],
)
def test_it_is_written_as_the_texts_write_it(corrected: str, asked: str, written: str) -> None:
    assert accented(corrected, asked, DOCUMENTS) == written
