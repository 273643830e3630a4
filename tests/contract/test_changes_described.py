"""Changes that channels hear are as the OpenAPI document says."""

from __future__ import annotations

import json

import pytest

from api.changes.bundle import Bundle
from api.changes.endpoint import PATH, ChangesEndpoint
from tests.contract.described import document, errors
from tests.integration.published import NEW_YEAR, period, publish
from tests.integration.published import document as made
from tests.integration.search_requests import asking


@pytest.mark.parametrize("example", document()["components"]["schemas"]["Changes"]["examples"])
def test_the_example_follows_its_schema(example):
    assert errors("Changes", example) == []


@pytest.mark.django_db
def test_changes_follow_their_schema(replica):
    publish(made(period("83.87"), period("86.00", NEW_YEAR)))
    publish(removed=[("product", "paspoort")])
    changes = asking(ChangesEndpoint, replica, PATH)().json
    assert len(changes["steps"]) == 2
    assert errors("Changes", changes) == []
    assert errors("Changes", changes | {"next": "soon"}) != []


@pytest.mark.django_db
def test_each_line_of_a_bundle_follows_its_schema(replica):
    publish(made(period("83.87"), period("86.00", NEW_YEAR)))
    header, line, end = map(json.loads, asking(Bundle, replica, "/api/v1/channels/website/bundle")().body.splitlines())
    for period_ in line["periods"]:
        period_["body"] |= {"kind": "product", "channel": "website", "locale": "nl", "contentLocale": "nl"}
        period_["body"] |= {"title": "Paspoort", "facts": {}}
    assert (errors("BundleHeader", header), errors("BundleDocument", line), errors("BundleEnd", end)) == ([], [], [])
    assert errors("BundleEnd", header) != []
