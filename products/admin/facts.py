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
from wagtail.snippets.views.snippets import CopyView, EditView, SnippetViewSet, SnippetViewSetGroup

from products.admin.hours_calendar import HoursScreen
from products.content_languages import language_names
from products.models import EDITORIAL_KINDS, Fact, OpeningHoursFact, Tariff
from products.models.fact_kind import EditorialKind
from products.models.row_forms import RowRulesForm, RowsPanel
from products.richtext.chip import aspect_texts


def in_languages(name: str) -> list[str]:
    """Where to look for words in a localised field."""
    return [f"{name}__{code}" for code in language_names()]


KEY = Column("key", label=_("Key"), sort_key="key", classname="hub-key")


class NewFromCopy(CopyView):
    def get_initial_form_instance(self) -> Any:
        found = super().get_initial_form_instance()
        found.begin_anew()
        return found


class KeyedViewSet(SnippetViewSet):
    """Found by key and label; saved by the rules over rows."""

    search_fields = ["key", *in_languages("label")]
    search_backend_name = None
    list_display = ["shown_name", KEY, LiveStatusTagColumn()]
    ordering = ["key"]
    list_per_page = 50
    copy_view_class = NewFromCopy
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


def _screen(kind: EditorialKind) -> type[KeyedViewSet]:
    """The screens of one kind of fact."""
    return type(
        f"{kind.model.__name__}ViewSet",
        (HoursScreen, KeyedViewSet) if kind.model is OpeningHoursFact else (KeyedViewSet,),
        {
            "model": kind.model,
            "icon": kind.icon,
            "own_panels": kind.panels,
            "list_display": ["shown_name", *kind.columns, TODAY, KEY, LiveStatusTagColumn()],
        },
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
        return any(
            policy_registry.get_by_type(kind.model).user_has_permission(user, action)
            for kind in EDITORIAL_KINDS.values()
        )

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
    items = (FactViewSet, TariffViewSet, *map(_screen, EDITORIAL_KINDS.values()))
