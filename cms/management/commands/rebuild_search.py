from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.replica.follower import follow
from releases.replica.replica import shared_replica
from search.engines.registry import Engine, engines, places
from search.index import document_source, incremental
from search.index.indexer import only_writer
from search.query.addresses import IndexScope
from search.query.interface import EngineUnavailable

EVERY = 500


class Command(BaseCommand):
    help = (
        "Make the search indexes anew from the newest release. The worker does this by itself when an index is lost or "
        "of an older version; readers have the old index until the new one is complete."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        names = [engine.name for engine in engines()]
        parser.add_argument("--engine", choices=names, help="only this engine (default: all that are set)")

    def handle(self, *, engine: str | None, **options: Any) -> None:
        follow(shared_replica())
        with only_writer(Path(settings.SEARCH_DIR), wait=True):
            failed = [each.name for each in engines() if engine in (None, each.name) and not self._rebuild(each)]
        if failed:
            raise CommandError(f"Not made anew: {', '.join(failed)}.")

    def _rebuild(self, engine: Engine) -> bool:
        for place in places():
            try:
                incremental.rebuild(engine.index_of(place), place, self._progress(engine, place))
            except EngineUnavailable as error:
                self.stderr.write(f"{engine.name}: {error}.")
                return False
        return True

    def _progress(self, engine: Engine, place: IndexScope) -> Callable[[], None]:
        """Says now and then how many of all documents are done, and at the end that they are."""
        total = document_source.count(place)
        name, done = f"{engine.name} {place.channel} {place.locale}", 0
        if not total:
            self.stdout.write(f"{name}: nothing to search in yet")

        def progress() -> None:
            nonlocal done
            done += 1
            if done % EVERY == 0 or done == total:
                self.stdout.write(f"{name}: {done} of {total} documents")

        return progress
