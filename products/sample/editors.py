"""Teams, what editors may do, and a login to try it with."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from products.models import HomePage

EDITORS, DUTY, ADMINISTRATORS = "Redactie", "Piket", "Kanaalbeheer"
ACCOUNTS, READERS = "Accountbeheer", "Meelezer"
# Who logs in to try it, and in which roles. Whoever manages accounts gives the roles that they have themselves.
LOGINS = {
    "redactie": [EDITORS],
    "piket": [DUTY],
    "beheer": [ADMINISTRATORS, ACCOUNTS, EDITORS, DUTY, READERS],
    "meelezer": [READERS],
}
ADMIN_ACTIONS = ("access_admin", "read_said")
PAGE_ACTIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
IMAGE_ACTIONS = ("add_image", "change_image", "choose_image")


def load_teams(names: Iterable[str]) -> None:
    for name in names:
        Group.objects.get_or_create(name=name)


def load_roles() -> None:
    for load in (load_editors, load_duty, load_administrators, load_account_managers, load_readers):
        load()


def load_editors() -> None:
    """Editors keep what channels tell, and see what those show; settings, users and tokens are for administrators."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(
        Permission.objects.filter(
            Q(content_type__app_label="products") & ~Q(content_type__model="team")
            | Q(content_type__app_label="releases", codename="view_instance")
            | Q(content_type__app_label="wagtailadmin", codename__in=ADMIN_ACTIONS)
            | Q(content_type__app_label="simple_translation", codename="submit_translation")
        )
    )
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_ACTIONS):
        for home in HomePage.objects.all():
            GroupPagePermission.objects.get_or_create(group=group, page=home.page_ptr, permission=permission)
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=IMAGE_ACTIONS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def load_duty() -> None:
    """Who is on duty publishes notices and disruptions at once, and changes nothing else."""
    group, _ = Group.objects.get_or_create(name=DUTY)
    actions = ("add", "change", "delete", "publish", "view")
    names = [f"{action}_{model}" for model in ("notice", "disruption") for action in actions]
    notices = Q(content_type__app_label="products", codename__in=names)
    group.permissions.set(
        Permission.objects.filter(notices | Q(content_type__app_label="wagtailadmin", codename="access_admin"))
    )


def load_administrators() -> None:
    """Who decides which applications may read: tokens, webhooks, instances, and the conditions of channels."""
    group, _ = Group.objects.get_or_create(name=ADMINISTRATORS)
    of_channels = Q(content_type__app_label="releases", content_type__model__in=["confirmation", "instance"])
    group.permissions.set(
        Permission.objects.filter(
            Q(content_type__app_label="api")
            | of_channels
            | Q(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    )


def load_account_managers() -> None:
    """Accounts, roles and teams, and nothing else: see cms/accounts for the bounds."""
    group, _ = Group.objects.get_or_create(name=ACCOUNTS)
    names = [f"{action}_{model}" for action in ("add", "change", "delete") for model in ("user", "group")]
    accounts = Q(content_type__app_label="auth", codename__in=names)
    teams = Q(content_type__app_label="products", content_type__model="team")
    group.permissions.set(
        Permission.objects.filter(accounts | teams | Q(content_type__app_label="wagtailadmin", codename="access_admin"))
    )


def load_readers() -> None:
    """Whoever only looks: the channel board, what was said, and the releases."""
    group, _ = Group.objects.get_or_create(name=READERS)
    group.permissions.set(
        Permission.objects.filter(
            Q(content_type__app_label="releases", codename="view_instance")
            | Q(content_type__app_label="wagtailadmin", codename__in=ADMIN_ACTIONS)
        )
    )


def load_logins(password: str) -> dict[str, bool]:
    """The demonstration users, and whether each is new; an existing one keeps its password."""
    return {name: _load_login(name, roles, password) for name, roles in LOGINS.items()}


def _load_login(name: str, roles: list[str], password: str) -> bool:
    defaults = {"first_name": roles[0], "email": f"{name}@barneveld.example"}
    user, is_new = get_user_model().objects.get_or_create(username=name, defaults=defaults)
    if is_new:
        user.set_password(password)
        user.save()
        user.groups.set(Group.objects.filter(name__in=roles))
    return is_new
