"""The messages of a product, each sent to the editor who asks, by the hub's own mail settings."""

from __future__ import annotations

from collections.abc import Iterator
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.publishing.filled_messages import FilledMessage, NotFilledIn, filled_message
from products.models import ProductPage

VIEW = "messages_to_oneself"


class MessagesToOneself(WagtailAdminTemplateMixin, TemplateView):
    """Of the newest draft of a page, whose language is that of the messages."""

    template_name = "cms/messages_to_oneself.html"
    header_icon = "mail"

    @cached_property
    def page(self) -> ProductPage:
        page = get_object_or_404(ProductPage, pk=self.kwargs["page_id"])
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page.get_latest_revision_as_object()

    def get_page_title(self) -> str:
        return _("A message to yourself")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.title}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        moments = [block.value["moment"] for block in self.page.contact_moments if block.value["moment"]]
        known = {"moments": moments, "address": self.request.user.email, "title": self.page.title}
        return super().get_context_data(**known, **context)

    def post(self, request: HttpRequest, **known: Any) -> HttpResponse:
        moments = {block.value["moment"].key for block in self.page.contact_moments if block.value["moment"]}
        if request.POST.get("moment") not in moments or not request.user.email:
            raise Http404
        token = self.page.create_page_preview().token
        key, locale = f"{self.page.key}.{request.POST['moment']}", self.page.locale.language_code
        try:
            _tell(request, _send(filled_message(request, key, locale, token), request.user.email))
        except NotFilledIn:
            messages.error(request, _("This message cannot be shown yet. The preview of the product says why."))
        except (SMTPException, OSError):
            messages.error(request, _("The mail server did not take the message. Try again, or ask the hub’s keeper."))
        return redirect(VIEW, page_id=self.page.pk)


def _send(message: FilledMessage, address: str) -> int:
    subject = _("Test: %(subject)s") % {"subject": message.subject}
    mail = EmailMultiAlternatives(subject, message.text, None, [address])
    mail.attach_alternative(message.html, "text/html")
    return mail.send()


def _tell(request: HttpRequest, sent: int) -> None:
    if sent:
        messages.success(request, _("Sent to %(address)s.") % {"address": request.user.email})
    else:
        messages.warning(request, _("Not sent: this hub has no mail server (MAIL_HOST)."))


def urls() -> list[URLPattern]:
    return [path("messages-to-oneself/<int:page_id>/", MessagesToOneself.as_view(), name=VIEW)]


def buttons(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of a product's page."""
    if settings.REFERENCE_CHANNELS and isinstance(page, ProductPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Send a message to yourself"), reverse(VIEW, args=[page.pk]), icon_name="mail", priority=67)
