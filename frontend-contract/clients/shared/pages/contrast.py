"""Contrast of colours by WCAG 2, and the nearest shade of a colour that can be read on another."""

from __future__ import annotations

WHITE, BLACK = "#ffffff", "#000000"
TEXT, SIGN = 4.5, 3.0
STEPS = 20


def ratio(one: str, other: str) -> float:
    """From 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_dark(colour: str) -> bool:
    return ratio(WHITE, colour) > ratio(BLACK, colour)


def readable_on(behind: str) -> str:
    """White or black, whichever has the higher contrast."""
    return WHITE if is_dark(behind) else BLACK


def legible(colour: str, behind: str, least: float = TEXT) -> str:
    """`colour` itself where it can be read; else the nearest shade of it towards white or black that can."""
    goal = readable_on(behind)
    shades = (mixed(colour, goal, step / STEPS) for step in range(STEPS + 1))
    return next((shade for shade in shades if ratio(shade, behind) >= least), goal)


def mixed(colour: str, other: str, part: float) -> str:
    """`colour` with `part` of the other in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * part):02x}" for one, two in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour[1:]
    full = "".join(digit * 2 for digit in digits[:3]) if len(digits) < 6 else digits[:6]
    red, green, blue = (int(full[place : place + 2], 16) for place in (0, 2, 4))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
