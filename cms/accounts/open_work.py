"""Work that somebody leaves open: what their account cannot be ended without naming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, LockableMixin, ModelLogEntry, Revision, WorkflowState

from api.models import AccessToken

SHOWN = 20


@dataclass(frozen=True)
class OpenItem:
    name: str
    address: str | None


@dataclass(frozen=True)
class OpenWork:
    """`more` are not named any more."""

    heading: str
    items: tuple[OpenItem, ...]
    more: int


def open_work(account: User, viewer: User) -> list[OpenWork]:
    finder = AdminURLFinder(viewer)
    kinds = [
        (_("Drafts that are not published"), list(_drafts(account))),
        (_("Locked for others"), list(locked_by(account))),
        (_("Planned publications, which go on"), list(_planned(account))),
        (_("Sent for approval"), list(_sent(account))),
        (_("Access tokens issued and still valid"), list(_tokens(account))),
    ]
    return [_named(heading, found, finder) for heading, found in kinds if found]


def _named(heading: str, found: list[Model], finder: AdminURLFinder) -> OpenWork:
    items = tuple(OpenItem(str(each), _address(each, finder)) for each in found[:SHOWN])
    return OpenWork(heading, items, len(found) - len(items))


def _address(instance: Model, finder: AdminURLFinder) -> str | None:
    if isinstance(instance, AccessToken):
        return reverse("access-tokens:edit", args=[instance.pk])
    return finder.get_edit_url(instance)


def _with_field(base: type, field: str) -> Iterator[type[Model]]:
    """The tables that have the field themselves, so that nothing is found twice."""
    for model in apps.get_models():
        if issubclass(model, base) and model._meta.get_field(field) in model._meta.local_fields:
            yield model


def _drafts(account: User) -> Iterator[Model]:
    for model in _with_field(DraftStateMixin, "has_unpublished_changes"):
        yield from model._base_manager.filter(has_unpublished_changes=True, latest_revision__user=account)


def locked_by(account: User) -> Iterator[Model]:
    for model in _with_field(LockableMixin, "locked"):
        yield from model._base_manager.filter(locked=True, locked_by=account)


def _planned(account: User) -> Iterator[Model]:
    revisions = Revision.objects.filter(user=account).exclude(approved_go_live_at=None)
    yield from _of(revision.content_object for revision in revisions)


def _sent(account: User) -> Iterator[Model]:
    states = WorkflowState.objects.active().filter(requested_by=account)
    yield from _of(state.content_object for state in states)


def _of(instances: Iterable[Model | None]) -> Iterator[Model]:
    yield from (instance for instance in instances if instance is not None)


def _tokens(account: User) -> Iterator[Model]:
    of_tokens = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(AccessToken))
    issued = of_tokens.filter(user=account, action="wagtail.create").values_list("object_id", flat=True)
    yield from AccessToken.objects.filter(revoked_at=None, pk__in=[int(pk) for pk in issued])
