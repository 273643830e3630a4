"""Teams: groups of people that keep something right and are told about it. What people may do is in roles."""

from __future__ import annotations

from django.contrib.auth.models import Group, GroupManager
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

# What a group that opens something has, in one of these.
OPENS_NOTHING = {"permissions": None, "page_permissions": None, "collection_permissions": None}


class TeamManager(GroupManager):
    def get_queryset(self) -> QuerySet[Group]:
        return super().get_queryset().filter(**OPENS_NOTHING, groupapprovaltask=None)


class Team(Group):
    objects = TeamManager()

    class Meta:
        proxy = True
        verbose_name = _("team")
        verbose_name_plural = _("teams")
