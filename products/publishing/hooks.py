"""Wagtail's hooks around publishing and deleting: a refused draft is kept, and what readers saw is archived."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, ReferenceIndex

from products.publishing import refusal_mail
from products.publishing.archive import archive, has_been_released
from products.publishing.release import keep_draft, unmark


@hooks.register("before_publish_page")
def keep_page_draft(request: HttpRequest, page: Page) -> None:
    """A page that is being created is saved as live at once, so first it becomes the draft that it still is."""
    if page.first_published_at is None and page.live:
        page.live = False
        type(page).objects.filter(pk=page.pk).update(live=False)
        unmark(page)
    keep_draft(page)


@hooks.register("before_publish")
def keep_snippet_draft(request: HttpRequest, instance: Model) -> None:
    keep_draft(instance)


@hooks.register("before_delete_page")
def archive_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not has_been_released(page):
        return None
    if request.method != "POST":
        return _announce(request)
    _archive(request, [page])
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


@hooks.register("before_delete_snippet")
def archive_snippets(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    if not any(map(has_been_released, instances)):
        return None
    if request.method != "POST":
        return None if any(map(_is_needed, instances)) else _announce(request)
    _archive(request, instances)
    return HttpResponseRedirect(reverse(type(instances[0]).snippet_viewset.get_url_name("list")))


@hooks.register("before_bulk_action")
def archive_in_bulk(
    request: HttpRequest, action_type: str, objects: Sequence[Model], action: Any
) -> HttpResponse | None:
    if action_type != "delete" or not any(map(has_been_released, objects)):
        return None
    _archive(request, objects)
    return HttpResponseRedirect(action.next_url)


@hooks.register("register_log_actions")
def register_refusal(actions: LogActionRegistry) -> None:
    actions.register_action(
        refusal_mail.ACTION, gettext_lazy("Refuse what was planned"), gettext_lazy("Planned, but refused")
    )


def _is_needed(instance: Model) -> bool:
    """Something refers to it that cannot do without; Wagtail says so itself."""
    return ReferenceIndex.get_grouped_references_to(instance).is_protected


def _announce(request: HttpRequest) -> None:
    messages.info(request, _("This has been published before, so it will be archived instead of deleted."))


def _archive(request: HttpRequest, instances: Sequence[Model]) -> None:
    """Deletes only what no reader ever saw."""
    for instance in instances:
        archive(instance, request.user)
    text = ngettext(
        "Archived: no channel tells it any more. What was published before is kept for the record.",
        "Archived %(count)d: no channel tells them any more. What was published before is kept for the record.",
        len(instances),
    )
    messages.success(request, text % {"count": len(instances)})
