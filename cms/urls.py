"""The composition root of all that Django serves."""

from allauth.account import views as account
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from api.v1.resource import Unknown
from cms import disclosure, views
from cms.logging_in.password_reset import password_reset
from cms.logging_in.sign_on import views as sign_on
from cms.logging_in.sign_on.configuration import label as sign_on_label
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
    path(
        "admin/login/",
        account.LoginView.as_view(extra_context={"sign_on_label": sign_on_label}),
        name="account_login",
    ),
    path("admin/logout/", sign_on.logout, name="account_logout"),
    path("admin/sign-on/", sign_on.sign_on, name="sign_on"),
    path("admin/sign-on/callback/", sign_on.callback, name="sign_on_callback"),
    path("admin/sign-on/back-channel-logout/", sign_on.back_channel_logout, name="sign_on_ended"),
    path("admin/password_reset/", password_reset),
    path("admin/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("admin/second-factor/", include("allauth.mfa.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>.+)$", views.media),
]

handler500 = views.server_error
