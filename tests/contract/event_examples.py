"""The examples of events are what the hub sends; `python -m tests.contract.event_examples` writes them anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from api.webhooks import events
from api.webhooks.events import Sender, StepEvent
from releases.core import canonical
from releases.core.changes import Change
from releases.core.position import Position
from tests.benchmarks.configured import configure
from tests.contract.schemas import CONTRACT

EXAMPLES = CONTRACT / "examples" / "events"
EPOCH = UUID("7f1c3a52-9a44-4c1b-9d27-1f0a6c1d2e3f")
SENDER = Sender("urn:nld:oin:00000001234567890000:systeem:een-antwoord", "https://antwoord.gemeente.example")
PUBLISHED_AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)
RELEASED, SWITCHED = Position(42, PUBLISHED_AT), Position(42, NEW_YEAR)
CHANNELS = {"desk": canonical.digest(b"desk"), "website": canonical.digest(b"website")}


def change(channel: str, key: str, action: str, at: datetime, kind: str = "product") -> events.Change:
    digest = None if action == "withdrawn" else canonical.digest(f"{channel} {key}".encode())
    return Change(channel, kind, key, "nl", action, digest, at).as_json()


def happenings() -> dict[str, StepEvent]:
    published = [
        change("desk", "paspoort", "changed", PUBLISHED_AT),
        change("website", "paspoort", "changed", PUBLISHED_AT),
        change("website", "rommelmarkt", "withdrawn", PUBLISHED_AT),
    ]
    switched = [change("website", "paspoort", "changed", NEW_YEAR)]
    since = Position(41, datetime(2026, 11, 23, 14, 2, 11, 305_000, tzinfo=UTC))
    return {
        "published": StepEvent("published", EPOCH, RELEASED, CHANNELS, since, len(published), published),
        "published-large": StepEvent("published", EPOCH, RELEASED, CHANNELS, since, 8000),
        "switched": StepEvent("switched", EPOCH, SWITCHED, CHANNELS, RELEASED, len(switched), switched),
        "restarted": StepEvent("restarted", EPOCH, RELEASED, CHANNELS),
        "test": StepEvent("test", EPOCH, Position(0, PUBLISHED_AT), dict.fromkeys(CHANNELS)),
    }


def examples() -> Iterator[tuple[Path, str]]:
    for name, happening in happenings().items():
        body = events.body(happening, events.event_id(EPOCH, 1, happening.position), SENDER)
        yield EXAMPLES / f"{name}.json", json.dumps(json.loads(body), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    configure()
    for path, text in examples():
        path.write_text(text, "utf-8")
