"""Registers the editors' screens with Wagtail."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from products import notice_checks
from products.admin import comparison, over, script_tree
from products.admin import notice_checks as notice_check_screens
from products.admin.disruptions import DisruptionViewSet
from products.admin.facts import FactsGroup
from products.admin.municipality import MunicipalityGroup
from products.admin.notices import NoticeViewSet
from products.publishing import hooks as publishing_hooks
from products.richtext import hooks as richtext_hooks

__all__ = ["comparison", "over", "publishing_hooks", "richtext_hooks"]

register_snippet(NoticeViewSet)
register_snippet(DisruptionViewSet)
register_snippet(FactsGroup)
register_snippet(MunicipalityGroup)


@hooks.register("construct_homepage_panels")
def show_notices_to_check(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(notice_check_screens.NoticesToCheck())


@hooks.register("register_admin_urls")
def notice_check_urls() -> list[URLPattern]:
    return notice_check_screens.URLS


@hooks.register("register_admin_urls")
def script_tree_urls() -> list[URLPattern]:
    return script_tree.URLS


@hooks.register("register_log_actions")
def register_notice_check(actions: LogActionRegistry) -> None:
    actions.register_action(notice_checks.ACTION, _("Check afterwards"), _("Checked afterwards"))
