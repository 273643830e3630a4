"""Brings back what was live in an earlier release, as a new release."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Revision

from products.publishing.release import one_release
from releases import store


class RollbackImpossible(Exception):
    """`missing` are the names of what was live then and whose revision has been purged."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def roll_back(number: int, *, author: str, now: datetime | None = None) -> store.Release | None:
    """Publishes the revisions that were live in release `number`; what is newer stays as a draft.

    What came later is unpublished. None when readers would see no difference. Places in the page tree stay.
    """
    with override(settings.LANGUAGE_CODE):
        cause = _("Back to publication %(number)d") % {"number": number}
    with one_release(author=author, cause=cause, now=now) as collected:
        then, current = store.sources_of(number), store.sources_of(store.lock_head().number)
        differing = {name: then.get(name) for name, revision in current.items() if then.get(name) != revision}
        revisions = _revisions(differing)
        for name, wanted in differing.items():
            if wanted is not None:
                revisions[wanted].publish()
            elif (newest := current[name]) is not None:
                _withdraw(Revision.objects.get(pk=newest))
    return collected.release


def _revisions(differing: dict[str, str | None]) -> dict[str, Revision]:
    wanted = {revision for revision in differing.values() if revision is not None}
    found = {str(revision.pk): revision for revision in Revision.objects.filter(pk__in=wanted)}
    if missing := sorted(name for name, revision in differing.items() if revision and revision not in found):
        raise RollbackImpossible(missing)
    return found


def _withdraw(revision: Revision) -> None:
    instance = revision.content_object
    (instance.specific if isinstance(instance, Page) else instance).unpublish()
