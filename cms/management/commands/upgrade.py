"""`manage.py upgrade`: brings database, translations and documents up to this version of the software."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from cms.translations import compile_all
from releases import store


class Command(BaseCommand):
    help = (
        "After installing another version: migrate the database, and publish the documents that it words otherwise, in "
        "one release. Safe to repeat; run it on every node. The worker makes search indexes and the copy anew."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        compile_all()
        call_command("migrate", interactive=False, verbosity=0)
        if store.head().number:
            call_command("recompile", stdout=self.stdout)
        self.stdout.write("This node is ready for: manage.py serve")
