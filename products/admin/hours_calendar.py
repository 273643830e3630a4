"""Calendar of the coming eight weeks beside the form of opening hours, also of what was typed and not saved yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel
from wagtail.admin.views.generic.preview import PreviewOnEdit

from languages.registry import language_in
from products.content_languages import source_language
from products.models import OpeningHoursFact
from products.snapshot import released_fact
from releases.core.intervals import on_day
from releases.facts.hours_layers import DayRow, ahead_lines, week_table
from releases.facts.opening_hours import OpeningHours, Stop

WEEKS = 8
Context = dict[str, Any]


def calendar_of(fact: OpeningHoursFact, today: date) -> Context:
    """The weeks of the calendar, and the lines of what differs in them by name; what is stopped is closed."""
    found = on_day(released_fact(fact, today.year + 1).values, today)
    if found is None or not isinstance(found.value, OpeningHours):
        return {}
    locale, stops = language_in(get_language() or source_language()), _stops(fact)
    monday = today - timedelta(days=today.weekday())
    weeks = [week_table(found.value, monday + timedelta(weeks=ahead), locale, stops) for ahead in range(WEEKS)]
    return {
        "weekdays": [row.name.partition(" ")[0].rstrip(",") for row in weeks[0]],
        "weeks": [(week[0].day.isocalendar().week, [_cell(row, today) for row in week]) for week in weeks],
        "differences": [each.line.text for each in ahead_lines(found.value, today, locale, stops)],
    }


class HoursCalendarPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "products/hours_calendar_panel.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(css={"all": ["products/css/hours-calendar.css"]}, js=["products/js/hours-calendar.js"])

        def get_context_data(self, parent_context: Context | None = None) -> Context:
            fact, name = self.instance, OpeningHoursFact.snippet_viewset.get_url_name
            url = reverse(name("calendar"), args=[fact.pk]) if fact.pk else reverse(name("new_calendar"))
            shown = calendar_of(fact, timezone.localdate()) if fact.pk else {}
            return super().get_context_data(parent_context) | shown | {"url": url}


class HoursCalendar(PreviewOnEdit):
    """Answers with a piece of HTML. Nothing is saved: what was typed stands in the form."""

    http_method_names = ("post",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A fact has no preview of its own, which Wagtail would ask for."""
        return super(PreviewOnEdit, self).dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        if not self.validate_form(form):
            return render(request, "products/hours_calendar.html", {"is_wrong": True})
        form.save(commit=False)
        return render(request, "products/hours_calendar.html", calendar_of(form.instance, timezone.localdate()))


class NewHoursCalendar(HoursCalendar):
    permission_required = "add"

    def get_object(self) -> OpeningHoursFact:
        return self.model()


class HoursScreen:
    """What the screens of opening hours have beside those of any fact."""

    @property
    def edit_handler(self) -> ObjectList:
        handler = super().edit_handler
        panel = HoursCalendarPanel(heading=_("The coming eight weeks"))
        return ObjectList([*handler.children, panel], base_form_class=handler.base_form_class)

    @property
    def calendar_view(self) -> Any:
        return self.construct_view(HoursCalendar, form_class=self.get_form_class(for_update=True))

    @property
    def new_calendar_view(self) -> Any:
        return self.construct_view(NewHoursCalendar, form_class=self.get_form_class())

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("calendar/", self.new_calendar_view, name="new_calendar"),
            path("calendar/<int:pk>/", self.calendar_view, name="calendar"),
        ]


def _stops(fact: OpeningHoursFact) -> tuple[Stop, ...]:
    rows = fact.location.availability.all() if fact.location else ()
    return tuple(Stop(row.valid_from, row.valid_until, dict(row.reason)) for row in rows if row.status != "open")


def _cell(row: DayRow, today: date) -> Context:
    return {"row": row, "is_over": row.day < today, "is_today": row.day == today}
