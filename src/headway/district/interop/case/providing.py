"""What the provider says about a framework that was made here: built anew, with addresses that answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headway.district.continuum.api import SharedVersion, content_of, outline_of
from headway.district.interop.case.building import AddressOf, build_document, build_package

__all__ = ["provided_document", "provided_package"]


def provided_package(
    version: SharedVersion, address: AddressOf, level_names: Sequence[str]
) -> dict[str, Any]:
    """The framework as a CASE 1.1 package. `level_names`: the performance levels, lowest first."""
    return build_package(
        content_of(version.id, with_case_objects=False),
        changed_at=version.published_at,
        version=str(version.number),
        level_names=level_names,
        address=address,
    )


def provided_document(version: SharedVersion, address: AddressOf) -> dict[str, Any]:
    """Its CFDocument alone."""
    return build_document(
        outline_of(version.id), changed_at=version.published_at, version=str(version.number), address=address
    )
