"""The way in for every outside format: keep the file, plan, show, apply in one transaction, report."""

from __future__ import annotations

import gzip
import io
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, Conflict, FieldProblem, NotFound, Refused, audit, clock
from headway.district.interop import storage, words
from headway.district.interop.models import ImportRun, ImportStatus, KeptMapping
from headway.district.interop.plans import Plan, Progress, Report, no_progress
from headway.district.interop.registry import importer_for
from headway.mastery.formats.problems import FormatProblem, count_by_kind

__all__ = ["apply", "discard", "file_of", "keep_mapping", "opened", "plan", "plan_again"]

# The listing of a preview; the counts are always complete.
SHOWN_LINES = 500
# How long a plan waits for somebody to apply it.
KEPT_DAYS = 7
LONGEST_MAPPING_NAME = 120


def plan(
    *,
    format: str,
    raw: bytes,
    file_name: str,
    options: Mapping[str, Any] | None = None,
    by: Actor,
    progress: Progress = no_progress,
) -> tuple[ImportRun, Plan]:
    """Read a file and say what applying it would do; nothing of the record changes.

    Gzip is opened. Raises Refused, with the reasons as problems, when the file cannot be read as a whole.
    """
    raw = opened(raw)
    options = dict(options or {})
    try:
        planned = importer_for(format).plan(raw, options, progress)
    except FormatProblem as problem:
        raise _refused(problem) from problem
    _put_old_ones_aside(by)
    with transaction.atomic():
        run = ImportRun.objects.create(
            format=format,
            file_name=file_name[-200:],
            sha256=storage.sha256_of(raw),
            size=len(raw),
            stored_at=storage.keep(raw),
            options=options,
            plan=_stored_plan(planned),
            planned_at=clock.now(),
            planned_by_id=by.person_id,
        )
        audit.record(
            by=by, act="interop.import_planned", subject_kind="import", subject_uuid=run.uuid,
            format=format, sha256=run.sha256, counts=planned.counts,
        )  # fmt: skip
    return run, planned


def plan_again(
    *,
    run_uuid: uuid.UUID,
    options: Mapping[str, Any],
    by: Actor,
    format: str = "",
    progress: Progress = no_progress,
) -> tuple[ImportRun, Plan]:
    """Plan the same file anew with other options (or as another format); nothing of the record changes.

    Raises NotFound for an unknown run, Conflict for one that was applied or put aside, Refused as `plan` does.
    """
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(uuid=run_uuid).first()
        raw = file_of(run)
        assert run is not None, "file_of refuses a run that is not there"
        run.format = format or run.format
        run.options = dict(options)
        try:
            planned = importer_for(run.format).plan(raw, run.options, progress)
        except FormatProblem as problem:
            raise _refused(problem) from problem
        run.plan = _stored_plan(planned)
        run.planned_at = clock.now()
        run.save(update_fields=["format", "options", "plan", "planned_at"])
        audit.record(
            by=by, act="interop.import_planned", subject_kind="import", subject_uuid=run.uuid,
            format=run.format, sha256=run.sha256, counts=planned.counts,
        )  # fmt: skip
    return run, planned


def file_of(run: ImportRun | None) -> bytes:
    """The file of a planned import. Raises NotFound and Conflict, as applying it would."""
    if run is None:
        raise NotFound(_("There is no such import."))
    if run.status != ImportStatus.PLANNED:
        raise Conflict(
            _("This import was applied or put aside already."),
            remedy=_("Upload the file again to import it anew."),
        )
    try:
        return storage.read(run.stored_at)
    except FileNotFoundError as missing:
        raise Conflict(
            _("The uploaded file is no longer here."), remedy=_("Upload the file again.")
        ) from missing


@transaction.atomic
def keep_mapping(*, name: str, mapping: Mapping[str, Any], by: Actor) -> KeptMapping:
    """Keep how columns are read under a name; the same name again replaces it. Raises Refused without a name."""
    name = " ".join(name.split())[:LONGEST_MAPPING_NAME]
    if not name:
        raise Refused(
            _("A mapping is kept under a name."), remedy=_("Give it a name, such as the publisher's.")
        )
    kept, is_new = KeptMapping.objects.update_or_create(
        name=name, defaults={"mapping": dict(mapping), "made_at": clock.now(), "made_by": by.key}
    )
    audit.record(
        by=by, act="interop.mapping_kept", subject_kind="mapping", subject_uuid=kept.uuid, is_new=is_new,
    )  # fmt: skip
    return kept


