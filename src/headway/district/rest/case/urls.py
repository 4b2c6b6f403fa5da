"""The addresses that CASE prescribes, below /ims/case/; without a slash at the end."""

from __future__ import annotations

from django.urls import path, re_path

from headway.district.rest.case import views
from headway.district.rest.case.addresses import COLLECTIONS, SEGMENTS

_VERSION = rf"(?P<case_version>{'|'.join(SEGMENTS)})"
_COLLECTION = rf"(?P<collection>{'|'.join([*COLLECTIONS, 'CFItemAssociations'])})"
_IDENTIFIER = r"(?P<case_identifier>[^/]+)"

urlpatterns = [
    re_path(rf"^{_VERSION}/CFDocuments\Z", views.documents, name="case_documents"),
    re_path(rf"^{_VERSION}/CFPackages/{_IDENTIFIER}\Z", views.package, name="case_package"),
    re_path(rf"^{_VERSION}/{_COLLECTION}/{_IDENTIFIER}\Z", views.found, name="case_object"),
    *(
        path(
            f"{segment}/discovery/imscase{segment}_openapi3_v1p0.json",
            views.discovery,
            {"case_version": segment},
            name=f"case_discovery_{segment}",
        )
        for segment in SEGMENTS
    ),
    re_path(rf"^(?:{_VERSION}/)?(?P<elsewhere>.*)\Z", views.nothing, name="case_nothing"),
]
