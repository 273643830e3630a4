"""Preview of a draft in every channel: the same compiler, the same refusals, nothing stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature

from products.models import ProductPage, SearchRule
from products.publishing.compilation import ChangeSet, compile_changes
from products.snapshot import source_of
from products.snapshot.sources import SEARCH_RULES
from releases.compiling.documents import Document, Subject
from releases.core.problems import Problem


@dataclass(frozen=True)
class Preview:
    """The documents of one subject; with problems it would not be published."""

    subject: Subject
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()

    def tells(self, kind: str, key: str) -> bool:
        """Whether this draft decides what is told there; in some channel and language."""
        own = {(document.kind, document.key) for document in self.documents}
        return (kind, key) in {self.subject, *own}


def draft_of(token: str) -> ProductPage | None:
    """None when the token is not ours, or has had its time."""
    try:
        return ProductPage.get_page_from_preview_token(token)
    except BadSignature:
        return None


def may_tell(page: ProductPage, kind: str, key: str) -> bool:
    """Whether compiling this draft can give such a document: the product itself, or one of its messages."""
    return (kind, key) == ("product", page.key) or (kind == "contactMoment" and key.startswith(f"{page.key}."))


def compile_draft(page: ProductPage, now: datetime) -> Preview:
    subject = ("product", page.key)
    try:
        page.full_clean()
    except ValidationError as error:
        reason = {"reason": " ".join(error.messages)}
        return Preview(subject, (), (Problem("invalid", subject, params=reason),))
    compiled, problems, _ = compile_changes(ChangeSet(subjects={subject}), now, drafts={source_of(page): page})
    own = tuple(document for document in compiled.documents if document.subject == subject)
    return Preview(subject, own, tuple(problems))


def compile_rule(rule: SearchRule, now: datetime) -> Preview:
    """All search rules, with this draft among them if nothing is wrong with it."""
    source = source_of(rule) or ""
    compiled, problems, _ = compile_changes(ChangeSet({source}, {SEARCH_RULES}), now, drafts={source: rule})
    own = tuple(document for document in compiled.documents if document.subject == SEARCH_RULES)
    return Preview(SEARCH_RULES, own, tuple(problems))
