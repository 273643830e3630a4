from __future__ import annotations

import getpass
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.logging_in import audit
from cms.logging_in.sign_on.configuration import configuration, is_reserved


class Command(BaseCommand):
    help = "Join an account that exists to somebody at the provider of single sign-on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="the name with which it logged in until now")
        parser.add_argument("subject", help="the provider's `sub`, as the refused login shows it")

    def handle(self, *, account: str, subject: str, **options: Any) -> None:
        config = configuration()
        if config is None:
            raise CommandError("Single sign-on is off: set SIGN_ON_ISSUER first.")
        user = User.objects.filter(username=account).first()
        if user is None or is_reserved(user):
            raise CommandError(f"{account}: no such account, or one that never logs in by sign-on.")
        if SocialAccount.objects.filter(provider=config.issuer, uid=subject).exclude(user=user).exists():
            raise CommandError(f"{subject} belongs to another account.")
        SocialAccount.objects.update_or_create(provider=config.issuer, user=user, defaults={"uid": subject})
        audit.joined(user, subject, getpass.getuser())
        self.stdout.write(f"{account} now logs in as {subject} of {config.issuer}.")
