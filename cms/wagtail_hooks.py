"""Registers the hub's own screens, panels and log actions with Wagtail."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from cms import token_expiry
from cms.accounts import bulk_actions
from cms.accounts.ending import DEACTIVATED
from cms.accounts.teams import TeamViewSet
from cms.channels.board import ChannelBoardViewSet
from cms.channels.conditions import ConditionsViewSet
from cms.channels.warnings import ChannelWarningsPanel, may_see
from cms.installation.first_product import FirstProductPanel
from cms.logging_in import audit
from cms.publishing import messages_to_oneself
from cms.search_admin.report import SearchReportViewSet
from cms.search_admin.site_information import SiteInformationViewSet
from cms.search_admin.viewsets import SearchGroup, SteeringMenuItem
from cms.statements import menu as said
from cms.statements import permission as said_permission
from cms.token_expiry import EndingTokensPanel
from cms.tokens import RENAMED, REVOKED, TokenViewSet
from cms.views import may_see_uploads
from cms.webhooks.actions import OF_DELIVERY, OF_SUBSCRIPTION
from cms.webhooks.panel import TroubledWebhooks
from cms.webhooks.viewsets import DeliveryViewSet, SubscriptionViewSet

hooks.register("register_admin_urls", said.urls)
hooks.register("register_admin_menu_item", said.menu_item)
hooks.register("register_permissions", said_permission.permissions)
hooks.register("register_admin_urls", messages_to_oneself.urls)
hooks.register("register_page_header_buttons", messages_to_oneself.buttons)
register_snippet(SearchGroup)
register_snippet(SiteInformationViewSet)
for action in bulk_actions.ACTIONS:
    # After Wagtail's own, which they replace.
    hooks.register("register_bulk_action", action, order=1)


@hooks.register("register_admin_viewset")
def tokens() -> TokenViewSet:
    return TokenViewSet("access-tokens")


@hooks.register("register_admin_viewset")
def teams() -> TeamViewSet:
    return TeamViewSet("teams")


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


@hooks.register("construct_homepage_panels")
def lead_to_the_first_product(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(FirstProductPanel())


@hooks.register("register_admin_viewset")
def webhooks() -> list[ViewSet]:
    return [SubscriptionViewSet("webhooks"), DeliveryViewSet("webhook-deliveries")]


@hooks.register("construct_homepage_panels")
def troubled_webhooks(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(TroubledWebhooks())


@hooks.register("construct_homepage_panels")
def warn_of_tokens(request: HttpRequest, panels: list[Component]) -> None:
    if token_expiry.may_see(request):
        panels.append(EndingTokensPanel())


@hooks.register("register_log_actions")
def register_account_actions(actions: LogActionRegistry) -> None:
    actions.register_action(DEACTIVATED, gettext_lazy("Deactivate"), gettext_lazy("Deactivated"))
    for action, label in audit.LABELS.items():
        actions.register_action(action, label, label)


@hooks.register("register_account_menu_item")
def second_factor(request: HttpRequest) -> dict[str, object]:
    return {
        "url": reverse("mfa_index"),
        "label": gettext_lazy("Second factor"),
        "help_text": gettext_lazy("Log in with an app or a passkey beside your password."),
    }


@hooks.register("register_log_actions")
def register_token_actions(actions: LogActionRegistry) -> None:
    actions.register_action(RENAMED, gettext_lazy("Rename"), gettext_lazy("Renamed"))
    actions.register_action(REVOKED, gettext_lazy("Revoke"), gettext_lazy("Revoked"))


@hooks.register("register_log_actions")
def register_webhook_actions(actions: LogActionRegistry) -> None:
    for action in (*OF_SUBSCRIPTION, *OF_DELIVERY):
        actions.register_action(f"webhooks.{action.name}", action.label, action.label)


@hooks.register("before_serve_document")
def documents_are_for_colleagues(document: object, request: HttpRequest) -> None:
    """No channel has one, whatever the page is that it was uploaded for."""
    if not may_see_uploads(request):
        raise Http404


@hooks.register("insert_global_admin_css")
def admin_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("insert_global_admin_js")
def admin_scripts() -> str:
    return format_html('<script src="{}"></script>', static("cms/date-input.js"))


@hooks.register("construct_help_menu")
def without_news(request: HttpRequest, items: list[MenuItem]) -> None:
    """What is new in Wagtail is nothing that an editor here can use, and it is in English."""
    items[:] = [item for item in items if not item.name.startswith("whats-new-in-wagtail")]