def apply(
    *, run_uuid: uuid.UUID, by: Actor, plan_digest: str | None = None, progress: Progress = no_progress
) -> tuple[ImportRun, Report]:
    """Do what a planned import says, all of it or nothing.

    The plan is made again inside the transaction. Raises Conflict when it is no longer the one that was shown
    (`plan_digest`, by default the stored one) or the run was applied already; NotFound for an unknown run.
    """
    with transaction.atomic():
        _one_at_a_time()
        run = ImportRun.objects.select_for_update().filter(uuid=run_uuid).first()
        raw = file_of(run)
        assert run is not None, "file_of refuses a run that is not there"
        importer = importer_for(run.format)
        planned = importer.plan(raw, run.options, progress)
        if planned.digest != (plan_digest or run.plan["digest"]):
            raise Conflict(
                _("The record changed since this preview was made, so nothing was imported."),
                remedy=_("Upload the file again and look at the new preview."),
            )
        report = importer.apply(planned, by, progress)
        run.status = ImportStatus.APPLIED
        run.applied_at = clock.now()
        run.applied_by_id = by.person_id
        run.report = {
            "counts": {kind: dict(counter) for kind, counter in report.counts.items()},
            "problems": words.as_rows(report.problems),
            "problem_counts": dict(count_by_kind(report.problems)),
            "facts": dict(report.facts),
        }
        run.save(update_fields=["status", "applied_at", "applied_by", "report"])
        audit.record(
            by=by, act="interop.import_applied", subject_kind="import", subject_uuid=run.uuid,
            format=run.format, sha256=run.sha256, counts=run.report["counts"],
        )  # fmt: skip
        stored_at = run.stored_at
        transaction.on_commit(lambda: storage.forget(stored_at))
    return run, report


def _one_at_a_time() -> None:
    """Imports wait for each other: the second one plans after the first, and so finds what it did.

    PostgreSQL only: on SQLite a writing transaction is alone anyway. Locked in one order, so nobody waits in a circle.
    """
    planned = ImportRun.objects.select_for_update().filter(status=ImportStatus.PLANNED)
    list(planned.order_by("pk").values_list("pk", flat=True))


def _put_old_ones_aside(by: Actor) -> None:
    """A preview that nobody came back to, or whose program was killed, must not keep a roster on the disk for ever."""
    old = clock.now() - timedelta(days=KEPT_DAYS)
    for run_uuid in ImportRun.objects.filter(status=ImportStatus.PLANNED, planned_at__lt=old).values_list(
        "uuid", flat=True
    ):
        with suppress(NotFound):  # applied or put aside in this moment
            discard(run_uuid=run_uuid, by=by)


def discard(*, run_uuid: uuid.UUID, by: Actor) -> None:
    """Put a planned import aside; its file is deleted."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(uuid=run_uuid, status=ImportStatus.PLANNED).first()
        if run is None:
            raise NotFound(_("There is no such import."))
        run.status = ImportStatus.SUPERSEDED
        run.save(update_fields=["status"])
        audit.record(by=by, act="interop.import_discarded", subject_kind="import", subject_uuid=run.uuid)
        stored_at = run.stored_at
        transaction.on_commit(lambda: storage.forget(stored_at))


def opened(raw: bytes) -> bytes:
    """Gzip opened, within the limit for uploads; raises Refused beyond it."""
    limit = settings.MAX_UPLOAD_BYTES
    too_large = Refused(
        _("The file is larger than %(limit)d MB.") % {"limit": limit // 1024 // 1024},
        remedy=_("Split it, or ask for a higher HEADWAY_MAX_UPLOAD_MB."),
    )
    if len(raw) > limit:
        raise too_large
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as file:
            opened = file.read(limit + 1)
    except (OSError, EOFError) as broken:
        raise Refused(
            _("The compressed file ends early or is damaged."), remedy=_("Send it again.")
        ) from broken
    if len(opened) > limit:
        raise too_large
    return opened


def _refused(problem: FormatProblem) -> Refused:
    """The file as a whole was not taken, told in the reader's language."""
    told = [(each, *words.in_words(each)) for each in problem.problems]
    _first, sentence, remedy = told[0]
    return Refused(
        sentence,
        remedy=remedy,
        problems=tuple(
            FieldProblem(sentence=sentence, field=each.field, row=each.row, remedy=remedy)
            for each, sentence, remedy in told
        ),
    )


def _stored_plan(planned: Plan) -> dict[str, Any]:
    return {
        "digest": planned.digest,
        "counts": {kind: dict(counter) for kind, counter in planned.counts.items()},
        "lines": [
            {
                "kind": line.kind,
                "action": line.action,
                "identifier": line.identifier,
                "row": line.row,
                "fields": list(line.fields),
            }
            for line in planned.lines[:SHOWN_LINES]
        ],
        "lines_total": len(planned.lines),
        "problems": words.as_rows(planned.problems),
        "problem_counts": dict(count_by_kind(planned.problems)),
        "facts": dict(planned.facts),
    }
