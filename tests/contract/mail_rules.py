"""Rules that a message must keep: elements and properties that widely used mail programs drop or break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

FORBIDDEN_ELEMENTS = (
    *("script", "link", "base", "form", "input", "button", "select", "textarea"),
    *("iframe", "object", "embed", "video", "audio", "canvas", "svg", "picture", "dialog", "template"),
)
# Each as it would stand in a style: a property with its value, or a function.
FORBIDDEN_STYLES = (
    *(r"position\s*:", r"display\s*:\s*(inline-)?(flex|grid)", r"float\s*:\s*inline", r"var\(", r"calc\(", r"clamp\("),
    *(
        r"background-image\s*:\s*linear-gradient",
        r"transform\s*:",
        r"animation\s*:",
        r"object-fit\s*:",
        r"aspect-ratio\s*:",
    ),
    *(
        r"inset(-\w+)*\s*:",
        r"(margin|padding|border)-(inline|block)",
        r"@import",
        r"@font-face",
        r"@layer",
        r"@container",
    ),
)
ADDRESS = re.compile(r"(https?://[^/\s]+(/|$|\?)|mailto:|tel:)")
# Beyond it Gmail shows a part, and the rest behind a link.
MOST_BYTES = 102 * 1024
UNFILLED = re.compile(r"\{\{|\}\}|\{[a-z]|«|%%")
BARE_NUMBER = re.compile(r"[\d.,]+")


def broken_rules(html: str) -> Iterator[str]:
    soup = BeautifulSoup(html, "html.parser")
    yield from (f"element {element.name}" for element in soup.select(", ".join(FORBIDDEN_ELEMENTS)))
    yield from (f"style {style}" for style in FORBIDDEN_STYLES if re.search(style, _styles(soup)))
    yield from (f"relative {address}" for address in addresses(soup) if not ADDRESS.match(address))
    yield from (
        f"image without {name}" for image in soup.select("img") for name in ("alt", "width") if name not in image.attrs
    )
    yield from (f"number without unit {mark['data-fact']}" for mark in soup.select("data.fact") if _is_bare(mark))
    yield from (f"unfilled {found}" for found in UNFILLED.findall(soup.body.get_text()))
    if len(html.encode()) > MOST_BYTES:
        yield f"longer than {MOST_BYTES} bytes"


def addresses(soup: BeautifulSoup) -> Iterator[str]:
    yield from (str(element[name]) for name in ("href", "src") for element in soup.select(f"[{name}]"))


def _is_bare(mark: Tag) -> bool:
    return bool(BARE_NUMBER.fullmatch(mark.get_text().strip()))


def _styles(soup: BeautifulSoup) -> str:
    inline = (str(element["style"]) for element in soup.select("[style]"))
    return "\n".join([*inline, *(style.get_text() for style in soup.select("style"))])
