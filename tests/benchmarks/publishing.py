"""Cost of a publish: a fact that 1,000 products tell, in hubs of different sizes, and a full compile.

Runs in a process of its own for each size: `python -m tests.benchmarks.publishing PRODUCTS`, with its own VAR_DIR.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.benchmarks.configured import configure
from tests.benchmarks.figures import Figure
from tests.journeys.running_hub import ROOT

SHARING, ROUNDS, CHUNK = 1000, 5, 500
SIZES = (1_000, 10_000)


def figures() -> Iterator[Figure]:
    found = {size: measured_apart(size) for size in SIZES}
    small, large = found[SIZES[0]], found[SIZES[-1]]
    spread = f"{', '.join(f'{second:.2f}' for second in large['publish'])} s"
    spread += f"; processor time {median(large['processor']):.2f} s"
    yield Figure(
        f"a fact of {SHARING:,} of {SIZES[-1]:,} products ({large['documents']:,} documents), saved until readable",
        median(large["publish"]), "s", 2.0, at_least=False, detail=spread,
    )  # fmt: skip
    yield Figure(
        f"the same change with {SIZES[-1]:,} products, of the cost with {SIZES[0]:,}",
        median(large["publish"]) / median(small["publish"]), "×", 1.5, at_least=False,
        detail=f"{median(large['publish']):.2f} s against {median(small['publish']):.2f} s",
    )  # fmt: skip
    yield Figure(
        f"full compile of {SIZES[-1]:,} products × 4 channels × 2 locales", large["compile"], "s", 60, at_least=False,
        detail=f"{large['compiled']:,} documents",
    )  # fmt: skip
    yield Figure(
        "memory at the end of the full compile, of memory after a tenth of it", large["memory"], "×", 1.5,
        at_least=False,
    )  # fmt: skip


def measured_apart(products: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = os.environ | {"VAR_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/hub.sqlite3"}
        command = [sys.executable, "-m", "tests.benchmarks.publishing", str(products)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def measure(products: int) -> dict[str, Any]:
    from django.core.management import call_command

    from tests.benchmarks import catalogue

    call_command("migrate", verbosity=0)
    catalogue.build(products, SHARING)
    compiled = full_compile()
    release_everything()
    return compiled | change_shared_fact()


def full_compile() -> dict[str, Any]:
    """In parts, as an operator's check does; memory is this process's peak, in the system's own unit."""
    from products.snapshot import all_subjects, read_snapshot
    from releases.compiling.compiler import compile_snapshot

    subjects, count, peaks, started = sorted(all_subjects()), 0, [], time.perf_counter()
    for start in range(0, len(subjects), CHUNK):
        count += len(compile_snapshot(read_snapshot(subjects[start : start + CHUNK], horizon=2027)).documents)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    seconds = time.perf_counter() - started
    return {"compile": seconds, "compiled": count, "memory": peaks[-1] / peaks[max(0, len(peaks) // 10)]}


def release_everything() -> None:
    """The first release, in parts so that it fits in memory."""
    from django.db import transaction
    from django.utils import timezone

    from products.snapshot import all_subjects, read_snapshot
    from releases import store
    from releases.compiling.compiler import compile_snapshot

    subjects = sorted(all_subjects())
    for start in range(0, len(subjects), CHUNK):
        compiled = compile_snapshot(read_snapshot(subjects[start : start + CHUNK], horizon=2027))
        with transaction.atomic():
            store.publish(compiled, author="bench", cause="first release", now=timezone.now(), sources={})


def change_shared_fact() -> dict[str, Any]:
    from releases import store
    from releases.channels import CHANNELS

    seconds, processor = [], []
    for round_number in range(ROUNDS):
        amount = Decimal("84.00") + round_number
        started, spent = time.perf_counter(), time.process_time()
        release = publish_amount(amount)
        assert read_everywhere() == {str(amount)}
        seconds.append(time.perf_counter() - started)
        processor.append(time.process_time() - spent)
    return {"publish": seconds, "processor": processor, "documents": store.changed_documents(release, tuple(CHANNELS))}


def publish_amount(amount: Decimal) -> int:
    """Saves the new value as an editor's form does; gives the number of the release."""
    from products.models import Amount
    from products.publishing.release import one_release
    from tests.benchmarks.catalogue import SHARED

    with one_release(author="bench", cause="a new fee") as collected:
        fact = Amount.objects.get(key=SHARED)
        value = fact.values.all()[0]
        value.amount = amount
        fact.values.add(value)
        fact.save_revision().publish()
    assert collected.release is not None
    return collected.release.number


def read_everywhere() -> set[str]:
    """The amount that each channel's document gives on the hot path."""
    from django.utils import timezone

    from api.documents.delivery import DocumentEndpoint
    from api.tokens import follow, issue
    from tests.benchmarks.catalogue import SHARED

    token = issue("bench", ["email", "desk", "phone"], False, timezone.now())
    follow()
    found = set()
    for channel in ("website", "email", "desk", "phone"):
        path = f"/api/v1/channels/{channel}/documents/product/gedeeld-7"
        environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "HTTP_AUTHORIZATION": f"Bearer {token}"}
        body = b"".join(DocumentEndpoint()(environ, lambda *_: None))
        found.add(json.loads(body)["facts"][SHARED]["value"]["amount"])
    return found


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    configure()
    print(json.dumps(measure(int(sys.argv[1]))))
