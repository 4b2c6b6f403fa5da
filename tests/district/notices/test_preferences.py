"""How somebody wants to be told: kept as chosen, and refused in words where times do not go together."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import Refused
from headway.district.notices.api import Channel, NoticeKind, Preferences, preferences_of, set_preferences


def test_what_was_chosen_is_kept_and_the_rest_stays_as_it_is_for_everybody(people):
    assert preferences_of(people.viewer("webb")).quiet_weekends
    assert not preferences_of(people.viewer("rosa")).quiet_weekends
    chosen = Preferences(
        {NoticeKind.OFFER_WAITING: Channel.AT_ONCE}, digest_at=dt.time(9), quiet_from=None, quiet_until=None
    )
    set_preferences(people.viewer("webb"), chosen)
    kept = preferences_of(people.viewer("webb"))
    assert kept == chosen
    assert kept.channel(NoticeKind.CHECK_IN_DUE) is Channel.DIGEST


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"digest_at": dt.time(20)}, "digest_at"),
        ({"quiet_until": None}, "quiet_until"),
        ({"quiet_from": None}, "quiet_from"),
    ],
)
def test_times_that_do_not_go_together_are_not_kept(people, times, field):
    with pytest.raises(Refused) as refused:
        set_preferences(people.viewer("webb"), Preferences(**times))
    (problem,) = refused.value.problems
    assert problem.field == field
    assert problem.remedy
    assert preferences_of(people.viewer("webb")).digest_at == dt.time(7)
