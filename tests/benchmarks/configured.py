"""Benchmarks run outside pytest, so they set up the hub's Django themselves."""

from __future__ import annotations

import os

import django


def configure() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
