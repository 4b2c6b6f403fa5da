"""The same store in a bucket: an S3 on this machine stands in for a provider's."""

from __future__ import annotations

import hashlib
import io
import os

import boto3
import pytest
from django.core.files.storage import storages
from moto import mock_aws

from headway.district.evidence.api import Upload
from headway.district.evidence.filestore import content_of, names_in_store, remove, take_in
from headway.district.site.environment import file_store_from_url
from tests.district.evidence import made_files as made


@pytest.fixture
def bucket(settings, monkeypatch):
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "somebody"),
        ("AWS_SECRET_ACCESS_KEY", "something"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket="work")
        url = "s3://work/district?region=us-east-1"
        settings.STORAGES = settings.STORAGES | {"evidence": file_store_from_url(url)}
        yield storages["evidence"].bucket


@pytest.mark.parametrize("name", ["plan.jpg", "film.mp4", "essay.docx"])
def test_a_file_lies_in_the_bucket_and_is_read_in_parts(bucket, name):
    file = take_in(Upload(name, io.BytesIO(made.TAKEN[name][0])))
    (key,) = [one.key for one in bucket.objects.all()]
    assert key == f"district/{file.stored_as}"
    whole = b"".join(content_of(file.stored_as, 0, file.size))
    assert len(whole) == file.size
    assert b"".join(content_of(file.stored_as, 3, 17)) == whole[3:17]
    assert [one for one, _at in names_in_store()] == [file.stored_as]
    remove(file.stored_as)
    remove(file.stored_as)
    assert list(names_in_store()) == []


def test_a_large_file_goes_up_in_parts_and_its_hash_is_of_all_of_them(bucket):

    content = made.film(media=os.urandom(1024) * 20_000)
    file = take_in(Upload("film.mp4", io.BytesIO(content)))
    whole = b"".join(content_of(file.stored_as, 0, file.size))
    assert (len(whole), file.size) == (len(content), len(content))
    assert hashlib.sha256(whole).hexdigest() == file.sha256
    assert made.PLACE not in whole


def test_what_breaks_off_on_its_way_up_leaves_nothing(bucket, monkeypatch):
    from headway.district.evidence.filestore.taking import _Watched

    whole = _Watched.read

    def breaks(self, size=-1):
        if self.count > 10_000_000:
            raise OSError("the line was cut")
        return whole(self, size)

    monkeypatch.setattr(_Watched, "read", breaks)
    content = made.film(media=bytes(20_000_000))
    with pytest.raises(OSError, match="line was cut"):
        take_in(Upload("film.mp4", io.BytesIO(content)))
    assert list(names_in_store()) == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://files.example.org", "cannot be read"),
        ("s3://", "cannot be read"),
        ("s3://key:secret@bucket/", "cannot be read"),
        ("s3://bucket?endpoint=http://files.example.org", "in the clear"),
    ],
)
def test_a_store_that_is_not_one_is_told_without_repeating_its_address(url, words):
    with pytest.raises(ValueError, match=words) as told:
        file_store_from_url(url)
    assert "secret" not in str(told.value)


def test_a_store_on_disk_needs_nothing(settings):
    assert file_store_from_url("disk") == file_store_from_url("")


def test_without_its_library_the_store_is_refused_with_the_way_to_it(monkeypatch):
    monkeypatch.setattr("headway.district.site.environment.find_spec", lambda _name: None)
    with pytest.raises(ValueError, match=r"headway\[s3\]"):
        file_store_from_url("s3://bucket")
