"""Frisian as a language of the hub: words for facts, none for numbers, and nothing for search."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import languages
from languages import registry
from releases.facts.forms import date_forms
from releases.facts.kinds.amount import amount_forms
from search.query.common_words import ordinary_stems
from search.query.thesaurus import thesaurus

REMEMBERED = (
    registry.codes, registry.wording_of, registry.speech_of, registry.analysis_of, registry.lines_of,
    thesaurus, ordinary_stems, date_forms, amount_forms,
)  # fmt: skip


@pytest.fixture
def frisian(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The folder stands among those of the hub while the test runs."""
    monkeypatch.setattr(languages, "__path__", [*languages.__path__, str(Path(__file__).parent / "languages")])
    _forget()
    yield "fy"
    _forget()


def _forget() -> None:
    for remembered in REMEMBERED:
        remembered.cache_clear()
    for name in [name for name in sys.modules if name.startswith("languages.fy")]:
        del sys.modules[name]
