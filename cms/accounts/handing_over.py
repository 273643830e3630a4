"""Deleting a group that owns something: what loses its owner is named, and the next owner is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.accounts.owned import Owned, hand_over, owned
from products.models import Team


class NextOwner(forms.Form):
    next_owner = forms.ModelChoiceField(
        Team.objects.none(),
        label=_("Which team keeps this right from now on?"),
        error_messages={"required": _("Choose the team that takes this over.")},
    )

    def __init__(self, *args: Any, leaving: Group, is_owner: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["next_owner"].queryset = Team.objects.exclude(pk=leaving.pk)
        if not is_owner:
            del self.fields["next_owner"]


class HandsOver:
    """For a delete view of a group."""

    template = "cms/accounts/delete_group.html"
    form_class = NextOwner

    @cached_property
    def owned(self) -> list[Owned]:
        return owned(self.object)

    def get_usage_url(self) -> None:
        """What it owns says more than how often it is referred to."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"leaving": self.object, "is_owner": bool(self.owned)}

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        values = {"owned": self.owned, "members": self.object.user_set.count()}
        return super().get_context_data(**options) | values

    def form_valid(self, form: NextOwner) -> HttpResponse:
        if self.owned:
            hand_over(self.object, form.cleaned_data["next_owner"])
        return super().form_valid(form)
