"""All published expected calculations of Slate-CBL, by the rule for one learner and by the rule in columns."""

from decimal import Decimal

import pytest

from headway.mastery.proficiency.slate import slate_row, slate_rows
from tests.mathematics.proficiency.slate.columns import as_columns, row_of, said_by
from tests.mathematics.proficiency.slate.published import PEOPLE, PublishedDistrict, expected

# How many places the published values of each kind have.
TENTHS = {"baseline": "baseline", "average": "average", "growth": "growth_tenths"}


@pytest.fixture(scope="module")
def district():
    return PublishedDistrict()


def test_every_published_baseline_average_growth_progress_and_missed_share_agrees(district):
    compared = 0
    for username, code, values in expected():
        learner = PEOPLE[username]
        competency, level, baseline = district.current(learner, code)
        row = slate_row(district.results[learner], district.skills[competency], level, baseline)
        for said, name in TENTHS.items():
            told = values[said]
            assert getattr(row, name) == (None if told is None else int(Decimal(told) * 10)), (
                username,
                code,
                said,
            )
        assert row.progress == int(values["progress"]), (username, code)
        compared += 4
        if "progressMissed" in values:
            assert row.missed_share == int(values["progressMissed"]), (username, code)
            compared += 1
    assert compared == 133


def test_the_columns_say_the_same_of_every_enrolment_of_the_published_district(district):
    columns = slate_rows(*as_columns(district.results, district.skills, district.enrolments))
    assert len(columns) == len(district.enrolments) > 600
    for place, (learner, competency, level, baseline) in enumerate(district.enrolments):
        row = slate_row(district.results.get(learner, []), district.skills[competency], level, baseline)
        assert row_of(columns, place) == said_by(row)


def test_an_override_before_every_rating_leaves_a_skill_without_an_earliest_one(district):
    """HW.2 of student5: the skill with an override and then a 10 takes no part in the baseline 8, so growth is .8."""
    competency, level, baseline = district.current(PEOPLE["student5"], "HW.2")
    row = slate_row(district.results[PEOPLE["student5"]], district.skills[competency], level, baseline)
    assert (baseline, row.average, row.growth_tenths) == (None, 88, 8)


def test_overrides_alone_complete_a_share_without_any_average(district):
    """SS.2 of student2: three of four skills overridden, no rating at all."""
    competency, level, baseline = district.current(PEOPLE["student2"], "SS.2")
    row = slate_row(district.results[PEOPLE["student2"]], district.skills[competency], level, baseline)
    assert (row.average, row.growth, row.complete, row.required, row.progress) == (None, None, 3, 4, 75)
