"""The tabs of a product's form: what it is, what is true, how to ask, and what each channel says."""

from __future__ import annotations

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from products.models.row_forms import KeyedPageForm, RowsPanel
from products.models.script_tree_panel import ScriptTreePanel


def _availability() -> RowsPanel:
    return RowsPanel(
        "availability",
        [
            FieldRowPanel([FieldPanel("status"), FieldPanel("valid_from"), FieldPanel("valid_until")]),
            FieldPanel("reason"),
            FieldRowPanel([FieldPanel("successor"), FieldPanel("source")]),
        ],
        heading=_("Availability"),
        label=_("period"),
        help_text=_("Only when it is stopped or ended. Channels tell it, and switch on the first day by themselves."),
    )


PRODUCT = ObjectList(
    [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("public_address"),
        FieldPanel("key"),
        RowsPanel(
            "names",
            [FieldRowPanel([FieldPanel("name"), FieldPanel("kind")])],
            heading=_("Other names"),
            label=_("name"),
            help_text=_("What people call this; search engines use it."),
        ),
        RowsPanel(
            "upl_names",
            [FieldPanel("upl")],
            heading=_("Names in the national list (UPL)"),
            label=_("UPL name"),
            help_text=_("May stay empty, or be several."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("for_residents"), FieldPanel("for_businesses")])], heading=_("For whom")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("decided_by"), FieldPanel("carried_out_by")])], heading=_("By whom")
        ),
        RowsPanel(
            "referrals",
            [FieldPanel("organisation"), FieldPanel("text"), FieldPanel("transfer")],
            heading=_("Referrals"),
            label=_("referral"),
        ),
        RowsPanel(
            "external_codes",
            [FieldRowPanel([FieldPanel("system"), FieldPanel("code")])],
            heading=_("External codes"),
            label=_("code"),
        ),
        RowsPanel("related_products", [FieldPanel("product")], heading=_("Related products"), label=_("product")),
    ],
    heading=_("Product"),
)

FACTS = ObjectList(
    [
        _availability(),
        RowsPanel(
            "product_facts",
            [FieldPanel("fact"), FieldPanel("everywhere")],
            heading=_("Facts"),
            label=_("fact"),
            help_text=_("What is true of this product. What is marked must be told in every channel."),
        ),
        RowsPanel(
            "routes",
            [
                FieldRowPanel([FieldPanel("key"), FieldPanel("kind"), FieldPanel("login")]),
                FieldRowPanel([FieldPanel("assurance_level"), FieldPanel("european_login"), FieldPanel("on_behalf")]),
                FieldPanel("label"),
                FieldPanel("choose_when"),
                FieldPanel("url"),
                FieldPanel("appointment_url"),
                FieldRowPanel([FieldPanel("hours"), FieldPanel("contact")]),
                FieldPanel("locations", widget=CheckboxSelectMultiple),
                RowsPanel("route_facts", [FieldPanel("fact")], heading=_("Facts of this route"), label=_("fact")),
                _availability(),
            ],
            heading=_("Routes"),
            label=_("route"),
            help_text=_("The ways to ask for this. At least one must work without internet."),
        ),
        FieldPanel("no_offline_route_reason"),
    ],
    heading=_("Facts and routes"),
)

TEXT = ObjectList([FieldPanel("sections")], heading=_("Text"))
EMAIL = ObjectList([FieldPanel("contact_moments")], heading=_("E-mail and letter"))
DESK = ObjectList([FieldPanel("desk_bring"), FieldPanel("desk_notes")], heading=_("Desk"))
PHONE = ObjectList([FieldPanel("phone_steps"), ScriptTreePanel()], heading=_("Telephone"))
INTERNAL = ObjectList(
    [
        HelpPanel(_("Only the desk and the telephone see these notes; they are never public.")),
        FieldPanel("internal_notes"),
        FieldPanel("team"),
        PublishingPanel(),
    ],
    heading=_("Internal"),
)

PRODUCT_FORM = TabbedInterface([PRODUCT, FACTS, TEXT, EMAIL, DESK, PHONE, INTERNAL], base_form_class=KeyedPageForm)
