"""Claims of the provider: which roles they give, and whether a second factor was asked there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

Claims = Mapping[str, Any]


def values_of(claims: Claims, name: str) -> frozenset[str]:
    """Of a claim by its name, or by a path such as `realm_access.roles`; what is no text counts for nothing."""
    found = claims.get(name, _at(claims, name.split(".")))
    if isinstance(found, str):
        return frozenset({found})
    return frozenset(each for each in found if isinstance(each, str)) if isinstance(found, list) else frozenset()


def _at(claims: Any, path: list[str]) -> Any:
    for part in path:
        claims = claims.get(part) if isinstance(claims, Mapping) else None
    return claims


def roles_of(claims: Claims, name: str, roles: Mapping[str, str]) -> frozenset[str]:
    return frozenset(roles[value] for value in values_of(claims, name) if value in roles)


def has_second_factor(claims: Claims, acr: Collection[str], amr: Collection[str]) -> bool:
    """By claims of the ID token, as the operator trusts them."""
    return not values_of(claims, "acr").isdisjoint(acr) or not values_of(claims, "amr").isdisjoint(amr)
