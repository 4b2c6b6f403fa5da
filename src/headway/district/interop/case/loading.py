"""What a planned import of a framework does: a version of it, and one of each framework that it attaches to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from headway.district.continuum.api import (
    FrameworkContent,
    PrerequisiteContent,
    VersionInfo,
    VersionStatus,
    adopt_crosswalks,
    content_of,
    exchange_prerequisites,
    is_written_here,
    load_framework,
    publish,
)
from headway.district.foundation.api import Actor, Refused
from headway.district.interop.case.projecting import case_object_contents
from headway.district.interop.case.wording import problem
from headway.district.interop.plans import Plan, Progress, Report
from headway.mastery.formats.case import StoredObject
from headway.mastery.formats.problems import Problem

__all__ = ["Attachment", "Work", "load_planned"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """Prerequisites that this package brings to another framework's newest version."""

    target: VersionInfo
    prerequisites: tuple[PrerequisiteContent, ...]
    added: tuple[PrerequisiteContent, ...]
    removed: tuple[PrerequisiteContent, ...]


@dataclass(frozen=True)
class Work:
    """What applying does: a version of this framework (or none), and one of each framework that it attaches to."""

    content: FrameworkContent | None = None
    objects: tuple[StoredObject, ...] = ()
    publishes: bool = True
    attachments: tuple[Attachment, ...] = field(default=())


def load_planned(plan: Plan, by: Actor, progress: Progress) -> Report:
    """Do what `plan_package` planned."""
    work: Work = plan.work
    facts = dict(plan.facts)
    problems = list(plan.problems)
    if work.content is not None:
        progress("write", 0, len(work.objects))
        content = replace(work.content, case_objects=case_object_contents(work.objects))
        version = load_framework(content, by=by)
        facts["version"] = {"uuid": str(version.uuid), "number": version.number}
        if work.publishes:
            version, remarks = _published(version, by)
            problems += remarks
        facts["version"]["status"] = str(version.status)
        if adopted := adopt_crosswalks(version.id, by=by):
            facts["crosswalk_links"] = adopted
    for attachment in work.attachments:
        progress("attach", 0, len(attachment.added))
        if is_written_here(attachment.target.id):
            # Into the draft that people write, as one act of its history; nothing they wrote is set aside.
            exchange_prerequisites(
                attachment.target.uuid, gone=attachment.removed, new=attachment.added, by=by
            )
            continue
        content = replace(content_of(attachment.target.id), prerequisites=attachment.prerequisites)
        version = load_framework(content, by=by)
        if attachment.target.status == VersionStatus.PUBLISHED:
            _version, remarks = _published(version, by)
            problems += remarks
    return Report(plan.counts, tuple(problems), facts)


def _published(version: VersionInfo, by: Actor) -> tuple[VersionInfo, list[Problem]]:
    """Published with effect from today; a version that cannot be is a draft, and a problem says why."""
    try:
        return publish(version.id, by=by), []
    except Refused as refused:
        return version, [problem("not_published", reason=str(refused))]
