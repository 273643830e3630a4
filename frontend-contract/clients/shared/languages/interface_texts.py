"""The clients' own texts, a file per language; everything about a product comes from its document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FALLBACK = "nl"
LANGUAGES: Mapping[str, Mapping[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("*.json")
}
# Each language by its own name, the first one first.
NAMES = {code: LANGUAGES[code]["name"] for code in sorted(LANGUAGES, key=lambda code: (code != FALLBACK, code))}


def interface_texts(locale: str) -> Mapping[str, Any]:
    return LANGUAGES.get(locale[:2], LANGUAGES[FALLBACK])


def language_of(locale: str) -> str:
    """What a page for this locale is written in: a language that is not there is answered in the first one."""
    return locale if locale[:2] in LANGUAGES else FALLBACK
