"""Table of searches, counted per day: nothing in it tells who searched, or can be led back to one search."""

from __future__ import annotations

from django.db import models


class CountingPeriod(models.Model):
    """Four weeks with one secret. When they are over it is gone, and the codes made with it tell nothing any more."""

    number = models.PositiveIntegerField(primary_key=True)
    secret = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"period {self.number}"


class SearchTerm(models.Model):
    """One search in one channel, locale and period, under a keyed `code`; its `text` only once it is not rare."""

    period = models.ForeignKey(CountingPeriod, models.CASCADE, related_name="terms")
    code = models.CharField(max_length=64)
    channel = models.CharField(max_length=16)
    locale = models.CharField(max_length=16)
    text = models.CharField(max_length=255, blank=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "code"], name="one_term_per_code")]

    def __str__(self) -> str:
        return self.text or "…"


class DayCount(models.Model):
    """How often it was asked that day, how often in vain, and how many results it had the last time."""

    term = models.ForeignKey(SearchTerm, models.CASCADE, related_name="days")
    day = models.DateField(db_index=True)
    asked = models.PositiveIntegerField(default=0)
    in_vain = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "day"], name="one_count_per_day")]

    def __str__(self) -> str:
        return f"{self.term_id} {self.day}: {self.asked}"


class ResultCount(models.Model):
    """How often a result was chosen that day, and called useful or not; `address` is kind and key."""

    term = models.ForeignKey(SearchTerm, models.CASCADE, related_name="results")
    day = models.DateField(db_index=True)
    address = models.CharField(max_length=300)
    clicked = models.PositiveIntegerField(default=0)
    useful = models.PositiveIntegerField(default=0)
    not_useful = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "day", "address"], name="one_count_per_result")]

    def __str__(self) -> str:
        return f"{self.term_id} {self.day} {self.address}"
