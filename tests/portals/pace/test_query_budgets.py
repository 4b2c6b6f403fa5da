"""At most fifteen questions a page (seventeen for a group) and twelve a line on a first page, for whoever looks, whatever has been agreed.

On a full record: several targets (one ended, one talked over), check-ins, a share of time, an earlier school. Nothing is
faked here: forecasts, calendars and policies are read as in a district.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from headway.district.agreements import api as agreements
from headway.district.agreements.models import CheckIn
from headway.district.foundation.api import clock as time_of_day
from headway.district.pacing.api import record_time_share
from headway.district.people import api as people
from headway.district.people.models import HomeGroupMembership

pytestmark = pytest.mark.django_db
# A group also reads on which level people decided that each learner works: where she was placed, what she moved on to.
PAGE, GROUP, LINE = 15, 17, 12
ADULTS = [("webb", "teacher"), ("ortiz", "teacher"), ("cora", "counselor")]
EVERYBODY = [("ana", "student"), ("rosa", "family"), *ADULTS]


@pytest.fixture
def full(world, plan, show, clock):
    """Ana's record; a target of it."""
    by = world.viewer("reggie").actor
    day = world.year.starts_on
    membership = HomeGroupMembership.objects.filter(learner=world.ana)
    membership.update(from_on=day + dt.timedelta(days=21))
    people.join_home_group(home_group=world.maple, learner=world.ana, from_on=day, by=by)
    HomeGroupMembership.objects.filter(learner=world.ana, home_group=world.maple).update(
        to_on=day + dt.timedelta(days=20)
    )
    record_time_share(
        world.viewer("cora"), world.ana.uuid, kind="dual", share="0.5", domain_code="LI", from_on=day
    )
    show("LI.RE.1", 3, 3, decided=3)
    target = plan.agreed(shape={"kind": "j_curve"})
    ended = plan.agreed("LI.RE.2")
    agreements.end(viewer=world.viewer("webb"), target_uuid=ended, ending="set_aside", reason="Later.")
    plan.propose("webb", "LI.WR.1")
    for name in ("ben", "chloe"):
        plan.sign(plan.propose("webb", "MA.FR.1", "MA.DA.1", learner=name), name)
    agreements.keep_check_in(world.viewer("ana"), world.ana.uuid, went=3, reflect="Well.")
    agreements.answer_check_in(world.viewer("webb"), CheckIn.objects.get().uuid, text="Good.")
    clock.set("2026-10-14 09:00")
    show("MA.FR.1", 3, 3, decided=3, days_ago=1)
    show("MA.FR.1", 1, learner="dev", days_ago=1)
    clock.set("2026-10-16 09:00")
    agreements.keep_check_in(world.viewer("ana"), world.ana.uuid, went=2, reflect="Less so.")
    return target


def at(world, portal, name, *more, query=""):
    own = () if portal == "student" else (world.ana.uuid,)
    return reverse(f"{portal}:{name}", args=(*own, *more)) + query


def asked(client, address, **more):
    """How many questions the page asks once whoever looks has looked before."""
    assert client.get(address, **more).status_code == 200
    with CaptureQueriesContext(connection) as found:
        client.get(address, **more)
    return len(found)


@pytest.mark.parametrize(("who", "portal"), EVERYBODY)
@pytest.mark.parametrize("query", ["", "?as_of=2026-10-09"])
def test_the_year_keeps_to_its_questions_however_many_targets(
    world, full, plan, sign_in, django_assert_max_num_queries, who, portal, query
):
    client, address = sign_in(getattr(world, who)), at(world, portal, "pace", query=query)
    assert client.get(address).status_code == 200
    with django_assert_max_num_queries(PAGE) as little:
        client.get(address)
    plan.agreed("MA.FR.2")
    plan.agreed("LI.RE.3" if "LI.RE.3" in world.competencies else "MA.FR.3")
    with django_assert_max_num_queries(len(little)):
        client.get(address)


