"""A school year and arbitrary histories of determinations for the tests of pace."""

from datetime import date, timedelta

from hypothesis import strategies as st

from headway.mastery.facts import NEVER, Competencies, Determination, Kind
from headway.mastery.pacing import Calendar, day_number

FIRST, LAST = date(2026, 8, 17), date(2027, 6, 11)


def school_year() -> Calendar:
    """Monday to Friday, with two free weeks at the turn of the year."""
    days = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
    holidays = {date(2026, 12, 21) + timedelta(days=i) for i in range(14)}
    return Calendar.from_dates(
        [day for day in days if day.weekday() < 5 and day not in holidays], first=FIRST, last=LAST
    )


def day(month: int, of_month: int) -> int:
    return day_number(date(2026 if month >= 8 else 2027, month, of_month))


# Domain 1 holds 11, 12 and 13; domain 2 holds 21. Habits of success: 91 in domain 1 as well, 92 in domain 9.
COMPETENCIES = Competencies(
    competency=[11, 12, 13, 21, 91, 92],
    kind=[Kind.ACADEMIC] * 4 + [Kind.HABITS] * 2,
    domain=[1, 1, 1, 2, 1, 9],
    weight=[1, 2, 0.5, 3, 8, 8],
)


def decided(competency, on, level=3, *, learner=1, number=None, withdrawn_at=NEVER):
    number = number if number is not None else competency * 100_000 + on
    return Determination(learner, competency, level, on, on, number, withdrawn_at)


@st.composite
def histories_of_decisions(draw, *, learners=(1, 2, 3), competencies=(11, 12, 13, 21, 91, 92), most=25):
    first, last = day_number(FIRST), day_number(LAST)
    # Few days, so that several decisions on one day are common.
    days = st.sampled_from([first, first + 30, first + 31, first + 100, first + 200, last])
    rows = []
    for number in draw(st.permutations(range(draw(st.integers(0, most))))):
        on = draw(days)
        rows.append(
            Determination(
                learner=draw(st.sampled_from(learners)),
                competency=draw(st.sampled_from(competencies)),
                level=draw(st.integers(1, 4)),
                decided_on=on,
                recorded_at=on,
                determination_id=number,
                withdrawn_at=draw(st.sampled_from([NEVER, NEVER, NEVER, on + 1])),
            )
        )
    return rows
