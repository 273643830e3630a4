"""What somebody searches for: read from a page's query, asked of the hub, and kept in links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clients.visit import Visit

LONGEST, LONGEST_CURSOR, PAGE_SIZE = 200, 300, 10
AUDIENCES = ("resident", "business")


@dataclass(frozen=True)
class Question:
    """`cursor` is the hub's place in the results, `page` the number that people see for it."""

    text: str
    theme: str = ""
    audience: str = ""
    cursor: str = ""
    page: int = 1

    @property
    def has_words(self) -> bool:
        return any(sign.isalnum() for sign in self.text)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.theme or self.audience)

    def asked(self, visit: Visit) -> dict[str, str]:
        """The hub's parameters; search always looks in the newest release."""
        parameters = {"q": self.text, "locale": visit.locale, "at": visit.at, "theme": self.theme}
        parameters |= {"audience": self.audience, "cursor": self.cursor, "limit": str(PAGE_SIZE)}
        return {name: value for name, value in parameters.items() if value}

    def kept(self) -> dict[str, str]:
        """The parameters of a page that shows these results."""
        page = str(self.page) if self.page > 1 else ""
        parameters = {"q": self.text, "thema": self.theme, "doelgroep": self.audience, "vanaf": self.cursor}
        return {name: value for name, value in (parameters | {"pagina": page}).items() if value}

    def narrowed(self, **changes: str) -> Question:
        """Another filter begins at the first page."""
        return replace(self, cursor="", page=1, **changes)

    def after(self, cursor: str) -> Question:
        return replace(self, cursor=cursor, page=self.page + 1)


def question_of(asked: Mapping[str, str]) -> Question:
    """What cannot be right is left out: an audience that does not exist, a page that is no number."""
    audience, page = asked.get("doelgroep", ""), asked.get("pagina", "")
    return Question(
        text=" ".join(asked.get("q", "").split())[:LONGEST],
        theme=asked.get("thema", "")[:LONGEST],
        audience=audience if audience in AUDIENCES else "",
        cursor=asked.get("vanaf", "")[:LONGEST_CURSOR],
        page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 4 else 1,
    )
