"""`manage.py publish_scheduled`, in place of Wagtail's: what is due at one moment becomes one release."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from products.publishing import second_clock
from products.publishing.refusal_mail import tell_owner
from products.publishing.scheduling import publish_due
from releases.core.problems import ClockAhead


class Command(BaseCommand):
    help = "Publish and withdraw what is due. What is refused stays scheduled, and its owner gets a mail."

    def handle(self, **options: object) -> None:
        if lead := second_clock.doubtful_lead():
            raise CommandError(str(ClockAhead(lead)))
        for item, problems in publish_due(timezone.now()):
            if tell_owner(item, problems):
                self.stdout.write(f"Refused: {item.instance}")
