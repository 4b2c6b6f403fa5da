"""Where the provider answers: the addresses that stand in what it hands out."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix

from headway.mastery.formats.case import CaseVersion

__all__ = ["COLLECTIONS", "SEGMENTS", "Addresses", "addresses_of"]

# The part of the address that names the version → the version of CASE.
SEGMENTS: Final[MappingProxyType[str, CaseVersion]] = MappingProxyType({"v1p1": "1.1", "v1p0": "1.0"})
# Which kind of object stands below which address, besides packages and the links of an item.
COLLECTIONS: Final = MappingProxyType(
    {
        "CFDocuments": "CFDocument",
        "CFItems": "CFItem",
        "CFAssociations": "CFAssociation",
        "CFAssociationGroupings": "CFAssociationGrouping",
        "CFConcepts": "CFConcept",
        "CFItemTypes": "CFItemType",
        "CFLicenses": "CFLicense",
        "CFRubrics": "CFRubric",
        "CFSubjects": "CFSubject",
    }
)
_COLLECTION_OF: Final = {kind: collection for collection, kind in COLLECTIONS.items()}
# An object has one `uri`, whichever version of CASE it is read in: that of the newest.
LASTING: Final = "v1p1"


@dataclass(frozen=True, slots=True)
class Addresses:
    """base: the address of this site up to /ims/case; segment: the version that was asked for."""

    base: str
    segment: str

    @property
    def case_version(self) -> CaseVersion:
        return SEGMENTS[self.segment]

    def of_object(self, kind: str, identifier: str) -> str:
        """The lasting address of an object. Parts of a rubric have none of their own, only a name."""
        collection = _COLLECTION_OF.get(kind)
        return f"{self.base}/{LASTING}/{collection}/{identifier}" if collection else f"urn:uuid:{identifier}"

    def in_this_version(self, path: str) -> str:
        """An address below the version that was asked for: 'CFPackages/…'."""
        return f"{self.base}/{self.segment}/{path}"


def addresses_of(request: HttpRequest, segment: str) -> Addresses:
    """Addresses as the asking system can reach them: HEADWAY_ORIGIN where it is set, else as it asked."""
    origin = settings.ENVIRONMENT["HEADWAY_ORIGIN"].rstrip("/") or f"{request.scheme}://{request.get_host()}"
    return Addresses(f"{origin}{get_script_prefix()}ims/case", segment)
