"""New passwords, hashed as soon as a form is found right: hashing is slow, and saving holds the write lock."""

from __future__ import annotations

from django.contrib.auth.models import User
from wagtail.admin.forms import auth


class HashedWhenRight:
    """A form of an account with a new password, which may be empty."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and (password := self.cleaned_data.get("password1")):
            self.instance.set_password(password)
            self.cleaned_data["password1"] = ""


class PasswordChangeForm(auth.PasswordChangeForm):
    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            self.user.set_password(self.cleaned_data["new_password1"])

    def save(self, commit: bool = True) -> User:
        if commit:
            self.user.save()
        return self.user
