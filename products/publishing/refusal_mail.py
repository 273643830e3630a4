"""Tells the owners of something planned, once, why it could not be published."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import log, registry
from wagtail.models import Page, Revision

from products.lookup import team_of
from products.publishing.problem_sentences import problem_sentences
from products.publishing.scheduling import Due
from releases.core.problems import Problem

ACTION = "products.refuse_schedule"


def tell_owner(item: Due, problems: Sequence[Problem]) -> bool:
    """False when the owners already heard exactly this; the log of the object remembers it."""
    sentences = problem_sentences(problems)
    previous = registry.get_logs_for_instance(item.instance).filter(action=ACTION).order_by("-timestamp").first()
    if previous is not None and previous.data == {"revision": item.revision, "problems": sentences}:
        return False
    subject = _("Planned, but not published: %(name)s") % {"name": item.instance}
    if addresses := _addresses(item):
        send_mail(subject, _body(item, sentences), None, addresses)
    log(item.instance, ACTION, data={"revision": item.revision, "problems": sentences})
    return True


def _body(item: Due, sentences: Sequence[str]) -> str:
    remedy = _("It stays planned: it is published as soon as this is mended.")
    edit = AdminURLFinder().get_edit_url(item.instance)
    address = f"{settings.WAGTAILADMIN_BASE_URL}{edit}" if edit else ""
    return "\n\n".join([*(f"- {sentence}" for sentence in sentences), remedy, address])


def _addresses(item: Due) -> list[str]:
    """The team, the page's owner, and whoever wrote what was planned."""
    team = team_of(item.instance)
    users = [*(team.user_set.all() if team else ()), _page_owner(item.instance), _writer(item.revision)]
    return sorted({user.email for user in users if user is not None and user.is_active and user.email})


def _page_owner(instance: Model) -> object:
    return instance.owner if isinstance(instance, Page) else None


def _writer(revision: int | None) -> object:
    return Revision.objects.select_related("user").get(pk=revision).user if revision else None
