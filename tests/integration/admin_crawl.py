"""A walk through the admin by following links and form addresses, one of each kind."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

START = "/admin/"
# In links, forms, menus, and what scripts will ask for.
ADDRESS = re.compile(r"""(?<![\w.:/-])/admin/[^\s"'<>\\)]*|(?<=href=")\?[^"]+""")

Kind = tuple[object, ...]


@dataclass
class Crawl:
    """`answers` has the status of every address that was asked for, of each model's screens or of one model's."""

    client: Client
    each_model: bool = False
    answers: dict[str, int] = field(default_factory=dict)
    kinds: set[Kind] = field(default_factory=set)

    def run(self) -> Crawl:
        self.client.raise_request_exception = False
        waiting = deque([START])
        while waiting:
            address = waiting.popleft()
            if self._is_new(address):
                waiting += self._ask(address)
        return self

    @property
    def failed(self) -> dict[str, int]:
        return {address: status for address, status in self.answers.items() if status >= 500}

    def _ask(self, address: str) -> Iterator[str]:
        response = self.client.get(address)
        self.answers[address] = response.status_code
        if location := response.headers.get("Location"):
            yield urljoin(address, location)
        elif response.streaming:
            response.getvalue()
        elif response.headers.get("Content-Type", "").startswith("text/html"):
            for found in ADDRESS.findall(response.text):
                yield urljoin(address, unescape(found)).partition("#")[0]

    def _is_new(self, address: str) -> bool:
        parts = urlsplit(address)
        if not parts.path.startswith(START):
            return False
        kinds = set(self._kinds(parts.path, [key for key, _ in parse_qsl(parts.query, keep_blank_values=True)]))
        new = kinds - self.kinds
        self.kinds |= kinds
        return bool(new)

    def _kinds(self, path: str, questions: list[str]) -> Iterator[Kind]:
        """A screen is of one kind, whichever object it shows; what it can be asked is the same for all models."""
        try:
            match = resolve(path)
        except Resolver404:
            yield (path,)
            return
        view = getattr(match.func, "view_class", match.func)
        yield from ((view, question) for question in questions)
        if self.each_model and not questions:
            yield (match.view_name, *(value for value in match.kwargs.values() if not str(value).isdecimal()))
        elif not questions:
            yield (match.view_name,) if view is match.func else (view,)