@pytest.mark.parametrize(("who", "portal"), EVERYBODY)
def test_pages_of_a_plan_keep_to_theirs(world, full, sign_in, who, portal):
    client = sign_in(getattr(world, who))
    pages = [
        at(world, portal, "targets"),
        at(world, portal, "targets", query="?part=without"),
        at(world, portal, "target", full),
    ]
    if portal != "family":
        pages += [at(world, portal, "target_new"), at(world, portal, "target_new", query="?domain=MA")]
        pages += [at(world, portal, "stage")]
    found = {address: asked(client, address) for address in pages}
    assert {address: count for address, count in found.items() if count > PAGE} == {}
    part = asked(client, at(world, portal, "targets", query="?part=without"), headers={"HX-Request": "true"})
    assert part <= PAGE


def test_a_learners_check_in_keeps_to_its_questions(world, full, sign_in):
    client = sign_in(world.ana)
    assert asked(client, reverse("student:check_in")) <= PAGE
    assert asked(client, reverse("student:check_in") + "?change") <= PAGE
    assert asked(client, reverse("student:pace"), headers={"HX-Request": "true"}) <= LINE


@pytest.mark.parametrize(
    ("who", "portal", "most"),
    [
        ("ana", "student", LINE),
        ("rosa", "family", LINE),
        # Of a whole class, so who is in it is asked besides; and that she looked is noted.
        ("webb", "teacher", LINE + 1),
        ("ortiz", "teacher", LINE + 1),
    ],
)
def test_a_line_on_a_first_page_keeps_to_twelve(world, full, plan, sign_in, who, portal, most):
    client = sign_in(getattr(world, who))
    address = reverse("teacher:pace_line") if portal == "teacher" else at(world, portal, "pace_line")
    little = asked(client, address)
    assert little <= most
    plan.agreed("MA.FR.2")
    assert asked(client, address) <= little


@pytest.mark.parametrize(("who", "name", "place"), [("ortiz", "section_pace", "mathematics"), ("webb", "home_group_pace", "cedar")])  # fmt: skip
def test_a_group_keeps_to_its_questions_however_many_learners_and_plans(
    world, full, plan, sign_in, who, name, place
):
    client = sign_in(getattr(world, who))
    address = reverse(f"teacher:{name}", args=(getattr(world, place).uuid,))
    little = asked(client, address)
    assert little <= GROUP
    by = world.viewer("reggie").actor
    for number in range(6):
        person = people.create_person(given_name=f"Learner {number}", family_name="Q", by=by)
        learner = people.admit_learner(
            person=person,
            school=world.alder,
            local_identifier=f"Q-{number}",
            birth_on=dt.date(2016, 1, 1),
            entered_on=world.year.starts_on,
            by=by,
        )
        people.enrol(section=world.mathematics, learner=learner, from_on=world.year.starts_on, by=by)
        people.join_home_group(home_group=world.cedar, learner=learner, from_on=world.year.starts_on, by=by)
    plan.sign(plan.propose("webb", "MA.FR.1", learner="dev"), "dev")
    assert asked(client, address) <= little


def test_a_domain_without_agreement_is_the_same_read_alone_and_with_a_class(world, full):
    from headway.district.proficiency.api import standings_of

    viewer, ana = world.viewer("webb"), world.ana
    standings, days = standings_of(viewer, ana), agreements.school_days_of(ana)
    targets = agreements.targets_seen(viewer, ana, standings=standings)
    alone = agreements.domains_without_target(ana, targets, standings, days.time)
    assert alone == agreements.domains_without_agreement([ana, world.ben])[ana.pk]
    assert [one.domain_code for one in alone] == ["LI"]
    assert alone[0].since == time_of_day.local_date(next(one for one in targets if one.end).end.ended_at)
    assert alone[0].target_uuid == next(one.uuid for one in targets if one.on_table)
