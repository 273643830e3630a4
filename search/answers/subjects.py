"""The subject of a question: the name of a document that it says whole, and the words that are left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from search.answers.asked import Asked, AskedWord, Stems
from search.language.normalisation import Word

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """`formal` when its title or a name of the national list is said, or what a fact of it is called.

    `left` are the words that its names do not explain, `known` the stems of all its names, `titled` those of its title
    with their parts.
    """

    formal: bool
    left: tuple[AskedWord, ...]
    known: Stems
    titled: Stems


def subject_of(document: Json, asked: Asked) -> Subject | None:
    """None when the question says no name of the document whole."""
    called, told = list(_called(document, asked)), list(_told(document, asked))
    said = [(name, formal) for name, formal in (*called, *told) if is_said(name, asked, formal)]
    if not said:
        return None
    whole = frozenset(asked.stem(word) for name, _ in (*called, *said) for word in asked.said_in(name))
    parts = frozenset(part for name, _ in said for word in asked.said_in(name) for part in asked.parts(word))
    known = whole | parts
    left = tuple(word for word in asked.full if not word.is_in(known, asked.around))
    return Subject(any(formal for _, formal in said), left, known, asked.stems_of(document["title"]))


def is_said(name: str, asked: Asked, formal: bool = True) -> bool:
    """Every word of the name that says something, at least one."""
    words = needed(name, asked, formal)
    return bool(words) and all(is_covered(word, asked) for word in words)


def needed(name: str, asked: Asked, formal: bool = True) -> list[Word]:
    """The words that a name does not go without; an everyday one says more of what is done with its subject."""
    without = asked.questions.optional if formal else asked.questions.around
    return [word for word in asked.said_in(name) if word.whole not in without]


def is_covered(word: Word, asked: Asked) -> bool:
    parts = asked.parts(word)
    return asked.stem(word) in asked.stems or (bool(parts) and asked.stems.issuperset(parts))


def is_called(label: str, document: Json, asked: Asked) -> bool:
    """Whether the label of a fact is words of the title, or of a name of the national list."""
    names = (name for name, formal in _called(document, asked) if formal)
    called = frozenset(asked.stem(word) for name in names for word in asked.said_in(name))
    words = needed(label, asked)
    return bool(words) and all(asked.stem(word) in called for word in words)


def _told(document: Json, asked: Asked) -> Iterator[tuple[str, bool]]:
    """What its facts are called, when that is more than one word, or a word of its names."""
    for fact in document["facts"].values():
        for label in {fact["label"], *asked.questions.either.split(fact["label"])}:
            if len(needed(label, asked)) > 1 or is_called(label, document, asked):
                yield label, label == fact["label"]


def _called(document: Json, asked: Asked) -> Iterator[tuple[str, bool]]:
    title = document["title"]
    yield title, True
    yield from ((each["name"], True) for each in document.get("upl", ()))
    yield from ((each, False) for each in asked.questions.either.split(title))
    yield from ((each["name"], False) for each in document.get("names", ()))
