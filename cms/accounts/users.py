"""Screens for accounts: everybody with account rights manages those who may do no more than they may themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import users

from cms.accounts.ending import deactivate, end, not_ended
from cms.accounts.open_work import open_work
from cms.accounts.passwords import HashedWhenRight
from cms.accounts.powers import groups_within, may_manage, powers_of
from cms.logging_in.second_factor import lifts_own
from products.models import Team


class WithinPowers:
    """A form of an account that offers the roles `actor` may give; other roles of the account stay as they are."""

    def __init__(self, *args: Any, actor: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self._actor = actor
        within = Group.objects.filter(pk__in=groups_within(actor))
        teams = Team.objects.values("pk")
        self.fields["groups"].queryset = within.exclude(pk__in=teams)
        self.fields["groups"].label = gettext_lazy("Roles")
        self.fields["teams"] = forms.ModelMultipleChoiceField(
            Team.objects.all(), required=False, label=gettext_lazy("Teams"), widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy("Whose work it keeps right, and what it is told about. A team opens nothing."),
            initial=[*self._groups().filter(pk__in=teams)] if self.instance.pk else [],
        )  # fmt: skip
        self._others = self._groups().exclude(pk__in=within) if self.instance.pk else Group.objects.none()
        if not actor.is_superuser:
            self.fields.pop("is_superuser", None)

    def _groups(self) -> QuerySet[Group]:
        return self.instance.groups.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [*cleaned.get("groups", ()), *cleaned.get("teams", ()), *self._others]
        if self.instance.pk == self._actor.pk and lifts_own(self._actor, chosen):
            self.add_error(
                "groups", gettext("One of your roles requires a second factor. Somebody else can take it from you.")
            )
        return cleaned | {"groups": Group.objects.filter(pk__in=[group.pk for group in chosen])}


class NewAccountForm(WithinPowers, HashedWhenRight, UserCreationForm):
    pass


class AccountForm(WithinPowers, HashedWhenRight, UserEditForm):
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
    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset() & not_ended()

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
    """Names what is open, and offers to deactivate instead."""

    def get_usage_url(self) -> None:
        """What is open says more than how often the account is referred to."""

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        found = {"open_work": open_work(self.object, self.request.user)}
        return super().get_context_data(**options) | found

    @property
    def _only_deactivates(self) -> bool:
        return "deactivate" in self.request.POST

    def delete_action(self) -> None:
        (deactivate if self._only_deactivates else end)(self.object, self.request.user)

    def get_success_message(self) -> str:
        if self._only_deactivates:
            return gettext("User '%(object)s' can no longer log in.") % {"object": self.object}
        return super().get_success_message()


class AccountViewSet(users.UserViewSet):
    index_view_class = AccountIndex
    add_view_class = NewAccount
    edit_view_class = EditAccount
    delete_view_class = DeleteAccount
    create_template_name = "cms/accounts/create.html"
    edit_template_name = "cms/accounts/edit.html"
    delete_template_name = "cms/accounts/delete.html"
    # A copy would take over roles of somebody who may do more.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[WithinPowers]:
        return AccountForm if for_update else NewAccountForm
