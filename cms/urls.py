"""The composition root of all that Django serves."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from api.v1.resource import Unknown
from cms import views
from cms.publishing.previews import PreviewedDocument

urlpatterns = [
    path("", views.front_page),
    path(
        "api/v1/previews/<str:token>/channels/<str:channel>/documents/<str:kind>/<str:key>", PreviewedDocument.as_view()
    ),
    path("api/v1/", include("api.v1.urls")),
    re_path("^api(/|$)", Unknown.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>.+)$", views.media),
]

handler500 = views.server_error
