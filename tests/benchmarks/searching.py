"""Speed of search in a hub of thousands of products, with each engine, and the cost of its index.

Runs in a process of its own: `python -m tests.benchmarks.searching PRODUCTS`, with its own VAR_DIR.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.benchmarks.configured import configure
from tests.benchmarks.figures import Figure
from tests.elasticsearch_server import java, server, unpacked
from tests.journeys.running_hub import ROOT

PRODUCTS, QUESTIONS, TYPED = 10_000, 400, 400
TARGETS = {"embedded": 20.0, "elasticsearch": 50.0}
NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)
# Like the words of a language: a few very common, most of them rare.
COMMON = 1.1
TYPING_ERRORS = 0.2


def figures() -> Iterator[Figure]:
    for engine, found in measured_apart(PRODUCTS).items():
        where = f"{engine}, {PRODUCTS:,} products"
        for name, target in (("search", TARGETS[engine]), ("suggestions", 20.0)):
            p50, p95, processor = found[name]
            detail = f"p50 {p50:.1f} ms; processor time p95 {processor:.1f} ms"
            yield Figure(f"{name}, {where}: p95", p95, "ms", target, at_least=False, detail=detail)
        yield Figure(f"one index made anew, {where}", found["rebuild"], "s", detail=f"{found['entries']:,} entries")
        yield Figure(
            f"one changed product, published until findable, {where}", found["change"], "s", 2.0, at_least=False
        )
        if engine == "embedded":
            yield Figure("memory that the words and the index take in a process that searches", found["memory"], "MB")


def measured_apart(products: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as stack:
        environment = os.environ | {"VAR_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/hub.sqlite3"}
        home_of_java = java()
        if home_of_java and unpacked().exists() and not environment.get("ELASTICSEARCH_URL"):
            environment["ELASTICSEARCH_URL"] = stack.enter_context(server(home_of_java)).url
        command = [sys.executable, "-m", "tests.benchmarks.searching", str(products)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def measure(products: int) -> dict[str, Any]:
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    catalogue = Catalogue(products)
    publish(map(catalogue.document, range(products)))
    address, found = settings.ELASTICSEARCH_URL, {}
    for engine in ("embedded", *(["elasticsearch"] if address else [])):
        settings.ELASTICSEARCH_URL = address if engine == "elasticsearch" else ""
        found[engine] = measure_engine(engine, catalogue)
    return found


class Catalogue:
    """Made-up products with the words of the sample, and compounds of them, the same in every run."""

    def __init__(self, products: int) -> None:
        from search.language.normalisation import words

        self._random = random.Random(8)
        texts = " ".join(path.read_text("utf-8") for path in sorted(Path(ROOT / "fixtures/products").glob("*.yaml")))
        known = sorted({word.whole for word in words(texts) if len(word.whole) > 3 and word.whole.isalpha()})
        self._random.shuffle(known)
        joined = (f"{self._random.choice(known)}{self._random.choice(known)}" for _ in range(2 * len(known)))
        self._words = [*known, *joined]
        self._weights = [1 / (rank + 2) ** COMMON for rank in range(len(self._words))]
        self.titles = [self._said(self._random.randint(2, 4), even=True) for _ in range(products)]

    def document(self, number: int, more: str = "") -> Any:
        from releases.compiling.documents import CompiledPeriod, Document
        from releases.core import canonical

        def period(starts: datetime | None, text: str) -> CompiledPeriod:
            body = canonical.dumps(self._body(number, text))
            return CompiledPeriod(starts, body, canonical.digest(body))

        now, later = self._said(20), self._said(12)
        periods = (period(None, f"{now} {more}"), *((period(NEW_YEAR, f"{now} {later}"),) if number % 2 else ()))
        key = f"product-{number}"
        return Document("website", "product", key, "nl", self.titles[number], periods, {}, ("product", key))

    def question(self) -> str:
        """Some words of a title, now and then mistyped, or a whole question."""
        words = self._random.choice(self.titles).split()
        asked = self._random.sample(words, self._random.randint(1, len(words)))
        if self._random.random() < TYPING_ERRORS:
            asked = [mistyped(asked[0], self._random), *asked[1:]]
        return self._random.choice(("{}", "{}", "wat kost {}", "hoe vraag ik {} aan")).format(" ".join(asked))

    def beginning(self) -> str:
        word = self._random.choice(self._random.choice(self.titles).split())
        return word[: self._random.randint(2, len(word))]

    def _body(self, number: int, text: str) -> dict[str, Any]:
        sections = [{"id": f"s{part}", "kind": "steps", "title": self._said(2), "facts": []} for part in range(4)]
        for section in sections:
            section["plain"] = f"{self._said(45)}. {text}."
            section["html"] = f"<p>{section['plain']}</p>"
        return {
            "key": f"product-{number}", "kind": "product", "channel": "website", "locale": "nl", "contentLocale": "nl",
            "title": self.titles[number], "summary": self._said(12), "facts": {}, "audiences": ["resident"],
            "names": [{"kind": "everyday", "name": self._said(2)}], "upl": [], "sections": sections,
            "themes": [{"key": f"theme-{number % 12}", "title": self._said(2)}],
        }  # fmt: skip

    def _said(self, count: int, even: bool = False) -> str:
        return " ".join(self._random.choices(self._words, None if even else self._weights, k=count))


def mistyped(word: str, chance: random.Random) -> str:
    """Two letters swapped."""
    place = chance.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def publish(documents: Iterator[Any]) -> None:
    from django.utils import timezone

    from releases import store
    from releases.compiling.documents import Compiled
    from releases.replica.follower import follow
    from releases.replica.replica import shared_replica

    made = tuple(documents)
    compiled = Compiled(made, {}, {each.subject: frozenset() for each in made})
    store.publish(compiled, author="bench", cause="bench", now=timezone.now(), sources={})
    follow(shared_replica())


def measure_engine(name: str, catalogue: Catalogue) -> dict[str, Any]:
    from django.test import Client
    from django.utils import timezone

    from search.engines.registry import engines
    from search.index import incremental
    from search.query.addresses import IndexScope

    place, client = IndexScope("website", "nl"), Client(headers={"host": "localhost"})
    index = next(engine for engine in engines() if engine.name == name).index_of(place)
    started = time.perf_counter()
    incremental.rebuild(index, place)
    rebuilt = time.perf_counter() - started

    started = time.perf_counter()
    publish(iter([catalogue.document(1, "uniekwoord")]))
    incremental.follow(index, place, timezone.now())
    changed = time.perf_counter() - started
    if name != "embedded":
        incremental.follow(embedded(place), place, timezone.now())
    before = resident()

    def ask(path: str, text: str) -> None:
        response = client.get(f"/api/v1/{path}", {"q": text})
        assert response.status_code == 200, response.content

    assert client.get("/api/v1/search", {"q": "uniekwoord"}).json()["engine"] == name
    return {
        "search": timings(lambda: ask("search", catalogue.question()), QUESTIONS),
        "suggestions": timings(lambda: ask("suggestions", catalogue.beginning()), TYPED),
        "rebuild": rebuilt, "change": changed, "entries": sum(1 + number % 2 for number in range(len(catalogue.titles))),
        "memory": resident() - before,
    }  # fmt: skip


def resident() -> float:
    """Megabytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def embedded(place: Any) -> Any:
    from search.engines.registry import embedded_index

    return embedded_index(place)


def timings(task: Callable[[], None], times: int) -> tuple[float, float, float]:
    """p50 and p95 in milliseconds, and p95 of this process's own time, after a tenth more to warm up."""
    for _ in range(times // 10):
        task()
    found, spent = [], []
    for _ in range(times):
        started, used = time.perf_counter(), time.process_time()
        task()
        found.append((time.perf_counter() - started) * 1000)
        spent.append((time.process_time() - used) * 1000)
    return median(found), quantiles(found, n=20)[-1], quantiles(spent, n=20)[-1]


if __name__ == "__main__":
    configure()
    print(json.dumps(measure(int(sys.argv[1]))))
