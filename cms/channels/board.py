"""The channel board in the admin: what every instance shows, and the registration of those that are expected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button, HeaderButton

from cms.channels.board_rows import sections
from cms.channels.board_texts import moment
from cms.channels.screens import FormScreen, IndexScreen, RegisterViewSet, Screen
from cms.channels.warnings import board_now
from products.models import Team
from releases.channels import CHANNELS
from releases.core.acknowledgements import NAME, looks_like_a_person
from releases.instances import registry
from releases.instances.board import delays
from releases.instances.registry import ChannelInstance, Registration

MOST_ADDRESSES = 50


class InstanceForm(forms.Form):
    """Saving it registers the instance, also one that appeared by itself."""

    channel = forms.ChoiceField(
        label=_("Channel"), choices=[(channel.name, channel.title) for channel in CHANNELS.values()]
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=64,
        help_text=_(
            "The name with which it reports, such as balie-1: a machine or an application, never a person. "
            "Small letters, digits, dots and dashes."
        ),
    )
    owner = forms.ModelChoiceField(
        Team.objects, required=False, label=_("Owner"), help_text=_("The team whose members are warned.")
    )
    email = forms.EmailField(
        required=False,
        label=_("E-mail address"),
        help_text=_("Who is warned too: the shared mailbox of a team, not of a person."),
    )
    silence_minutes = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=2**31 - 1,
        label=_("Minutes of silence allowed"),
        help_text=_("After so many minutes without a word it warns. Empty: the usual time. 0: never."),
    )
    pages = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("Pages to watch"),
        help_text=_(
            "One web address per line: a page that tells facts, or a sitemap of such pages. The pages say in their "
            "head which release and document they show."
        ),
    )
    retired = forms.BooleanField(
        required=False,
        label=_("Retired"),
        help_text=_("It is no longer expected, and gone from the board. When it reports again, it is back."),
    )

    def __init__(self, *args: Any, known: ChannelInstance | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        if known:
            self.fields["channel"].disabled = self.fields["name"].disabled = True

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if looks_like_a_person(name):
            raise ValidationError(_("Name a machine or an application: no e-mail address and no BSN."))
        if not NAME.fullmatch(name):
            raise ValidationError(_("Use small letters, digits, dots and dashes, and start with a letter or digit."))
        return name

    def clean_pages(self) -> str:
        addresses = self.cleaned_data["pages"].split()
        if len(addresses) > MOST_ADDRESSES:
            raise ValidationError(_("Give at most %(count)d addresses; use a sitemap.") % {"count": MOST_ADDRESSES})
        for address in addresses:
            URLValidator(schemes=["http", "https"])(address)
        return "\n".join(addresses)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.known is None and registry.is_known(data.get("channel", ""), data.get("name", "")):
            self.add_error("name", _("This instance is on the board already: change it there."))
        return data


class BoardScreen(IndexScreen):
    page_title = _("Channel board")
    template_name = "cms/channel_board.html"

    @property
    def header_buttons(self) -> list[Button]:
        """Registering is for who may."""
        address = self.viewset.url("add")
        may = self.viewset.may(self.request.user, "add")
        return [HeaderButton(RegisterScreen.page_title, address, icon_name="plus")] if may else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        owners = dict(Group.objects.values_list("pk", "name"))
        return super().get_context_data(**kwargs) | {
            "sections": sections(board_now(now), delays(now), owners, now),
            "retired": registry.retired(),
            "read_at": moment(now),
            "may_change": self.viewset.may(self.request.user, "change"),
        }


class RegisterScreen(FormScreen):
    actions = ("add",)
    page_title = _("Register an instance")
    form_class = InstanceForm
    success_message = _("'%(channel)s: %(name)s' is registered.")

    def save(self, data: dict[str, Any]) -> None:
        owner = data["owner"].pk if data["owner"] else None
        rest = {name: value for name, value in data.items() if name != "owner"}
        registry.register(Registration(owner_id=owner, **rest), timezone.now())


class KnownInstance:
    """The instance that the address names."""

    kwargs: dict[str, Any]

    @cached_property
    def known(self) -> ChannelInstance:
        if (found := registry.find(self.kwargs["pk"])) is None:
            raise Http404
        return found

    def get_page_subtitle(self) -> str:
        return str(self.known)


class ChangeScreen(KnownInstance, RegisterScreen):
    actions = ("change",)
    page_title = _("Change an instance")
    success_message = _("'%(channel)s: %(name)s' is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"known": self.known}

    def get_initial(self) -> dict[str, Any]:
        names = set(InstanceForm.base_fields) - {"owner"}
        return {name: getattr(self.known, name) for name in names} | {"owner": self.known.owner_id}

    @property
    def header_more_buttons(self) -> list[Button]:
        """Removing is for who may."""
        address = self.viewset.url("delete", self.known.pk)
        may = self.viewset.may(self.request.user, "delete")
        return [Button(RemoveScreen.page_title, address, icon_name="bin")] if may else []


class RemoveScreen(KnownInstance, Screen):
    actions = ("delete",)
    page_title = _("Remove from the board")
    template_name = "cms/remove_instance.html"

    def get(self, request: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(index=self.viewset.url("index")))

    def post(self, request: Any, **kwargs: Any) -> HttpResponse:
        registry.remove(self.known.pk)
        messages.success(request, _("'%(object)s' is removed.") % {"object": self.known})
        return HttpResponseRedirect(self.viewset.url("index"))


class ChannelBoardViewSet(RegisterViewSet):
    model_name = "instance"
    icon = "desktop"
    menu_label = _("Channel board")
    menu_order = 350
    add_to_admin_menu = True
    screens = {
        "index": ("", BoardScreen),
        "add": ("new/", RegisterScreen),
        "edit": ("edit/<int:pk>/", ChangeScreen),
        "delete": ("delete/<int:pk>/", RemoveScreen),
    }
