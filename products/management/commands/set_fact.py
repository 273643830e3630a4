"""`manage.py set_fact KEY VALUE`: gives a fact a new value and publishes it, as an editor would."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from products.fact_values import FactValueError, add_value, fact_to_set
from products.models import EDITORIAL_KINDS
from products.publishing.problem_sentences import problem_sentences
from products.publishing.release import PublishRefused, one_release


class Command(BaseCommand):
    help = "Give a fact a new value from a date on, and publish it in one release."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="such as paspoort.leges.volwassene")
        examples = "; ".join(kind.example for kind in EDITORIAL_KINDS.values() if kind.parse).replace("%", "%%")
        parser.add_argument("value", help=f"by the kind of the fact, such as: {examples}")
        parser.add_argument("--from", dest="start", type=date.fromisoformat, help="the first day, YYYY-MM-DD; today")
        parser.add_argument("--cause", default="", help="why, for the list of releases")

    def handle(self, *, key: str, value: str, start: date | None, cause: str, **options: object) -> None:
        start = start or timezone.localdate()
        try:
            with one_release(author="manage.py set_fact", cause=cause) as collected:
                publish_value(key, value, start)
        except (FactValueError, PublishRefused) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(_sentences(error)) from error
        outcome = f"release {collected.release.number}" if collected.release else "no reader sees a difference"
        self.stdout.write(f"{key}: {value} from {start}; {outcome}")
        for sentence in problem_sentences(collected.advice() if collected.release else ()):
            self.stdout.write(sentence)


def publish_value(key: str, value: str, start: date) -> None:
    fact = fact_to_set(key)
    add_value(fact, value, start)
    fact.full_clean()
    fact.save_revision().publish()


def _sentences(error: ValidationError) -> str:
    if hasattr(error, "message_dict"):
        return "\n".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
    return "\n".join(error.messages)
