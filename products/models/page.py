"""Base of product and theme pages: a key, and translations that carry text only."""

from __future__ import annotations

from itertools import count
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from products.content_languages import source_language
from products.keys import Keyed, KeyField
from products.models.editorial import RowRules
from products.models.workflow import EndingWorkflow


class KeyedPage(RowRules, Keyed, EndingWorkflow, Page):
    """The page in the source language carries all that has no language; a translation carries text only."""

    key = KeyField(db_index=True)

    source_only: ClassVar[tuple[str, ...]] = ("key",)
    promote_panels: ClassVar[list[Any]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["key"]
    # Channels know no private pages, so editors cannot ask for one.
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @property
    def is_source(self) -> bool:
        return self.locale_id is None or self.locale.language_code == source_language()

    def clean(self) -> None:
        if self.alias_of_id:
            Page.clean(self)  # it takes over its original's key, and no channel tells it
            return
        super().clean()
        pages = type(self)._base_manager.exclude(pk=self.pk).filter(alias_of=None)
        family = pages.filter(translation_key=self.translation_key)
        if not self.is_source:
            if not family.filter(locale__language_code=source_language()).exists():
                raise ValidationError(_("Start with the page in Dutch, then choose “Translate” there."))
        elif other := pages.filter(key=self.key).exclude(translation_key=self.translation_key).first():
            raise _key_error(_("“%(name)s” already has this key."), other.title)
        elif other := family.exclude(key=self.key).first():
            raise _key_error(_("A translation already uses the key “%(name)s”."), other.key)

    def save(self, *args: Any, **options: Any) -> None:
        if not self.key:
            self.key = self._given_key()
        super().save(*args, **options)

    def _given_key(self) -> str:
        """That of the page it translates; for a copy one after its own slug."""
        pages = type(self)._base_manager.exclude(pk=self.pk)
        if source := pages.filter(translation_key=self.translation_key).first():
            return source.key
        wish = slugify(self.slug or self.title)
        taken = set(pages.filter(key__startswith=wish).values_list("key", flat=True))
        numbered = (f"{wish}-{number}" for number in count(2))
        return wish if wish not in taken else next(key for key in numbered if key not in taken)

    def copy(self, *args: Any, **options: Any) -> Page:
        """A translation leaves out the rows that have no language."""
        if not options.get("reset_translation_key", True):
            rows = [name for name in self.source_only if name in self.row_relations]
            options["exclude_fields"] = [*(options.get("exclude_fields") or ()), *rows]
        return super().copy(*args, **options)


def _key_error(message: str, name: str) -> ValidationError:
    return ValidationError({"key": ValidationError(message, code="unique", params={"name": name})})
