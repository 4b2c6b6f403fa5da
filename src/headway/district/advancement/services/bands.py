"""Keeping bands: what they are for, who is in them, and leaving when it is met."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.columns import academic_domains, levels_offered
from headway.district.advancement.models import Band, BandMembership
from headway.district.advancement.selectors.bands import KEEPERS, band_of, band_rows
from headway.district.advancement.types import GroupEnd
from headway.district.continuum.api import current_map
from headway.district.foundation.api import NotFound, audit, clock, refused
from headway.district.people.api import Viewer, learners_at, lock_learners, organisation_scope

__all__ = ["join_band", "leave_band", "save_band"]


@transaction.atomic
def save_band(
    *,
    viewer: Viewer,
    school_uuid: uuid.UUID,
    name: str,
    lowest_level: int,
    highest_level: int,
    exit_domains: Mapping[str, int],
    usual_years: int = 3,
    band_uuid: uuid.UUID | None = None,
) -> Band:
    """A multi-age group of a school. exit_domains: the level to be reached in each domain on leaving."""
    school = organisation_scope(viewer, *KEEPERS).filter(uuid=school_uuid, kind="school").first()
    if school is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    row = band_rows(viewer).filter(uuid=band_uuid).first() if band_uuid else Band(school=school)
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if not name.strip():
        raise refused("name", _("A band needs a name."), _("A name that children like, perhaps."))
    continuum = current_map()
    levels, exits = levels_offered(continuum), levels_offered(continuum, beyond=True)
    if lowest_level not in levels or highest_level not in levels or lowest_level > highest_level:
        raise refused(
            "highest_level",
            _("A band goes from one level to the same or a later one."),
            _("Choose levels from 0 to %(most)s.") % {"most": levels[-1]},
        )
    known = academic_domains(continuum) if continuum else {}
    if not exit_domains or any(
        domain not in known or level not in exits for domain, level in exit_domains.items()
    ):
        raise refused(
            "exit_domains",
            _("Say in at least one domain which level is reached on leaving."),
            _("Without it nobody could ever be ready."),
        )
    is_new = row.pk is None
    row.school, row.name, row.usual_years = school, name.strip(), max(int(usual_years), 1)
    row.lowest_level, row.highest_level = lowest_level, highest_level
    row.exit_domains = dict(exit_domains)
    row.save()
    audit.record(
        by=viewer.actor,
        act="advancement.band_added" if is_new else "advancement.band_changed",
        subject_kind="band",
        subject_uuid=row.uuid,
    )
    return row


@transaction.atomic
def join_band(
    *,
    viewer: Viewer,
    band_uuid: uuid.UUID,
    learner_uuids: Collection[uuid.UUID],
    from_on: dt.date | None = None,
) -> int:
    """These learners of the school join, and leave the band in which they were. How many joined."""
    band = _band(viewer, band_uuid)
    day = from_on or clock.today()
    if day > clock.today():
        raise refused("from_on", _("This day is still to come."), _("Choose today or an earlier day."))
    wanted = set(learner_uuids)
    learners = list(learners_at(band.school, clock.today()).filter(uuid__in=wanted))
    if not learners or len(learners) < len(wanted):
        raise refused("learners", _("Choose learners who are at this school now."))
    joined = 0
    lock_learners({one.pk for one in learners})
    for learner in learners:
        before = BandMembership.objects.filter(learner=learner, to_on__isnull=True).first()
        if before is not None and before.band_id == band.pk:
            continue
        if before is not None:
            before.to_on, before.ended = max(day, before.from_on), GroupEnd.MOVED
            before.save(update_fields=["to_on", "ended"])
        BandMembership.objects.create(band=band, learner=learner, from_on=day)
        joined += 1
        audit.record(by=viewer.actor, act="advancement.band_joined", **_subject(band, learner))
    return joined


@transaction.atomic
def leave_band(
    *, viewer: Viewer, band_uuid: uuid.UUID, learner_uuid: uuid.UUID, ended: GroupEnd | str = GroupEnd.MET
) -> None:
    """Her last day in the band is today. MET asks that what the band is for is met; nobody waits for a year to end."""
    band = _band(viewer, band_uuid)
    info = band_of(viewer, band_uuid)
    line = next((one for one in info.lines if one.learner_uuid == learner_uuid), None)
    if line is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if ended == GroupEnd.MET and not line.is_ready:
        raise refused(
            "ended",
            _("What the band is for is not met yet: %(domains)s.")
            % {"domains": ", ".join(f"{domain} {level}" for domain, level in sorted(line.open.items()))},
            _(
                "The learner stays with the group and goes on from here. To change groups, choose “another group”."
            ),
        )
    lock_learners({line.learner_id})
    row = BandMembership.objects.filter(band=band, learner_id=line.learner_id, to_on__isnull=True).first()
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    row.to_on, row.ended = clock.today(), GroupEnd(ended)
    row.save(update_fields=["to_on", "ended"])
    audit.record(
        by=viewer.actor,
        act="advancement.band_left",
        **_subject(band, row.learner),
        reason_code=str(row.ended),
    )


def _band(viewer: Viewer, band_uuid: uuid.UUID) -> Band:
    row = band_rows(viewer).filter(uuid=band_uuid).first()
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return row


def _subject(band: Band, learner: Any) -> dict[str, Any]:
    return {"subject_kind": "band", "subject_uuid": band.uuid, "learner_uuid": learner.uuid}
