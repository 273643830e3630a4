"""Choosing among channels in a form: one that is off is shown as such, and cannot be chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from releases.channels import CHANNELS
from releases.conditions.confirmations import channels_now


class ChannelsField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        on = channels_now()
        if off := [CHANNELS[name].title for name in value if name not in on]:
            text = _("%(channels)s is off until its conditions are confirmed, under Settings, Channel conditions.")
            raise ValidationError(text % {"channels": ", ".join(off)})


def choices() -> list[tuple[str, str]]:
    on = channels_now()
    return [(name, _title(channel.title, name in on)) for name, channel in CHANNELS.items()]


def _title(title: str, is_on: bool) -> str:
    return title if is_on else _("%(channel)s (off)") % {"channel": title}
