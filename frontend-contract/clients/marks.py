"""Facts as a client writes them itself, with the same mark that a document's own HTML has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from clients.attributes import machine_attribute

Fact = Mapping[str, Any]
_PRODUCT_LINK = re.compile(r'<a href="product:([a-z0-9.-]+)"')


def fact_mark(key: str, fact: Fact, aspect: str = "value") -> Markup:
    """`<data class="fact" data-fact="KEY" value="83.87">€ 83,87</data>`"""
    source = fact["next"] if aspect == "next" else fact
    other = Markup(' data-aspect="{}"').format(aspect) if aspect != "value" else Markup("")
    return Markup('<data class="fact" data-fact="{}"{} value="{}">{}</data>').format(
        key, other, machine_attribute(fact["kind"], source["value"]), source["text"]
    )


def document_html(html: str, product_url: Callable[[str], str]) -> Markup:
    """The hub's own markup, safe by its contract; product links lead to this client's pages."""
    return Markup(_PRODUCT_LINK.sub(lambda link: f'<a href="{escape(product_url(link[1]))}"', html))  # noqa: S704
