"""Screens for teams: a name and members; what people may do is in roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.accounts.ending import not_ended
from cms.accounts.handing_over import HandsOver
from products.models import Team


class PersonChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, person: User) -> str:
        return person.get_full_name() or person.get_username()


class TeamForm(WagtailAdminModelForm):
    members = PersonChoice(User.objects.none(), required=False, label=_("Members"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Team
        fields = ["name"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["members"].queryset = not_ended().order_by("last_name", "first_name", "username")
        if self.instance.pk:
            self.initial["members"] = [*self.instance.user_set.all()]

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.user_set.set(self.cleaned_data["members"])


class DeleteTeam(HandsOver, generic.DeleteView):
    page_title = _("Delete team")


class TeamViewSet(ModelViewSet):
    model = Team
    icon = "group"
    menu_label = _("Teams")
    menu_order = 602
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    delete_view_class = DeleteTeam
    delete_template_name = HandsOver.template
    list_display = ["name", Column("members", label=_("Members"), accessor=lambda team: team.user_set.count())]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[TeamForm]:
        return TeamForm
