"""What the administrator's pages do not take."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.urls import reverse

from headway.district.proficiency.api import decide


@pytest.mark.parametrize("name", ["home", "audit", "audit_csv", "imports", "exports", "export_oneroster"])
def test_the_whole_district_is_not_open_to_who_administers_one_school(world, sign_in, name):
    assert sign_in(world.ada).get(reverse(f"admin:{name}")).status_code == 404
    assert sign_in(world.adam).get(reverse(f"admin:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["audit", "audit_csv"])
@pytest.mark.parametrize("selection", [{"from_on": "0001-01-01"}, {"to_on": "9999-12-31"}])
def test_a_date_of_which_nothing_is_known_is_said_to_be_unreadable(world, sign_in, name, selection):
    answer = sign_in(world.adam).get(reverse(f"admin:{name}"), selection)
    assert answer.status_code in {200, 422}
    if name == "audit":
        assert "could not be read" in answer.content.decode()


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(world, sign_in, settings, monkeypatch):
    settings.MAX_UPLOAD_BYTES = 1024

    def read(*_size):
        raise AssertionError("a large file was read into memory")

    monkeypatch.setattr(InMemoryUploadedFile, "read", read, raising=False)
    file = io.BytesIO(b"x" * 1025)
    file.name = "roster.zip"
    answer = sign_in(world.adam).post(reverse("admin:upload"), {"format": "oneroster", "file": file})
    assert answer.status_code == 422
    assert "larger than" in answer.content.decode()


def test_a_roster_that_an_administrator_takes_along_says_nothing_of_what_was_learned(world, sign_in):
    decide(
        viewer=world.viewer("ortiz"),
        learner_uuid=world.ana.uuid,
        competency_uuid=world.competency("MA.FR.1").uuid,
        level=3,
        reason="Seen in class.",
    )
    answer = sign_in(world.adam).get(reverse("admin:export_oneroster"))
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert "users.csv" in names
    assert not {"results.csv", "lineItems.csv", "resultLearningObjectiveIds.csv"} & set(names)
