"""The published house style as a stylesheet: each W3C DTCG token becomes a CSS custom property.

A value that is not plainly a colour, size, weight, font or reference is left out, so that no token can carry CSS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ALIAS = re.compile(r"\{([A-Za-z0-9.-]+)\}")
_FONT = re.compile(r"[A-Za-z0-9 -]+")
_WORD = re.compile(r"[a-z-]+")
_UNITS = frozenset({"px", "rem", "em", "%", ""})
Tokens = Mapping[str, Any]


def stylesheet(tokens: Tokens) -> str:
    properties = properties_of(tokens)
    ink = {_on(name): _readable_on(value) for name, value in properties.items() if _COLOUR.fullmatch(value)}
    lines = (f"  --{name}: {value};" for name, value in (ink | properties).items())
    return "\n".join([":root {", *lines, "}", ""])


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


def _readable_on(colour: str) -> str:
    """White or black, whichever has the higher contrast by WCAG."""
    return "#ffffff" if 1.05 / (_luminance(colour) + 0.05) >= (_luminance(colour) + 0.05) / 0.05 else "#000000"


def _luminance(colour: str) -> float:
    digits = colour[1:]
    full = "".join(digit * 2 for digit in digits[:3]) if len(digits) < 6 else digits[:6]
    red, green, blue = (_linear(int(full[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
