"""Problem that stops a publish: where it stands, which sentence, and which sources it depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

DANGLING = frozenset({
    "misspeltMergeField", "nearCaseField", "nearMergeField", "unknownCaseField", "unknownCaseValue",
    "unknownContactMoment", "unknownLocation", "unknownMergeField", "unknownOrganisation", "unknownProduct",
    "unknownStep", "unknownSuccessor", "unknownTheme",
})  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """`code` is one of unknownReference, noValue, noNext, notToldEverywhere, markup, unknownProduct, …;

    `subject` is (kind, key); `place` is such as `sections.costs`; `excerpt` is the sentence as an editor would know it.
    `left_out`: the documents go without what is wrong, so it stops nobody but who publishes one of `sources`.
    """

    code: str
    subject: tuple[str, str]
    locale: str = ""
    place: str = ""
    sources: frozenset[str] = frozenset()
    params: Mapping[str, str] = field(default_factory=dict)
    excerpt: str = ""
    left_out: bool = False

    @property
    def dangles(self) -> bool:
        """Whether each text is whole and true, and only points at something that is not there."""
        return self.code in DANGLING


class Impossible(Exception):
    """The hub itself cannot publish now, whatever the content; the text tells its keeper the remedy."""


class CameBackOlder(Impossible):
    """`number` is the newest release that is known to have been shown, and that the database does not have."""

    def __init__(self, number: int, newest: int) -> None:
        super().__init__(
            f"The database came back older: release {number} has been shown to channels, and is not in the database, "
            f"whose newest release is {newest}. Run `manage.py new_epoch`, so that every channel syncs anew and no "
            "release number gets a second meaning."
        )
        self.number = number


class ClockAhead(Impossible):
    def __init__(self, lead: timedelta) -> None:
        super().__init__(
            f"The clock of this machine is {round(lead.total_seconds())} seconds ahead of the second clock, the "
            "database's or the kernel's count. Set it right, or run `manage.py confirm_clock` when it is right; until "
            "then notices alone are published, at the time of the second clock."
        )


class ClockBehind(Impossible):
    def __init__(self, behind: timedelta) -> None:
        super().__init__(
            f"The clock of this machine is {round(behind.total_seconds())} seconds behind that of the database. Set it "
            "right, or run `manage.py confirm_clock` when it is right: what switches at an instant switches late here."
        )
