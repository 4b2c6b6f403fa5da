"""The class grid, the learner's home and one rating, in a district of 10,000 learners and two million ratings.

Server time is measured through the whole of Django, from the request to the response, without the network.
"""

from __future__ import annotations

import datetime as dt
import os

from django.urls import reverse

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
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return len(seen)


def a_class():  # a section of 25 learners or little more, and the name under which its teacher signs in
    from django.db.models import Count, Q

    from headway.district.people.models import Section, SectionStaff

    here = Q(enrolments__is_active=True, enrolments__learner__left_on__isnull=True)
    section = (
        Section.objects.annotate(size=Count("enrolments__learner", filter=here, distinct=True))
        .filter(is_active=True, size__gte=LEARNERS_IN_GRID, staff__is_active=True)
        .order_by("size", "pk")
        .first()
    )
    assert section is not None, "no section is large enough"
    staff = SectionStaff.objects.filter(section=section, is_active=True).order_by("pk").first()
    return section, _username(staff.person)


def columns_of_a_grid() -> tuple[str, list[int]]:
    """The query of a grid with 28 competencies, or as few more as there are, and their ids."""
    from headway.district.continuum.api import current_map

    continuum = current_map()
    found = []
    for domain in continuum.domains:
        here = continuum.in_domain(domain.id)
        for first in continuum.levels:
            for last in (level for level in continuum.levels if level >= first):
                ids = [one.id for one in here if one.level is None or first <= one.level <= last]
                if len(ids) >= COMPETENCIES_IN_GRID:
                    found.append((len(ids), f"?domain={domain.code}&from={first}&to={last}", ids))
    _count, query, ids = min(found)
    return query, ids


def _username(person) -> str:
    """The name under which a person signs in; who has none gets one."""
    if person.account is None:
        _account(person)
    return person.account.username


def _account(person) -> None:
    from headway.district.people.models import Account

    person.account = Account.objects.create_user(f"bench-{person.pk}")
    person.save(update_fields=["account"])


def class_grid(engine: str) -> None:
    """The grid with the columns that were asked for, and as it opens first, when the system looks where they work."""
    section, username = a_class()
    query, ids = columns_of_a_grid()
    enrolled = section.enrolments.filter(is_active=True, learner__left_on__isnull=True)
    learners = list(enrolled.values_list("learner_id", flat=True).distinct())
    pairs = [(learner, one) for learner in learners for one in ids]
    client = signed_in(username)
    for name, address in (
        ("class-grid", reverse("teacher:section", args=[section.uuid]) + query),
        ("class-grid-first", reverse("teacher:section", args=[section.uuid])),
    ):
        page = client.get(address).content.decode()
        cells = page.count('class="cell"')
        assert cells >= LEARNERS_IN_GRID * (COMPETENCIES_IN_GRID if query in address else 1), (address, cells)
        asked = queries(client, address)
        give(
            Figure(
                f"{name}.{engine}.queries",
                asked,
                "queries",
                12,
                against="one query per cell",
                ratio=asked / len(pairs),
                note=f"{len(learners)} learners × {cells // len(learners)} competencies",
            )
        )
        taken = median_ms(lambda address=address: client.get(address), TIMES)
        bare = median_ms(lambda: one_query_per_cell(pairs), 10)
        give(
            Figure(
                f"{name}.{engine}.ms",
                round(taken, 1),
                "ms",
                150,
                against=f"{len(pairs)} bare queries, one per cell",
                ratio=taken / bare,
            )
        )


def learner_home(engine: str) -> None:
    """The home of the learner with most evidence in the district."""
    from django.db import connection

    from headway.district.continuum.api import current_map
    from headway.district.people.models import Learner

    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT learner_id, count(*) FROM evidence_rating
               WHERE learner_id IN (SELECT id FROM people_learner WHERE left_on IS NULL)
               GROUP BY learner_id ORDER BY 2 DESC, 1 LIMIT 1"""
        )
        learner_id, ratings = cursor.fetchone()
    learner = Learner.objects.select_related("person__account").get(pk=learner_id)
    client = signed_in(_username(learner.person))
    address = reverse("student:home")
    pairs = [(learner.pk, one.id) for one in current_map().competencies]
    asked = queries(client, address)
    give(
        Figure(
            f"learner-home.{engine}.queries",
            asked,
            "queries",
            12,
            against="one query per competency",
            ratio=asked / len(pairs),
            note=f"{ratings} ratings of this learner",
        )
    )
    taken = median_ms(lambda: client.get(address), TIMES)
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
    """Recording one rating as the class grid does; and on which request the learner sees it."""
    from headway.district.continuum.api import current_map

    section, username = a_class()
    learner = section.enrolments.filter(is_active=True, learner__left_on__isnull=True).first().learner
    client = signed_in(username)
    competencies = [one for one in current_map().competencies if one.kind == "academic"]
    sent = iter(range(10**6))

    def address_of(one) -> str:
        return reverse("teacher:rate", args=[learner.uuid, one.uuid])

    def form_of(level: str, note: str = "") -> dict[str, str]:
        today = dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=1)
        return {
            "section": str(section.uuid),
            "level": level,
            "form": "observation",
            "observed_on": today.isoformat(),
            "note": note,
            "request_key": os.urandom(16).hex(),
        }

    def rate() -> None:
        one = competencies[next(sent) % len(competencies)]
        response = client.post(
            address_of(one), {**form_of("3"), "place": "cell"}, headers={"HX-Request": "true"}
        )
        assert response.status_code == 200, (response.status_code, response.content[:400])

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
    child = signed_in(_username(learner.person))
    one = competencies[1]
    address = reverse("student:competency", args=[one.uuid])
    note = f"Seen on the next request {os.urandom(4).hex()}"  # the district is used again, and remembers the last run
    before = child.get(address).content
    response = client.post(address_of(one), form_of("2", note))
    assert response.status_code == 302, response.content[:400]
    after = child.get(address).content
    seen = 1 if note.encode() in after and note.encode() not in before else 99
    give(
        Figure(
            f"rating.{engine}.visible-on-request",
            seen,
            "request",
            1,
            against="the request after it was recorded",
            ratio=seen / 1,
            note="99 would mean: not on the next one",
        )
    )


if __name__ == "__main__":
    main()
