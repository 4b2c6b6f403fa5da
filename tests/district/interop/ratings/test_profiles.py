"""Profiles: everything that is read differently stands in the open, and a slip in one is refused."""

import io
import zipfile

import pytest

from headway.district.continuum.api import current_map
from headway.district.evidence.models import Evidence, Rating
from headway.district.foundation.api import Refused
from headway.district.habits.models import HabitObservation
from headway.district.people import api as people
from tests.district.interop.ratings.tables_in import bring, planned, said, table
from tests.shared_material import shared

pytestmark = pytest.mark.django_db

PROFILE = """
name = "tracker"
[file]
separator = ";"
encoding = "cp1252"
[columns]
learner = "Student No"
competency = "Target"
level = "Mark"
date = "On"
[level.values]
"Not yet" = 2
"Got it" = 3
[date]
format = "%d/%m/%Y"
[form]
default = "quiz"
"""


def test_a_profile_says_columns_words_of_levels_dates_and_dress(world):
    raw = "Student No;Target;Mark;On;Señas\nL-ana;MA.FR.1;Got it;01/09/2026;ñ\n".encode("cp1252")
    bring(raw, profile=PROFILE)
    rating = Rating.objects.get()
    assert (rating.level, rating.observed_at.date().isoformat()) == (3, "2026-09-01")
    assert rating.evidence.form == "quiz"


def test_a_word_outside_of_the_map_is_said_with_the_map(world):
    raw = b"Student No;Target;Mark;On\nL-ana;MA.FR.1;3;01/09/2026\n"
    _run, plan = planned(raw, profile=PROFILE)
    [problem] = [one for one in plan.problems if one.kind == "level_unknown"]
    assert "got it = 3" in problem.sentence.text
    assert plan.counts == {"rating": {"cannot_read": 1}}


def test_a_level_of_the_map_that_the_scale_does_not_have_is_no_level(world):
    raw = b"Student No;Target;Mark;On\nL-ana;MA.FR.1;Got it;01/09/2026\n"
    _run, plan = planned(raw, profile=PROFILE.replace('"Got it" = 3', '"Got it" = 6'))
    assert said(plan, "level_unknown") == [("row 2", "Mark")]


def test_a_date_in_another_form_than_agreed_is_not_guessed(world):
    raw = b"Student No;Target;Mark;On\nL-ana;MA.FR.1;Got it;2026-09-01\n"
    _run, plan = planned(raw, profile=PROFILE)
    [problem] = [one for one in plan.problems if one.kind == "date_unreadable"]
    assert "%d/%m/%Y" in problem.sentence.text


@pytest.mark.parametrize(
    ("profile", "field"),
    [
        ("nonsense", "profile"),
        ("[columns", "profile"),
        ("name = 'x'\n[columns]\nlearner='a'\n", "columns.competency"),
        (PROFILE + "\n[lateness]\npenalty = 1\n", "lateness"),
        (PROFILE.replace("learner =", "homework = 'HW'\nlearner ="), "columns.homework"),
        (PROFILE.replace('"Got it" = 3', '"Got it" = 85'), "level.values.Got it"),
        (PROFILE.replace('"Got it" = 3', '"Got it" = 2.5'), "level.values.Got it"),
        (PROFILE.replace("%d/%m/%Y", "%Y"), "date.format"),
        (PROFILE.replace('";"', '"#"'), "file.separator"),
        (PROFILE.replace("cp1252", "klingon"), "file.encoding"),
        (PROFILE.replace('"quiz"', '"dance"'), "form.default"),
    ],
)
def test_a_slip_in_a_profile_is_refused_with_its_place(world, profile, field):
    profile = profile if "\n" in profile or profile == "nonsense" else profile + "\n"
    with pytest.raises(Refused) as refused:
        planned(table("L-ana,MA.FR.1,3,2026-09-15"), profile=profile)
    assert refused.value.problems[0].field == field
    assert refused.value.remedy


def test_a_profile_may_be_json(world):
    profile = {"columns": {"learner": "a", "competency": "b", "level": "c", "date": "d"}}
    import json

    bring(b"a,b,c,d\nL-ana,MA.FR.1,3,2026-09-15\n", profile=json.dumps(profile))
    assert Rating.objects.count() == 1


# -- the export of Slate CBL -----------------------------------------------------------------------------------------


def slate() -> bytes:
    folder = shared("data/evidence/slate-cbl")
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as archive:
        for file in sorted(folder.glob("*.csv")):
            archive.writestr(zipfile.ZipInfo(f"export/{file.name}"), file.read_bytes())
    return bundle.getvalue()


@pytest.fixture
def slate_learners(db, clock):
    by = people_by()
    district = people.create_organisation(kind="district", name="Slate", by=by)
    school = people.create_organisation(kind="school", name="School", parent=district, by=by)
    for number in ("4", "6", "7", "27", "28"):
        person = people.create_person(given_name="Student", family_name=number, by=by)
        people.admit_learner(person=person, school=school, local_identifier=number, by=by)


def people_by():
    from headway.district.foundation.api import Actor

    return Actor.system("test")


def test_the_export_of_slate_brings_its_skills_and_then_its_ratings(slate_learners):
    _run, plan = planned(slate(), profile="slate")

    assert plan.counts["competency"] == {"add": 207}
    assert said(plan, "framework_first")
    _run, report = bring(slate(), profile="slate")

    continuum = current_map()
    assert len(continuum.competencies) == 207
    assert {one.kind for one in continuum.domains if one.code == "HOS"} == {"habits"}
    assert continuum.by_code["ELA.1.1"].title == "Choose and apply reading strategies"
    assert Rating.objects.count() > 0
    # Habits of success come in apart from what is rated.
    assert HabitObservation.objects.count() == report.facts["habits"] > 0
    # The preview says so before anything is written.
    assert plan.counts["rating"]["add"] == report.counts["rating"]["add"] == Rating.objects.count()
    assert plan.counts["habit"]["add"] == HabitObservation.objects.count()
    total = sum(report.counts["rating"].values()) + report.counts["habit"]["add"]
    left_out = sum(dict(one.sentence.params)["count"] for one in report.problems if one.kind == "left_out")
    assert total + left_out == 2500


def test_slate_s_steps_are_read_against_the_step_that_was_aimed_at(slate_learners):
    bring(slate(), profile="slate")
    skill = current_map().by_code["ELA.1.1"]
    first = Rating.objects.filter(competency_id=skill.id, learner__local_identifier="4").earliest(
        "observed_at"
    )
    # The first demonstration of student 4 aimed at portfolio level 9 and showed 9.
    assert first.level == 3
    assert set(Rating.objects.values_list("level", flat=True)) <= {1, 2, 3, 4}
    assert Evidence.objects.filter(words__title="Argumentative Essay").exists()


def test_the_export_of_slate_a_second_time_adds_nothing(slate_learners):
    bring(slate(), profile="slate")
    _run, plan = planned(slate(), profile="slate")
    assert plan.changes_nothing


def test_the_export_of_slate_needs_all_of_its_tables(slate_learners):
    with pytest.raises(Refused, match=r"cbl_demonstration_skills\.csv"):
        planned(b"ID,SkillID\n1,2\n", profile="slate")
