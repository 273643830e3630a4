"""Warns of what is wrong with an instance, once, and says once that it is over: by e-mail and on the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from cms.channels import board_texts
from releases.channels import CHANNELS
from releases.conditions.confirmations import channels_now
from releases.core.drift import Limits
from releases.instances import incidents
from releases.instances.board import ChannelBoard, InstanceRow, board
from releases.instances.incidents import Incident
from releases.instances.registry import ChannelInstance

MAY_SEE = ("add", "change", "delete", "view")
# How long the dashboard says that something is over.
AFTERWARDS = timedelta(days=1)


def board_now(now: datetime) -> list[ChannelBoard]:
    limits = Limits(
        behind=timedelta(minutes=settings.CHANNEL_MINUTES_BEHIND),
        silence=timedelta(minutes=settings.CHANNEL_MINUTES_SILENT),
    )
    return board(CHANNELS, limits, now)


def warn(now: datetime) -> None:
    """One round: what began or ended is told to its owners; any number of workers may do this at once."""
    on = channels_now()
    rows = {row.instance.pk: row for channel in board_now(now) if channel.channel in on for row in channel.rows}
    incidents.settle(rows.values(), now)
    for incident in incidents.unreported(now):
        _send(incident, rows.get(incident.instance.pk), now)
        incidents.mark_reported(incident, now)
    incidents.prune(now, timedelta(days=settings.CHANNEL_HISTORY_DAYS))


def may_see(request: HttpRequest) -> bool:
    return any(request.user.has_perm(f"releases.{action}_instance") for action in MAY_SEE)


class ChannelWarningsPanel(Component):
    """On the dashboard: what is wrong with channels, and what was until yesterday; nothing when all is well."""

    name = "channel_warnings"
    order = 50
    template_name = "cms/channel_warnings_panel.html"

    class Media:
        css = {"all": ["cms/channel-board.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"lines": [_line(incident) for incident in incidents.lately(timezone.now(), AFTERWARDS)]}


def _line(incident: Incident) -> dict[str, Any]:
    return {
        "over": incident.ended_at is not None,
        "name": board_texts.name_of(incident.instance),
        "trouble": board_texts.TROUBLES[incident.trouble],
        "began": board_texts.moment(incident.began_at),
        "ended": board_texts.moment(incident.ended_at) if incident.ended_at else "",
    }


def _send(incident: Incident, row: InstanceRow | None, now: datetime) -> None:
    if addresses := _addresses(incident.instance):
        over = incident.ended_at is not None
        subject = _("Over: %(name)s (%(trouble)s)") if over else _("Channel warning: %(name)s (%(trouble)s)")
        values = {
            "name": board_texts.name_of(incident.instance),
            "trouble": board_texts.TROUBLES[incident.trouble],
        }
        send_mail(subject % values, _body(incident, row, now), None, addresses)


def _body(incident: Incident, row: InstanceRow | None, now: datetime) -> str:
    began = board_texts.moment(incident.began_at)
    if incident.ended_at is not None:
        ended = board_texts.moment(incident.ended_at)
        told = _("This began on %(began)s and was over on %(ended)s.") % {"began": began, "ended": ended}
    else:
        told = board_texts.what_is_wrong(incident.trouble, row, now) if row else ""
    link = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('channel-board:index')}"
    return "\n\n".join([told, _("See the channel board: %(link)s") % {"link": link}])


def _addresses(instance: ChannelInstance) -> list[str]:
    """The owner's, or else those of whoever looks after all channels."""
    members = (
        User.objects.filter(groups=instance.owner_id, is_active=True) if instance.owner_id else User.objects.none()
    )
    own = {instance.email, *members.values_list("email", flat=True)} - {""}
    return sorted(own) or list(settings.CHANNEL_WARNINGS_TO)
