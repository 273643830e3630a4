"""Keys of documents in addresses: `/product/<key:key>/`."""

from __future__ import annotations

from werkzeug.routing import BaseConverter

KEY = r"[a-z0-9][a-z0-9.-]*"


class KeyConverter(BaseConverter):
    regex = KEY
