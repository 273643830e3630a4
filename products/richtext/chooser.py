"""The window in which an editor picks a fact and what to tell of it: its value, the next one, its date, its law."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from products.content_languages import language_names
from products.models import Fact
from products.richtext.chip import ASPECTS, aspect_texts, chip_of


class KeyAndLabelForm(BaseFilterForm):
    """Finds facts whose key or label holds every word typed."""

    q = forms.CharField(
        label=_("Search by key or label"), widget=forms.TextInput(attrs={"autofocus": True}), required=False
    )

    def filter(self, objects: QuerySet[Fact]) -> QuerySet[Fact]:
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        for word in (self.search_query or "").split():
            matches = Q(key__icontains=word)
            for code in language_names():
                matches |= Q(**{f"label__{code}__icontains": word})
            objects = objects.filter(matches)
        return super().filter(objects)


class AspectColumn(TitleColumn):
    """What one aspect says today, as the link that inserts it; without a link when it says nothing."""

    empty_value_display = "–"

    def __init__(self, aspect: str, texts: Callable[[Fact], dict[str, str]], chosen_url_name: str) -> None:
        super().__init__(
            aspect,
            label=ASPECTS[aspect],
            accessor=lambda fact: texts(fact)[aspect],
            get_url=self._url,
            link_attrs={"data-chooser-modal-choice": True, "data-aspect": aspect},
        )
        self.aspect, self.chosen_url_name = aspect, chosen_url_name

    def _url(self, fact: Fact) -> str | None:
        if not self.get_value(fact):
            return None
        return f"{reverse(self.chosen_url_name, args=(fact.pk,))}?{urlencode({'aspect': self.aspect})}"


class FactListing:
    """The columns of both views: the whole window, and its results after a search."""

    filter_form_class = KeyAndLabelForm
    ordering = "key"
    chosen_url_name: str

    @property
    def columns(self) -> list[Column]:
        names = [Column("key", label=_("Key")), Column("label", label=_("Fact"), accessor="label")]
        texts = cache(partial(aspect_texts, day=timezone.localdate()))
        return names + [AspectColumn(aspect, texts, self.chosen_url_name) for aspect in ASPECTS]


class FactChooseView(FactListing, ChooseView):
    pass


class FactChooseResultsView(FactListing, ChooseResultsView):
    pass


class FactChosenView(ChosenView):
    """Answers with what the editor needs for the chip."""

    @cached_property
    def aspect(self) -> str:
        asked = self.request.GET.get("aspect", "value")
        return asked if asked in ASPECTS else "value"

    def get_chosen_response_data(self, item: Fact) -> dict[str, Any]:
        return dict(chip_of(item, self.aspect, timezone.localdate()))


class FactChooserViewSet(ChooserViewSet):
    model = Fact
    icon = "tag"
    choose_one_text = _("Choose a fact")
    choose_another_text = _("Choose another fact")
    per_page = 10
    register_widget = False
    choose_view_class = FactChooseView
    choose_results_view_class = FactChooseResultsView
    chosen_view_class = FactChosenView


fact_chooser = FactChooserViewSet("fact_chooser")
