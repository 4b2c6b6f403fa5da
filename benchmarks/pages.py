"""The class grid, the learner's home and one rating, in a district of 10,000 learners and two million ratings.

Server time is measured through the whole of Django, from the request to the response, without the network.
"""

from __future__ import annotations

import datetime as dt
import os
import re

from benchmarks.bare import median_ms, one_query_per_cell
from benchmarks.figures import Figure
from benchmarks.large_district import LEARNERS
from benchmarks.worker import begin, give

TIMES = 40
LEARNERS_IN_GRID, COMPETENCIES_IN_GRID = 25, 28


def main() -> None:
    engine, names = begin()
    from headway.district.demo import api as demo

    if not demo.is_built():
        demo.build(learners=LEARNERS)
    for name, measure in (("class-grid", class_grid), ("learner-home", learner_home), ("rating", rating)):
        if any(name.startswith(asked) or asked.startswith(name) for asked in names):
            measure(engine)


def signed_in(username: str):  # django's test client, which may be imported after setup only
    from django.test import Client

    from headway.district.people.models import Account

    client = Client()
    client.force_login(
        Account.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return len(seen)


def grid_address() -> tuple[str, str, list[tuple[int, int]]]:
    """A section of 25 learners, its teacher's account, and 28 competencies of one domain."""
    from django.db.models import Count, Q

    from headway.district.people.models import Section, SectionStaff

    section = (
        Section.objects.annotate(size=Count("enrolments", filter=Q(enrolments__is_active=True)))
        .filter(is_active=True, size__gte=LEARNERS_IN_GRID, staff__is_active=True)
        .order_by("size", "pk")
        .first()
    )
    assert section is not None, "no section is large enough"
    staff = SectionStaff.objects.filter(
        section=section, is_active=True, person__account__isnull=False
    ).first()
    if staff is None:
        staff = SectionStaff.objects.filter(section=section, is_active=True).first()
        _account(staff.person)
    from headway.district.continuum.api import current_map

    continuum = current_map()
    some = sorted(
        (one for one in continuum.in_domain(continuum.domains[0].id)), key=lambda one: one.level or 0
    )
    ids = [one.id for one in some[:COMPETENCIES_IN_GRID]]
    learners = list(
        section.enrolments.filter(is_active=True).values_list("learner_id", flat=True)[:LEARNERS_IN_GRID]
    )
    address = (
        f"/teach/section/{section.uuid}/?domain={continuum.domains[0].code}&columns={COMPETENCIES_IN_GRID}"
    )
    return address, staff.person.account.username, [(learner, one) for learner in learners for one in ids]


def _account(person) -> None:
    from headway.district.people.models import Account

    person.account = Account.objects.create_user(f"bench-{person.pk}")
    person.save(update_fields=["account"])


def class_grid(engine: str) -> None:
    address, username, pairs = grid_address()
    client = signed_in(username)
    response = client.get(address)
    cells = len(re.findall(r'class="[^"]*\bcell\b', response.content.decode()))
    give(
        Figure(
            f"class-grid.{engine}.queries",
            queries(client, address),
            "queries",
            12,
            against="one query per cell",
            ratio=queries(client, address) / len(pairs),
            note=f"{cells} cells on the page",
        )
    )
    taken = median_ms(lambda: client.get(address), TIMES)
    bare = median_ms(lambda: one_query_per_cell(pairs), 10)
    give(
        Figure(
            f"class-grid.{engine}.ms",
            round(taken, 1),
            "ms",
            150,
            against=f"{len(pairs)} bare queries, one per cell",
            ratio=taken / bare,
        )
    )


def learner_home(engine: str) -> None:
    client = signed_in("student")
    give(Figure(f"learner-home.{engine}.queries", queries(client, "/me/"), "queries", 12))
    from headway.district.people.models import Learner

    learner = Learner.objects.get(person__account__username="student")
    from headway.district.continuum.api import current_map

    pairs = [(learner.pk, one.id) for one in current_map().competencies]
    taken = median_ms(lambda: client.get("/me/"), TIMES)
    bare = median_ms(lambda: one_query_per_cell(pairs), 10)
    give(
        Figure(
            f"learner-home.{engine}.ms",
            round(taken, 1),
            "ms",
            150,
            against=f"{len(pairs)} bare queries, one per competency",
            ratio=taken / bare,
        )
    )


def rating(engine: str) -> None:
    """Recording one rating through the page; and on which request learner and family see it."""
    from headway.district.continuum.api import current_map
    from headway.district.people.models import Learner, SectionStaff

    learner = Learner.objects.get(person__account__username="student")
    staff = SectionStaff.objects.filter(
        section__enrolments__learner=learner, is_active=True, person__is_active=True
    ).first()
    if staff.person.account is None:
        _account(staff.person)
    client = signed_in(staff.person.account.username)
    competencies = [one for one in current_map().competencies if one.kind == "academic"]
    sent = iter(range(10**6))

    def rate() -> None:
        number = next(sent)
        one = competencies[number % len(competencies)]
        response = client.post(
            f"/teach/learner/{learner.uuid}/competency/{one.uuid}/rate/",
            {
                "level": "3",
                "form": "observation",
                "request_key": os.urandom(16).hex(),
                "observed_on": dt.datetime.now(tz=dt.UTC).date().isoformat(),
                "note": "",
            },
            headers={"HX-Request": "true"},
        )
        assert response.status_code in {200, 302}, (response.status_code, response.content[:400])

    from django.db import transaction

    def bare() -> None:
        from django.db import connection

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS bench_one (a bigint, b bigint)")
            cursor.execute("INSERT INTO bench_one VALUES (1, 2)")

    taken = median_ms(rate, TIMES)
    alone = median_ms(bare, TIMES)
    give(
        Figure(
            f"rating.{engine}.ms",
            round(taken, 1),
            "ms",
            50,
            against="a transaction with one bare insert",
            ratio=taken / alone,
        )
    )
    child = signed_in("student")
    one = competencies[1]
    address = f"/me/competency/{one.uuid}/"
    before = child.get(address).content
    response = client.post(
        f"/teach/learner/{learner.uuid}/competency/{one.uuid}/rate/",
        {
            "level": "2",
            "form": "observation",
            "request_key": os.urandom(16).hex(),
            "observed_on": dt.datetime.now(tz=dt.UTC).date().isoformat(),
            "note": "Seen on the next request",
        },
    )
    assert response.status_code == 302, response.content[:400]
    after = child.get(address).content
    seen = 1 if b"Seen on the next request" in after and b"Seen on the next request" not in before else 99
    give(
        Figure(
            f"rating.{engine}.visible-on-request",
            seen,
            "request",
            1,
            note="99 would mean: not on the next one",
        )
    )


if __name__ == "__main__":
    main()
