"""A call along a script: the step at hand, the trail of steps before it, and the address of each move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clients.shared.hub.reader import Document

# No name of a step has these signs.
END, SEPARATOR = "-", "~"
LONGEST_TRAIL, LONGEST_TITLE = 60, 70


@dataclass(frozen=True)
class Visited:
    """A step that the call has passed, and the number of the answer that was given there; 0 without one."""

    step: Document
    answer: int = 0

    @property
    def label(self) -> str:
        choices = self.step["choices"]
        return choices[self.answer - 1]["label"] if 0 < self.answer <= len(choices) else ""


@dataclass(frozen=True)
class Call:
    """`step` is none at the end of the script."""

    script: Sequence[Document]
    step: Document | None
    trail: tuple[Visited, ...] = ()

    @property
    def number(self) -> int:
        return len(self.trail) + 1

    @property
    def parameters(self) -> dict[str, str]:
        """Those that keep this place in the call, in another language too."""
        return {"stap": self.step["id"] if self.step else END, "pad": _written(self.trail)} if self.trail else {}

    def answered(self, number: int) -> dict[str, str]:
        """On to the step of this answer."""
        assert self.step  # noqa: S101 - the end has no answers
        return self._onward(self.step["choices"][number - 1]["goto"] or END, number)

    def ended(self) -> dict[str, str]:
        """On to the end, from a step without answers."""
        return self._onward(END)

    def jumped(self, step: str) -> dict[str, str]:
        """On to a step that was looked up."""
        return self._onward(step)

    def back(self, place: int = -1) -> dict[str, str]:
        """Back to a step of the trail; the last one unless another place is given."""
        return {"stap": self.trail[place].step["id"], "pad": _written(self.trail[:place])}

    def _onward(self, step: str, answer: int = 0) -> dict[str, str]:
        here = (Visited(self.step, answer),) if self.step else ()
        return {"stap": step, "pad": _written((*self.trail, *here))}


def call_of(script: Sequence[Document], parameters: Mapping[str, str]) -> Call:
    """A step that went during the call is the last one of the trail that is still there, or the first."""
    steps = {step["id"]: step for step in script}
    trail = _read(parameters.get("pad", ""), steps)
    wanted = parameters.get("stap", "")
    if wanted == END:
        return Call(script, None, trail)
    if wanted in steps:
        return Call(script, steps[wanted], trail)
    return Call(script, trail[-1].step, trail[:-1]) if trail else Call(script, script[0] if script else None)


def title_of(step: Document) -> str:
    """The beginning of what is said, in whole words."""
    plain = " ".join(step["plain"].split())
    return plain if len(plain) <= LONGEST_TITLE else f"{plain[:LONGEST_TITLE].rpartition(' ')[0]} …"


def steps_with(script: Sequence[Document], words: str) -> list[Document]:
    """The steps whose text or answers hold all of these words."""
    wanted = words.casefold().split()
    return [step for step in script if wanted and all(word in _text(step) for word in wanted)]


def _text(step: Document) -> str:
    return " ".join([step["plain"], *(choice["label"] for choice in step["choices"])]).casefold()


def _written(trail: Sequence[Visited]) -> str:
    last = trail[-LONGEST_TRAIL:]
    return SEPARATOR.join(part for visited in last for part in (visited.step["id"], str(visited.answer)))


def _read(text: str, steps: Mapping[str, Document]) -> tuple[Visited, ...]:
    parts = text.split(SEPARATOR)[: 2 * LONGEST_TRAIL]
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return tuple(Visited(steps[name], int(number)) for name, number in pairs if name in steps and _is_number(number))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 3
