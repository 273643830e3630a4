"""The editors' screens for the municipality itself: partners, places, moments of contact, house style."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, PublishingPanel
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from products.admin.facts import KeyedViewSet, in_languages
from products.models import ContactMoment, HouseStyle, Location, Organisation, UplName
from products.models.row_forms import RowRulesForm, RowsPanel


class NamedViewSet(KeyedViewSet):
    search_fields = ["key", *in_languages("name")]
    ordering = ["name__source"]

    def identity_panels(self) -> list[Panel]:
        return [FieldPanel("key"), FieldPanel("name"), FieldPanel("owner")]


class OrganisationViewSet(NamedViewSet):
    model = Organisation
    icon = "group"
    own_panels = (
        FieldPanel("contact"),
        FieldPanel("url"),
        RowsPanel("opening_hours", [FieldPanel("fact")], heading=_("Opening hours"), label=_("opening hours")),
        PublishingPanel(),
    )


class LocationViewSet(NamedViewSet):
    model = Location
    icon = "home"
    own_panels = (
        MultiFieldPanel(
            [FieldPanel("street"), FieldRowPanel([FieldPanel("postcode"), FieldPanel("place")])], heading=_("Address")
        ),
        FieldPanel("directions"),
        FieldPanel("accessibility"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading=_("Place on the map"),
            help_text=_("In degrees, as a map shows them."),
        ),
        RowsPanel(
            "availability",
            [
                FieldRowPanel([FieldPanel("status"), FieldPanel("valid_from"), FieldPanel("valid_until")]),
                FieldPanel("reason"),
                FieldPanel("source"),
            ],
            heading=_("Availability"),
            label=_("period"),
            help_text=_("While it is stopped, the routes and opening hours here are closed too, in every channel."),
        ),
        PublishingPanel(),
    )


class ContactMomentViewSet(KeyedViewSet):
    model = ContactMoment
    icon = "comment"
    own_panels = (
        RowsPanel(
            "merge_fields",
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("kind"), FieldPanel("required")]),
                FieldPanel("label"),
                FieldPanel("choices", widget=forms.Textarea(attrs={"rows": 3})),
                FieldPanel("example"),
            ],
            heading=_("Merge fields"),
            label=_("merge field"),
            help_text=_("What the e-mail engine fills in for each case."),
        ),
        PublishingPanel(),
    )


def _colours(*names: str) -> FieldRowPanel:
    picker = forms.TextInput(attrs={"type": "color"})
    return FieldRowPanel([FieldPanel(f"colour_{name}", widget=picker) for name in names])


class HouseStyleViewSet(SnippetViewSet):
    model = HouseStyle
    icon = "view"
    list_display = ["shown_name", "valid_from", LiveStatusTagColumn()]
    edit_handler = ObjectList(
        [
            FieldPanel("valid_from"),
            FieldPanel("name"),
            RowsPanel(
                "logos",
                [FieldRowPanel([FieldPanel("name"), FieldPanel("image")]), FieldPanel("alt")],
                heading=_("Logos"),
                label=_("logo"),
            ),
            MultiFieldPanel(
                [
                    _colours("text", "text_subtle", "link"),
                    _colours("background", "surface", "border"),
                    _colours("primary", "on_primary", "focus"),
                    _colours("accent", "on_accent"),
                ],
                heading=_("Colours"),
                help_text=_("Text must be readable on its background (WCAG AA)."),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("font_heading"), FieldPanel("font_body")]),
                    FieldRowPanel([FieldPanel("font_size"), FieldPanel("radius")]),
                ],
                heading=_("Type and shape"),
            ),
            MultiFieldPanel([FieldPanel("product_address")], heading=_("Website")),
            MultiFieldPanel([FieldPanel("email_sender_name"), FieldPanel("email_sender_address")], heading=_("E-mail")),
            MultiFieldPanel([FieldPanel("phone_greeting")], heading=_("Telephone")),
            FieldPanel("owner"),
        ],
        base_form_class=RowRulesForm,
    )


class LoadedListPolicy(ModelPermissionPolicy):
    """The list is loaded by an operator, so that names and URIs stay those of the national list."""

    def user_has_permission(self, user: object, action: str) -> bool:
        return action == "view" and bool(user.is_active)

    def user_has_any_permission(self, user: object, actions: object) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(UplName, LoadedListPolicy(UplName))


class UplNameViewSet(SnippetViewSet):
    model = UplName
    icon = "globe"
    list_display = ["name", "uri"]
    search_fields = ["name", "uri"]
    search_backend_name = None
    ordering = ["name"]
    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False


class MunicipalityGroup(SnippetViewSetGroup):
    menu_label = _("Municipality")
    menu_icon = "home"
    menu_order = 160
    items = (OrganisationViewSet, LocationViewSet, ContactMomentViewSet, HouseStyleViewSet, UplNameViewSet)
