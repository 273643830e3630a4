"""Menu item and addresses of the statement pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from cms.statements.permission import PERMISSION
from cms.statements.views import ResultsView, SaidView, SearchView, StatementView

allowed = permission_required(PERMISSION)


class SaidMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return SaidMenuItem(_("What did we say?"), reverse("said"), name="said", icon_name="history", order=850)


def urls() -> list[URLPattern]:
    return [
        path("said/", allowed(SearchView.as_view()), name="said"),
        path("said/results/", allowed(ResultsView.as_view()), name="said_results"),
        path("said/<str:kind>/<str:key>/", allowed(SaidView.as_view()), name="said_of"),
        path("said/<str:kind>/<str:key>/statement/", allowed(StatementView.as_view()), name="said_statement"),
    ]
