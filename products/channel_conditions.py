"""Confirming and withdrawing the conditions of a channel: with the last of them it goes on or off, in one release."""

from __future__ import annotations

from django.utils.translation import gettext as _

from products.publishing.release import Collected, one_release
from products.snapshot import all_subjects
from releases.channels import CHANNELS
from releases.conditions import confirmations
from releases.conditions.confirmations import Confirmation


def confirm(channel: str, condition: str, reference: str, by: str) -> None:
    """Once all are confirmed the channel tells everything.

    PublishRefused when something cannot be told there, AlreadyConfirmed when somebody else was first.
    """
    with one_release(author=by) as collected:
        confirmations.confirm(channel, condition, reference, by, collected.now)
        if channel in confirmations.opened():
            collected.changes.add(f"channel:{channel}", all_subjects())
            _give_cause(collected, channel, _("Channel %(channel)s on"))


def withdraw(confirmation: Confirmation, reason: str, by: str) -> None:
    """The channel tells nothing from now on; no fault in any text stops that."""
    with one_release(author=by) as collected:
        was_on = confirmation.channel in confirmations.opened()
        confirmations.withdraw(confirmation.pk, reason, by, collected.now)
        if was_on:
            collected.changes.add(f"channel:{confirmation.channel}")
            collected.changes.retold.update(all_subjects())
            _give_cause(collected, confirmation.channel, _("Channel %(channel)s off"))


def _give_cause(collected: Collected, channel: str, text: str) -> None:
    collected.cause = collected.cause or text % {"channel": CHANNELS[channel].title}
