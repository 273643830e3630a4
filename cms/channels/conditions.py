"""The conditions of channels in the admin: who confirmed which, with what proof; the last one puts the channel on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from api import tokens
from products import channel_conditions
from releases.channels import CHANNELS
from releases.compiling.shapes import Channel, ChannelCondition
from releases.conditions.confirmations import opened
from releases.store import Confirmation


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
    on, rows = opened(), list(Confirmation.objects.all())
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


class ConfirmForm(WagtailAdminModelForm):
    is_met = forms.BooleanField(label=_("I confirm that this condition is met"))

    class Meta:
        model = Confirmation
        fields = ["channel", "condition", "reference", "is_met"]
        widgets = {"channel": forms.HiddenInput, "condition": forms.HiddenInput}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        named = {"channel": data.get("channel", ""), "condition": data.get("condition", "")}
        if condition_of(named["channel"], named["condition"]) is None:
            raise ValidationError(_("There is no such condition. Choose one on the page with conditions."))
        if Confirmation.objects.filter(**named, withdrawn_at=None).exists():
            raise ValidationError(_("This condition is confirmed already."))
        return data


class WithdrawForm(WagtailAdminModelForm):
    class Meta:
        model = Confirmation
        fields = ["reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True

    def clean(self) -> dict[str, Any]:
        if self.instance.withdrawn_at is not None:
            raise ValidationError(_("This confirmation was withdrawn already."))
        return super().clean()


class ConditionsView(generic.IndexView):
    page_title = _("Channel conditions")
    is_searchable = False
    template_name = "cms/channel_conditions.html"

    def get_base_queryset(self) -> QuerySet[Confirmation]:
        return Confirmation.objects.none()

    @property
    def header_buttons(self) -> list[Any]:
        """Each condition has its own button."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        permissions = {f"may_{each}": self.user_has_permission(each) for each in ("add", "change")}
        return super().get_context_data(**kwargs) | {"sections": sections()} | permissions


class ConfirmView(generic.CreateView):
    page_title = _("Confirm a condition")
    success_message = _("The condition is confirmed.")
    submit_button_label = _("Confirm")

    def get_success_buttons(self) -> list[Any]:
        """Changing it is withdrawing it, which stands on the page that one returns to."""
        return []

    @cached_property
    def condition(self) -> ChannelCondition | None:
        """What one puts one's name to."""
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

    def save_instance(self) -> Confirmation:
        data = self.form.cleaned_data
        transaction.on_commit(tokens.follow)
        return channel_conditions.confirm(
            data["channel"], data["condition"], data["reference"], self.request.user.get_username()
        )


class WithdrawView(generic.EditView):
    page_title = _("Withdraw a confirmation")
    success_message = _("The confirmation is withdrawn: the channel is off.")
    submit_button_label = _("Withdraw")

    def get_page_subtitle(self) -> str:
        condition = condition_of(self.object.channel, self.object.condition)
        return gettext(condition.label) if condition else str(self.object)

    def get_success_buttons(self) -> list[Any]:
        """What was withdrawn cannot be changed any more."""
        return []

    def save_instance(self) -> Confirmation:
        transaction.on_commit(tokens.follow)
        confirmation = Confirmation.objects.get(pk=self.object.pk)
        reason = self.form.cleaned_data["reason"]
        channel_conditions.withdraw(confirmation, reason, self.request.user.get_username())
        return confirmation


class ConditionsViewSet(ModelViewSet):
    model = Confirmation
    icon = "lock"
    menu_label = _("Channel conditions")
    add_to_settings_menu = True
    add_to_reference_index = False
    index_view_class = ConditionsView
    add_view_class = ConfirmView
    edit_view_class = WithdrawView
    copy_view_enabled = False
    list_display = ["channel"]

    def get_form_class(self, for_update: bool = False) -> type[WagtailAdminModelForm]:
        return WithdrawForm if for_update else ConfirmForm

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(**kwargs) | {"delete_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        """What was confirmed is withdrawn, never deleted: it is the record of who said so."""
        return [each for each in super().get_urlpatterns() if each.name != "delete"]
