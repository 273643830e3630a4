"""Login form of which both fields point at what was wrong, since it does not say which of the two it was."""

from __future__ import annotations

from allauth.account import forms

# The element of the template that says it.
ERROR = "login-error"


class LoginForm(forms.LoginForm):
    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.non_field_errors():
            for name in ("login", "password"):
                self.fields[name].widget.attrs |= {"aria-invalid": "true", "aria-describedby": ERROR}
