"""One line of the log for each thing that is worth one: JSON for a machine, plain for a terminal."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from cms import settings
from cms.monitoring.request_context import RequestContext, current

# What Django refuses of a request, such as another host name, it logs with a traceback; the message says enough.
REFUSED = "django.security."


def formatter() -> logging.Formatter:
    """As LOG_FORMAT says; `auto` is JSON unless somebody looks at a terminal."""
    plain = sys.stderr.isatty() if settings.LOG_FORMAT == "auto" else settings.LOG_FORMAT == "text"
    return PlainLines("%(asctime)s %(levelname)s %(name)s: %(message)s") if plain else JsonLines()


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
            **_error(record, self),
        }
        if request := current.get():
            line["request"] = _about(request)
        return json.dumps(line, ensure_ascii=False)


class PlainLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        if record.name.startswith(REFUSED):
            record = logging.makeLogRecord(record.__dict__ | {"exc_info": None, "exc_text": None})
        said, request = super().format(record), current.get()
        if request is None:
            return said
        first, end, rest = said.partition("\n")
        return f"{first} [{' '.join(str(value) for value in _about(request).values())}]{end}{rest}"


def _about(request: RequestContext) -> dict[str, Any]:
    return {
        "id": request.number,
        "method": request.method,
        "path": request.path,
        "milliseconds": request.milliseconds(),
        "release": _release(),
    }


def _release() -> int | None:
    """The newest that this node shows; none when its copy is what fails."""
    try:
        from releases.replica.replica import shared_replica  # not in a process without settings, such as the server's

        return shared_replica().number()
    except Exception:
        return None


def _error(record: logging.LogRecord, lines: logging.Formatter) -> dict[str, Any]:
    if not record.exc_info or record.exc_info[0] is None or record.name.startswith(REFUSED):
        return {}
    kind, error, _ = record.exc_info
    return {
        "error": {"type": kind.__name__, "message": str(error), "traceback": lines.formatException(record.exc_info)}
    }
