"""Who is missing from a roster for a while and comes back by a later one: that time is not her own here."""

import datetime as dt

from headway.district.pacing.models import TimeShare
from headway.district.people.models import Learner
from tests.district.interop.oneroster.bringing import ROWS_11, TODAY, bring, ours, small

ZOE = "l2,,,true,s1,student,zoe,,Zoe,Lund,,1002,,,,,06,"
WITH_ZOE = [*ROWS_11["users"], ZOE]


def test_the_time_between_two_rosters_is_a_time_away(db, clock):
    bring(small(users=WITH_ZOE))
    bring(small())
    clock.advance(days=20)
    bring(small(users=WITH_ZOE))
    zoe = ours(Learner, "learner", "l2")
    assert zoe.left_on is None
    share = TimeShare.objects.get()
    assert (share.learner_id, share.kind, share.share) == (zoe.pk, "away", 0)
    assert (share.from_on, share.to_on) == (TODAY + dt.timedelta(days=1), TODAY + dt.timedelta(days=19))


def test_a_roster_that_was_mended_the_same_day_leaves_no_time_away(db, clock):
    bring(small(users=WITH_ZOE))
    bring(small())
    bring(small(users=WITH_ZOE))
    assert ours(Learner, "learner", "l2").left_on is None
    assert not TimeShare.objects.exists()
