"""Every path of version 1."""

from __future__ import annotations

from django.urls import path, re_path

from api.changes.bundle import Bundle
from api.changes.endpoint import ChangesEndpoint
from api.django_views import stream_elsewhere, view
from api.documents import delivery
from api.v1 import (
    acknowledgements,
    channels,
    documents,
    facts,
    heads,
    health,
    keys,
    openapi,
    releases,
    schemas,
    search,
    search_feedback,
    timemaps,
)
from api.v1.resource import Unknown

urlpatterns = [
    path("channels", channels.ChannelList.as_view()),
    path("channels/<str:channel>", channels.ChannelDetail.as_view()),
    path("channels/<str:channel>/bundle", view(Bundle())),
    path("channels/<str:channel>/documents", documents.DocumentList.as_view()),
    path("channels/<str:channel>/documents/<str:kind>/<str:key>", delivery.view),
    path("channels/<str:channel>/timemaps/<str:kind>/<str:key>", timemaps.TimeMap.as_view()),
    path("channels/<str:channel>/acknowledgements", acknowledgements.Acknowledgements.as_view()),
    path("changes", view(ChangesEndpoint())),
    path("stream", view(stream_elsewhere)),
    path("releases", releases.ReleaseList.as_view()),
    path("releases/current", releases.ReleaseDetail.as_view()),
    path("releases/<int:number>", releases.ReleaseDetail.as_view()),
    path("heads", heads.Heads.as_view()),
    path("keys", keys.KeyList.as_view()),
    path("facts", facts.FactList.as_view()),
    path("facts/<str:key>", facts.FactDetail.as_view()),
    path("search", search.Search.as_view()),
    path("search/feedback", search_feedback.SearchFeedback.as_view()),
    path("suggestions", search.Suggestions.as_view()),
    path("health/live", health.Live.as_view()),
    path("health/ready", health.Ready.as_view()),
    path("health/duties", health.Duties.as_view()),
    path("schemas", schemas.SchemaList.as_view()),
    path("schemas/<version:version>/<path:name>", schemas.Schema.as_view()),
    path("schemas/<path:name>", schemas.Schema.as_view()),
    path("openapi.json", openapi.OpenApi.as_view()),
    re_path("", Unknown.as_view()),
]
