"""Addresses at which the public finds a product on the website of the municipality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote


def public_address(branding: Mapping[str, Any] | None, key: str, product: Mapping[str, Any] | None = None) -> str:
    """The product's own, else the one that the house style gives it; empty when neither tells one."""
    own = (product or {}).get("publicAddress")
    template = (branding or {}).get("productAddress")
    return own or (template.replace("{key}", quote(key, safe="")) if template else "")
