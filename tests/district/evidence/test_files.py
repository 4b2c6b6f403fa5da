"""Files of pieces of work: taken in with the act or not at all, opened by who may see the record, erased for good."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import uuid

import pytest
from django.core.files.storage import storages
from django.db import transaction

from headway.district.evidence.api import (
    Upload,
    add_file,
    erase_file,
    file_for,
    record_work,
    sweep_files,
    work_of,
)
from headway.district.evidence.filestore import names_in_store
from headway.district.evidence.models import Evidence, EvidenceFile
from headway.district.foundation.api import NotAllowed, NotFound, Refused
from headway.district.foundation.models import AuditEntry
from tests.district.evidence import made_files as made


@pytest.fixture(autouse=True)
def own_store(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    settings.STORAGES = dict(settings.STORAGES)
    return tmp_path / "files"


def upload(name: str = "plan.jpg", content: bytes | None = None) -> Upload:
    return Upload(name, io.BytesIO(made.TAKEN[name][0] if content is None else content))


def bring(world, who="ana", *files: Upload, **more):
    more.setdefault("form", "product")
    return record_work(
        viewer=world.viewer(who),
        learner_uuid=world.ana.uuid,
        competency_uuids=[world.competency("MA.FR.1").uuid],
        files=files,
        **more,
    )


def read(file) -> bytes:
    return b"".join(file.chunks(0, file.size))


def in_store() -> list[str]:
    return [name for name, _at in names_in_store()]


# -- with the act, or not at all ----------------------------------------------------------------------------------


def test_work_comes_with_its_files_and_they_are_opened_as_they_were_stored(world):
    work = bring(world, "ana", upload("plan.jpg"), upload("talk.mp3"), upload("essay.pdf"))
    (item,) = work_of(world.viewer("ortiz"), world.ana.uuid)
    assert [(file.kind, file.name) for file in item.files] == [
        ("photo", "plan.jpg"),
        ("audio", "talk.mp3"),
        ("document", "essay.pdf"),
    ]
    assert [file.uuid for file in item.files] == list(work.file_uuids)
    opened = file_for(world.viewer("ortiz"), work.file_uuids[1])
    assert read(opened) == made.TAKEN["talk.mp3"][0]
    assert opened.sha256 == hashlib.sha256(read(opened)).hexdigest()
    assert b"".join(opened.chunks(3, 10)) == made.TAKEN["talk.mp3"][0][3:10]


def test_files_lie_where_no_web_server_looks_under_names_that_tell_nothing(world, own_store, settings):
    bring(world, "ana", upload("plan.jpg"))
    (path,) = [path for path in own_store.rglob("*") if path.is_file()]
    assert len(path.relative_to(own_store).parts) == 3
    assert "plan" not in str(path.relative_to(own_store))
    assert str(world.ana.uuid) not in str(path)
    assert path.stat().st_mode & 0o077 == 0
    assert settings.STATIC_ROOT not in path.parents
    with pytest.raises(ValueError, match="no address"):
        storages["evidence"].url(str(path.relative_to(own_store)))


def test_one_wrong_file_and_nothing_is_taken_in(world):
    with pytest.raises(Refused) as refused:
        bring(world, "ana", upload("plan.jpg"), upload("page.html", b"<html>"), upload("empty.jpg", b""))
    assert [(one.field, one.row) for one in refused.value.problems] == [
        ("files", "“page.html”"),
        ("files", "“empty.jpg”"),
    ]
    assert (Evidence.objects.count(), in_store()) == (0, [])


def test_an_act_that_breaks_off_leaves_no_file(world, monkeypatch):
    def breaks(*_args, **_kwargs):
        raise RuntimeError("the database went away")

    monkeypatch.setattr("headway.district.evidence.services.work.write_files", breaks)
    with pytest.raises(RuntimeError):
        bring(world, "ana", upload("plan.jpg"))
    assert (Evidence.objects.count(), in_store()) == (0, [])


def test_a_store_that_breaks_off_leaves_no_file(world, monkeypatch):
    from headway.district.evidence.filestore.taking import _Watched

    whole = _Watched.read

    def breaks(self, size=-1):
        if self.count:
            raise OSError("the disk is full")
        return whole(self, 4)

    monkeypatch.setattr(_Watched, "read", breaks)
    with pytest.raises(OSError, match="disk"):
        bring(world, "ana", upload("plan.jpg"))
    assert (Evidence.objects.count(), in_store()) == (0, [])


def test_more_files_than_anybody_looks_at_are_refused_before_they_are_read(world):
    with pytest.raises(Refused, match="more than 20"):
        bring(world, "ana", *(upload("plan.jpg") for _one in range(21)))
    assert in_store() == []


def test_what_is_sent_again_stores_nothing_again(world):
    first = bring(world, "ana", upload("plan.jpg"), request_key="k")
    again = bring(world, "ana", upload("plan.jpg"), request_key="k")
    assert (again.repeated, again.file_uuids) == (True, first.file_uuids)
    assert len(in_store()) == 1


def test_a_file_is_added_once_however_often_it_is_sent(world):
    work = bring(world)
    added = [
        add_file(viewer=world.viewer(who), evidence_uuid=work.evidence_uuid, upload=upload("plan.jpg"))
        for who in ("ana", "ortiz")
    ]
    assert len({one.uuid for one in added}) == 1
    assert (EvidenceFile.objects.count(), len(in_store())) == (1, 1)
    assert AuditEntry.objects.filter(act="evidence.file_added").count() == 1


@pytest.mark.parametrize(("who", "refusal"), [("rosa", NotAllowed), ("finch", NotFound), ("ben", NotFound)])
def test_files_are_added_by_the_learner_and_who_may_rate_her(world, who, refusal):
    work = bring(world)
    with pytest.raises(refusal):
        add_file(viewer=world.viewer(who), evidence_uuid=work.evidence_uuid, upload=upload())
    assert in_store() == []


def test_a_large_file_is_never_in_memory_as_a_whole(world, tmp_path):
    """A film of 40 MB is read in parts: no read asks for all of it."""
    content = made.film(media=bytes(40 * 1024 * 1024))

    class Careful(io.BytesIO):
        largest = 0

        def read(self, size=-1):
            assert size >= 0, "everything at once"
            Careful.largest = max(Careful.largest, size)
            return super().read(size)

    bring(world, "ana", Upload("film.mp4", Careful(content)))
    assert EvidenceFile.objects.get().size == len(content)
    assert Careful.largest <= 1024 * 1024


# -- who may open it ----------------------------------------------------------------------------------------------


def test_whoever_sees_the_record_opens_the_file_and_the_look_is_noted(world):
    (file_uuid,) = bring(world, "ana", upload("plan.jpg")).file_uuids
    for reader in ("ana", "rosa", "ortiz", "webb", "tessa", "cora", "lee"):
        assert read(file_for(world.viewer(reader), file_uuid))
    looks = AuditEntry.objects.filter(act="people.record_viewed", facts__page="file")
    assert looks.count() == 6, "everybody but Ana herself"
    assert set(looks.values_list("learner_uuid", flat=True)) == {world.ana.uuid}
    for stranger in ("ben", "emil", "finch", "raul", "nina", "adam"):
        with pytest.raises(NotFound):
            file_for(world.viewer(stranger), file_uuid)
    with pytest.raises(NotFound):
        file_for(world.viewer("ortiz"), uuid.uuid4())


# -- erasing ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("who", ["ana", "ortiz", "reggie"])
def test_what_is_erased_is_gone_and_the_record_says_that_there_was_a_file(clock, who):
    from tests import worlds

    world = worlds.build()
    (file_uuid,) = bring(world, "ana", upload("plan.jpg")).file_uuids
    for _twice in range(2):
        erase_file(viewer=world.viewer(who), file_uuid=file_uuid)
    assert in_store() == []
    row = EvidenceFile.objects.get()
    assert (row.name, row.stored_as, row.kind) == ("", "", "photo")
    assert row.erased_at == clock.instant
    assert AuditEntry.objects.filter(act="evidence.file_erased").count() == 1
    with pytest.raises(NotFound):
        file_for(world.viewer("ana"), file_uuid)
    (item,) = work_of(world.viewer("ana"), world.ana.uuid)
    assert item.files[0].erased_at


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_is_taken_back_with_its_transaction_leaves_the_content(clock):
    from tests import worlds

    world = worlds.build()
    (file_uuid,) = bring(world, "ana", upload("plan.jpg")).file_uuids
    with transaction.atomic():
        erase_file(viewer=world.viewer("ana"), file_uuid=file_uuid)
        transaction.set_rollback(True)
    assert read(file_for(world.viewer("ana"), file_uuid))


@pytest.mark.parametrize(
    ("who", "refusal"), [("rosa", NotAllowed), ("tessa", NotAllowed), ("finch", NotFound)]
)
def test_others_do_not_erase(world, who, refusal):
    (file_uuid,) = bring(world, "ana", upload("plan.jpg")).file_uuids
    with pytest.raises(refusal):
        erase_file(viewer=world.viewer(who), file_uuid=file_uuid)
    assert len(in_store()) == 1


# -- the sweep ----------------------------------------------------------------------------------------------------


def test_a_sweep_takes_out_what_no_record_names_once_it_is_a_day_old(world, own_store, clock):
    bring(world, "ana", upload("plan.jpg"))
    (kept,) = in_store()
    for name, age in (("aa/bb/old", dt.timedelta(days=2)), ("aa/bb/new", dt.timedelta(hours=2))):
        path = own_store / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"left behind")
        moment = (clock.instant - age).timestamp()
        os.utime(path, (moment, moment))
    os.utime(own_store / kept, (0, 0))
    planned = sweep_files(dry_run=True)
    assert (planned.looked_at, planned.removed) == (3, 1)
    assert len(in_store()) == 3
    assert sweep_files().removed == 1
    assert sorted(in_store()) == sorted([kept, "aa/bb/new"])
    assert sweep_files().removed == 0


def test_a_sweep_tells_whose_content_is_gone(world, own_store, clock):
    (file_uuid,) = bring(world, "ana", upload("plan.jpg")).file_uuids
    (own_store / in_store()[0]).unlink()
    assert sweep_files().missing == (), "of the last day nothing is told: an act may be under way"
    clock.advance(days=2)
    assert sweep_files().missing == (file_uuid,)


def test_a_sweep_of_a_store_that_was_never_used_finds_nothing(world):
    assert sweep_files() == sweep_files(dry_run=True)
    assert sweep_files().looked_at == 0
