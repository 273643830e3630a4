"""The page that tells how to add a language names what every language has, and what one may do without."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from cms import settings

ROOT = Path(__file__).resolve().parents[2]
HOWTO = (ROOT / "docs" / "howto-add-a-language.md").read_text("utf-8")
PATHS = sorted(set(re.findall(r"`((?:languages|cms|fixtures|frontend-contract|tests)/[\w./-]+)`", HOWTO)))
TEXTS = next(path for path in PATHS if path.endswith(".json"))
LANGUAGES = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
SMALLEST = Path(__file__).parent / "languages" / "fy"


def in_table() -> list[str]:
    return re.findall(r"^\| `(languages/de/[\w.]+)` \|", HOWTO, re.M)


def names(texts: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name, value in texts.items():
        yield above + name
        if isinstance(value, Mapping):
            yield from names(value, f"{above}{name}.")


@pytest.mark.parametrize("path", PATHS)
def test_what_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_it_names_every_file_of_the_folder() -> None:
    files = {path.name for path in (ROOT / "languages" / "de").iterdir() if path.is_file()}
    assert files - {"__init__.py"} == {Path(path).name for path in in_table()}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_those_files_and_texts_of_the_clients(code: str) -> None:
    parts = [path.replace("/de", f"/{code}") for path in (*in_table(), TEXTS)]
    assert [part for part in parts if not (ROOT / part).exists()] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_clients_say_the_same_things_in_every_language(code: str) -> None:
    first, other = (
        json.loads((ROOT / TEXTS.replace("/de", f"/{each}")).read_text("utf-8")) for each in (LANGUAGES[0], code)
    )
    assert set(names(other)) == set(names(first))


def test_a_language_may_do_without_all_but_its_wording() -> None:
    assert {path.name for path in SMALLEST.glob("*.*")} == {"__init__.py", "wording.py"}


def test_the_settings_are_one_line() -> None:
    line = f'    ("de", "{dict(settings.WAGTAIL_CONTENT_LANGUAGES)["de"]}"),'
    assert (ROOT / "cms" / "settings.py").read_text("utf-8").splitlines().count(line) == 1
