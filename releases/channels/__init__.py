"""The registry: adding a channel is one shape beside this file and one line here."""

from __future__ import annotations

from collections.abc import Collection

from releases.channels import chat, desk, email, phone, website
from releases.rendering.shapes import Channel

CHANNELS: dict[str, Channel] = {
    channel.name: channel
    for channel in (
        website.CHANNEL,
        email.CHANNEL,
        desk.CHANNEL,
        phone.CHANNEL,
        chat.CHANNEL,
    )
}


def channels_on(opened: Collection[str]) -> dict[str, Channel]:
    """Those without conditions, and of the others those in `opened`, whose conditions are confirmed."""
    return {name: channel for name, channel in CHANNELS.items() if not channel.conditions or name in opened}
