"""The published house style as a stylesheet: each W3C DTCG token becomes a CSS custom property.

A value that is not plainly a colour, size, weight, font or reference is left out, so that no token can carry CSS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from clients.shared.pages import contrast

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ALIAS = re.compile(r"\{([A-Za-z0-9.-]+)\}")
_FONT = re.compile(r"[A-Za-z0-9 -]+")
_WORD = re.compile(r"[a-z-]+")
BACKGROUND = "color-background"
_UNITS = frozenset({"px", "rem", "em", "%", ""})
Tokens = Mapping[str, Any]


def stylesheet(tokens: Tokens) -> str:
    """For screens, with what the house style has no field for; what is printed has colours of its own."""
    properties = properties_of(tokens)
    colours = {name: value for name, value in properties.items() if _COLOUR.fullmatch(value)}
    if not colours:
        return _rule(properties)
    ink = {_on(name): contrast.readable_on(value) for name, value in colours.items()}
    screen = _rule(ink | properties | _derived(colours))
    printed = _rule(on_paper(properties))
    return f"{screen}:root {{ color-scheme: {scheme(properties)}; }}\n@media print {{\n{printed}}}\n"


def scheme(properties: Mapping[str, str]) -> str:
    """Whether pages are light or dark: scroll bars, fields and what the browser draws follow."""
    return "dark" if contrast.is_dark(properties.get(BACKGROUND, contrast.WHITE)) else "light"


def on_paper(properties: Mapping[str, str]) -> dict[str, str]:
    """The colours for what is always white: print, letters and e-mail. Each can be read there."""
    inks = ("color-primary", "color-accent", "color-link", "color-text", "color-text-subtle", "color-focus")
    written = {
        name: contrast.legible(properties[name], contrast.WHITE) for name in inks if _is_colour(properties, name)
    }
    white = dict.fromkeys((BACKGROUND, "color-surface", "color-on-primary"), contrast.WHITE)
    return white | written | {"color-border": "#767676", **_signs(contrast.WHITE)}


def _derived(colours: Mapping[str, str]) -> dict[str, str]:
    """What a house style has no field for: a button under the pointer, and the signs for right and wrong."""
    found = _signs(colours.get(BACKGROUND, contrast.WHITE))
    if primary := colours.get("color-primary"):
        ink = colours.get("color-on-primary", contrast.readable_on(primary))
        away = contrast.BLACK if contrast.is_dark(primary) or not contrast.is_dark(ink) else contrast.WHITE
        found["color-primary-hover"] = contrast.mixed(primary, away, 0.16)
    return found


def _signs(behind: str) -> dict[str, str]:
    signs = {"color-right": "#17643a", "color-wrong": "#a31621"}
    return {name: contrast.legible(colour, behind) for name, colour in signs.items()}


def _is_colour(properties: Mapping[str, str], name: str) -> bool:
    return bool(_COLOUR.fullmatch(properties.get(name, "")))


def _rule(properties: Mapping[str, str]) -> str:
    return "\n".join([":root {", *(f"  --{name}: {value};" for name, value in properties.items()), "}", ""])


def properties_of(tokens: Tokens) -> dict[str, str]:
    """`{"color-primary": "#154273"}`"""
    return dict(_properties(tokens))


def _properties(tree: Tokens, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for name, token in tree.items():
        if name.startswith("$") or not isinstance(token, Mapping):
            continue
        here = (*path, _kebab(name))
        if "$value" in token:
            value = css_value(token["$value"])
            if value:
                yield "-".join(here), value
        else:
            yield from _properties(token, here)


def css_value(value: object) -> str:
    """A token's value in CSS; empty when it is nothing that this client dares to write."""
    if isinstance(value, Mapping):
        return _colour_object(value) if "colorSpace" in value else _dimension(value)
    if isinstance(value, list):
        return _fonts(value)
    if isinstance(value, bool):
        return ""
    text = str(value)
    if alias := _ALIAS.fullmatch(text):
        return f"var(--{_kebab(alias[1].replace('.', '-'))})"
    if _COLOUR.fullmatch(text) or re.fullmatch(rf"{_NUMBER.pattern}(px|rem|em|%)?", text):
        return text
    return _fonts(text.split(","))


def _colour_object(value: Mapping[str, Any]) -> str:
    """The hexadecimal form, which DTCG asks for beside the components."""
    given = str(value.get("hex", ""))
    return given if _COLOUR.fullmatch(given) else ""


def _dimension(value: Mapping[str, Any]) -> str:
    number, unit = str(value.get("value", "")), str(value.get("unit", ""))
    return f"{number}{unit}" if _NUMBER.fullmatch(number) and unit in _UNITS else ""


def _fonts(names: Iterable[object]) -> str:
    return ", ".join(filter(None, map(_font, names)))


def _font(name: object) -> str:
    text = str(name).strip().strip("'\"")
    if not _FONT.fullmatch(text):
        return ""
    return text if _WORD.fullmatch(text) else f'"{text}"'


def _on(name: str) -> str:
    """`color-primary` -> `color-on-primary`: the text on it, where the house style does not say so itself."""
    *group, last = name.split("-", 1)
    return "-".join([*group, "on", last])


def _kebab(name: str) -> str:
    kebab = re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", name).lower()
    return re.sub(r"[^a-z0-9-]", "-", kebab)
