"""The dashboard's list of notices to be checked afterwards, and the button that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from products.models import Notice, NoticeCheck
from products.notice_checks import MAY_CHECK, mark_checked, to_be_checked


class NoticesToCheck(Component):
    name = "notices_to_check"
    template_name = "products/notices_to_check.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "checks": to_be_checked(),
            "edit": Notice.snippet_viewset.get_url_name("edit"),
            "may_check": parent_context["request"].user.has_perm(MAY_CHECK),
            "csrf_token": parent_context["csrf_token"],
        }


@require_POST
@permission_required(MAY_CHECK, raise_exception=True)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(NoticeCheck, pk=pk)
    if found.checked_at is None:
        mark_checked(found, request.user)
    messages.success(request, _("“%(notice)s” is checked.") % {"notice": found.notice})
    return redirect("wagtailadmin_home")


URLS = [path("notices/checks/<int:pk>/", check, name="check_notice")]
