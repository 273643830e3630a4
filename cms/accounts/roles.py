"""Screens for roles: nobody puts into a role, or takes out of it, what they may not do themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.users.forms import GroupForm
from wagtail.users.views import groups

from cms.accounts.handing_over import HandsOver
from cms.accounts.powers import may_give, powers_of, powers_of_group
from cms.logging_in.second_factor import is_required_of_role, lifts_own, require_of_role
from products.models import Team


class RoleForm(GroupForm):
    second_factor_required = forms.BooleanField(
        required=False,
        label=gettext_lazy("Second factor required"),
        help_text=gettext_lazy("Whoever has this role sets up an app or a passkey before anything else opens."),
    )

    def __init__(self, *args: Any, actor: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not actor.is_superuser:
            self.registered_permissions = self.registered_permissions.filter(pk__in=powers_of(actor).permissions)
            self.fields["permissions"].queryset = self.registered_permissions.select_related("content_type")
        # A group that opens nothing is a team.
        self.fields["permissions"].required = True
        self._set_second_factor(actor)

    def _set_second_factor(self, actor: User) -> None:
        """Nobody but a superuser lifts what is required of themselves."""
        required = is_required_of_role(self.instance)
        field = self.fields["second_factor_required"]
        field.initial = required
        field.disabled = required and not actor.is_superuser and actor.groups.filter(pk=self.instance.pk).exists()

    def save(self, commit: bool = True) -> Group:
        role = super().save(commit=commit)
        require_of_role(role, self.cleaned_data["second_factor_required"])
        return role


class _BeyondPowers(Exception):
    """The role would give more than its manager has."""


class ActorKnown:
    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"actor": self.request.user}


class RoleIndex(groups.IndexView):
    """Teams have a list of their own."""

    def get_base_queryset(self) -> QuerySet[Group]:
        return super().get_base_queryset().exclude(pk__in=Team.objects.values("pk"))


class HeldOnly:
    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if not may_give(request.user, self.get_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)


class SavedWithinPowers(ActorKnown):
    """The panels for pages and collections save by themselves, so what came of all of it is looked at afterwards."""

    def process_form(self) -> HttpResponseBase:
        held = powers_of(self.request.user)
        try:
            with transaction.atomic():
                response = super().process_form()
                if self.object.pk and not held.covers(powers_of_group(self.object)):
                    raise _BeyondPowers
                return response
        except _BeyondPowers:
            if self.kwargs.get("pk") is None:
                self.object = Group()
            self.produced_error_message = _("You cannot give a role rights that you do not have yourself.")
            return self.form_invalid(self.get_form())


class NewRole(SavedWithinPowers, groups.CreateView):
    pass


class EditRole(HeldOnly, SavedWithinPowers, groups.EditView):
    pass


class DeleteRole(HeldOnly, HandsOver, groups.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if lifts_own(request.user, request.user.groups.exclude(pk=self.object.pk)):
            messages.error(request, _("This role requires a second factor of you. Somebody else can delete it."))
            return HttpResponseRedirect(reverse("wagtailusers_groups:index"))
        return super().dispatch(request, *args, **options)


class RoleViewSet(groups.GroupViewSet):
    menu_label = gettext_lazy("Roles")
    index_view_class = RoleIndex
    add_view_class = NewRole
    edit_view_class = EditRole
    delete_view_class = DeleteRole
    create_template_name = edit_template_name = "cms/accounts/role.html"
    delete_template_name = HandsOver.template

    def get_form_class(self, for_update: bool = False) -> type[RoleForm]:
        return RoleForm
