"""Writing people, places and rosters. One verb, one act: keyword-only, `by=` an actor, atomic, with its audit row.

The forms for many rows at once (a roster file, a demo district) are in `people.roster`.
"""

from headway.district.people.services.accounts import (
    change_password,
    close_account,
    correct_person,
    create_person,
    open_account,
)
from headway.district.people.services.learners import (
    admit_learner,
    record_absence,
    record_departure,
    set_characteristic,
    set_guardian,
)
from headway.district.people.services.looks import record_list_view, record_view
from headway.district.people.services.places import (
    add_day_off,
    create_organisation,
    create_term,
    remove_calendar_day,
    set_days_off,
    set_extra_days,
)
from headway.district.people.services.rosters import (
    advise,
    assign_duty,
    assign_tutor,
    create_course,
    create_home_group,
    create_section,
    end_duty,
    enrol,
    join_home_group,
    leave_section,
    staff_section,
)
from headway.district.people.services.years import turn_year, turn_year_back

__all__ = [
    "add_day_off",
    "admit_learner",
    "advise",
    "assign_duty",
    "assign_tutor",
    "change_password",
    "close_account",
    "correct_person",
    "create_course",
    "create_home_group",
    "create_organisation",
    "create_person",
    "create_section",
    "create_term",
    "end_duty",
    "enrol",
    "join_home_group",
    "leave_section",
    "open_account",
    "record_absence",
    "record_departure",
    "record_list_view",
    "record_view",
    "remove_calendar_day",
    "set_characteristic",
    "set_days_off",
    "set_extra_days",
    "set_guardian",
    "staff_section",
    "turn_year",
    "turn_year_back",
]
