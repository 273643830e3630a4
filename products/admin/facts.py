"""The editors' screens for facts, one kind each, and the list of all."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from products.content_languages import language_names
from products.models import (
    Amount,
    ContactPoint,
    Fact,
    LinkFact,
    OpeningHoursFact,
    StatementFact,
    Tariff,
    TermFact,
    ValidityFact,
)
from products.models.row_forms import RowRulesForm, RowsPanel
from products.richtext.chip import aspect_texts

KINDS = (Amount, TermFact, ValidityFact, OpeningHoursFact, ContactPoint, LinkFact, StatementFact)


def values_panel(*value_panels: Panel) -> RowsPanel:
    when = [
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until"), FieldPanel("provisional")]),
        FieldRowPanel([FieldPanel("legal_article"), FieldPanel("decided_on"), FieldPanel("source")]),
    ]
    help_text = _("One row per period, in the past and in the future. Channels switch on the first day by themselves.")
    return RowsPanel(
        "values", [*value_panels, *when], heading=_("Values"), label=_("value"), help_text=help_text, min_num=1
    )


def in_languages(name: str) -> list[str]:
    """Where to look for words in a localised field."""
    return [f"{name}__{code}" for code in language_names()]


KEY = Column("key", label=_("Key"), sort_key="key", classname="hub-key")


class KeyedViewSet(SnippetViewSet):
    """Found by key and label; saved by the rules over rows."""

    search_fields = ["key", *in_languages("label")]
    search_backend_name = None
    list_display = ["shown_name", KEY, LiveStatusTagColumn()]
    ordering = ["key"]
    list_per_page = 50
    own_panels: tuple[Panel, ...] = ()

    @property
    def edit_handler(self) -> ObjectList:
        identity = MultiFieldPanel(self.identity_panels(), heading=_("What it is"))
        return ObjectList([identity, *self.own_panels], base_form_class=RowRulesForm)

    def identity_panels(self) -> list[Panel]:
        return [FieldPanel("key"), FieldPanel("label"), FieldPanel("owner")]


class TodayColumn(Column):
    """What channels tell now."""

    def get_value(self, instance: Fact) -> str:
        return aspect_texts(instance.specific, timezone.localdate())["value"]


TODAY = TodayColumn("today", label=_("Value today"))


class FactKindViewSet(KeyedViewSet):
    list_display = ["shown_name", TODAY, KEY, LiveStatusTagColumn()]


class AmountViewSet(FactKindViewSet):
    model = Amount
    icon = "tag"
    list_display = ["shown_name", Column("condition_label", label=_("Applies to")), TODAY, KEY, LiveStatusTagColumn()]
    own_panels = (
        values_panel(
            FieldPanel("amount"),
            FieldRowPanel([FieldPanel("municipal_part"), FieldPanel("national_part"), FieldPanel("national_cap")]),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("tariff"), FieldPanel("position")]),
                FieldPanel("condition_label"),
                FieldPanel("per"),
                FieldRowPanel([FieldPanel("nature"), FieldPanel("route"), FieldPanel("payee")]),
            ],
            heading=_("Place in a tariff"),
        ),
        RowsPanel(
            "conditions",
            [
                FieldRowPanel([FieldPanel("dimension"), FieldPanel("operator"), FieldPanel("value")]),
                FieldPanel("label"),
            ],
            heading=_("Conditions"),
            label=_("condition"),
        ),
    )


class TermViewSet(FactKindViewSet):
    model = TermFact
    icon = "time"
    own_panels = (
        FieldRowPanel([FieldPanel("role"), FieldPanel("direction")]),
        FieldPanel("event"),
        values_panel(
            FieldRowPanel([FieldPanel("quantity"), FieldPanel("unit"), FieldPanel("basis")]),
            FieldRowPanel([FieldPanel("cut_off"), FieldPanel("ready_from")]),
            FieldRowPanel([FieldPanel("extension_quantity"), FieldPanel("extension_unit")]),
        ),
        FieldPanel("exceeded"),
    )


class ValidityViewSet(FactKindViewSet):
    model = ValidityFact
    icon = "calendar-check"
    own_panels = (values_panel(FieldRowPanel([FieldPanel("quantity"), FieldPanel("unit")])),)


class StatementViewSet(FactKindViewSet):
    model = StatementFact
    icon = "list-ul"
    own_panels = (FieldPanel("role"), values_panel(FieldPanel("text"), FieldPanel("short")))


class LinkViewSet(FactKindViewSet):
    model = LinkFact
    icon = "link"
    own_panels = (values_panel(FieldPanel("url")),)


class ContactPointViewSet(FactKindViewSet):
    model = ContactPoint
    icon = "mail"
    own_panels = (
        values_panel(
            FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]), FieldPanel("url"), FieldPanel("address")
        ),
    )


def _slot(*first: Panel) -> list[Panel]:
    return [FieldRowPanel([*first, FieldPanel("opens"), FieldPanel("closes"), FieldPanel("access")])]


class OpeningHoursViewSet(FactKindViewSet):
    model = OpeningHoursFact
    icon = "calendar"
    own_panels = (
        FieldRowPanel([FieldPanel("channel"), FieldPanel("location"), FieldPanel("always_open")]),
        RowsPanel("pattern", _slot(FieldPanel("weekday")), heading=_("Usual week"), label=_("opening period")),
        RowsPanel(
            "seasons",
            [
                FieldRowPanel([FieldPanel("first"), FieldPanel("last")]),
                FieldPanel("label"),
                RowsPanel("pattern", _slot(FieldPanel("weekday")), heading=_("Week"), label=_("opening period")),
            ],
            heading=_("Seasons"),
            label=_("season"),
            help_text=_("Replaces the usual week from the first up to and including the last day."),
        ),
        RowsPanel(
            "exceptions",
            [
                FieldPanel("day"),
                FieldPanel("reason"),
                RowsPanel("times", _slot(), heading=_("Times"), label=_("opening period")),
            ],
            heading=_("Exceptions"),
            label=_("exception"),
            help_text=_("One date that differs. Without times: closed all day."),
        ),
        MultiFieldPanel([FieldPanel("closed_on_holidays"), FieldPanel("closed_on_good_friday")], heading=_("Holidays")),
        FieldPanel("when_closed"),
    )


class TariffViewSet(KeyedViewSet):
    model = Tariff
    icon = "table"
    own_panels = (
        RowsPanel(
            "dimensions",
            [FieldRowPanel([FieldPanel("key"), FieldPanel("kind")]), FieldPanel("question")],
            heading=_("Questions on which the amount depends"),
            label=_("question"),
        ),
    )


class KindColumn(Column):
    def get_value(self, instance: Fact) -> str | Promise:
        return instance.specific_class._meta.verbose_name


class FactPolicy(ModelPermissionPolicy):
    """Facts are made and removed as one of the kinds; here they are only found."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action not in ("change", "view"):
            return False
        return any(policy_registry.get_by_type(kind).user_has_permission(user, action) for kind in KINDS)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Fact, FactPolicy(Fact), exact_class=True)


class EditAsKindView(EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        fact = get_object_or_404(Fact, pk=unquote(str(kwargs["pk"])))
        return redirect(AdminURLFinder(request.user).get_edit_url(fact.specific) or "wagtailadmin_home")


class FactViewSet(KeyedViewSet):
    model = Fact
    icon = "list-ul"
    menu_label = _("All facts")
    list_display = ["shown_name", KindColumn("kind", label=_("Kind")), TODAY, KEY, LiveStatusTagColumn()]
    edit_view_class = EditAsKindView
    copy_view_enabled = False


class FactsGroup(SnippetViewSetGroup):
    menu_label = _("Facts")
    menu_icon = "tag"
    menu_order = 150
    items = (
        FactViewSet,
        AmountViewSet,
        TariffViewSet,
        TermViewSet,
        ValidityViewSet,
        OpeningHoursViewSet,
        StatementViewSet,
        ContactPointViewSet,
        LinkViewSet,
    )
