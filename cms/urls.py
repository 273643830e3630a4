"""The composition root of all that Django serves."""

from allauth.account import views as account
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from api.v1.resource import Unknown
from cms import disclosure, views
from cms.logging_in.password_reset import password_reset
from cms.publishing.previews import PreviewedDocument

urlpatterns = [
    path("", views.front_page),
    path("robots.txt", views.robots_txt),
    path(".well-known/security.txt", disclosure.security_txt),
    path("csp-reports", disclosure.csp_report),
    path(
        "api/v1/previews/<str:token>/channels/<str:channel>/documents/<str:kind>/<str:key>", PreviewedDocument.as_view()
    ),
    path("api/v1/", include("api.v1.urls")),
    re_path("^api(/|$)", Unknown.as_view()),
    # The only door: these stand before Wagtail's own at the same addresses.
    path("admin/login/", account.login, name="account_login"),
    path("admin/logout/", account.logout, name="account_logout"),
    path("admin/password_reset/", password_reset),
    path("admin/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("admin/second-factor/", include("allauth.mfa.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>.+)$", views.media),
]

handler500 = views.server_error
