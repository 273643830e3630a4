"""A receiver of webhooks that knows no library: it checks signatures as the specification of Standard Webhooks says.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

TOLERANCE = 300.0


class Refused(Exception):
    """Whoever sent this does not know the secret, or it is old."""


def received(secret: str, body: bytes, headers: Mapping[str, str], now: float | None = None) -> Any:
    """The event in `body`."""
    moment = headers["webhook-timestamp"]
    if abs((time.time() if now is None else now) - int(moment)) > TOLERANCE:
        raise Refused("the timestamp is too old or too new")
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    signed = b".".join([headers["webhook-id"].encode(), moment.encode(), body])
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    if not any(hmac.compare_digest(expected, given) for given in headers["webhook-signature"].split(" ")):
        raise Refused("no signature matches")
    return json.loads(body)
