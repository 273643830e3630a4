"""Translations without system tools: `python -m cms.translations compile | check | update`.

Source texts are English; each app keeps `locale/nl/LC_MESSAGES/django.po`. Compiled catalogues go to var/locale, or
into a wheel.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from cms.environment import INSTALLED, ROOT, VAR_DIR

APPS = ("cms", "products", "api", "releases")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
IN_TEMPLATE = re.compile(r"(?<![a-z])gettext\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\)")


def po_path(app: str) -> Path:
    return ROOT / app / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def catalogue(app: str) -> Catalog:
    path = po_path(app)
    if not path.exists():
        return Catalog(locale="nl", domain="django", project="Eén Antwoord", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="nl", domain="django")


def messages(app: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Every (message, context) in the app's Python and templates."""
    for path in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            for _, message, _, context in extract_from_file("python", path, keywords=KEYWORDS):
                yield message, context
    for path in sorted((ROOT / app).rglob("*.html")):
        yield from ((message, None) for message in template_messages(path.read_text()))


def template_messages(source: str) -> Iterator[str]:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for quoted in IN_TEMPLATE.findall(templatize(source)):
        yield quoted[1:-1].replace("\\'", "'").replace('\\"', '"').replace("\\n", "\n")


def compile_all() -> int:
    """Those that are older than their texts; an installed hub has them with its code."""
    for app in () if INSTALLED else APPS:
        target, source = _mo_path(VAR_DIR / "locale" / app), po_path(app)
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            compile_catalogue(app, VAR_DIR / "locale" / app)
    return 0


def compile_catalogue(app: str, folder: Path) -> None:
    target = _mo_path(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalogue(app))


def _mo_path(folder: Path) -> Path:
    return folder / "nl" / "LC_MESSAGES" / "django.mo"


def check() -> int:
    complaints = [complaint for app in APPS for complaint in _incomplete(app)]
    print("\n".join(complaints) or "Every text has its Dutch translation.")
    return 1 if complaints else 0


def _incomplete(app: str) -> Iterator[str]:
    known, wanted = catalogue(app), set(messages(app))
    for message, context in sorted(wanted, key=str):
        entry = known.get(message, context)
        if entry is None or entry.fuzzy or not all(entry.string if entry.pluralizable else [entry.string]):
            yield f"{po_path(app).relative_to(ROOT)}: no Dutch for {message!r}"
    used = {message[0] if isinstance(message, tuple) else message for message, _ in wanted}
    for entry in known:
        name = entry.id[0] if isinstance(entry.id, tuple | list) else entry.id
        if name and name not in used:
            yield f"{po_path(app).relative_to(ROOT)}: no longer used: {name!r}"


def update() -> int:
    """Adds new messages with an empty translation and drops those no longer used."""
    for app in APPS:
        known = catalogue(app)
        renewed = Catalog(locale="nl", domain="django", project="Eén Antwoord", charset="utf-8")
        for message, context in messages(app):
            entry = known.get(message, context)
            renewed.add(message, entry.string if entry else None, context=context)
        po_path(app).parent.mkdir(parents=True, exist_ok=True)
        with po_path(app).open("wb") as file:
            write_po(file, renewed, width=110, sort_output=True, omit_header=False, no_location=True)
    return 0


if __name__ == "__main__":
    sys.exit({"compile": compile_all, "check": check, "update": update}[sys.argv[1]]())
