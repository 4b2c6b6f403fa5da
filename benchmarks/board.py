"""The adviser's board for 150 learners, in a district of 10,000: queries, and server time at the median."""

from __future__ import annotations

import datetime as dt

from benchmarks.bare import median_ms
from benchmarks.figures import Figure
from benchmarks.large_district import LEARNERS
from benchmarks.pages import queries, signed_in
from benchmarks.worker import begin, give

TIMES, GROUP, EACH = 30, 150, 2
ADDRESS = "/teach/board/"


def main() -> None:
    engine, _names = begin()
    learners = large_district()
    username = an_adviser()
    client = signed_in(username)
    asked = queries(client, ADDRESS)
    taken = median_ms(lambda: client.get(ADDRESS), TIMES)
    note = f"{GROUP} learners, {len(list(_rows())):,} open signals of hers; {learners:,} learners in the district"
    give(Figure(f"board.{engine}.queries", asked, "queries", 15, note=note))
    bare = median_ms(lambda: list(_rows()), TIMES)
    give(
        Figure(
            f"board.{engine}.ms",
            round(taken, 1),
            "ms",
            200,
            against="reading its rows bare",
            ratio=taken / bare,
            note=note,
        )
    )


def large_district() -> int:
    """How many learners there are."""
    from headway.district.demo import api as demo
    from headway.district.foundation.api import clock
    from headway.district.people.api import learners_here

    if not demo.is_built():
        demo.build(learners=LEARNERS)
    return len(learners_here(clock.today()))


def an_adviser() -> str:
    """A home group of 150 learners with one adviser, each with signals; made once. Her account's name."""
    from headway.district.foundation.api import Actor, clock
    from headway.district.people import api as people
    from headway.district.people.models import Account, HomeGroup, HomeGroupAdviser, Learner
    from headway.district.signals.api import write_signals
    from headway.district.signals.models import Signal
    from headway.district.signals.types import Found

    by, today = Actor.system("bench"), clock.today()
    if not HomeGroup.objects.filter(name="Bench").exists():
        school = Learner.objects.filter(left_on__isnull=True, school__isnull=False).first().school
        learners = list(Learner.objects.filter(school=school, left_on__isnull=True).order_by("pk"))
        others = Learner.objects.filter(left_on__isnull=True).exclude(school=school).order_by("pk")
        learners = [*learners, *others][:GROUP]
        person = people.create_person(given_name="Bench", family_name="Adviser", by=by)
        person.account = Account.objects.create(username="bench-adviser", password="!")
        person.save(update_fields=["account"])
        group = people.create_home_group(school=school, name="Bench", by=by)
        HomeGroupAdviser.objects.create(home_group=group, person=person, from_on=today)
        for learner in learners:
            people.join_home_group(home_group=group, learner=learner, from_on=today, by=by)
        Signal.objects.filter(learner__in=learners).update(addressee=person)
        found = [
            Found(one.pk, kind, "MA", today - dt.timedelta(days=40), {"days": 25.0, "open": 3.0}, "MA")
            for one in learners
            for kind in ("stalled", "not_negotiated")[:EACH]
            if not Signal.objects.filter(learner=one, kind=kind, subject="MA", open=True).exists()
        ]
        standing = [
            Found(*row)
            for row in Signal.objects.filter(open=True).values_list(
                "learner_id", "kind", "subject", "since_on", "evidence", "domain_code"
            )
        ]
        write_signals([*standing, *found], by=by)
        Signal.objects.filter(learner__in=learners).update(addressee=person)
    return "bench-adviser"


def _rows():  # type: ignore[no-untyped-def]
    from headway.district.signals.models import Signal

    return Signal.objects.filter(open=True, addressee__account__username="bench-adviser").values_list(
        "uuid", "kind", "learner__person__given_name", "evidence"
    )


if __name__ == "__main__":
    main()
