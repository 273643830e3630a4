"""The editors' screens for search rules, each with “try it” beside it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import Textarea
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, PublishingPanel
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from cms.search_admin.trial import STEERING, TryDraft, TryNewDraft, TrySearch, TrySidePanel
from products.models import BestBet, Emphasis, FieldWeights, ProductPage, SearchRule, SpokenLanguage, Synonym
from products.models.row_forms import RowRulesForm, RowsPanel
from products.models.search_rules import content_languages, lines_of
from search.query.rules import WEIGHTS

LINES = Textarea(attrs={"rows": 4})


def may_steer(request: HttpRequest) -> bool:
    return policy_registry.get_by_type(Synonym).user_has_any_permission(request.user, STEERING)


def example_of(rule: SearchRule) -> str:
    """What to try it with."""
    match rule:
        case Synonym():
            return rule.words
        case BestBet():
            return next(iter(lines_of(rule.questions)), "")
        case Emphasis(product_id=int()):
            return rule.product.title
    return ""


class AddRule(CreateView):
    """May be filled in by the address: ?words=… or ?questions=…, with the language; then trying is open at once."""

    def get_initial_form_instance(self) -> SearchRule:
        given = {name: self.request.GET[name] for name in ("words", "questions") if name in self.request.GET}
        language = self.request.GET.get("language")
        if language in dict(content_languages()):
            given["language"] = language
        return self.model(**{name: text for name, text in given.items() if hasattr(self.model, name)})

    def get_side_panels(self) -> MediaContainer:
        url, rule = reverse(self.model.snippet_viewset.get_url_name("try_new")), self.form.instance
        return _with_trying(super().get_side_panels(), rule, self.request, url)


class EditRule(EditView):
    def get_side_panels(self) -> MediaContainer:
        url = reverse(self.model.snippet_viewset.get_url_name("try"), args=[self.object.pk])
        return _with_trying(super().get_side_panels(), self.object, self.request, url)


def _with_trying(panels: MediaContainer, rule: SearchRule, request: HttpRequest, url: str) -> MediaContainer:
    return MediaContainer([*panels, TrySidePanel(rule, request, url=url, question=example_of(rule))])


class LinesColumn(Column):
    def get_value(self, instance: SearchRule) -> str:
        return ", ".join(lines_of(super().get_value(instance)))


class DirectionColumn(Column):
    def get_value(self, instance: Synonym) -> str:
        return gettext("both ways") if instance.both_ways else gettext("one way")


class LanguageColumn(Column):
    def get_value(self, instance: SearchRule) -> str:
        return instance.get_language_display()


class ProductsColumn(Column):
    """Search goes without a product that is withdrawn after the rule was published, so that is said here."""

    def get_value(self, instance: SearchRule) -> str:
        pages = (
            [instance.product] if isinstance(instance, Emphasis) else [row.product for row in instance.products.all()]
        )
        return ", ".join(map(_title, pages))


def _title(page: ProductPage) -> str:
    return page.title if page.live else gettext("%(product)s (not published)") % {"product": page.title}


LANGUAGE = LanguageColumn("language", label=_("Language"), sort_key="language")


class RuleViewSet(SnippetViewSet):
    add_view_class = AddRule
    edit_view_class = EditRule
    copy_view_enabled = False
    search_backend_name = None
    list_filter = ["language"]
    list_per_page = 50
    own_panels: tuple[Panel, ...] = ()
    products_of = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rules = self.model.objects.all()
        return rules.prefetch_related(self.products_of) if self.products_of else rules

    @property
    def edit_handler(self) -> ObjectList:
        about = MultiFieldPanel([FieldPanel("language"), FieldPanel("owner")], heading=_("About this rule"))
        return ObjectList([*self.own_panels, about, PublishingPanel()], base_form_class=RowRulesForm)

    @property
    def try_new_view(self) -> Any:
        return self.construct_view(TryNewDraft, form_class=self.get_form_class())

    @property
    def try_view(self) -> Any:
        return self.construct_view(TryDraft, form_class=self.get_form_class(for_update=True))

    def get_urlpatterns(self) -> list[URLPattern]:
        trying = [path("try/", self.try_new_view, name="try_new"), path("try/<int:pk>/", self.try_view, name="try")]
        return [*super().get_urlpatterns(), *trying]


class SynonymViewSet(RuleViewSet):
    model = Synonym
    icon = "link"
    list_display = [
        "words",
        LinesColumn("means", label=_("Also finds")),
        DirectionColumn("both_ways", label=_("Direction")),
        LANGUAGE,
        LiveStatusTagColumn(),
    ]
    search_fields = ["words", "means"]
    ordering = ["words"]
    own_panels = (FieldPanel("words"), FieldPanel("means", widget=LINES), FieldPanel("both_ways"))


class BestBetViewSet(RuleViewSet):
    model = BestBet
    icon = "thumbtack"
    list_display = ["__str__", ProductsColumn("products", label=_("Products")), LANGUAGE, LiveStatusTagColumn()]
    search_fields = ["questions"]
    ordering = ["questions"]
    products_of = "products__product"
    own_panels = (
        FieldPanel("questions", widget=LINES),
        RowsPanel(
            "products",
            [FieldPanel("product")],
            heading=_("Products"),
            label=_("product"),
            help_text=_("Whoever searches for this sees these products first, in this order."),
            min_num=1,
            max_num=10,
        ),
    )


class EmphasisViewSet(RuleViewSet):
    model = Emphasis
    icon = "view"
    list_display = ["__str__", ProductsColumn("product", label=_("Product")), LANGUAGE, LiveStatusTagColumn()]
    search_fields = ["product__title"]
    products_of = "product"
    own_panels = (FieldPanel("product"), FieldRowPanel([FieldPanel("factor"), FieldPanel("hidden")]))


class SpokenLanguageViewSet(SnippetViewSet):
    """Named by language, not by rule: a person who speaks it goes through one form."""

    model = SpokenLanguage
    icon = "globe"
    copy_view_enabled = False
    search_backend_name = None
    list_display = ["name", "code", LiveStatusTagColumn()]
    search_fields = ["name", "code"]
    ordering = ["name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
            FieldPanel("notice"),
            RowsPanel(
                "words",
                [FieldRowPanel([FieldPanel("product"), FieldPanel("names", widget=LINES)])],
                heading=_("Products"),
                label=_("product"),
                help_text=_("Whoever searches in this language finds these products by these words."),
                min_num=1,
            ),
            FieldPanel("owner"),
            PublishingPanel(),
        ],
        base_form_class=RowRulesForm,
    )


def _weight(name: str) -> FieldPanel:
    usual = lazy(number_format, str)(format(WEIGHTS[name], "g"))
    return FieldPanel(name, help_text=format_lazy(_("Empty: {weight}"), weight=usual))


class FieldWeightsViewSet(RuleViewSet):
    model = FieldWeights
    icon = "sliders"
    list_display = ["__str__", LANGUAGE, LiveStatusTagColumn()]
    list_filter = []
    own_panels = (
        MultiFieldPanel(
            [
                FieldRowPanel([_weight(name) for name in FieldWeights.FIELDS[start : start + 2]])
                for start in range(0, len(FieldWeights.FIELDS), 2)
            ],
            heading=_("How much a word says by where it stands"),
            help_text=_("From 0 (says nothing) to 20. Change one at a time, and try what it does."),
        ),
    )


class SteeringMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_steer(request)


class TryViewSet(ViewSet):
    name = "try-search"
    icon = "search"
    menu_label = _("Try a search")
    menu_item_class = SteeringMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", TrySearch.as_view(), name="index")]


class SearchGroup(SnippetViewSetGroup):
    menu_label = _("Site search")
    menu_name = "steering"
    menu_icon = "search"
    menu_order = 170
    items = (SynonymViewSet, BestBetViewSet, SpokenLanguageViewSet, EmphasisViewSet, FieldWeightsViewSet, TryViewSet)
