"""Sharing: a person decides which frameworks everybody may read."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Framework
from headway.district.foundation.api import Actor, NotFound, audit

__all__ = ["share_framework"]


@transaction.atomic
def share_framework(identifier: str, *, is_shared: bool, by: Actor) -> None:
    """Show a framework to everybody, or no longer. Raises NotFound for an unknown identifier."""
    framework = Framework.objects.select_for_update().filter(identifier=identifier).first()
    if framework is None:
        raise NotFound(_("There is no such framework."))
    if framework.is_shared == is_shared:
        return
    framework.is_shared = is_shared
    framework.save(update_fields=["is_shared"])
    audit.record(
        by=by,
        act="continuum.framework_shared" if is_shared else "continuum.framework_unshared",
        subject_kind="framework",
        subject_uuid=framework.uuid,
    )
