"""`manage.py verify_head`: proves that what is published is exactly what is live in the editors' site."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from products.publishing.verification import verify_head


class Command(BaseCommand):
    help = "Compile all that is live from scratch and compare it with the newest release, byte for byte."

    def handle(self, **options: object) -> None:
        verified = verify_head()
        if found := verified.differences:
            self.stdout.write("\n".join(found))
            raise CommandError(f"{len(found)} differences from release {verified.release}.", returncode=1)
        self.stdout.write(f"Release {verified.release} is what all live content compiles to.")
