"""Time and forecasts in the demo: two learners with a share of time, graduation dates (one extended), a forecast learned."""

from __future__ import annotations

import datetime as dt

from headway.district.foundation.api import Actor, Refused, clock
from headway.district.pacing.api import (
    generate_back_tests,
    learn_forecast,
    record_time_share,
    set_graduation_date,
)
from headway.district.people.api import account_named, learners_on_duty, viewer_for_account
from headway.district.people.types import Role

__all__ = ["keep_time"]

DATED = 6
YEARS_TO_GO, LATER = 3, 1


def keep_time(by: Actor) -> None:
    """As the registrar would: for the first learners of her schools. A forecast is learned where there is enough."""
    account = account_named("registrar")
    registrar = viewer_for_account(account.pk) if account else None
    if registrar is None:
        return
    learners = list(learners_on_duty(registrar, Role.REGISTRAR).order_by("local_identifier", "pk")[:DATED])
    today = clock.today()
    began = dt.date(today.year - (today.month < 8), 9, 1)
    for learner, (kind, share, domain) in zip(
        learners, (("part_time", "0.6", ""), ("dual", "0.5", "MA")), strict=False
    ):
        try:
            record_time_share(
                registrar,
                learner.uuid,
                kind=kind,
                share=share,
                from_on=began,
                domain_code=domain,
                request_key=f"demo-{kind}",
            )
        except Refused:  # a continuum of one's own may have no such subject
            continue
    for number, learner in enumerate(learners):
        is_extended = number == len(learners) - 1
        year = today.year + YEARS_TO_GO + (LATER if is_extended else 0)
        set_graduation_date(
            registrar,
            learner.uuid,
            on=dt.date(year, 6, 5),
            plan="extended" if is_extended else "cohort",
            is_meant=True,
            request_key=f"demo-graduation-{number}",
        )
    learn_forecast(by)
    try:
        generate_back_tests(by)
    except Refused:  # too early in a year to look back
        return
