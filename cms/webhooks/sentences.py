"""State of a webhook and its deliveries, in words that say what to do. Of an answer only its status is told."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from api.webhooks.models import Delivery, Subscription

# By `api.outgoing.failures.Reason`: what is wrong, and the remedy.
UNREACHABLE: dict[str, str | Promise] = {
    "malformed": gettext_lazy("This is not a web address. Write it in full, such as https://example.org/webhooks."),
    "scheme": gettext_lazy("Use an address that starts with https://, so that nobody can read along."),
    "credentials": gettext_lazy(
        "Leave name and password out of the address. The receiver knows us by the signature of each event."
    ),
    "address": gettext_lazy(
        "This address lies in a private network, where the hub may not send. "
        "Use a public address, or ask the operator to allow this network (OUTGOING_ALLOW)."
    ),
    "name": gettext_lazy("This name is not known on the internet. Check the spelling, or try again later."),
    "timeout": gettext_lazy("There was no answer in time. Let the receiver answer first and work afterwards."),
    "certificate": gettext_lazy(
        "The certificate of the receiver is not valid for this name, has expired, or comes from an unknown authority."
    ),
    "connection": gettext_lazy("The receiver did not accept a connection. Check that it runs and can be reached."),
    "answer": gettext_lazy("The receiver did not answer as a web server does."),
}


def outcome(delivery: Delivery) -> str:
    """Of the last attempt; empty before the first."""
    if delivery.failure:
        return str(UNREACHABLE[delivery.failure])
    if delivery.status is None:
        return ""
    return _answer(delivery.status) % {"status": delivery.status}


def _answer(status: int) -> str:
    if 200 <= status < 300:
        return _("Received (answer %(status)d).")
    if 300 <= status < 400:
        return _("The receiver refers to another address (answer %(status)d). Enter that address here.")
    if status in (401, 403):
        return _("The receiver refused it (answer %(status)d). Check the secret that it uses.")
    if status == 410:
        return _("The receiver says that it is gone for good (answer %(status)d).")
    return _("The receiver could not take it (answer %(status)d).")


def state(subscription: Subscription) -> str:
    if subscription.off:
        return _("Off: %(reason)s") % {"reason": subscription.get_off_display()}
    if subscription.failures:
        return _("Failing")
    return _("Active")
