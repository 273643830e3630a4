"""A search query: read from a page's address, sent to the hub, and kept in links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from clients.shared.hub.visit import Visit

LONGEST, LONGEST_CURSOR, PAGE_SIZE = 200, 300, 10
AUDIENCES = ("resident", "business")


@dataclass(frozen=True)
class SearchQuery:
    """`cursor` is the hub's place in the results, `page` the number that people see for it."""

    text: str
    theme: str = ""
    audience: str = ""
    cursor: str = ""
    page: int = 1

    @classmethod
    def of_page(cls, parameters: Mapping[str, str]) -> SearchQuery:
        """Members that cannot be right are left out: an audience that does not exist, a page that is no number."""
        audience, page = parameters.get("doelgroep", ""), parameters.get("pagina", "")
        return cls(
            text=" ".join(parameters.get("q", "").split())[:LONGEST],
            theme=parameters.get("thema", "")[:LONGEST],
            audience=audience if audience in AUDIENCES else "",
            cursor=parameters.get("vanaf", "")[:LONGEST_CURSOR],
            page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 4 else 1,
        )

    @property
    def has_words(self) -> bool:
        return any(sign.isalnum() for sign in self.text)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.theme or self.audience)

    def hub_parameters(self, visit: Visit) -> dict[str, str]:
        """The hub's parameters; search always looks in the newest release."""
        parameters = {"q": self.text, "locale": visit.locale, "at": visit.at, "theme": self.theme}
        parameters |= {"audience": self.audience, "cursor": self.cursor, "limit": str(PAGE_SIZE)}
        return {name: value for name, value in parameters.items() if value}

    def page_parameters(self) -> dict[str, str]:
        """The parameters of a page that shows these results."""
        page = str(self.page) if self.page > 1 else ""
        parameters = {"q": self.text, "thema": self.theme, "doelgroep": self.audience, "vanaf": self.cursor}
        return {name: value for name, value in (parameters | {"pagina": page}).items() if value}

    def narrowed(self, **changes: str) -> SearchQuery:
        """Another filter begins at the first page."""
        return replace(self, cursor="", page=1, **changes)

    def after(self, cursor: str) -> SearchQuery:
        return replace(self, cursor=cursor, page=self.page + 1)
