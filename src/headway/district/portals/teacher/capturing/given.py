"""What a capture says, as a form or a phone sends it, and taking it in."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from headway.district.evidence.api import (
    BesideRole,
    EvidenceForm,
    Upload,
    Work,
    rate_beside,
    record_work,
)
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.people.api import Viewer
from headway.district.policy.api import scale_for
from headway.district.portals.teacher.reading import LONGEST_NOTE, level_of
from headway.district.portals.uploads import too_large

__all__ = ["LONGEST_MISCONCEPTION", "Capture", "check", "read_capture", "take"]

LONGEST_MISCONCEPTION = 512


@dataclass(frozen=True, slots=True)
class Capture:
    """One observation of one learner or several. told_at, sent_at: by the device's own clock, or None."""

    key: str
    learners: tuple[uuid.UUID, ...]
    competency: uuid.UUID | None
    form: str
    note: str
    misconception: str
    misconception_uuid: uuid.UUID | None
    level: int | None
    files: tuple[Any, ...]
    told_at: dt.datetime | None = None
    sent_at: dt.datetime | None = None
    problems: tuple[FieldProblem, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)


def read_capture(request: Any) -> Capture:
    """Whatever was sent; what cannot be read becomes a problem at its field."""
    values: QueryDict = request.POST
    problems: list[FieldProblem] = []
    files = tuple(one for one in request.FILES.getlist("file") if one.name and one.size)
    for name in too_large(request):
        problems.append(
            FieldProblem(
                _("“%(name)s” is larger than a file may be.") % {"name": name},
                field="photo",
                remedy=_("Make a shorter recording or a smaller picture, or leave the file out."),
            )
        )
    note = values.get("note", "").strip()
    if len(note) > LONGEST_NOTE:
        problems.append(
            FieldProblem(
                _("This text has %(count)s characters.") % {"count": len(note)},
                field="note",
                remedy=_("Use at most %(longest)s.") % {"longest": LONGEST_NOTE},
            )
        )
    own_words = values.get("misconception", "").strip()
    return Capture(
        key=values.get("key", "")[:64],
        learners=_uuids(values.getlist("learner")),
        competency=next(iter(_uuids([values.get("competency", "")])), None),
        form=values.get("form") or EvidenceForm.OBSERVATION,
        note=note,
        misconception=own_words[:LONGEST_MISCONCEPTION],
        misconception_uuid=next(iter(_uuids([values.get("misconception_uuid", "")])), None),
        level=level_of(values.get("level")),
        files=files,
        told_at=_instant(values.get("told_at", "")),
        sent_at=_instant(values.get("sent_at", "")),
        problems=tuple(problems),
        given={
            "learners": values.getlist("learner"),
            **{
                name: values.get(name, "")
                for name in ("competency", "form", "note", "misconception", "level", "q")
            },
        },
    )


def check(capture: Capture) -> Capture:
    """The capture with a problem for everything that is missing; nobody has to send it to learn what."""
    problems = list(capture.problems)
    if not capture.learners:
        problems.append(
            FieldProblem(
                _("Nobody is chosen yet."), field="who", remedy=_("Choose whom you saw; several is fine.")
            )
        )
    if capture.competency is None:
        problems.append(
            FieldProblem(
                _("It isn't said what the work shows."),
                field="what",
                remedy=_("Choose a competency, or search for one."),
            )
        )
    scale = scale_for()
    if capture.level is not None and not 1 <= capture.level <= scale.size:
        problems.append(
            FieldProblem(
                _("This level isn't on the district's scale."),
                field="level",
                remedy=_("Choose one of: %(names)s.") % {"names": ", ".join(scale.names)},
            )
        )
    if not (capture.note or capture.files or capture.misconception or capture.level):
        problems.append(
            FieldProblem(
                _("There is nothing to keep yet."),
                field="note",
                remedy=_("Write a few words, or add a photo or your voice."),
            )
        )
    return replace(capture, problems=tuple(problems))


@transaction.atomic
def take(capture: Capture, learner_uuid: uuid.UUID, *, viewer: Viewer, section_id: int | None = None) -> Work:
    """Take a capture in for one learner; the same key again is the same piece, and adds nothing.

    The level is a first glance beside the piece: no rule reads it before somebody makes it count. Raises what
    `record_work` and `rate_beside` raise.
    """
    if capture.problems:
        first = capture.problems[0]
        raise Refused(first.sentence, remedy=first.remedy, problems=capture.problems)
    assert capture.competency is not None
    key = f"{capture.key}:{learner_uuid}" if capture.key else ""
    work = record_work(
        viewer=viewer,
        learner_uuid=learner_uuid,
        competency_uuids=[capture.competency],
        form=capture.form,
        note=capture.note,
        section_id=section_id,
        files=_uploads(capture.files),
        request_key=key,
        told_at=capture.told_at,
        sent_at=capture.sent_at,
        misconception=capture.misconception,
        misconception_uuid=capture.misconception_uuid,
    )
    if capture.level:
        rate_beside(
            viewer=viewer,
            role=BesideRole.FIRST_GLANCE,
            learner_uuid=learner_uuid,
            competency_uuid=capture.competency,
            level=capture.level,
            evidence_uuid=work.evidence_uuid,
            request_key=key,
        )
    return work


def _uploads(files: Sequence[Any]) -> tuple[Upload, ...]:
    return tuple(Upload(one.name, one.file) for one in files)


def _uuids(texts: Sequence[str]) -> tuple[uuid.UUID, ...]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _instant(text: str) -> dt.datetime | None:
    """A moment by the device's clock, with its time zone; None where it cannot be read."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
