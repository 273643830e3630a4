"""The first account, which may do everything, and a link that lets its owner choose a password once."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


def administrator(account: str) -> User:
    """The one of this name, made when there is none; nobody can log in with it before it has a password."""
    user = get_user_model().objects.filter(username=account).first()
    return user or get_user_model().objects.create_superuser(account, account if "@" in account else "")


def one_time_link(user: User) -> str:
    """Works until it is used, and for PASSWORD_RESET_TIMEOUT seconds at most."""
    account = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    path = reverse("wagtailadmin_password_reset_confirm", kwargs={"uidb64": account, "token": token})
    return settings.BASE_URL + path
