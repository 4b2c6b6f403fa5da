"""Recording how much of the time a learner has here, and until when. Append-only; a share is taken back by a further row."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, NotFound, audit, check_repeat, clock, refused
from headway.district.pacing.columns import academic_domains
from headway.district.pacing.models import GraduationDate, TimeShare
from headway.district.pacing.own_time import shares_of
from headway.district.pacing.policies import check_future, learner_to_keep
from headway.district.pacing.selectors.remaining import needed_rate_of, remaining_of
from headway.district.pacing.selectors.time import own_time_of
from headway.district.pacing.types import GraduationPlan, TimeShareKind
from headway.district.people.api import Viewer, lock_learners

__all__ = ["record_time_share", "set_graduation_date", "withdraw_time_share"]

FURTHEST = dt.timedelta(days=366 * 20)
# About twenty minutes of a school day; what is less is a slip of typing, and no plan can be spread over it.
LEAST = Decimal("0.05")


def record_time_share(
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    *,
    kind: TimeShareKind | str,
    share: Decimal | float | str,
    from_on: dt.date,
    to_on: dt.date | None = None,
    domain_code: str = "",
    request_key: str = "",
) -> uuid.UUID:
    """Part-time, enrolment elsewhere as well, or a long leave, from a day on. By registrar or counsellor.

    share: the part of each instructional day that the learner has here; 0 on a leave. domain_code: "" for all subjects.
    The share's uuid; the same request twice is one. Raises NotFound for all others, Conflict where a request that was saved
    already says something else now, Refused (naming the field) for a share outside 0 to 1 or above 0 and too small to plan with, no time at all where it isn't a leave or one subject taken elsewhere, dates in the wrong order, and days on which another share holds for the same subjects already.
    """
    learner = learner_to_keep(viewer, learner_uuid)
    key = _key(viewer, request_key)
    with transaction.atomic():
        lock_learners([learner.pk])
        part, kind = _share(share), _kind(kind)
        sent = TimeShare.objects.select_related("withdrawal").filter(request_key=key).first() if key else None
        if sent is not None:
            kept = (sent.learner_id, sent.kind, sent.share, sent.domain_code, sent.from_on, sent.to_on)
            given = (learner.pk, kind, part, domain_code, from_on, to_on)
            check_repeat(kept, given, stands=not hasattr(sent, "withdrawal"))
            return sent.uuid
        _check_dates(from_on, to_on)
        _check_domain(domain_code)
        if kind == TimeShareKind.LEAVE and part != 0:
            raise refused(
                "share", _("During a long leave there is no time here."), _("Write 0 as the share.")
            )
        if part == 0 and (
            kind == TimeShareKind.PART_TIME or (kind == TimeShareKind.DUAL and not domain_code)
        ):
            raise refused(
                "share",
                _("Without any time here this is a long leave."),
                _(
                    "Choose the long leave, or write the part of each school day that is here, such as %(half)s."
                )
                % {"half": formats.number_format(Decimal("0.5"))},
            )
        _check_overlap(learner.pk, from_on, to_on, domain_code)
        row = _written(
            TimeShare,
            learner=learner,
            kind=kind,
            share=part,
            domain_code=domain_code,
            from_on=from_on,
            to_on=to_on,
            recorded_by_id=viewer.person_id,
            recorded_at=clock.now(),
            request_key=key,
        )
        audit.record(
            by=viewer.actor,
            act="pacing.time_share_recorded",
            subject_kind="time_share",
            subject_uuid=row.uuid,
            learner_uuid=learner.uuid,
            kind=str(kind),
        )
    return row.uuid


def withdraw_time_share(viewer: Viewer, share_uuid: uuid.UUID, *, request_key: str = "") -> None:
    """Take a share back as if it had never been; the row stays in the history. Doing it twice changes nothing.

    By registrar or counsellor; raises NotFound for all others.
    """
    row = TimeShare.objects.filter(uuid=share_uuid, withdraws__isnull=True).select_related("learner").first()
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    learner = learner_to_keep(viewer, row.learner.uuid)
    with transaction.atomic():
        lock_learners([learner.pk])
        if TimeShare.objects.filter(withdraws=row).exists():
            return
        _written(
            TimeShare,
            learner=learner,
            kind=row.kind,
            share=row.share,
            domain_code=row.domain_code,
            from_on=row.from_on,
            to_on=row.to_on,
            withdraws=row,
            recorded_by_id=viewer.person_id,
            recorded_at=clock.now(),
            request_key=_key(viewer, request_key),
        )
        audit.record(
            by=viewer.actor,
            act="pacing.time_share_withdrawn",
            subject_kind="time_share",
            subject_uuid=row.uuid,
            learner_uuid=learner.uuid,
        )


def set_graduation_date(
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    *,
    on: dt.date,
    plan: GraduationPlan | str = GraduationPlan.COHORT,
    is_meant: bool = False,
    request_key: str = "",
) -> uuid.UUID:
    """When the learner plans to graduate: with the cohort, steep to stay with it, or extended. The latest stands, so
    setting the earlier date again is the way back.

    By registrar or counsellor. The row's uuid; the same date again is the same row. Raises NotFound for all others, Conflict where a request that
    was saved already says something else now, Refused for a date before tomorrow or further off than any plan, and for no such kind of plan; at the field `is_meant` for one
    until which more than one competency would be asked for on each day of school, unless somebody says that it is meant.
    """
    learner = learner_to_keep(viewer, learner_uuid)
    key = _key(viewer, request_key)
    with transaction.atomic():
        lock_learners([learner.pk])
        latest = GraduationDate.objects.filter(learner=learner).order_by("recorded_at", "pk").last()
        if key and (sent := GraduationDate.objects.filter(request_key=key).first()):
            kept, given = (sent.learner_id, sent.on, sent.plan), (learner.pk, on, str(plan))
            check_repeat(kept, given, stands=sent == latest)
            return sent.uuid
        check_future(on)
        if on > clock.today() + FURTHEST:
            raise refused(
                "on", _("This date is further off than any plan."), _("Look at the year once more.")
            )
        if str(plan) not in set(GraduationPlan):
            raise refused("plan", _("Say which kind of plan this is."), _("Choose one from the list."))
        if latest is not None and (latest.on, latest.plan) == (on, str(plan)):
            return latest.uuid
        if not is_meant:
            _check_can_be_meant(viewer, learner, on)
        row = _written(
            GraduationDate,
            learner=learner,
            on=on,
            plan=str(plan),
            recorded_by_id=viewer.person_id,
            recorded_at=clock.now(),
            request_key=key,
        )
        audit.record(
            by=viewer.actor,
            act="pacing.graduation_date_set",
            subject_kind="graduation_date",
            subject_uuid=row.uuid,
            learner_uuid=learner.uuid,
            plan=str(plan),
        )
    return row.uuid


def _check_can_be_meant(viewer: Viewer, learner: Any, on: dt.date) -> None:
    """A slip of the year, or a decision? Asked back before learner and family read what the day would ask for; where no
    calendar says how many days of school there are, nothing is."""
    time = own_time_of([learner])
    if current_map() is None or not time.has_time(learner.pk):
        return
    left = remaining_of(viewer, learner)
    days = needed_rate_of(viewer, learner, left, on, time=time).days.days
    if len(left.open) <= days:
        return
    sentence = ngettext(
        "%(count)s competency of the diploma is still open, and ",
        "%(count)s competencies of the diploma are still open, and ",
        len(left.open),
    ) % {"count": len(left.open)} + ngettext(
        "until %(day)s there is %(days)s day of school.",
        "until %(day)s there are %(days)s days of school.",
        round(days),
    ) % {"day": formats.date_format(on), "days": round(days)}
    raise refused("is_meant", sentence, _("Choose a later date, or tick that this one is meant."))


def _written(model: Any, **fields: Any) -> Any:
    try:
        with transaction.atomic():
            return model.objects.create(**fields)
    except IntegrityError as twice:
        raise Conflict(
            _("Somebody recorded this at the same moment."),
            remedy=_("Open the page again and look at what stands there now."),
        ) from twice


def _key(viewer: Viewer, request_key: str) -> str | None:
    return hashlib.sha256(f"{viewer.actor.key}\n{request_key}".encode()).hexdigest() if request_key else None


def _share(given: Decimal | float | str) -> Decimal:
    try:
        share = Decimal(str(given).strip().replace(",", "."))
    except InvalidOperation:
        share = Decimal("NaN")
    if not share.is_finite() or not 0 <= share <= 1:
        raise refused(
            "share",
            _("The share of time is a number from 0 to 1."),
            _("Write 0.5 for half of each school day, 0 for a leave."),
        )
    if 0 < share < LEAST:
        raise refused(
            "share",
            _("This is less of a school day than can be planned with."),
            _("Write at least %(least)s, or 0 for no time here.") % {"least": formats.number_format(LEAST)},
        )
    return share.quantize(Decimal("0.001"))


def _kind(given: TimeShareKind | str) -> TimeShareKind:
    if str(given) not in set(TimeShareKind) - {TimeShareKind.AWAY}:
        raise refused("kind", _("Say why the learner has less time here."), _("Choose one from the list."))
    return TimeShareKind(str(given))


def _check_dates(from_on: dt.date, to_on: dt.date | None) -> None:
    if to_on is not None and to_on < from_on:
        raise refused("to_on", _("The last day lies before the first day."), _("Swap the two dates."))


def _check_domain(code: str) -> None:
    continuum = current_map()
    known = {one.code for one in academic_domains(continuum)} if continuum else set()
    if code and code not in known:
        raise refused(
            "domain_code", _("There is no such subject."), _("Choose one from the list, or all of them.")
        )


def _check_overlap(learner_id: int, from_on: dt.date, to_on: dt.date | None, domain_code: str) -> None:
    """Two shares for the same subjects on one day can't both hold."""
    for row in shares_of([learner_id]).get(learner_id, ()):
        apart = (row.to_on is not None and row.to_on < from_on) or (to_on is not None and to_on < row.from_on)
        if row.domain_code == domain_code and not apart:
            first = formats.date_format(row.from_on)
            if row.to_on is None:
                said = _("In this time another share holds already, from %(first)s on.") % {"first": first}
            else:
                said = _("In this time another share holds already, from %(first)s to %(last)s.") % {
                    "first": first,
                    "last": formats.date_format(row.to_on),
                }
            raise refused(
                "from_on",
                said,
                _("Take that one back first, or choose other dates."),
            )
