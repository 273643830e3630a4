"""Report of searches, added up over days: only those that were asked often enough to have their text."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from search.models import DayCount, ResultCount

SAME = {name: OuterRef(f"term__{name}") for name in ("text", "channel", "locale")}


def searches(since: date, until: date) -> QuerySet[DayCount, dict[str, Any]]:
    """A row for each text, channel and locale: `times` asked, `empty` of those without result, `results` the last time,
    and how often a result was chosen, or called useful or not. Both days inclusive.
    """
    span = {"day__gte": since, "day__lte": until}
    alike = {f"term__{name}": reference for name, reference in SAME.items()}
    results = ResultCount.objects.filter(**span, **alike)
    last = DayCount.objects.filter(**span, **alike).order_by("-day", "-pk").values("found")[:1]
    return (
        DayCount.objects.filter(**span)
        .exclude(term__text="")
        .values(text=F("term__text"), channel=F("term__channel"), locale=F("term__locale"))
        .annotate(
            times=Sum("asked"),
            empty=Sum("in_vain"),
            results=Subquery(last),
            chosen=_total(results, "clicked"),
            good=_total(results, "useful"),
            bad=_total(results, "not_useful"),
        )
    )


def chosen_results(since: date, until: date, kind: str) -> dict[str, int]:
    """How often each document of a kind was chosen after a search, by key, the most chosen first. Days inclusive."""
    found = (
        ResultCount.objects.filter(day__gte=since, day__lte=until, address__startswith=f"{kind}/")
        .values("address")
        .annotate(times=Sum("clicked"))
        .filter(times__gt=0)
        .order_by("-times", "address")
    )
    return {row["address"].partition("/")[2]: row["times"] for row in found}


def _total(results: QuerySet[ResultCount], name: str) -> Coalesce:
    added = results.order_by().values("term__text").annotate(total=Sum(name)).values("total")
    return Coalesce(Subquery(added, output_field=IntegerField()), 0)
