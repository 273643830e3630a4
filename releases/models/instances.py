"""The tables of what channels say that they show, and of what is wrong with it.

None of it is part of a release: it may be thrown away.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

POSITION = 40


class Instance(models.Model):
    """An application of a channel, which appears when it is registered, watched, or when it first reports.

    `received`, `displayed` and `rejected` are its newest positions of `epoch`, as text. `reason` is empty unless it
    rejects; `failure` is the last acknowledgement in some state that was not believed, as
    `{"state", "code", "expected", "said"}`, until it is believed in that state.
    """

    channel = models.CharField(max_length=16)
    name = models.CharField(max_length=64)
    since = models.DateTimeField()
    registered = models.BooleanField(default=False)
    retired = models.BooleanField(default=False)
    owner = models.ForeignKey("auth.Group", models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    silence_minutes = models.PositiveIntegerField(null=True, blank=True)
    pages = models.TextField(blank=True)
    epoch = models.CharField(max_length=64, blank=True)
    received = models.CharField(max_length=POSITION, blank=True)
    displayed = models.CharField(max_length=POSITION, blank=True)
    rejected = models.CharField(max_length=POSITION, blank=True)
    reason = models.TextField(blank=True)
    last_word_at = models.DateTimeField(null=True)
    failure = models.JSONField(null=True)
    failures = models.PositiveIntegerField(default=0)
    watched_at = models.DateTimeField(null=True)
    pages_read = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("channel instance")
        verbose_name_plural = _("channel instances")
        ordering = ["channel", "name"]
        constraints = [models.UniqueConstraint(fields=["channel", "name"], name="one_instance_per_name")]

    def __str__(self) -> str:
        return f"{self.channel}: {self.name}"


class Acknowledgement(models.Model):
    """What one instance said of one position, and when it first said so.

    `due_at` is when there was something new to receive; empty for the first position of an instance, which is no delay.
    """

    instance = models.ForeignKey(Instance, models.CASCADE, related_name="acknowledgements")
    release = models.PositiveIntegerField()
    instant = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(db_index=True)
    received_at = models.DateTimeField(null=True)
    displayed_at = models.DateTimeField(null=True)
    rejected_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instance", "release", "instant"], name="one_acknowledgement_per_position")
        ]
        indexes = [models.Index(fields=["instance", "said_at"], name="history_of_instance")]

    def __str__(self) -> str:
        return f"{self.instance_id} {self.release}@{self.instant}"


class PageDifference(models.Model):
    """What a live page shows otherwise than the release that it claims, first seen at `since`."""

    instance = models.ForeignKey(Instance, models.CASCADE, related_name="differences")
    page = models.TextField()
    locale = models.CharField(max_length=16, blank=True)
    key = models.CharField(max_length=255, blank=True)
    what = models.CharField(max_length=16)
    expected = models.TextField(blank=True)
    found = models.TextField(blank=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.page} {self.key} {self.what}"


class Incident(models.Model):
    """Something wrong with an instance, from `began_at` until `ended_at`; each is told once.

    Who tells it claims it first, until `claimed_until`, so that another worker may try again after a crash.
    """

    instance = models.ForeignKey(Instance, models.CASCADE, related_name="incidents")
    trouble = models.CharField(max_length=16)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, db_index=True)
    begin_told_at = models.DateTimeField(null=True)
    end_told_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "releases_episode"
        constraints = [
            models.UniqueConstraint(
                fields=["instance", "trouble"], condition=models.Q(ended_at=None), name="one_open_episode"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trouble} since {self.began_at}"
