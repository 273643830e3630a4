"""Tables of webhooks: subscriptions, and the outbox of what each was or will be sent."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from api.webhooks import events, schedule, signing
from releases.core.position import Position, parse_position

POSITION = 40


class Subscription(models.Model):
    """`position` is the last step whose delivery is in the outbox, in `epoch`. Of a secret only the seed is stored."""

    class Off(models.TextChoices):
        GONE = schedule.GONE, _("the receiver answered that it is gone (410)")
        FAILING = schedule.FAILING, _("the receiver kept failing")
        BY_HAND = schedule.BY_HAND, _("by hand")

    name = models.CharField(_("name"), max_length=255, unique=True)
    endpoint = models.CharField(
        _("endpoint"), max_length=2000, help_text=_("Where events are posted, such as https://example.org/webhooks.")
    )
    channels = models.JSONField(_("channels"), default=list)
    kinds = models.JSONField(_("events"), default=list)
    email = models.EmailField(
        _("e-mail address of the owner"),
        help_text=_("Hears when this webhook is switched off. Choose a mailbox that several people read."),
    )
    team = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, verbose_name=_("team"),
        help_text=_("Everybody in this team hears it too."),
    )  # fmt: skip
    created_at = models.DateTimeField(_("added at"), editable=False)

    seed = models.CharField(max_length=32, editable=False, default=signing.new_seed)
    previous_seed = models.CharField(max_length=32, editable=False, blank=True)
    previous_until = models.DateTimeField(null=True, editable=False)

    epoch = models.UUIDField(editable=False)
    position = models.CharField(max_length=POSITION, editable=False)

    due_at = models.DateTimeField(editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    off = models.CharField(_("switched off"), max_length=8, choices=Off.choices, blank=True, editable=False)
    taken_until = models.DateTimeField(null=True, editable=False)
    taken_by = models.UUIDField(null=True, editable=False)
    owner_told = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Position:
        return parse_position(self.position)

    @property
    def line(self) -> schedule.ScheduleState:
        return schedule.ScheduleState(self.due_at, self.failures, self.off, self.taken_until)

    @line.setter
    def line(self, line: schedule.ScheduleState) -> None:
        for name, value in asdict(line).items():
            setattr(self, name, value)

    def secrets(self, now: datetime) -> list[bytes]:
        """Those that are valid, the newest first."""
        seeds = [self.seed]
        if self.previous_until is not None and now < self.previous_until:
            seeds.append(self.previous_seed)
        return [signing.secret_of(seed, settings.WEBHOOK_KEY) for seed in seeds]


class Delivery(models.Model):
    """One event for one subscription; they are sent in order of primary key.

    `status`, `failure` and `milliseconds` are those of the last attempt; `status` is empty when there was no answer.
    """

    class Kind(models.TextChoices):
        PUBLISHED = events.PUBLISHED, _("publication")
        SWITCHED = events.SWITCHED, _("switch")
        RESTARTED = events.RESTARTED, _("new start")
        TEST = events.TEST, _("test")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        GIVEN_UP = "givenUp", _("given up")

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    identity = models.UUIDField(_("event"), db_index=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    epoch = models.UUIDField()
    position = models.CharField(_("position"), max_length=POSITION)
    body = models.TextField()
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    failure = models.CharField(max_length=16, blank=True)
    milliseconds = models.PositiveIntegerField(_("duration in ms"), null=True)
    created_at = models.DateTimeField(_("written at"))
    attempted_at = models.DateTimeField(_("last attempt"), null=True)

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "epoch", "position"], name="one_delivery_per_step",
                condition=~models.Q(kind=events.TEST),
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["subscription", "id"], condition=models.Q(state="waiting"), name="waiting_in_order"),
        ]

    def __str__(self) -> str:
        place = parse_position(self.position)
        happened = date_format(localtime(place.instant), "j F Y H:i")
        return f"{capfirst(self.get_kind_display())} {place.release}, {happened}"
