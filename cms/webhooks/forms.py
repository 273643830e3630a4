"""The form of a webhook: its address is checked when it is saved, and again at every event."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from api.outgoing.configuration import outgoing_client
from api.outgoing.failures import NotReached
from api.webhooks import events, subscriptions
from api.webhooks.models import Subscription
from cms.channels.choices import ChannelsField
from cms.webhooks.sentences import UNREACHABLE

KINDS = [
    (events.PUBLISHED, _("Publications: an editor published something")),
    (events.SWITCHED, _("Switches: something that was published before counts from now on, such as a new fee")),
]
# A look-up of a name takes no longer while an editor waits.
LOOK_UP_SECONDS = 3.0


class SubscriptionForm(WagtailAdminModelForm):
    channels = ChannelsField(
        label=_("Channels"),
        help_text=_("Of which channels the receiver hears changes. It hears nothing of other channels."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Events"),
        help_text=_("The receiver always hears when the hub starts anew and everything must be fetched again."),
        choices=KINDS,
        initial=[kind for kind, _label in KINDS],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Subscription
        fields = ["name", "endpoint", "channels", "kinds", "email", "team"]

    def clean_endpoint(self) -> str:
        endpoint = self.cleaned_data["endpoint"]
        if "endpoint" in self.changed_data:
            try:
                outgoing_client().check(endpoint, LOOK_UP_SECONDS)
            except NotReached as error:
                raise ValidationError(UNREACHABLE[error.reason]) from error
        return endpoint

    def save(self, commit: bool = True) -> Subscription:
        """Only what is on the form: the worker writes the other columns at the same time."""
        if self.instance.pk is None:
            return super().save(commit=False)
        self.instance.save(update_fields=self.Meta.fields)
        if "endpoint" in self.changed_data:
            subscriptions.try_now(self.instance, timezone.now())
        return self.instance
