"""A query string as parameters, each known by name: what is unknown or repeated is refused before anything else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import parse_qsl

from api import problems

LONGEST_QUERY = 2048


def parameters(query: str, known: Sequence[str], repeated: Collection[str] = ()) -> Mapping[str, list[str]]:
    """The values of each parameter that was given; only those in `repeated` may be given more than once."""
    if len(query) > LONGEST_QUERY:
        raise problems.Problem(414, "query-too-long", f"The query string may have {LONGEST_QUERY} characters.")
    try:
        pairs = parse_qsl(query.encode("latin-1").decode(), keep_blank_values=True, errors="strict")
    except (UnicodeError, ValueError) as error:
        raise problems.Problem(400, "bad-request", "The query string is not valid UTF-8.") from error
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    if unknown := sorted(given.keys() - set(known)):
        raise problems.unknown_parameters(unknown, list(known))
    for name, values in given.items():
        if len(values) > 1 and name not in repeated:
            raise problems.invalid(name, "may be given once.")
    return given


def whole_number(given: Mapping[str, list[str]], name: str, lowest: int, highest: int, default: int) -> int:
    [text] = given.get(name, [str(default)])
    if not (text.isascii() and text.isdigit() and len(text) < 10 and lowest <= int(text) <= highest):
        raise problems.invalid(name, f"must be a whole number from {lowest} to {highest}.")
    return int(text)
