"""Formats of Django for this language: as in Dutch, day first, whatever the screens speak."""

from cms.formats.nl.formats import *  # noqa: F403 - Django reads them by name
