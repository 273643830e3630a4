"""Planned publications: published or withdrawn together when their moment comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Revision

from products.publishing.release import PublishRefused, one_release
from products.snapshot import source_of
from releases.core.problems import Problem


@dataclass(frozen=True)
class Due:
    """A revision that goes live, or without a revision something that expires."""

    moment: datetime
    instance: Model
    revision: int | None

    @property
    def source(self) -> str:
        return source_of(self.instance) or ""

    def apply(self) -> None:
        if self.revision is not None:
            Revision.objects.get(pk=self.revision).publish(log_action="wagtail.publish.scheduled")
        else:
            current = type(self.instance)._base_manager.get(pk=self.instance.pk)
            current.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


Refusal = tuple[Due, list[Problem]]


def publish_due(now: datetime) -> list[Refusal]:
    """One release per moment that has come; gives what was refused, which stays scheduled."""
    due = sorted(_all_due(now), key=lambda item: item.moment)
    refused: list[Refusal] = []
    for moment, items in groupby(due, key=lambda item: item.moment):
        refused += _publish_together(list(items), moment, now)
    return refused


def _all_due(now: datetime) -> Iterator[Due]:
    for model in _models():
        for instance in model._default_manager.filter(live=True, expire_at__lte=now):
            yield Due(instance.expire_at, getattr(instance, "specific", instance), None)
    for revision in Revision.objects.filter(approved_go_live_at__lte=now):
        yield Due(revision.approved_go_live_at, revision.as_object(), revision.pk)


def _models() -> list[type[Model]]:
    """Those with drafts; the kinds of pages and of facts are found through what they have in common."""
    drafted = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [model for model in drafted if not model._meta.parents]


def _publish_together(items: list[Due], moment: datetime, now: datetime) -> list[Refusal]:
    """As many as can go; those that a refusal is about are left out and the rest is tried again."""
    refused: list[Refusal] = []
    while items:
        problems = _attempt(items, moment, now)
        if not problems:
            break
        blamed = [(item, own) for item in items if (own := _own(problems, item))] or [
            (item, problems) for item in items
        ]
        refused += blamed
        items = [item for item in items if item not in [each for each, _ in blamed]]
    return refused


def _attempt(items: Sequence[Due], moment: datetime, now: datetime) -> list[Problem]:
    when = date_format(localtime(moment), "j F Y H:i")
    try:
        with one_release(author="manage.py publish_scheduled", cause=_("Planned for %s") % when, now=now):
            _apply(items)
    except PublishRefused as refused:
        return list(refused.problems)
    return []


def _apply(items: Iterable[Due]) -> None:
    for item in items:
        try:
            item.apply()
        except ValidationError as error:
            kind, _, key = item.source.partition(":")
            params = {"reason": " ".join(error.messages)}
            problem = Problem("invalid", (kind, key), sources=frozenset({item.source}), params=params)
            raise PublishRefused([problem]) from error


def _own(problems: Iterable[Problem], item: Due) -> list[Problem]:
    return [each for each in problems if item.source in each.sources or item.source == ":".join(each.subject)]
