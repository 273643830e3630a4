"""The channel board in the admin: what every instance shows, and the registration of those that are expected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.channels.board_rows import sections
from cms.channels.board_texts import moment
from cms.channels.warnings import board_now
from releases.channels import CHANNELS
from releases.instances.acknowledgements import NAME, looks_like_a_person
from releases.instances.board import delays
from releases.store import Instance

MOST_ADDRESSES = 50


class InstanceForm(WagtailAdminModelForm):
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

    class Meta:
        model = Instance
        fields = ["channel", "name", "owner", "email", "silence_minutes", "pages", "retired"]
        labels = {
            "owner": _("Owner"),
            "email": _("E-mail address"),
            "silence_minutes": _("Minutes of silence allowed"),
            "pages": _("Pages to watch"),
            "retired": _("Retired"),
        }
        help_texts = {
            "owner": _("The group whose members are warned."),
            "email": _("Who is warned too: the shared mailbox of a team, not of a person."),
            "silence_minutes": _("After so many minutes without a word it warns. Empty: the usual time. 0: never."),
            "pages": _(
                "One web address per line: a page that tells facts, or a sitemap of such pages. The pages say in their "
                "head which release and document they show."
            ),
            "retired": _("It is no longer expected, and gone from the board. When it reports again, it is back."),
        }
        widgets = {"pages": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
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
        known = Instance.objects.filter(channel=data.get("channel"), name=data.get("name"))
        if known.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("This instance is on the board already: change it there."))
        return data

    def save(self, commit: bool = True) -> Instance:
        self.instance.registered = True
        self.instance.since = self.instance.since or timezone.now()
        return super().save(commit)


class BoardView(generic.IndexView):
    page_title = _("Channel board")
    add_item_label = _("Register an instance")
    is_searchable = False
    template_name = "cms/channel_board.html"

    def get_base_queryset(self) -> QuerySet[Instance]:
        """The board has no pages, searches or filters: it shows all there is."""
        return Instance.objects.none()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        retired = Instance.objects.filter(retired=True)
        return super().get_context_data(**kwargs) | {
            "sections": sections(board_now(now), delays(now), now),
            "retired": retired,
            "read_at": moment(now),
            "may_change": self.user_has_permission("change"),
        }


class RegisterView(generic.CreateView):
    page_title = _("Register an instance")
    success_message = _("'%(object)s' is registered.")


class ChangeView(generic.EditView):
    success_message = _("'%(object)s' is changed.")


class ChannelBoardViewSet(ModelViewSet):
    model = Instance
    icon = "desktop"
    menu_label = _("Channel board")
    menu_order = 350
    add_to_admin_menu = True
    add_to_reference_index = False
    index_view_class = BoardView
    add_view_class = RegisterView
    edit_view_class = ChangeView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[InstanceForm]:
        return InstanceForm

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Who may see the board is a permission of its own."""
        codenames = [f"{action}_instance" for action in ("view", "add", "change", "delete")]
        return Permission.objects.filter(content_type__app_label="releases", codename__in=codenames)

    @cached_property
    def list_display(self) -> list[str]:
        return ["name"]
