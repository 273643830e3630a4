"""Access tokens in the admin: issued here and shown once, changed in scope, and revoked for good."""

from __future__ import annotations

from datetime import date

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from api import tokens
from api.models import AccessToken
from cms.channels.choices import ChannelsField
from cms.shown_once import shown_once
from releases.channels import CHANNELS

# What the history of a token says beside that it was issued or changed.
RENAMED, REVOKED = "tokens.rename", "tokens.revoke"


class TokenForm(WagtailAdminModelForm):
    channels = ChannelsField(
        label=_("Channels"),
        help_text=_(
            "What this token may read and report to. Everybody may read the website channel: "
            "choose it for who reports what the website shows."
        ),
    )

    class Meta:
        model = AccessToken
        fields = ["name", "channels", "staff", "expires_on"]
        widgets = {"expires_on": AdminDateInput}

    def clean_expires_on(self) -> date | None:
        day = self.cleaned_data["expires_on"]
        if day and "expires_on" in self.changed_data and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come; to end a token now, revoke it."))
        return day


class IssueView(generic.CreateView):
    page_title = _("Issue an access token")

    def save_instance(self) -> AccessToken:
        data = self.form.cleaned_data
        self.plaintext = tokens.issue(data["name"], data["channels"], data["staff"], timezone.now(), data["expires_on"])
        token = tokens.issued(self.plaintext)
        log(token, "wagtail.create", user=self.request.user)
        return token

    def save_action(self) -> HttpResponse:
        explanation = _("Copy this token now: it is kept nowhere and not shown again.")
        return shown_once(self.request, self.object.name, explanation, self.plaintext, self.get_success_url())


class ScopeView(generic.EditView):
    def save_instance(self) -> AccessToken:
        before = AccessToken.objects.get(pk=self.object.pk)
        token = tokens.change(super().save_instance())
        if token.name != before.name:
            log(token, RENAMED, user=self.request.user, data={"before": before.name, "after": token.name})
        return token


class RevokeView(generic.DeleteView):
    page_title = _("Revoke")
    success_message = _("Token '%(object)s' is revoked; it no longer opens anything.")

    @property
    def confirmation_message(self) -> str:
        return _("Revoke this token? The application that uses it can no longer read, at once and for good.")

    def delete_action(self) -> None:
        tokens.revoke(self.object, timezone.now())
        log(self.object, REVOKED, user=self.request.user)


class ChannelsColumn(Column):
    def get_value(self, instance: AccessToken) -> str:
        return ", ".join(CHANNELS[name].title for name in instance.channels if name in CHANNELS)


class ExpiryColumn(Column):
    """In words when it is near, so that nobody needs to count days."""

    def get_value(self, instance: AccessToken) -> str:
        day = instance.expires_on
        if day is None:
            return ""
        told = date_format(day, "j F Y")
        left = (day - timezone.localdate()).days
        if left <= 0:
            return gettext("%(day)s (expired)") % {"day": told}
        near = left <= settings.TOKEN_WARN_DAYS
        return ngettext("%(day)s (in %(left)d day)", "%(day)s (in %(left)d days)", left) % {
            "day": told, "left": left,
        } if near else told  # fmt: skip


class TokenViewSet(ModelViewSet):
    model = AccessToken
    icon = "key"
    menu_label = _("Access tokens")
    add_to_settings_menu = True
    add_to_reference_index = False
    add_view_class = IssueView
    edit_view_class = ScopeView
    delete_view_class = RevokeView
    copy_view_enabled = False
    delete_template_name = "cms/revoke_token.html"
    list_display = [
        "name",
        Column("last_four", label=_("Last characters")),
        ChannelsColumn("channels", label=_("Channels")),
        DateColumn("created_at", label=_("Issued at")),
        DateColumn("used_on", label=_("Last used on"), classname="hub-wide"),
        ExpiryColumn("expires_on", label=_("Expires on")),
        "revoked_at",
    ]
    list_filter = ["staff"]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[TokenForm]:
        return TokenForm
