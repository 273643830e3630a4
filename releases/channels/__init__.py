"""The registry: adding a channel is one shape beside this file and one line here."""

from __future__ import annotations

from releases.channels import desk, email, phone, website
from releases.compiling.shapes import Channel

CHANNELS: dict[str, Channel] = {
    channel.name: channel for channel in (website.CHANNEL, email.CHANNEL, desk.CHANNEL, phone.CHANNEL)
}
