"""A notice or a value that has ended already says so to the editor who saves it."""

from __future__ import annotations

import pytest

from products.models import Notice
from tests.integration.editorial import Municipality
from tests.integration.notice_forms import notice_form
from tests.integration.publish_ways import PUBLISH, Editor

pytestmark = pytest.mark.django_db


def test_a_notice_that_has_ended_says_so(editor: Editor, town: Municipality) -> None:
    editor.create_snippet(Notice, notice_form(ends="1-2-2026 18.00 uur") | PUBLISH)
    assert "Deze melding is al afgelopen, op 1 februari 2026 18:00: geen kanaal toont haar." in editor.messages()


def test_a_notice_that_is_still_to_come_does_not(editor: Editor, town: Municipality) -> None:
    editor.create_snippet(Notice, notice_form(ends="1-2-2036 18.00 uur") | PUBLISH)
    assert "afgelopen" not in editor.messages()


def test_a_fact_whose_last_value_has_ended_says_so(editor: Editor, town: Municipality) -> None:
    editor.edit_snippet(town.fee, **{"values-0-valid_until": "1-2-2026"})
    assert "De laatste waarde van dit feit is al afgelopen, op 1 februari 2026" in editor.messages()


def test_a_fact_with_a_value_does_not(editor: Editor, town: Municipality) -> None:
    editor.edit_snippet(town.fee, **{"values-0-valid_from": "1-2-2026"})
    assert "afgelopen" not in editor.messages()
