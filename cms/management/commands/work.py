"""Keeps this node's copy up to date, publishes what is due and tells whom it concerns, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from api import tokens
from api.duties import SignsOfLife
from api.webhooks import queue
from api.webhooks.sender import WebhookSender
from cms import token_expiry
from cms.channels import warnings
from cms.logging_in import audit
from cms.logging_in.sign_on import sessions
from cms.running.clock_watch import ClockWatch
from cms.running.shown_releases import call_witnesses
from cms.running.start_checks import NotReady, refuse_unprepared
from cms.running.worker_loop import Duty, NotInOrder, Overdue, attempt, work_until
from cms.webhooks.mail import tell_owners
from products.publishing import second_clock
from products.publishing.verification import report_head
from releases import store
from releases.chain.backup_detection import claimed_release, refuse_when_older
from releases.core.problems import CameBackOlder
from releases.export.targets import keep_up
from releases.replica.healing import Scrubber
from releases.replica.replica import shared_replica
from search.analytics import counter
from search.index.indexer import Keeper

logger = logging.getLogger(__name__)
HOUR = 3600
# The hour of the day at which nobody minds what takes a minute.
NIGHT = 3


class Command(BaseCommand):
    help = (
        "Follow releases and tokens, send webhooks, and keep the search indexes and exports up to date every second; "
        "publish what is due and warn of channels every ten. Ends when one of these hangs, to be started again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        stop, scrubber = threading.Event(), Scrubber()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        try:
            scrubber.heal()
            refuse_unprepared()
            attempt(call_witnesses)
            work_until(stop, duties(stop, scrubber), SignsOfLife(settings.DUTIES_DIR))
        except NotReady as error:
            raise CommandError(str(error)) from error
        except Overdue as error:
            raise CommandError(f"The worker ends, to be started again: {error}.") from error


def duties(stop: threading.Event, scrubber: Scrubber) -> list[Duty]:
    """Those that talk to one machine outside, such as the mail server, have the shortest deadline."""
    return [
        Duty("follow", tokens.follow),
        Duty("webhooks", WebhookSender(stop).send_webhooks, deadline=120),
        Duty("export", export, deadline=HOUR),
        Duty("search", Keeper().keep, deadline=HOUR),
        Duty("copy", scrubber.heal, every=10, deadline=HOUR),
        Duty("publish-due", publish_due, every=10),
        Duty("clock", ClockWatch().look, every=10, deadline=20),
        Duty("older-database", warn_of_older_database, every=10),
        Duty("channel-warnings", warn_of_channels, every=10, deadline=120),
        Duty("webhook-owners", tell_owners, every=10, deadline=120),
        Duty("token-use", token_expiry.store_use, every=60),
        Duty("token-expiry", token_expiry.warn, every=HOUR, deadline=120),
        Duty("verify-head", verify_head_at_night, every=HOUR, deadline=HOUR),
        Duty("prune-audit", prune_audit, every=HOUR),
        Duty("prune-deliveries", prune_deliveries, every=HOUR),
        Duty("forget-searches", forget_searches, every=HOUR),
        Duty("forget-sessions", forget_sessions, every=HOUR),
    ]


def export() -> None:
    keep_up(timezone.now())


def warn_of_older_database() -> None:
    call_witnesses()
    head = store.head()
    if claimed := claimed_release(head):
        logger.warning("A channel claims to hold release %s, beyond %s. Was a backup put back?", claimed, head.number)
    try:
        refuse_when_older(shared_replica().shown(), head)
    except CameBackOlder as error:
        logger.error("%s", error)


def publish_due() -> None:
    """Nothing that is planned goes out while the clock is in doubt, of which another duty tells."""
    if second_clock.doubtful_lead():
        raise NotInOrder
    call_command("publish_scheduled")


def warn_of_channels() -> None:
    warnings.warn(timezone.now())


def verify_head_at_night() -> None:
    if timezone.localtime().hour == NIGHT:
        report_head()


def prune_audit() -> None:
    audit.prune(timezone.now())


def prune_deliveries() -> None:
    queue.prune(timezone.now())


def forget_searches() -> None:
    counter.prune(timezone.localdate())


def forget_sessions() -> None:
    """Those that ended; nobody logs out of all of them."""
    call_command("clearsessions")
    sessions.prune(timezone.now())
