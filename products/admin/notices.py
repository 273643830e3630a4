"""The editors' screen for notices: what runs now, what is planned, what has ended."""

from __future__ import annotations

import json
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, StatusTagColumn

from products.admin.facts import KeyedViewSet
from products.models import Notice
from products.models.choices import NoticeScope, NoticeState
from products.models.row_forms import RowRulesForm, RowsPanel
from products.notice_checks import outcome


def state_now(notice: Notice) -> NoticeState | None:
    return notice.state_at(timezone.now())


def _when(notice: Notice) -> str:
    starts, ends = (
        date_format(timezone.localtime(each), "d-m-Y H:i") if each else "" for each in (notice.starts, notice.ends)
    )
    once = f"{starts} – {ends}" if ends else gettext("from %(starts)s") % {"starts": starts}
    return f"{once}, {notice.get_repeats_display()}" if notice.repeats else once


class StateColumn(StatusTagColumn):
    def get_value(self, notice: Notice) -> str:
        state = state_now(notice)
        return str(state.label) if state else "–"


class NoticeFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Now"), choices=NoticeState.choices, method="in_state", empty_label=_("All"), widget=forms.RadioSelect
    )

    class Meta:
        model = Notice
        fields = ["severity", "scope"]

    def in_state(self, notices: QuerySet[Notice], name: str, state: str) -> QuerySet[Notice]:
        return notices.filter(pk__in=[notice.pk for notice in notices if state_now(notice) == state])


def _shown_for(scope: NoticeScope) -> dict[str, str]:
    """Wagtail's own controller shows the panel only while this scope is chosen."""
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps({"scope": [scope.value]})}


def _targets(scope: NoticeScope, relation: str, panels: list[Panel], heading: Any, label: Any) -> RowsPanel:
    return RowsPanel(relation, panels, heading=heading, label=label, attrs=_shown_for(scope))


class AskedPanel(FieldPanel):
    """Shown once its question was asked."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            asked = self.form.is_bound and (self.field_name in self.form.errors or self.form[self.field_name].data)
            return super().is_shown() and bool(asked)


PANELS = [
    FieldPanel("label"),
    FieldPanel("severity"),
    FieldPanel("text"),
    AskedPanel("double"),
    FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
    FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeats_until")]),
    FieldPanel("scope"),
    _targets(NoticeScope.THEME, "themes", [FieldPanel("theme")], _("Themes"), _("theme")),
    _targets(NoticeScope.PRODUCT, "products", [FieldPanel("product")], _("Products"), _("product")),
    _targets(NoticeScope.ROUTE, "routes", [FieldPanel("product"), FieldPanel("route")], _("Routes"), _("route")),
    _targets(NoticeScope.LOCATION, "locations", [FieldPanel("location")], _("Locations"), _("location")),
    FieldPanel("url"),
    RowsPanel(
        "channel_texts",
        [FieldPanel("channel"), FieldPanel("text")],
        heading=_("Own texts of channels"),
        label=_("own text"),
        help_text=_("Only when a channel has to say it in other words."),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [FieldPanel("key"), FieldRowPanel([FieldPanel("owner"), FieldPanel("source")])],
        heading=_("Key and owner"),
        classname="collapsed",
    ),
]


class NoticeForm(RowRulesForm):
    """Asks before the same is told twice."""

    double = forms.BooleanField(label=_("Tell both"), required=False)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors or self.cleaned_data.get("double"):
            return
        others = Notice.objects.filter(live=True, scope=self.instance.scope).exclude(pk=self.instance.pk)
        same = next((each for each in others if self.instance.is_told_again(each)), None)
        if same is not None:
            message = _("“%(title)s” says the same at the same time. Change that one, or tick this to tell both.")
            self.add_error("double", message % {"title": same.label})


class NoticeViewSet(KeyedViewSet):
    model = Notice
    icon = "warning"
    menu_label = _("Notices")
    menu_order = 140
    add_to_admin_menu = True
    list_display = [
        "shown_name",
        StateColumn("state", label=_("Now"), primary=lambda notice: state_now(notice) == NoticeState.RUNNING),
        Column(
            "severity", label=_("Severity"), accessor="get_severity_display", sort_key="severity", classname="hub-wide"
        ),
        Column("when", label=_("Shown"), accessor=_when, sort_key="starts"),
        Column("check", label=_("Check afterwards"), accessor=outcome, classname="hub-wide"),
        LiveStatusTagColumn(classname="hub-wide"),
    ]
    filterset_class = NoticeFilters
    ordering = ["-starts", "key"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        return Notice.objects.select_related("check_afterwards__checked_by")

    @property
    def edit_handler(self) -> ObjectList:
        rules = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}
        return ObjectList(PANELS, base_form_class=NoticeForm, attrs=rules)
