"""The conditions of channels in the admin: who confirmed which, with what proof; the last one puts the channel on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from api import tokens
from cms.channels.screens import FormScreen, IndexScreen, RegisterViewSet
from products import channel_conditions
from releases.channels import CHANNELS
from releases.conditions import confirmations
from releases.conditions.confirmations import Confirmation, opened
from releases.rendering.shapes import Channel, ChannelCondition

ALREADY_CONFIRMED = _("This condition is confirmed already.")


@dataclass(frozen=True)
class ConditionRow:
    """A condition, its confirmation if it has one, and those that were withdrawn before."""

    label: str
    explanation: str
    confirmation: Confirmation | None
    withdrawn: tuple[Confirmation, ...]
    confirm_url: str


@dataclass(frozen=True)
class ChannelSection:
    channel: Channel
    is_on: bool
    lines: tuple[ConditionRow, ...]


def sections() -> list[ChannelSection]:
    on, rows = opened(), confirmations.all_confirmations()
    conditional = [channel for channel in CHANNELS.values() if channel.conditions]
    return [
        ChannelSection(
            channel, channel.name in on, tuple(_line(channel.name, each, rows) for each in channel.conditions)
        )
        for channel in conditional
    ]


def _line(channel: str, condition: ChannelCondition, rows: list[Confirmation]) -> ConditionRow:
    own = [row for row in rows if (row.channel, row.condition) == (channel, condition.name)]
    query = urlencode({"channel": channel, "condition": condition.name})
    return ConditionRow(
        label=gettext(condition.label),
        explanation=gettext(condition.explanation),
        confirmation=next((row for row in own if row.withdrawn_at is None), None),
        withdrawn=tuple(row for row in own if row.withdrawn_at is not None),
        confirm_url=f"{reverse('channel-conditions:add')}?{query}",
    )


def condition_of(channel: str, name: str) -> ChannelCondition | None:
    known = CHANNELS[channel].conditions if channel in CHANNELS else ()
    return next((condition for condition in known if condition.name == name), None)


class ConfirmForm(forms.Form):
    channel = forms.CharField(widget=forms.HiddenInput)
    condition = forms.CharField(widget=forms.HiddenInput)
    reference = forms.CharField(
        label=_("Reference of the proof"),
        max_length=255,
        help_text=_("Where the proof is: the case number or address of the document. No personal data."),
    )
    is_met = forms.BooleanField(label=_("I confirm that this condition is met"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        named = (data.get("channel", ""), data.get("condition", ""))
        if condition_of(*named) is None:
            raise ValidationError(_("There is no such condition. Choose one on the page with conditions."))
        if any((row.channel, row.condition) == named for row in confirmations.in_force()):
            raise ValidationError(ALREADY_CONFIRMED)
        return data


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=255, help_text=_("Why it no longer holds. It is kept with the confirmation.")
    )

    def __init__(self, *args: Any, confirmation: Confirmation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confirmation = confirmation

    def clean(self) -> dict[str, Any]:
        if self.confirmation.withdrawn_at is not None:
            raise ValidationError(_("This confirmation was withdrawn already."))
        return super().clean()


class ConditionsScreen(IndexScreen):
    page_title = _("Channel conditions")
    template_name = "cms/channel_conditions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        permissions = {f"may_{each}": self.viewset.may(self.request.user, each) for each in ("add", "change")}
        return super().get_context_data(**kwargs) | {"sections": sections()} | permissions


class ConfirmScreen(FormScreen):
    actions = ("add",)
    page_title = _("Confirm a condition")
    form_class = ConfirmForm
    success_message = _("The condition is confirmed.")
    submit_button_label = _("Confirm")

    @cached_property
    def condition(self) -> ChannelCondition | None:
        """The condition that one puts one's name to."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return condition_of(asked.get("channel", ""), asked.get("condition", ""))

    def get_page_subtitle(self) -> str:
        return gettext(self.condition.label) if self.condition else ""

    def get_form(self, form_class: Any = None) -> ConfirmForm:
        form = super().get_form(form_class)
        if self.condition:
            form.fields["is_met"].help_text = gettext(self.condition.explanation)
        return form

    def get_initial(self) -> dict[str, str]:
        return {name: self.request.GET.get(name, "") for name in ("channel", "condition")}

    def save(self, data: dict[str, Any]) -> None:
        transaction.on_commit(tokens.follow, robust=True)
        by = self.request.user.get_username()
        channel_conditions.confirm(data["channel"], data["condition"], data["reference"], by)

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        """Two people may confirm in the same moment: the second hears it on the form."""
        try:
            return super().form_valid(form)
        except confirmations.AlreadyConfirmed:
            form.add_error(None, ALREADY_CONFIRMED)
            return self.form_invalid(form)


class WithdrawScreen(FormScreen):
    actions = ("change",)
    page_title = _("Withdraw a confirmation")
    form_class = WithdrawForm
    success_message = _("The confirmation is withdrawn: the channel is off.")
    submit_button_label = _("Withdraw")

    @cached_property
    def confirmation(self) -> Confirmation:
        """The one that the address names."""
        if (found := confirmations.find(self.kwargs["pk"])) is None:
            raise Http404
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"confirmation": self.confirmation}

    def get_page_subtitle(self) -> str:
        condition = condition_of(self.confirmation.channel, self.confirmation.condition)
        return gettext(condition.label) if condition else str(self.confirmation)

    def save(self, data: dict[str, Any]) -> None:
        transaction.on_commit(tokens.follow, robust=True)
        channel_conditions.withdraw(self.confirmation, data["reason"], self.request.user.get_username())


class ConditionsViewSet(RegisterViewSet):
    """Nothing is deleted: it is the record of who said so."""

    model_name = "confirmation"
    icon = "lock"
    menu_label = _("Channel conditions")
    add_to_settings_menu = True
    screens = {
        "index": ("", ConditionsScreen),
        "add": ("new/", ConfirmScreen),
        "edit": ("edit/<int:pk>/", WithdrawScreen),
    }
