"""Access tokens in the admin: issued here and shown once, changed in scope, and revoked for good."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from api import tokens
from api.models import AccessToken
from cms.channels.choices import ChannelsField
from releases.channels import CHANNELS


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
        fields = ["name", "channels", "staff"]


class IssueView(generic.CreateView):
    page_title = _("Issue an access token")
    success_message = None

    def save_instance(self) -> AccessToken:
        data = self.form.cleaned_data
        self.plaintext = tokens.issue(data["name"], data["channels"], data["staff"], timezone.now())
        text = _("Copy this token now, it is not shown again: %(token)s") % {"token": self.plaintext}
        messages.warning(self.request, text)
        return AccessToken.objects.latest("pk")


class ScopeView(generic.EditView):
    def save_instance(self) -> AccessToken:
        return tokens.change(super().save_instance())


class RevokeView(generic.DeleteView):
    page_title = _("Revoke")
    success_message = _("Token '%(object)s' is revoked; it no longer opens anything.")

    @property
    def confirmation_message(self) -> str:
        return _("Revoke this token? The application that uses it can no longer read, at once and for good.")

    def delete_action(self) -> None:
        tokens.revoke(self.object, timezone.now())


class ChannelsColumn(Column):
    def get_value(self, instance: AccessToken) -> str:
        return ", ".join(CHANNELS[name].title for name in instance.channels if name in CHANNELS)


class TokenViewSet(ModelViewSet):
    model = AccessToken
    icon = "key"
    menu_label = _("Access tokens")
    add_to_settings_menu = True
    add_view_class = IssueView
    edit_view_class = ScopeView
    delete_view_class = RevokeView
    copy_view_enabled = False
    delete_template_name = "cms/revoke_token.html"
    list_display = [
        "name",
        Column("last_four", label=_("Ends in")),
        ChannelsColumn("channels", label=_("Channels")),
        DateColumn("created_at", label=_("Issued at")),
        "revoked_at",
    ]
    list_filter = ["staff"]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[TokenForm]:
        return TokenForm
