"""Actions on several accounts at once, within the same bounds as on one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group, User
from wagtail.users.views import bulk_actions

from cms.accounts.ending import end
from cms.accounts.open_work import open_work
from cms.accounts.powers import groups_within, may_manage


class ManagedOnly:
    def check_perm(self, obj: User) -> bool:
        return super().check_perm(obj) and may_manage(self.request.user, obj)


class AssignRole(ManagedOnly, bulk_actions.AssignRoleBulkAction):
    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        form = super().get_form(form_class)
        form.fields["role"].queryset = Group.objects.filter(pk__in=groups_within(self.request.user))
        return form


class Delete(ManagedOnly, bulk_actions.DeleteBulkAction):
    template_name = "cms/accounts/delete_several.html"

    def object_context(self, obj: User) -> dict[str, Any]:
        return {"item": obj, "open_work": open_work(obj, self.request.user)}

    def get_execution_context(self) -> dict[str, Any]:
        return {"by": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[User], by: User | None = None, **_: Any) -> tuple[int, int]:
        for account in objects:
            end(account, by)
        return len(objects), 0


class SetActiveState(ManagedOnly, bulk_actions.SetActiveStateBulkAction):
    pass


ACTIONS: tuple[type[Any], ...] = (AssignRole, Delete, SetActiveState)
