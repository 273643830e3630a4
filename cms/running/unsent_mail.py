"""Mail of a hub without a mail server: nobody gets it, and the log says so without what is in it."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


class UnsentMail(BaseEmailBackend):
    """A message may hold a link that opens an account, so it is never written anywhere."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            logger.warning("Mail “%s” was not sent: MAIL_HOST is not set", message.subject)
        return 0
