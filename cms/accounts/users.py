"""Screens for accounts: everybody with account rights manages those who may do no more than they may themselves."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import users

from cms.accounts.powers import groups_within, may_manage, powers_of


class WithinPowers:
    """A form of an account that offers the roles `actor` may give; other roles of the account stay as they are."""

    def __init__(self, *args: Any, actor: User, **options: Any) -> None:
        super().__init__(*args, **options)
        within = Group.objects.filter(pk__in=groups_within(actor))
        self.fields["groups"].queryset = within
        self._others = self._groups().exclude(pk__in=within) if self.instance.pk else Group.objects.none()
        if not actor.is_superuser:
            self.fields.pop("is_superuser", None)

    def _groups(self) -> QuerySet[Group]:
        return self.instance.groups.all()

    def clean_groups(self) -> QuerySet[Group]:
        kept = [*self._others.values_list("pk", flat=True), *(group.pk for group in self.cleaned_data["groups"])]
        return Group.objects.filter(pk__in=kept)


class NewAccountForm(WithinPowers, UserCreationForm):
    pass


class AccountForm(WithinPowers, UserEditForm):
    pass


class ActorKnown:
    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"actor": self.request.user}


class ManagedOnly:
    """Refuses an account whose password would open more than the manager has."""

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if not may_manage(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)


class AccountIndex(users.IndexView):
    @cached_property
    def _held(self) -> Any:
        return powers_of(self.request.user)

    def _may_manage(self, account: User) -> bool:
        return self._held.covers(powers_of(account))

    def get_edit_url(self, instance: User) -> str | None:
        return super().get_edit_url(instance) if self._may_manage(instance) else None

    def get_delete_url(self, instance: User) -> str | None:
        return super().get_delete_url(instance) if self._may_manage(instance) else None


class NewAccount(ActorKnown, users.CreateView):
    pass


class EditAccount(ActorKnown, ManagedOnly, users.EditView):
    pass


class DeleteAccount(ManagedOnly, users.DeleteView):
    pass


class AccountViewSet(users.UserViewSet):
    index_view_class = AccountIndex
    add_view_class = NewAccount
    edit_view_class = EditAccount
    delete_view_class = DeleteAccount
    # A copy would take over roles of somebody who may do more.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[WithinPowers]:
        return AccountForm if for_update else NewAccountForm
