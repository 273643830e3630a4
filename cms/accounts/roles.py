"""Screens for roles: nobody puts into a role, or takes out of it, what they may not do themselves."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.users.forms import GroupForm
from wagtail.users.views import groups

from cms.accounts.handing_over import HandsOver
from cms.accounts.powers import may_give, powers_of, powers_of_group
from products.models import Team


class RoleForm(GroupForm):
    def __init__(self, *args: Any, actor: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not actor.is_superuser:
            self.registered_permissions = self.registered_permissions.filter(pk__in=powers_of(actor).permissions)
            self.fields["permissions"].queryset = self.registered_permissions.select_related("content_type")
        # A group that opens nothing is a team.
        self.fields["permissions"].required = True


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
    pass


class RoleViewSet(groups.GroupViewSet):
    menu_label = gettext_lazy("Roles")
    index_view_class = RoleIndex
    add_view_class = NewRole
    edit_view_class = EditRole
    delete_view_class = DeleteRole
    delete_template_name = HandsOver.template

    def get_form_class(self, for_update: bool = False) -> type[RoleForm]:
        return RoleForm
