"""Screens of the admin for what the hub keeps outside Wagtail's models: pages and forms with permissions by name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import Permission, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from django.views.generic.base import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet


class Screen(WagtailAdminTemplateMixin, View):
    """A page of `viewset`, for who holds one of the permissions on `actions`."""

    viewset: RegisterViewSet | None = None
    actions: ClassVar[tuple[str, ...]]
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.viewset.may(request.user, *self.actions):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_icon(self) -> str:
        return self.viewset.icon

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": self.viewset.url("index"), "label": self.viewset.menu_label}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, index, here]


class IndexScreen(Screen, TemplateView):
    actions = ("add", "change", "delete", "view")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class FormScreen(Screen, FormView):
    """A form that goes back to the index once it is saved."""

    template_name = "wagtailadmin/generic/form.html"
    submit_button_label = gettext_lazy("Save")
    success_message = ""

    def save(self, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        self.save(form.cleaned_data)
        messages.success(self.request, self.success_message % form.cleaned_data)
        return HttpResponseRedirect(self.viewset.url("index"))

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.validation_error(self.request, _("Nothing is saved yet: mend what is marked below."), form)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_button_label,
            "submit_button_active_label": _("Saving…"),
            "media": context["form"].media,
        }


class RegisterViewSet(ViewSet):
    """`model_name` names the permissions: those of a table of `releases`, which only `releases` itself reads."""

    model_name: ClassVar[str]
    screens: ClassVar[dict[str, tuple[str, type[Screen]]]]

    def may(self, user: User, *actions: str) -> bool:
        return any(user.has_perm(f"releases.{action}_{self.model_name}") for action in actions)

    def url(self, name: str, *args: object) -> str:
        return reverse(self.get_url_name(name), args=args)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path(route, screen.as_view(viewset=self), name=name) for name, (route, screen) in self.screens.items()]

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        viewset = self

        class Item(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return viewset.may(request.user, *IndexScreen.actions)

        return Item

    def on_register(self) -> None:
        super().on_register()
        hooks.register("register_permissions", self.permissions)

    def permissions(self) -> QuerySet[Permission]:
        codenames = [f"{action}_{self.model_name}" for action in IndexScreen.actions]
        return Permission.objects.filter(content_type__app_label="releases", codename__in=codenames)
