"""Small files as a person would upload them, each with something to look at."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.mathematics.formats.case.small_packages import as_bytes, sound_package
from tests.mathematics.formats.oneroster.small_bundles import ROWS_11, small

__all__ = ["framework", "ratings", "roster", "upload"]


def upload(raw: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def roster(**changed) -> SimpleUploadedFile:
    """The small district of the OneRoster tests; its school must be below the one district there is."""
    return upload(small(**changed), "roster.zip")


def roster_with_a_stranger() -> SimpleUploadedFile:
    """One enrolment names a class that is nowhere."""
    return roster(enrollments=[*ROWS_11["enrollments"], "e9,,,k9,s1,l1,student,false,2026-08-20,"])


def framework() -> SimpleUploadedFile:
    return upload(as_bytes(sound_package()), "framework.json")


def ratings(*rows: str) -> SimpleUploadedFile:
    return upload("\n".join(("learner,competency,level,date", *rows)).encode(), "ratings.csv")
