"""Messages after publishing: the release with advice, or every reason why there is none, with where to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from products.publishing.problem_sentences import Sentence, describe
from products.publishing.release import PublishRefused
from releases import store
from releases.channels import CHANNELS
from releases.core.problems import Problem

SHOWN, ADVISED = 20, 5


def tell_release(request: HttpRequest, release: store.Release) -> None:
    count = store.changed_documents(release.number, CHANNELS)
    text = ngettext(
        "Publication %(number)d: %(count)d document changed.",
        "Publication %(number)d: %(count)d documents changed.",
        count,
    )
    messages.success(request, text % {"number": release.number, "count": count})


def tell_advice(request: HttpRequest, advice: Sequence[Problem]) -> None:
    """Advice on texts that are published and could be said better."""
    if advice:
        messages.warning(request, _listed(_("This is published, and could be said better:"), advice, request, ADVISED))


def tell_refusal(request: HttpRequest, refused: PublishRefused) -> None:
    messages.error(request, _listed(_headline(refused), refused.problems, request))


def refusal_text(refused: PublishRefused) -> str:
    return "\n".join([_headline(refused), *map(str, describe(refused.problems))])


def _headline(refused: PublishRefused) -> str:
    if refused.draft is not None:
        return _("Not published. What you typed is kept as a draft. Mend this first:")
    return _("Not done: channels would tell something that is not right. Mend this first:")


def _listed(headline: str, problems: Sequence[Problem], request: HttpRequest, shown: int = SHOWN) -> SafeString:
    sentences = describe(problems, request.user)
    items = format_html_join("", "<li>{}</li>", ((_item(each),) for each in sentences[:shown]))
    more = len(sentences) - shown
    rest = format_html("<p>{}</p>", _("And %(count)d more.") % {"count": more}) if more > 0 else ""
    return format_html("{}<ul>{}</ul>{}", headline, items, rest)


def _item(sentence: Sentence) -> SafeString:
    excerpts = format_html_join("", "<li>“{}”</li>", ((excerpt,) for excerpt in sentence.excerpts))
    links = format_html_join(" · ", '<a href="{}">{}</a>', ((link.url, link.label) for link in sentence.links))
    owner = format_html(" ({})", sentence.owner) if sentence.owner else ""
    mend = format_html(" {} {}", _("Mend it here:"), links) if sentence.links else ""
    return format_html("{}{}{}{}", sentence.text, owner, mend, format_html("<ul>{}</ul>", excerpts) if excerpts else "")
