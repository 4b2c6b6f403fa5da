"""Slate's published example district through the import and the database: every expected calculation, from our rows."""

import io
import zipfile
from decimal import Decimal

import pytest

from headway.district.elsewhere.models import SourceResult, SourceRow
from headway.district.people.models import Learner
from tests.district.elsewhere.slate_export import bring
from tests.mathematics.proficiency.slate.published import FOLDER, PEOPLE, expected, rows
from tests.shared_material import shared

pytestmark = pytest.mark.django_db


def the_folder() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for file in sorted(shared(FOLDER).glob("*.csv")):
            archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
    return made.getvalue()


def test_every_expected_calculation_agrees_with_the_rows_in_the_database(world):
    learners = dict(zip(PEOPLE.values(), Learner.objects.order_by("pk")[: len(PEOPLE)], strict=True))
    for number, learner in learners.items():
        learner.local_identifier = str(number)
        learner.save(update_fields=["local_identifier"])

    report = bring(the_folder())

    made = {row["ID"]: row["StudentID"] for row in rows("cbl_demonstrations")}
    theirs = [
        row
        for row in rows("cbl_demonstration_skills")
        if int(made[row["DemonstrationID"]]) in PEOPLE.values()
    ]
    assert SourceResult.objects.count() == len(theirs) > 300
    assert {one.kind for one in report.problems} <= {"unknown_learner", "no_match", "and_more"}

    compared = 0
    for username, code, values in expected():
        found = SourceRow.objects.filter(
            enrolment__learner=learners[PEOPLE[username]], enrolment__competency__code=code
        )
        row = found.order_by("-enrolment__level")[0]
        for name in ("baseline", "average", "growth"):
            told = values[name]
            assert getattr(row, name) == (None if told is None else int(Decimal(told) * 10)), (username, code)
        assert row.progress == int(values["progress"]), (username, code)
        compared += 4
    assert compared == 128
