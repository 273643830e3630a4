"""Whatever receivers, workers and people do, and in whatever order: each event is told, one after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from api.webhooks import schedule
from api.webhooks.schedule import BY_HAND, FAILING, GONE, JITTER, Outcome, ScheduleState

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
DELAYS = (0, 5, 300, 1800)
LEASE = timedelta(seconds=15)
OK, BROKEN, SILENT, REMOVED = Outcome(200), Outcome(503), Outcome(failure="timeout"), Outcome(410)


def after(line: ScheduleState, *outcomes: Outcome, chance: float = 0) -> ScheduleState:
    for outcome in outcomes:
        line = schedule.after(line, outcome, DELAYS, NOW, chance)
    return line


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_success_is_a_delivery(status):
    assert Outcome(status).delivered


@pytest.mark.parametrize("outcome", [Outcome(100), Outcome(301), Outcome(400), BROKEN, SILENT, REMOVED])
def test_nothing_else_is(outcome):
    assert not outcome.delivered


def test_each_failure_waits_longer():
    waits = [after(ScheduleState(NOW), *[BROKEN] * failures).due_at - NOW for failures in (1, 2, 3)]
    assert waits == [timedelta(seconds=delay) for delay in DELAYS[1:]]


def test_chance_makes_a_wait_longer_and_never_shorter():
    assert after(ScheduleState(NOW), BROKEN, chance=0.5).due_at == NOW + timedelta(seconds=5 * (1 + JITTER / 2))


def test_when_the_schedule_is_over_the_line_goes_off():
    assert after(ScheduleState(NOW), *[SILENT] * 3).off == ""
    assert after(ScheduleState(NOW), *[SILENT] * 4).off == FAILING


def test_who_is_gone_is_not_asked_again():
    assert after(ScheduleState(NOW), REMOVED).off == GONE


def test_a_delivery_begins_the_schedule_anew():
    assert after(ScheduleState(NOW), BROKEN, BROKEN, OK) == ScheduleState(NOW)


def test_what_was_switched_off_by_hand_stays_so_whatever_the_last_attempt_gives():
    for outcome in (OK, BROKEN, REMOVED):
        assert after(ScheduleState(NOW, off=BY_HAND), outcome).off == BY_HAND


def test_switching_on_starts_the_schedule_without_breaking_into_what_somebody_is_sending():
    taken = schedule.taken(ScheduleState(NOW, failures=4, off=FAILING), NOW, LEASE)
    assert schedule.switched_on(taken, NOW) == ScheduleState(NOW, taken_until=NOW + LEASE)
    assert not schedule.switched_on(taken, NOW).may_send(NOW)


class Subscriber(RuleBasedStateMachine):
    """A subscriber with two workers and an operator. The queue and the leases are plain values, as in the database."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.line, self.written = NOW, ScheduleState(NOW), 0
        self.waiting: list[int] = []
        self.received: list[int] = []
        self.sending: dict[int, tuple[int, datetime]] = {}

    @rule()
    def an_event_is_written(self) -> None:
        self.waiting.append(self.written)
        self.written += 1

    @rule(seconds=st.sampled_from([0.01, 1, 20, 400, 100_000]))
    def time_passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.sending = {worker: held for worker, held in self.sending.items() if held[1] > self.now}

    @rule(worker=st.integers(0, 1))
    def a_worker_takes_the_front(self, worker: int) -> None:
        if self.waiting and worker not in self.sending and self.line.may_send(self.now):
            self.line = schedule.taken(self.line, self.now, LEASE)
            self.sending[worker] = (self.waiting[0], self.line.taken_until)

    @precondition(lambda self: self.sending)
    @rule(outcome=st.sampled_from([OK, BROKEN, SILENT, REMOVED]), chance=st.floats(0, 0.99))
    def a_worker_gets_an_answer(self, outcome: Outcome, chance: float) -> None:
        event, _ = self.sending.pop(next(iter(self.sending)))
        if outcome.delivered:
            self.received.append(event)
            self.waiting.remove(event)
        self.line = schedule.after(self.line, outcome, DELAYS, self.now, chance)

    @precondition(lambda self: self.sending)
    @rule(arrived=st.booleans())
    def a_worker_dies(self, arrived: bool) -> None:
        event, _ = self.sending.pop(next(iter(self.sending)))
        if arrived:
            self.received.append(event)

    @rule()
    def an_operator_switches_it_on(self) -> None:
        self.line = schedule.switched_on(self.line, self.now)

    @invariant()
    def nobody_sends_beside_another(self) -> None:
        assert len(self.sending) <= 1

    @invariant()
    def events_arrive_in_order_and_only_again_what_was_last(self) -> None:
        assert self.received == sorted(self.received)
        assert set(self.received) | set(self.waiting) == set(range(self.written))
        assert sorted(set(self.received)) == list(range(len(set(self.received))))

    def teardown(self) -> None:
        """From here on everything works: then everything arrives."""
        while self.waiting:
            self.now += timedelta(days=2)
            self.sending = {}
            self.line = schedule.switched_on(self.line, self.now)
            self.a_worker_takes_the_front(0)
            self.a_worker_gets_an_answer(OK, 0)
        assert sorted(set(self.received)) == list(range(self.written))


TestSubscriber = Subscriber.TestCase
TestSubscriber.settings = settings(deadline=None)
