"""The form of opening hours: the usual week, new weeks, and what differs, from rules to single dates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from products.models.row_forms import RowsPanel


def _slots(relation: str, heading: str, *first: Panel) -> RowsPanel:
    row = FieldRowPanel([*first, FieldPanel("opens"), FieldPanel("closes"), FieldPanel("access")])
    return RowsPanel(relation, [row], heading=heading, label=_("opening period"))


def _days() -> FieldRowPanel:
    return FieldRowPanel([FieldPanel("first"), FieldPanel("last")])


HOURS_PANELS = (
    FieldRowPanel([FieldPanel("channel"), FieldPanel("location"), FieldPanel("always_open")]),
    _slots("pattern", _("Usual week"), FieldPanel("weekday")),
    RowsPanel(
        "new_weeks",
        [FieldPanel("valid_from"), _slots("pattern", _("Week"), FieldPanel("weekday"))],
        heading=_("New usual week"),
        label=_("new usual week"),
        help_text=_("Takes the place of the usual week on its first day; until then channels announce it."),
    ),
    RowsPanel(
        "rules",
        [
            FieldRowPanel([FieldPanel("repeats"), FieldPanel("weekday"), FieldPanel("day"), FieldPanel("month")]),
            FieldPanel("label"),
            _slots("times", _("Times")),
            _days(),
        ],
        heading=_("Recurring rules"),
        label=_("recurring rule"),
        help_text=_(
            "Such as the first Saturday of the month. On these days these times hold instead of the usual ones."
        ),
    ),
    RowsPanel(
        "seasons",
        [
            _days(),
            FieldPanel("label"),
            FieldPanel("replaces_week"),
            _slots("pattern", _("Week"), FieldPanel("weekday")),
        ],
        heading=_("Seasons"),
        label=_("season"),
        help_text=_("Changes the days that you name, from the first up to and including the last day."),
    ),
    RowsPanel(
        "closures",
        [_days(), FieldPanel("reason")],
        heading=_("Temporary closures"),
        label=_("temporary closure"),
        help_text=_("Closed all day, with a reason that every channel tells."),
    ),
    RowsPanel(
        "exceptions",
        [FieldPanel("day"), FieldPanel("reason"), _slots("times", _("Times"))],
        heading=_("Exceptions"),
        label=_("exception"),
        help_text=_("One date that differs. Without times: closed all day."),
    ),
    MultiFieldPanel([FieldPanel("closed_on_holidays"), FieldPanel("closed_on_good_friday")], heading=_("Holidays")),
    FieldPanel("when_closed"),
)
