"""The report of what people search for, with one click from a failed search to the rule that helps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from cms.search_admin.trial import STEERING
from products.models import BestBet, Synonym
from releases.channels import CHANNELS
from search.analytics.report import searches
from search.models import DayCount

USUAL_DAYS = 28
Row = Mapping[str, Any]
# What is shown, and what of that goes first.
SHOWN: dict[str, tuple[dict[str, Any], str]] = {
    "": ({}, "-times"),
    "empty": ({"empty__gt": 0}, "-empty"),
    "not-chosen": ({"chosen": 0, "results__gt": 0}, "-times"),
    "bad": ({"bad__gt": F("good")}, "-bad"),
}


class SearchFilterSet(WagtailFilterSet):
    show = django_filters.ChoiceFilter(
        label=_("Show"),
        method="unchanged",
        choices=[
            ("empty", _("Without result")),
            ("not-chosen", _("Without a choice")),
            ("bad", _("More thumbs down than up")),
        ],
        empty_label=_("Most searched"),
        widget=forms.RadioSelect,
    )
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), method="unchanged", choices=[(each.name, each.title) for each in CHANNELS.values()]
    )
    locale = django_filters.ChoiceFilter(
        label=_("Language"), method="unchanged", choices=lambda: settings.WAGTAIL_CONTENT_LANGUAGES
    )
    day = django_filters.DateFromToRangeFilter(label=_("Period"), method="unchanged", widget=DateRangePickerWidget)

    class Meta:
        model = DayCount
        fields = ["show", "channel", "locale", "day"]

    def unchanged(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """The counts depend on the period, so they are made once all that is asked for is known."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        asked = self.form.cleaned_data
        since, until = _period(asked.get("day"), timezone.localdate())
        places = {name: asked[name] for name in ("channel", "locale") if asked.get(name)}
        only, first = SHOWN[asked.get("show") or ""]
        return searches(since, until).filter(**places, **only).order_by(first, "text", "channel", "locale")


def _period(asked: slice | None, today: date) -> tuple[date, date]:
    """The last four weeks, unless other days are asked for."""
    until = asked.stop.date() if asked and asked.stop else today
    return (asked.start.date() if asked and asked.start else until - timedelta(days=USUAL_DAYS - 1)), until


class ChannelColumn(Column):
    def get_value(self, instance: Row) -> str:
        return CHANNELS[instance["channel"]].title if instance["channel"] in CHANNELS else instance["channel"]


class LocaleColumn(Column):
    def get_value(self, instance: Row) -> str:
        return dict(settings.WAGTAIL_CONTENT_LANGUAGES).get(instance["locale"], instance["locale"])


class ThumbsColumn(Column):
    def get_value(self, instance: Row) -> str:
        if not instance["good"] and not instance["bad"]:
            return "–"
        return _("%(good)d up, %(bad)d down") % {"good": instance["good"], "bad": instance["bad"]}


class RemediesColumn(Column):
    cell_template_name = "cms/search_admin/report_remedies.html"

    def get_cell_context_data(self, instance: Row, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        user, text, language = parent_context["request"].user, instance["text"], instance["locale"]
        remedies = [
            {"label": label, "url": f"{add_url(model)}?{urlencode({name: text, 'language': language})}"}
            for label, model, name in (
                (_("Add synonym"), Synonym, "words"),
                (_("Add top result"), BestBet, "questions"),
            )
            if policy_registry.get_by_type(model).user_has_permission(user, "add")
        ]
        query = urlencode({"q": text, "channel": instance["channel"], "locale": language})
        tried = {"label": _("Try"), "url": f"{reverse('try-search:index')}?{query}"}
        return context | {"remedies": [*remedies, tried]}


def add_url(model: type) -> str:
    return reverse(model.snippet_viewset.get_url_name("add"))


class SearchPaginator(WagtailPaginator):
    @property
    def items_count_label(self) -> str:
        return ngettext("%(count)d search", "%(count)d searches", self.count) % {"count": self.count}


class SearchReport(ReportView):
    model = DayCount
    paginator_class = SearchPaginator
    permission_policy = policy_registry.get_by_type(Synonym)
    any_permission_required = STEERING
    page_title = _("Searches")
    header_icon = "search"
    index_url_name = "search-report:index"
    index_results_url_name = "search-report:results"
    results_template_name = "cms/search_admin/report_results.html"
    filterset_class = SearchFilterSet
    is_searchable = False
    columns = [
        Column("text", label=_("Search question"), classname="title"),
        ChannelColumn("channel", label=_("Channel")),
        LocaleColumn("locale", label=_("Language")),
        NumberColumn("times", label=_("Times searched")),
        NumberColumn("empty", label=_("Without result")),
        NumberColumn("results", label=_("Results")),
        NumberColumn("chosen", label=_("Chosen")),
        ThumbsColumn("thumbs", label=_("Thumbs")),
        RemediesColumn("remedies", label=_("Improve")),
    ]
    list_export = ["text", "channel", "locale", "times", "empty", "results", "chosen", "good", "bad"]
    export_headings = {column.name: column.label for column in columns} | {
        "good": _("Thumbs up"),
        "bad": _("Thumbs down"),
    }
    export_filename = "searches"

    def get_base_queryset(self) -> QuerySet:
        today = timezone.localdate()
        return searches(today, today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["media"] += forms.Media(css={"all": ["cms/search-admin.css"]})
        return context | {"rare": settings.SEARCH_RARE, "counting": settings.SEARCH_COUNTING}


class SearchReportViewSet(ViewSet):
    name = "search-report"
    icon = "search"
    menu_label = _("Searches")

    def get_urlpatterns(self) -> list[URLPattern]:
        results = SearchReport.as_view(results_only=True)
        return [path("", SearchReport.as_view(), name="index"), path("results/", results, name="results")]
