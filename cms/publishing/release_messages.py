"""Message after publishing: the release, or every reason why there is none, with where to mend it."""

from __future__ import annotations

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

SHOWN = 20


def tell_release(request: HttpRequest, release: store.Release) -> None:
    count = store.changed_documents(release.number, CHANNELS)
    text = ngettext(
        "Publication %(number)d: %(count)d document changed.",
        "Publication %(number)d: %(count)d documents changed.",
        count,
    )
    messages.success(request, text % {"number": release.number, "count": count})


def tell_refusal(request: HttpRequest, refused: PublishRefused) -> None:
    sentences = describe(refused.problems, request.user)
    items = format_html_join("", "<li>{}</li>", ((_item(each),) for each in sentences[:SHOWN]))
    more = len(sentences) - SHOWN
    rest = format_html("<p>{}</p>", _("And %(count)d more.") % {"count": more}) if more > 0 else ""
    messages.error(request, format_html("{}<ul>{}</ul>{}", _headline(refused), items, rest))


def refusal_text(refused: PublishRefused) -> str:
    return "\n".join([_headline(refused), *map(str, describe(refused.problems))])


def _headline(refused: PublishRefused) -> str:
    if refused.draft is not None:
        return _("Not published. What you typed is kept as a draft. Mend this first:")
    return _("Not done: channels would tell something that is not right. Mend this first:")


def _item(sentence: Sentence) -> SafeString:
    excerpts = format_html_join("", "<li>“{}”</li>", ((excerpt,) for excerpt in sentence.excerpts))
    links = format_html_join(" · ", '<a href="{}">{}</a>', ((link.url, link.label) for link in sentence.links))
    owner = format_html(" ({})", sentence.owner) if sentence.owner else ""
    mend = format_html(" {} {}", _("Mend it here:"), links) if sentence.links else ""
    return format_html("{}{}{}{}", sentence.text, owner, mend, format_html("<ul>{}</ul>", excerpts) if excerpts else "")
