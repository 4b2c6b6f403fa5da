"""Files of pieces of work: taking them in, and erasing them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.around import file_items
from headway.district.evidence.filestore import StoredFile, names_in_store, remove, take_in
from headway.district.evidence.models import Evidence, EvidenceFile
from headway.district.evidence.types import FileItem, Swept, Upload
from headway.district.foundation.api import Actor, FieldProblem, NotAllowed, NotFound, Refused, audit, clock
from headway.district.people.api import (
    Viewer,
    can_bring_work,
    can_rate,
    check_bring_work,
    learner_gates,
    visible_learners,
)
from headway.district.people.types import Role

__all__ = ["Kept", "add_file", "erase_file", "keep", "sweep_files", "write_files"]

# More would be an album, and every one of them is looked at by a person.
MOST_AT_ONCE = 20
# A file may lie in the store for a while before the act that brings it in is finished.
LEFT_ALONE = dt.timedelta(days=1)


@dataclass
class Kept:
    """Files that lie in the store while the act that brings them in is still under way."""

    files: list[StoredFile] = field(default_factory=list)

    def leave_out(self) -> None:
        """They were here already: what was stored just now goes."""
        for file in self.files:
            remove(file.stored_as)
        self.files.clear()


@contextmanager
def keep(uploads: Sequence[Upload]) -> Iterator[Kept]:
    """Look at the files and put them into the store; take them out again if the act doesn't come about.

    Raises Refused with one problem per file that can't be taken; row is its place (from 1).
    """
    kept = Kept()
    try:
        _take_in(uploads, kept)
        yield kept
    except BaseException:
        kept.leave_out()
        raise


def _take_in(uploads: Sequence[Upload], kept: Kept) -> None:
    problems: list[FieldProblem] = []
    if len(uploads) > MOST_AT_ONCE:
        raise Refused(
            _("These are more than %(most)s files.") % {"most": MOST_AT_ONCE},
            remedy=_("Choose those that show the work best, or add the others afterwards."),
        )
    for upload in uploads:
        try:
            kept.files.append(take_in(upload))
        except Refused as refused:
            problems.append(
                # A file is named by its name: whoever chose it sees no rows.
                FieldProblem(
                    refused.sentence, field="files", row=f"“{upload.name[:60]}”", remedy=refused.remedy
                )
            )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))


def write_files(piece: Evidence, kept: Kept, by: Actor) -> list[EvidenceFile]:
    """The rows of files that lie in the store; in the transaction of the act."""
    now = clock.now()
    return EvidenceFile.objects.bulk_create(
        EvidenceFile(
            evidence=piece,
            kind=file.kind,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            stored_as=file.stored_as,
            recorded_at=now,
            recorded_by_id=by.person_id,
        )
        for file in kept.files
    )


def add_file(*, viewer: Viewer, evidence_uuid: uuid.UUID, upload: Upload) -> FileItem:
    """Add a file to a piece of work; by the learner, or by who may rate her. The same content twice is one file.

    Raises NotFound, NotAllowed, and Refused where the file can't be taken.
    """
    piece = Evidence.objects.select_related("learner").filter(uuid=evidence_uuid).first()
    if piece is None or not _sees(viewer, piece.learner_id):
        raise _not_found()
    check_bring_work(viewer, piece.learner)
    with keep([upload]) as kept, transaction.atomic():
        # One at a time for each piece, so that a file that is sent twice at once is one file, too.
        Evidence.objects.select_for_update(no_key=True, of=("self",)).get(pk=piece.pk)
        same = piece.files.filter(sha256=kept.files[0].sha256, erased_at__isnull=True).first()
        if same is not None:
            kept.leave_out()
            return file_items([same])[0]
        (row,) = write_files(piece, kept, viewer.actor)
        audit.record(
            by=viewer.actor,
            act="evidence.file_added",
            subject_kind="file",
            subject_uuid=row.uuid,
            learner_uuid=piece.learner.uuid,
            kind=row.kind,
            size=row.size,
        )
        return file_items([row])[0]


@transaction.atomic
def erase_file(*, viewer: Viewer, file_uuid: uuid.UUID) -> None:
    """Remove a file's content and name for good; that there was a file stays in the record. Twice is the same act.

    By whoever added it, the learner, who may rate her, and registrars, who answer families' wishes. Raises NotFound
    for strangers, NotAllowed for others who see the record.
    """
    row = EvidenceFile.objects.select_related("evidence__learner").filter(uuid=file_uuid).first()
    if row is None or not _sees(viewer, row.evidence.learner_id):
        raise _not_found()
    learner = row.evidence.learner
    may = (
        row.recorded_by_id == viewer.person_id
        or can_bring_work(viewer, learner)
        or can_rate(viewer, learner)
        or viewer.has(Role.REGISTRAR)
    )
    if not may:
        raise NotAllowed(
            _("A file is erased by whoever added it, the learner, the learner's teachers, or the registrar."),
            remedy=_("Ask one of them."),
        )
    if row.erased_at is not None:
        return
    stored_as, row.stored_as, row.name, row.erased_at = row.stored_as, "", "", clock.now()
    row.save(update_fields=["stored_as", "name", "erased_at"])
    audit.record(
        by=viewer.actor,
        act="evidence.file_erased",
        subject_kind="file",
        subject_uuid=row.uuid,
        learner_uuid=learner_gates([learner.pk])[learner.pk].uuid,
        kind=row.kind,
    )
    # The content goes once the record says so for good; what is left behind then, the sweep finds.
    transaction.on_commit(lambda: remove(stored_as))


def sweep_files(*, older_than: dt.timedelta = LEFT_ALONE, dry_run: bool = False) -> Swept:
    """Take files out of the store that no row names, once they are older than a day; and say whose content is gone.

    To be run every night. What it removes was left behind by an act that broke off, or by an erasure.
    """
    before = clock.now() - older_than
    named = set(EvidenceFile.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    looked_at = removed = 0
    there: set[str] = set()
    for name, written_at in names_in_store():
        looked_at += 1
        there.add(name)
        if written_at > before or name in named:
            continue
        removed += 1
        if not dry_run:
            remove(name)
    rows = EvidenceFile.objects.filter(erased_at__isnull=True, recorded_at__lte=before).exclude(stored_as="")
    missing = tuple(row_uuid for row_uuid, name in rows.values_list("uuid", "stored_as") if name not in there)
    return Swept(looked_at, removed, missing)


def _sees(viewer: Viewer, learner_id: int) -> bool:
    return visible_learners(viewer).filter(pk=learner_id).exists()


def _not_found() -> NotFound:
    return NotFound(_("There is no such page, or it is not open to you."))
