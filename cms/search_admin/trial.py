"""Try it: what a search finds with a draft as it is typed beside what it finds now; and any search by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.generic.preview import PreviewOnEdit

from cms.search_admin.comparison import RankRow, alone, compared
from cms.search_admin.score_texts import lines, points
from products.models import SearchRule, Synonym
from products.previews import Preview, compile_rule
from products.publishing.problem_sentences import describe
from releases.channels import CHANNELS
from releases.replica.replica import shared_replica
from search.explain import Trial, try_question
from search.language.normalisation import composed, words
from search.query.addresses import IndexScope
from search.query.interface import EngineUnavailable
from search.query.rule_documents import rules_of
from search.query.rules import DEFAULT, Rules
from search.released_documents import Shelf
from search.service import SearchRequest

Context = dict[str, Any]
STEERING = ["add", "change", "delete", "view"]
# Said of a result that is no product.
KINDS = {"location": gettext_lazy("location"), "organisation": gettext_lazy("organisation")}


class QuestionForm(forms.Form):
    """What to try. A draft gives the language itself."""

    q = forms.CharField(label=gettext_lazy("Search question"), max_length=500, required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), choices=[(each.name, each.title) for each in CHANNELS.values()], required=False
    )
    locale = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["locale"].choices = settings.WAGTAIL_CONTENT_LANGUAGES

    @property
    def text(self) -> str:
        """Empty when there is no word to search for."""
        text = self.cleaned_data.get("q", "") if self.is_valid() else ""
        return text if words(composed(text)) else ""

    @property
    def place(self) -> IndexScope:
        channel, locale = (self.cleaned_data.get(name) for name in ("channel", "locale"))
        return IndexScope(channel or next(iter(CHANNELS)), locale or settings.WAGTAIL_CONTENT_LANGUAGES[0][0])


class TrySidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle trying")
        icon_name = "search"
        has_counter = False

    name = "try"
    title = gettext_lazy("Try it")
    template_name = "cms/search_admin/try_panel.html"
    order = 150

    @property
    def media(self) -> forms.Media:
        return forms.Media(css={"all": ["cms/search-admin.css"]}, js=["cms/search-admin.js"])

    def __init__(self, rule: SearchRule, request: HttpRequest, *, url: str, question: str) -> None:
        super().__init__(rule, request)
        self.url, self.question = url, question

    def get_context_data(self, parent_context: Context) -> Context:
        channels = list(CHANNELS.values())
        return super().get_context_data(parent_context) | {
            "url": self.url, "question": self.question, "channels": channels,
        }  # fmt: skip


class TryDraft(PreviewOnEdit):
    """Answers with a piece of HTML. Nothing is saved: what was typed stands in the form."""

    http_method_names = ("post",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A rule has no preview of its own, which Wagtail would ask for."""
        return super(PreviewOnEdit, self).dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return render(request, "cms/search_admin/try_draft.html", self.outcome(timezone.now()))

    def outcome(self, now: datetime) -> Context:
        form, asked = self.get_form(self.request.POST), QuestionForm(self.request.POST, prefix="try")
        if not self.validate_form(form):
            return {"wrong": list(_labels(form))}
        form.save(commit=False)
        if not asked.text:
            return {"empty": True}
        rule: SearchRule = form.instance
        question = SearchRequest(asked.text, IndexScope(asked.place.channel, rule.language), now)
        preview = compile_rule(rule, now)
        return {"problems": describe(preview.problems, self.request.user)} | _side_by_side(question, preview)


class TryNewDraft(TryDraft):
    permission_required = "add"

    def get_object(self) -> SearchRule:
        return self.model()


class TrySearch(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Any search in any channel and language, by the rules as they are published."""

    model = Synonym
    any_permission_required = STEERING
    page_title = gettext_lazy("Try a search")
    header_icon = "search"
    template_name = "cms/search_admin/try_search.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> Context:
        form = QuestionForm(self.request.GET or None)
        found = _by_itself(form, timezone.now()) if form.is_bound and form.text else {}
        return super().get_context_data(**kwargs) | {"form": form} | found


def _side_by_side(question: SearchRequest, preview: Preview) -> Context:
    try:
        with shared_replica().read() as reading:
            shelf = Shelf(reading, question.place, question.at)
            before = try_question(question, shelf, shelf.rules())
            after = try_question(question, shelf, _rules(preview, question.place))
    except EngineUnavailable:
        return {"unavailable": True}
    old, new = compared(before, after)
    unchanged = [row.result.address for row in old] == [row.result.address for row in new]
    lists = [_list(_("Now published"), before, old), _list(_("With this draft"), after, new)]
    return {"text": question.text, "unchanged": unchanged, "lists": lists}


def _by_itself(form: QuestionForm, now: datetime) -> Context:
    question = SearchRequest(form.text, form.place, now)
    try:
        with shared_replica().read() as reading:
            shelf = Shelf(reading, question.place, now)
            trial = try_question(question, shelf, shelf.rules())
    except EngineUnavailable:
        return {"unavailable": True}
    lists = [_list(_("Results"), trial, alone(trial))]
    return {"text": form.text, "place": form.place, "corrected": trial.meaning.corrected, "lists": lists}


def _list(title: str, trial: Trial, rows: list[RankRow]) -> Context:
    found = ngettext("%(count)d result", "%(count)d results", trial.total) % {"count": trial.total}
    return {"title": title, "rows": list(map(_shown, rows)), "found": found}


def _shown(row: RankRow) -> Context:
    explanation = row.result.explanation
    return {
        "place": row.place,
        "title": row.result.title,
        "kind": KINDS.get(row.result.document["kind"], ""),
        "move": row.move,
        "other": row.other,
        "score": points(explanation.score) if explanation else "",
        "lines": lines(explanation) if explanation else [],
    }


def _rules(preview: Preview, place: IndexScope) -> Rules:
    for document in preview.documents:
        if (document.channel, document.locale) == place:
            return rules_of(orjson.loads(document.periods[0].body))
    return DEFAULT


def _labels(form: forms.BaseForm) -> Iterator[str]:
    """The fields that are not right, as the form calls them."""
    for name in form.errors:
        yield str(form.fields[name].label) if name in form.fields else str(form.errors[name][0])
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            yield from (str(row.fields[name].label) for name in row.errors if name in row.fields)
