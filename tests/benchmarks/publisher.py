"""An editor that may be killed: gives the fee each amount that it reads, and prints the release in which that is told."""

from __future__ import annotations

import sys

from tests.benchmarks.configured import configure


def main() -> None:
    from django.utils import timezone

    from products.management.commands.set_fact import publish_value
    from products.publishing.release import one_release
    from tests.integration.editorial import FEE

    for line in sys.stdin:
        with one_release(author="bench", cause="") as collected:
            publish_value(FEE, line.strip(), timezone.localdate())
        print(collected.release.number, flush=True)


if __name__ == "__main__":
    configure()
    main()
