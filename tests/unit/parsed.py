"""Compiled documents, as a channel would read them."""

from __future__ import annotations

from typing import Any

import orjson

from releases.compiling.documents import Compiled


def documents_now(compiled: Compiled) -> list[dict[str, Any]]:
    """Each document in its second period when it has one: that of 2024 to 2027 in the small municipality."""
    return [orjson.loads(document.periods[min(1, len(document.periods) - 1)].body) for document in compiled.documents]
