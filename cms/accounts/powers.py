"""Powers that roles give, compared: nobody hands out, or takes over, a power that is not theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission

At = frozenset[tuple[str, str]]
"""A permission at a place in a tree: it holds for all that lies below."""


@dataclass(frozen=True)
class Powers:
    permissions: frozenset[int] = frozenset()
    pages: At = frozenset()
    collections: At = frozenset()
    approvals: frozenset[int] = field(default=frozenset())
    everything: bool = False

    def covers(self, other: Powers) -> bool:
        if self.everything or other.everything:
            return self.everything
        return (
            other.permissions <= self.permissions
            and _is_under(other.pages, self.pages)
            and _is_under(other.collections, self.collections)
            and other.approvals <= self.approvals
        )


def _is_under(wanted: At, held: At) -> bool:
    return all(any(path.startswith(top) and name == held_name for top, held_name in held) for path, name in wanted)


def powers_of(user: User) -> Powers:
    """Also of somebody whose account is not active now."""
    groups = list(user.groups.values_list("pk", flat=True))
    own = Permission.objects.filter(Q(user=user) | Q(group__in=groups))
    return _powers(own.values_list("pk", flat=True), groups, everything=user.is_superuser)


def powers_of_group(group: Group) -> Powers:
    return _powers(group.permissions.values_list("pk", flat=True), [group.pk])


def _powers(permissions: Iterable[int], groups: list[int], everything: bool = False) -> Powers:
    pages = GroupPagePermission.objects.filter(group__in=groups).values_list("page__path", "permission__codename")
    collections = GroupCollectionPermission.objects.filter(group__in=groups)
    return Powers(
        permissions=frozenset(permissions),
        pages=frozenset(pages),
        collections=frozenset(collections.values_list("collection__path", "permission__codename")),
        approvals=frozenset(GroupApprovalTask.objects.filter(groups__in=groups).values_list("pk", flat=True)),
        everything=everything,
    )


def may_manage(actor: User, account: User) -> bool:
    """Whoever may set a password can act as that account."""
    return powers_of(actor).covers(powers_of(account))


def may_give(actor: User, group: Group) -> bool:
    return powers_of(actor).covers(powers_of_group(group))


def groups_within(actor: User) -> list[int]:
    """The roles and teams that `actor` may give, and change."""
    held = powers_of(actor)
    return [group.pk for group in Group.objects.all() if held.covers(powers_of_group(group))]
