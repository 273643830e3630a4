"""Messages on paper: a printed link cannot be followed, so its address stands beside it."""

from __future__ import annotations

import re

LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
WEB = ("https://", "http://")


def on_paper(html: str) -> str:
    """The hub's own HTML with each link written out."""
    return LINK.sub(_written_out, html) if "<a " in html else html


def _written_out(link: re.Match[str]) -> str:
    address, words = link.groups()
    return f"{words} ({address})" if address.startswith(WEB) and address != words else words
