"""The national list of product names (UPL), loaded by `manage.py load_upl`; nobody types these."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class UplName(index.Indexed, models.Model):
    name = models.CharField(_("name"), max_length=255)
    uri = models.URLField(_("URI"), max_length=500, unique=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("uri")]

    class Meta:
        verbose_name = _("UPL name")
        verbose_name_plural = _("UPL names")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
