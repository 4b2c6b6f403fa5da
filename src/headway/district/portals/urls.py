"""One line per portal."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

PORTALS = {
    "student": "me/",
    "family": "family/",
    "teacher": "teach/",
    "curriculum": "continuum/",
    "review": "review/",
    "counselor": "counsel/",
    "registrar": "registrar/",
    "leader": "lead/",
    "admin": "admin/",
    # Open to everybody, without signing in.
    "public": "line/",
}

urlpatterns = [
    path(prefix, include((f"headway.district.portals.{portal}.urls", portal), namespace=portal))
    for portal, prefix in PORTALS.items()
    if find_spec(f"headway.district.portals.{portal}.urls")
]
