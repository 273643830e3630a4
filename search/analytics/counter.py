"""Counts searches without personal data: what may be about a person is dropped before anything is kept.

A rare search is kept only under a keyed code; its text is written once it was asked often enough within the period.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
from datetime import date, timedelta

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.models import F, Sum
from django.utils import timezone

from search.analytics.tally import Action, Count, CountedSearch, Tally
from search.language.lexicon import Lexicon
from search.models import CountingPeriod, DayCount, ResultCount, SearchTerm
from search.query.addresses import IndexScope
from search.query.privacy import known_words, normalised, reason_to_drop
from search.query.rules import Rules

logger = logging.getLogger(__name__)
PERIOD_DAYS = 28
# More different searches than this in one period are not counted, so that nobody can fill the database.
MOST_TERMS = 100_000
COLUMNS: dict[Action, str] = {"clicked": "clicked", "useful": "useful", "notUseful": "not_useful"}

tally = Tally()


def count_search(text: str, place: IndexScope, found: int, lexicon: Lexicon, rules: Rules) -> None:
    """Never fails and never waits; `lexicon` and `rules` are those that the search was answered with."""
    if asked := _kept(text, place, lexicon, rules):
        tally.searched(asked, found)
        _writer.start()


def count_action(text: str, place: IndexScope, address: str, action: Action, lexicon: Lexicon, rules: Rules) -> None:
    """Only counts for a search that was counted itself."""
    if asked := _kept(text, place, lexicon, rules):
        tally.acted(asked, address, action)
        _writer.start()


def write(today: date) -> None:
    """Adds the tally to the database, all of it or nothing; what cannot be written now is kept for the next time."""
    taken = tally.take()
    if not taken:
        return
    try:
        with transaction.atomic():
            period = _period(today)
            for asked, count in taken.items():
                if term := _term(period, asked, is_new_allowed=bool(count.asked)):
                    _write(term, today, asked.text, count)
    except DatabaseError as error:
        tally.give_back(taken)
        logger.warning("Searches could not be counted yet: %s", type(error).__name__)


def prune(today: date) -> None:
    """Forgets what is old, and of periods that are over the secret and all that was rare."""
    over = CountingPeriod.objects.filter(number__lt=_number(today))
    SearchTerm.objects.filter(period__in=over, text="").delete()
    over.exclude(secret="").update(secret="")
    oldest = today - timedelta(days=settings.SEARCH_KEEP_DAYS)
    DayCount.objects.filter(day__lt=oldest).delete()
    ResultCount.objects.filter(day__lt=oldest).delete()
    SearchTerm.objects.filter(days=None).delete()
    over.filter(terms=None).delete()


def _kept(text: str, place: IndexScope, lexicon: Lexicon, rules: Rules) -> CountedSearch | None:
    """None when nothing of it may be kept."""
    if not settings.SEARCH_COUNTING:
        return None
    try:
        if reason_to_drop(text, known_words(lexicon, rules)):
            return None
        return CountedSearch(*place, normalised(text))
    except Exception as error:
        # Its own message may hold what was asked.
        logger.error("A search could not be counted: %s", type(error).__name__)
        return None


def _period(today: date) -> CountingPeriod:
    made = {"secret": secrets.token_hex(32)}
    return CountingPeriod.objects.get_or_create(number=_number(today), defaults=made)[0]


def _number(today: date) -> int:
    return today.toordinal() // PERIOD_DAYS


def _code(period: CountingPeriod, asked: CountedSearch) -> str:
    """Needs the secret of the period and that of this hub, so that neither the database nor an old key tells it."""
    key = hmac.digest(settings.SECRET_KEY.encode(), bytes.fromhex(period.secret), hashlib.sha256)
    return hmac.new(key, "\0".join(asked).encode(), hashlib.sha256).hexdigest()


def _term(period: CountingPeriod, asked: CountedSearch, is_new_allowed: bool) -> SearchTerm | None:
    code, terms = _code(period, asked), SearchTerm.objects.filter(period=period)
    known = terms.filter(code=code).first()
    if known or not is_new_allowed or terms.count() >= MOST_TERMS:
        return known
    named = {"channel": asked.channel, "locale": asked.locale}
    return SearchTerm.objects.get_or_create(period=period, code=code, defaults=named)[0]


def _write(term: SearchTerm, today: date, text: str, count: Count) -> None:
    if count.asked:
        day, _ = DayCount.objects.get_or_create(term=term, day=today)
        _add(day, asked=count.asked, in_vain=count.in_vain)
        DayCount.objects.filter(pk=day.pk).update(found=count.found)
        _name(term, text)
    for (address, action), times in count.actions.items():
        result, _ = ResultCount.objects.get_or_create(term=term, day=today, address=address)
        _add(result, **{COLUMNS[action]: times})


def _add(row: DayCount | ResultCount, **more: int) -> None:
    """In the database, where others may add as well."""
    type(row)._default_manager.filter(pk=row.pk).update(**{name: F(name) + number for name, number in more.items()})


def _name(term: SearchTerm, text: str) -> None:
    """Gives it its text, once it was asked often enough."""
    if not term.text:
        asked = DayCount.objects.filter(term=term).aggregate(times=Sum("asked"))["times"]
        if asked >= settings.SEARCH_RARE:
            SearchTerm.objects.filter(pk=term.pk).update(text=text[:255])


class _Writer:
    """Writes the tally every few seconds, in a thread that starts with the first search of this process."""

    def __init__(self) -> None:
        self._lock, self._thread = threading.Lock(), threading.Thread()

    def start(self) -> None:
        if settings.SEARCH_COUNT_SECONDS and not self._thread.is_alive():
            with self._lock:
                if not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._run, daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        pause = threading.Event()
        while not pause.wait(settings.SEARCH_COUNT_SECONDS):
            try:
                write(timezone.localdate())
            except Exception as error:
                logger.error("Searches could not be counted: %s", type(error).__name__)
            finally:
                connections.close_all()


_writer = _Writer()
