"""Adopting policies and the performance scale."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, Conflict, Refused, audit, clock, forget
from headway.district.people.api import district_organisation
from headway.district.policy.models import PerformanceLevel, PerformanceScale, PolicyVersion
from headway.district.policy.policies import check_adopt
from headway.district.policy.selectors import scale_for
from headway.district.policy.types import DistrictScale
from headway.mastery.facts import Refused as NotReadable
from headway.mastery.scales import Scale

__all__ = ["adopt", "adopt_scale"]


@transaction.atomic
def adopt(
    *,
    kind: str,
    text: str,
    parameters: Mapping[str, Any],
    effective_on: dt.date,
    by: Actor,
    organisation_id: int | None = None,
    translations: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """Append a version of a policy, for the district unless an organisation is named; the version's name. A form that is
    sent once more adds none: the newest version, where it is this one by the same person and for the same day, stays.

    Raises Refused when text or parameters can't be used, or when it would take effect in the past; Conflict when
    somebody adopted another version at the same moment.
    """
    whose = organisation_id or _district_id()
    earlier = PolicyVersion.objects.filter(organisation_id=whose, kind=kind)
    # Counted before the check: what somebody adopts after it then has the number already.
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    check_adopt(kind, text, parameters, effective_on, organisation_id)
    wanted = {
        "text": text.strip(),
        "translations": dict(translations or {}),
        "parameters": dict(parameters),
        "effective_on": effective_on,
        "approved_by": by.key,
    }
    if again := _the_same(earlier, wanted):
        return f"{kind}/{again}"
    try:
        with transaction.atomic():
            version = PolicyVersion.objects.create(
                organisation_id=whose, kind=kind, number=number, recorded_at=clock.now(), **wanted
            )
    except IntegrityError as problem:
        if again := _the_same(earlier, wanted):
            return f"{kind}/{again}"
        raise Conflict(
            _("Another version of this policy was adopted at the same moment."),
            remedy=_("Read it, then decide whether yours is still needed."),
        ) from problem
    audit.record(
        by=by,
        act="policy.adopted",
        subject_kind="policy",
        subject_uuid=version.uuid,
        kind=kind,
        number=number,
        effective_on=effective_on.isoformat(),
    )
    forget()
    return f"{kind}/{number}"


def _the_same(earlier: QuerySet[PolicyVersion], wanted: Mapping[str, Any]) -> int | None:
    """The number of the newest version, where it says just this and was not taken back."""
    newest = earlier.filter(withdrawal__isnull=True).order_by("-number").first()
    if newest is None or newest.number != earlier.aggregate(last=Max("number"))["last"]:
        return None
    # As it is kept: a column of JSON knows no tuples.
    kept = json.loads(json.dumps({name: wanted[name] for name in ("parameters", "translations")}))
    said = {name: getattr(newest, name) for name in wanted}
    return newest.number if said == {**wanted, **kept} else None


@transaction.atomic
def adopt_scale(
    *,
    levels: Sequence[tuple[str, str, Mapping[str, str]]],
    proficient: int,
    by: Actor,
    name: str = "",
    organisation_id: int | None = None,
) -> DistrictScale:
    """Name the district's performance levels, lowest first: (code, name, {language: name}).

    A scale in use can be renamed. Another number of levels, or another mark, would change what was decided about
    learners, so it is refused.
    """
    organisation_id = organisation_id or _district_id()
    try:
        wanted = Scale(tuple(code for code, _name, _words in levels), proficient)
    except NotReadable as problem:
        raise Refused(str(problem)) from problem
    scale = PerformanceScale.objects.filter(organisation_id=organisation_id, is_default=True).first()
    if scale and (scale.levels.count(), scale.proficient) != (wanted.size, wanted.proficient):
        raise Refused(
            _("This would change the number of levels or the proficiency mark of a scale in use."),
            remedy=_("Keep both and change names only; another scale needs a mapping that people agree on."),
        )
    if scale is None:
        scale = PerformanceScale.objects.create(
            organisation_id=organisation_id, name=name, code="default", proficient=proficient, is_default=True
        )
    elif name and name != scale.name:
        scale.name = name
        scale.save(update_fields=["name"])
    for number, (code, level_name, words) in enumerate(levels, start=1):
        PerformanceLevel.objects.update_or_create(
            scale=scale,
            number=number,
            defaults={
                "code": code,
                "name": level_name,
                "translations": {language: {"name": word} for language, word in words.items()},
            },
        )
    audit.record(
        by=by, act="policy.scale_adopted", subject_kind="scale", subject_uuid=scale.uuid, levels=wanted.size
    )
    forget()
    return scale_for(organisation_id)


def _district_id() -> int:
    district = district_organisation()
    if district is None:
        raise Refused(
            _("There is no district yet that could adopt a policy."), remedy=_("Create the district first.")
        )
    return district.pk
