"""Time from a publish until this node shows it, by whichever process took it over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.monitoring.tally import tally
from releases.signals import taken_over


def measure_copying() -> None:
    taken_over.connect(_note, dispatch_uid="cms.monitoring.copy_times")


def _note(created_at: datetime, **about: Any) -> None:
    tally.add("copied count")
    tally.add("copied seconds", max(0.0, (timezone.now() - created_at).total_seconds()))
    tally.write(settings.METRICS_DIR)
