"""An editor sends a message of a draft to their own address, and to nobody else's."""

from __future__ import annotations

import httpx
import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from cms.publishing import filled_messages, messages_to_oneself
from cms.publishing.filled_messages import FilledMessage, NotFilledIn
from products.models import ProductPage
from tests.integration.account_managers import client_of, role, somebody
from tests.integration.editorial import Municipality
from tests.integration.publish_ways import Editor, Releases
from tests.integration.test_merge_fields import writing

pytestmark = pytest.mark.django_db
__all__ = ["writing"]

FILLED = FilledMessage("Uw paspoort", "<p>Dag J. de Vries</p>", "Dag J. de Vries")
Asked = list[tuple[str, str]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """(document, token) of each message that the reference channel was asked for."""
    found: Asked = []

    def filled(_request: object, key: str, locale: str, token: str) -> FilledMessage:
        found.append((f"{key} {locale}", token))
        return FILLED

    monkeypatch.setattr(messages_to_oneself, "filled_message", filled)
    return found


@pytest.fixture
def addressed(editor: Editor, django_user_model: type) -> str:
    user = django_user_model.objects.get(pk=editor.client.session["_auth_user_id"])
    user.email = "redacteur@gemeente.example"
    user.save()
    return user.email


def address_of(page: ProductPage) -> str:
    return reverse("messages_to_oneself", args=[page.pk])


def send(editor: Editor, page: ProductPage, moment: str = "ontvangen") -> int:
    return editor.post(address_of(page), {"moment": moment}).status_code


def test_the_message_goes_to_the_editor_as_html_and_as_text(
    editor: Editor, writing: ProductPage, asked: Asked, addressed: str
) -> None:
    releases = Releases()
    send(editor, writing)

    [sent] = mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([addressed], "Test: Uw paspoort", FILLED.text)
    assert [(part.content, part.mimetype) for part in sent.alternatives] == [(FILLED.html, "text/html")]
    assert (asked[0][0], releases.made) == ("paspoort.ontvangen nl", 0)
    assert f"Verstuurd naar {addressed}." in editor.messages()


def test_the_newest_draft_is_what_is_sent(editor: Editor, writing: ProductPage, asked: Asked, addressed: str) -> None:
    writing.title = "Nieuw paspoort"
    writing.save_revision()
    send(editor, writing)

    assert ProductPage.get_page_from_preview_token(asked[0][1]).title == "Nieuw paspoort"


def test_a_message_that_the_product_does_not_have_is_not_sent(
    editor: Editor, writing: ProductPage, asked: Asked, addressed: str
) -> None:
    assert (send(editor, writing, "klaar"), mail.outbox) == (404, [])


def test_without_an_address_nothing_is_offered(editor: Editor, writing: ProductPage, django_user_model: type) -> None:
    django_user_model.objects.update(email="")
    page = editor.client.get(address_of(writing)).content.decode()

    assert "Uw account heeft geen e-mailadres" in page
    assert 'name="moment"' not in page


def test_a_draft_that_cannot_be_shown_is_not_sent(
    editor: Editor, writing: ProductPage, addressed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> FilledMessage:
        raise NotFilledIn

    monkeypatch.setattr(messages_to_oneself, "filled_message", refused)
    send(editor, writing)
    assert (mail.outbox, "kan nog niet worden getoond" in editor.messages()) == ([], True)


@override_settings(EMAIL_BACKEND="cms.running.unsent_mail.UnsentMail")
def test_a_hub_without_a_mail_server_says_so(
    editor: Editor, writing: ProductPage, asked: Asked, addressed: str
) -> None:
    send(editor, writing)
    assert "geen mailserver" in editor.messages()


def test_who_may_not_edit_the_product_sends_nothing(writing: ProductPage, asked: Asked) -> None:
    reader = client_of(somebody("meelezer", role("Meelezers")))
    assert reader.post(address_of(writing), {"moment": "ontvangen"}).headers["Location"] == reverse("wagtailadmin_home")
    assert (mail.outbox, asked) == ([], [])


def test_who_is_not_logged_in_sends_nothing(writing: ProductPage, asked: Asked, client: Client) -> None:
    answer = client.post(address_of(writing), {"moment": "ontvangen"})
    assert answer.headers["Location"].startswith(reverse("wagtailadmin_login"))
    assert (mail.outbox, asked) == ([], [])


def test_the_menu_of_a_product_leads_there(editor: Editor, town: Municipality) -> None:
    page = editor.client.get(reverse("wagtailadmin_pages:edit", args=[town.product.pk])).content.decode()
    assert address_of(town.product) in page


def test_the_subject_is_the_title_of_the_mail(rf, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        html = "<title>\n Klaar &amp; wel </title>" if request.url.path.endswith("bericht") else "Dag"
        return httpx.Response(200, text=html)

    client = httpx.Client
    mocked = lambda **options: client(**options, transport=httpx.MockTransport(answer))  # noqa: E731
    monkeypatch.setattr(filled_messages.httpx, "Client", mocked)
    found = filled_messages.filled_message(rf.get("/"), "paspoort.klaar", "nl", "token")
    assert (found.subject, found.text) == ("Klaar & wel", "Dag")


def test_channels_that_do_not_run_fill_in_nothing(rf, settings) -> None:
    settings.PORT = 1
    with pytest.raises(NotFilledIn):
        filled_messages.filled_message(rf.get("/"), "paspoort.klaar", "nl", "token")
