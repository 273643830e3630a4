"""Small made-up documents, and a publish that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from releases.channels import CHANNELS
from releases.compiling.documents import Compiled, CompiledPeriod, Document
from releases.conditions import confirmations
from releases.core import canonical
from releases.core.position import Position
from releases.models import Content, DocumentVersion, Head, Release
from releases.replica import feed
from releases.replica.feed import Change, ReadyStep
from releases.replica.follower import follow
from releases.replica.replica import shared_replica
from releases.storage import writer

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)
FEE = "paspoort.leges"


def period(fee: str, starts: datetime | None = None) -> CompiledPeriod:
    body = canonical.dumps({"key": "paspoort", "fee": fee})
    return CompiledPeriod(starts, body, canonical.digest(body))


def document(*periods: CompiledPeriod, key: str = "paspoort", channel: str = "website", locale: str = "nl") -> Document:
    return Document(
        channel=channel,
        kind="product",
        key=key,
        locale=locale,
        title=key.title(),
        periods=periods or (period("83.87"),),
        uses={FEE: ("costs",)},
        subject=("product", key),
        external=(("zaaktype", f"B-{key}"),),
    )


def compiled(*documents: Document, facts: dict[str, bytes] | None = None, subjects: Iterable[str] = ()) -> Compiled:
    """`subjects` are product keys that were compiled without giving a document."""
    dependencies = {("product", key): frozenset({f"product:{key}"}) for key in subjects}
    for made in documents:
        dependencies[made.subject] = frozenset({f"fact:{FEE}", f"product:{made.key}"})
    return Compiled(documents=documents, facts=facts or {}, dependencies=dependencies, problems=())


def publish(*documents: Document, now: datetime = NOW, **options: object) -> Release | None:
    content = compiled(*documents, facts=options.pop("facts", None), subjects=options.pop("subjects", ()))
    return writer.publish(content, author="Anna", cause="test", now=now, **options)


def open_channels() -> None:
    """Every condition of every channel is confirmed; what is published is the test's own affair."""
    for channel in CHANNELS.values():
        for condition in channel.conditions:
            confirmations.confirm(channel.name, condition.name, "Z-1", "test", NOW)


def go_back_to(number: int) -> None:
    """Makes the database what it was after release `number`, as a restored backup does."""
    DocumentVersion.objects.filter(release_from__gt=number).delete()
    DocumentVersion.objects.filter(release_until__gt=number).update(release_until=None)
    Content.objects.filter(release__gt=number).delete()
    Release.objects.filter(number__gt=number).delete()
    digest = Release.objects.get(number=number).digest
    Head.objects.update(number=number, digest=digest)


def position_of(release: int) -> Position:
    """Where a reader is that has just seen that release."""
    return Position(release, Release.objects.get(number=release).created_at)


def steps_of(channels: Sequence[str], since: Position, until: datetime, limit: int = 100) -> list[ReadyStep]:
    """What this node tells, after it followed."""
    follow(shared_replica())
    with shared_replica().read() as reading:
        return feed.steps(reading, channels, since, until, limit)


def changes_of(release: int) -> list[Change]:
    """What this node tells of that release, after it followed."""
    follow(shared_replica())
    with shared_replica().read() as reading:
        return feed.changes_of(reading, release, tuple(CHANNELS))
