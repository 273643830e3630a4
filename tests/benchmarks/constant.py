"""The baseline: the same server, the same bytes and the same headers, with no work in between.

CONSTANT_ANSWER names a JSON file with `headers` and, in hexadecimal, `body`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ANSWER = json.loads(Path(os.environ["CONSTANT_ANSWER"]).read_text())
STATUS, HEADERS, BODY = ANSWER["status"], [tuple(pair) for pair in ANSWER["headers"]], bytes.fromhex(ANSWER["body"])


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response(STATUS, HEADERS)
    return [BODY]
