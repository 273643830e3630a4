"""The pages "What did we say?": find a product, read what a channel said, print a statement."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.statements import rendering
from cms.statements.forms import DAY, AskForm, StatementQuery
from cms.statements.queries import ChannelStatement, answer, house_style
from releases import store
from releases.channels import CHANNELS
from releases.core.periods import civil_day

KINDS = ("product", "contactMoment")
SHOWN = 50


class SearchView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/statements/search.html"
    header_icon = "history"

    def get_page_title(self) -> str:
        return _("What did we say?")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip().replace("\0", "")[:100]
        found = store.find_titles(KINDS, text, _source_locale(), SHOWN + 1)
        count = min(len(found), SHOWN)
        shown = ngettext("%(count)d found.", "%(count)d found.", count) % {"count": count}
        more = len(found) > SHOWN
        return super().get_context_data(text=text, found=found[:SHOWN], shown=shown, more=more, **context)


class ResultsView(SearchView):
    """Only the list, for a page that searches while somebody types."""

    template_name = "cms/statements/results.html"


class SaidView(WagtailAdminTemplateMixin, TemplateView):
    """What one channel said of one document."""

    template_name = "cms/statements/document.html"
    header_icon = "history"

    def get_page_title(self) -> str:
        return self.told.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        search = {"url": reverse("said"), "label": _("What did we say?")}
        return [*self.breadcrumbs_items, search, {"url": "", "label": self.told.title}]

    def get_context_data(self, kind: str, key: str, **context: Any) -> dict[str, Any]:
        told = store.titled_document(kind, key, _source_locale()) if kind in KINDS and "\0" not in key else None
        if told is None:
            raise Http404
        self.told, now = told, timezone.now()
        form = AskForm(self.request.GET.dict(), told.channels, now)
        context |= {"told": told, "form": form, "now": now}
        if form.is_valid():
            asked = form.asked()
            context |= self._said(asked, answer(kind, key, asked, now))
        return super().get_context_data(**context)

    def _said(self, asked: StatementQuery, said: ChannelStatement) -> dict[str, Any]:
        found = {
            "asked": asked,
            "said": said,
            "channel": CHANNELS[asked.channel].title,
            "language": get_language_info(asked.locale)["name_translated"],
            "links": _links(asked, said),
            "history": [
                (turn, asked.query(release=turn.release, at=f"{civil_day(turn.instant):{DAY}}"))
                for turn in said.history
            ],
        }
        if said.document is not None:
            found["blocks"] = rendering.blocks(said.document, self._product_url(asked))
            found["facts"] = rendering.facts(said.document)
        return found

    def _product_url(self, asked: StatementQuery) -> Any:
        return lambda key: f"{reverse('said_of', args=['product', key])}?{asked.query()}"


class StatementView(SaidView):
    """On paper, for a file: what was said, when, by which publication, and how to check it."""

    template_name = "cms/statements/statement.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context = super().get_context_data(**context)
        if "said" not in context or context["said"].document is None:
            raise Http404
        asked: StatementQuery = context["asked"]
        needs_token = CHANNELS[asked.channel].access != "public"
        return context | {"style": house_style(asked), "needs_token": needs_token, "base_url": settings.BASE_URL}

    def _product_url(self, asked: StatementQuery) -> None:
        """Paper has no links."""


def _source_locale() -> str:
    return str(settings.WAGTAIL_CONTENT_LANGUAGES[0][0])


def _links(asked: StatementQuery, said: ChannelStatement) -> dict[str, str]:
    """The query strings that lead through time; an absent one leads nowhere."""
    found = {"same": asked.query()}
    for name, turn in (("earlier", said.earlier), ("later", said.later)):
        if turn is not None:
            found[name] = asked.query(release=turn.release)
    for name, day in (("before", said.until_day), ("after", said.next_day)):
        if day is not None:
            found[name] = asked.query(at=f"{day:{DAY}}")
    return found
