"""Where Wagtail lets the hub take part in publishing and deleting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import register_snippet

from cms.channels.board import ChannelBoardViewSet
from cms.channels.conditions import ConditionsViewSet
from cms.channels.warnings import ChannelWarningsPanel, may_see
from cms.search_admin.report import SearchReportViewSet
from cms.search_admin.viewsets import SearchGroup, SteeringMenuItem
from cms.statements import menu as said
from cms.statements import permission as said_permission
from cms.tokens import TokenViewSet
from cms.webhooks.actions import OF_DELIVERY, OF_SUBSCRIPTION
from cms.webhooks.panel import TroubledWebhooks
from cms.webhooks.viewsets import DeliveryViewSet, SubscriptionViewSet
from products.publishing import refusal_mail
from products.publishing.archive import archive, has_been_released
from products.publishing.release import keep_draft, unmark

hooks.register("register_admin_urls", said.urls)
hooks.register("register_admin_menu_item", said.menu_item)
hooks.register("register_permissions", said_permission.permissions)
register_snippet(SearchGroup)


@hooks.register("register_admin_viewset")
def tokens() -> TokenViewSet:
    return TokenViewSet("access-tokens")


@hooks.register("register_admin_viewset")
def search_report() -> SearchReportViewSet:
    return SearchReportViewSet()


@hooks.register("register_reports_menu_item")
def search_report_menu_item() -> MenuItem:
    return SteeringMenuItem(gettext_lazy("Searches"), reverse("search-report:index"), icon_name="search", order=700)


@hooks.register("register_admin_viewset")
def channel_board() -> ChannelBoardViewSet:
    return ChannelBoardViewSet("channel-board")


@hooks.register("register_admin_viewset")
def channel_conditions() -> ConditionsViewSet:
    return ConditionsViewSet("channel-conditions")


@hooks.register("construct_homepage_panels")
def warn_of_channels(request: HttpRequest, panels: list[Component]) -> None:
    if may_see(request):
        panels.append(ChannelWarningsPanel())


@hooks.register("register_admin_viewset")
def webhooks() -> list[ViewSet]:
    return [SubscriptionViewSet("webhooks"), DeliveryViewSet("webhook-deliveries")]


@hooks.register("construct_homepage_panels")
def troubled_webhooks(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(TroubledWebhooks())


@hooks.register("register_log_actions")
def register_webhook_actions(actions: LogActionRegistry) -> None:
    for action in (*OF_SUBSCRIPTION, *OF_DELIVERY):
        actions.register_action(f"webhooks.{action.name}", action.label, action.label)


@hooks.register("insert_global_admin_css")
def admin_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("construct_help_menu")
def without_news(request: HttpRequest, items: list[MenuItem]) -> None:
    """What is new in Wagtail is nothing that an editor here can use, and it is in English."""
    items[:] = [item for item in items if not item.name.startswith("whats-new-in-wagtail")]


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
