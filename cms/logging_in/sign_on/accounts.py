"""Accounts of who comes from the provider: found by subject, made for who has a role, with the roles of the claims."""

from __future__ import annotations

from collections.abc import Collection

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group, User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from cms.logging_in import audit
from cms.logging_in.sign_on.claims import Claims
from products.models import Team


class NameTaken(Exception):
    """An account of that name is there, and nobody said whose it is."""


def known_roles(names: Collection[str]) -> list[Group]:
    """A team is no role: it opens nothing, and who is in it is decided here."""
    return [*Group.objects.filter(name__in=names).exclude(pk__in=Team.objects.values("pk"))]


def set_roles(user: User, roles: Collection[Group]) -> None:
    """These and no others, with what the account had by itself taken away; teams stay."""
    others = user.groups.exclude(pk__in=Team.objects.values("pk"))
    had, has = {group.pk for group in others}, {group.pk for group in roles}
    with transaction.atomic(), audit.by_sign_on():
        if had - has:
            user.groups.remove(*(had - has))
        if has - had:
            user.groups.add(*(has - had))
        if user.user_permissions.exists():
            user.user_permissions.clear()


def name_of(claims: Claims, subject: str) -> str:
    """For people to read; it is not what an account is found by."""
    for name in (claims.get("preferred_username"), claims.get("email"), subject):
        if isinstance(name, str) and _is_username(name):
            return name
    return f"sso-{SocialAccount.objects.count() + 1}"


def _is_username(name: str) -> bool:
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError:
        return False
    return 0 < len(name) <= User._meta.get_field("username").max_length


@transaction.atomic
def new_account(issuer: str, subject: str, claims: Claims) -> SocialAccount:
    name = name_of(claims, subject)
    if User.objects.filter(username__iexact=name).exists():
        raise NameTaken(name)
    user = User(username=name)
    user.set_unusable_password()
    user.save()
    return SocialAccount.objects.create(user=user, provider=issuer, uid=subject)


def set_person(user: User, claims: Claims) -> None:
    """Names and address as the provider has them now; an address that it did not see proven, or of another, is left."""
    found = {
        "first_name": claims.get("given_name"),
        "last_name": claims.get("family_name"),
        "email": _address(user, claims),
    }
    changed = {
        name: value[: User._meta.get_field(name).max_length]
        for name, value in found.items()
        if isinstance(value, str) and value and value != getattr(user, name)
    }
    for name, value in changed.items():
        setattr(user, name, value)
    if changed:
        user.save(update_fields=[*changed])


def _address(user: User, claims: Claims) -> str | None:
    address = claims.get("email")
    if not isinstance(address, str) or claims.get("email_verified") is not True:
        return None
    try:
        validate_email(address)
    except ValidationError:
        return None
    return None if User.objects.filter(email__iexact=address).exclude(pk=user.pk).exists() else address
