"""Every address of Headway. A view is public only where it says so; portals guard their own (portals.access)."""

from __future__ import annotations

from allauth.account import views as accounts
from django.urls import include, path, re_path

from headway.district.site import views
from headway.district.site.files import file
from headway.district.site.middleware import public

handler404 = "headway.district.site.views.page_not_found"
handler500 = "headway.district.site.views.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.choose_language, name="choose_language"),
    path("components/", views.components, name="components"),
    path("health/", views.health, name="health"),
    path("files/<uuid:file_uuid>/", file, name="file"),
    path("sign-in/", public(accounts.login), name="account_login"),
    path("sign-out/", accounts.logout, name="account_logout"),
    path("sign-in/again/", accounts.reauthenticate, name="account_reauthenticate"),
    path("password/", accounts.password_change, name="account_change_password"),
    path("password/forgotten/", public(accounts.password_reset), name="account_reset_password"),
    path(
        "password/forgotten/sent/", public(accounts.password_reset_done), name="account_reset_password_done"
    ),
    re_path(
        # Not path(): its greedy "<uidb36>-<key>" would cut the key, which has a dash of its own, in the wrong place.
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(accounts.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        public(accounts.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("", include("headway.district.site.notices.urls")),
    path("", include("headway.district.rest.urls")),
    path("", include("headway.district.portals.urls")),
]
