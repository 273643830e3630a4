"""Messages where a link cannot be followed, on paper and as plain text: what it leads to stands beside it."""

from __future__ import annotations

import re

LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
LEADING = ("https://", "http://", "product:")
PRODUCT_LINK = re.compile(r'<a linktype="product" key="([^"]*)">.*?</a>', re.DOTALL)
BESIDE = re.compile(r" \(product:[a-z0-9.-]*\)")


def on_paper(html: str) -> str:
    """The hub's own HTML with each link written out."""
    return LINK.sub(_written_out, html) if "<a " in html else html


def with_product_keys(markup: str) -> str:
    """Source markup with `(product:KEY)` after each link to a product, which plain text keeps."""
    return PRODUCT_LINK.sub(lambda link: f"{link[0]} (product:{link[1]})", markup) if "<a " in markup else markup


def without_product_keys(html: str) -> str:
    """HTML has its links."""
    return BESIDE.sub("", html) if "(product:" in html else html


def _written_out(link: re.Match[str]) -> str:
    address, words = link.groups()
    return f"{words} ({address})" if address.startswith(LEADING) and address != words else words
