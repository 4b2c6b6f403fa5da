"""A framework as a CASE package: as it came, or built from what was made here."""

from __future__ import annotations

import json

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import (
    VersionInfo,
    VersionStatus,
    case_objects,
    content_of,
    outline_of,
    versions,
)
from headway.district.foundation.api import NotFound, clock
from headway.district.interop.case.building import build_package
from headway.district.interop.case.carrying import carried_package, instant_of
from headway.district.interop.case.crosswalks import with_crosswalks
from headway.district.policy.api import scale_for
from headway.mastery.formats.case import StoredObject, assemble

__all__ = ["export_case"]


def export_case(identifier: str, *, number: int | None = None) -> bytes:
    """The framework with this CFDocument identifier, as JSON in UTF-8.

    A framework that came in as a package goes out as the same package: equal JSON after sorting keys. One that was
    edited in Headway since goes out with its edits, and everything else as the package said it. One that was made in
    Headway goes out as CASE 1.1. Links of crosswalks that people accepted go with the framework they begin at. Without
    `number`: the newest published version, else the newest draft.
    Raises NotFound for an unknown framework or version.
    """
    version = _version(identifier, number)
    stored = [
        StoredObject(one.kind, one.identifier, "", one.payload, one.position, one.digest)
        for one in case_objects(version.id)
    ]
    edited = None if stored else carried_package(version.id, instant_of(version))
    changed_at, when = version.published_at or clock.now(), instant_of(version)
    if stored:
        raw = assemble(stored, outline_of(version.id).envelope)
        package = json.loads(raw)
        linked = with_crosswalks(package, identifier, when)
        return raw if linked is package else json.dumps(linked, ensure_ascii=False, indent=1).encode()
    package = edited or build_package(
        content_of(version.id, with_case_objects=False),
        changed_at=changed_at,
        version=str(version.number),
        level_names=scale_for(None).names,
    )
    package = with_crosswalks(package, identifier, when)
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _version(identifier: str, number: int | None) -> VersionInfo:
    found = [one for one in versions() if one.framework_identifier == identifier]
    if number is not None:
        found = [one for one in found if one.number == number]
    published = [one for one in found if one.status == VersionStatus.PUBLISHED]
    if not found:
        raise NotFound(_("There is no such framework."))
    return (published or found)[0]
