"""Every address has a decision for every kind of visitor, and keeps to it.

The matrix is made from the resolver, so an address that is added tomorrow is in it. What a visitor may not open does
not exist for her: 404, never 403, a redirect or an error of ours. Placeholders are filled with Alder's records, so
the visitors from Birch are strangers to all of them.
"""

from __future__ import annotations

import functools
import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from headway.district.evidence.api import Upload, record_work
from headway.district.people.api import Purpose, Viewer, can_see, learners_of_staff, visible_sections
from headway.district.site import middleware
from tests.worlds import VISITORS, World

# Open to everybody, each with the reason.
PUBLIC = {
    "home": "sends strangers to the way in",
    "choose_language": "the way in can be read in one's own language",
    "components": "the gallery shows no record",
    "health": "asked by load balancers",
    "account_login": "the way in",
    "account_reset_password": "for who has lost her password",
    "account_reset_password_done": "the same",
    "account_reset_password_from_key": "the same; the key is in the mail",
    "account_reset_password_from_key_done": "the same",
    "public:home": "the way to the open line",
    "public:mine": "leads to one's own line, by way of signing in",
    "public:line": "the continuum is open to the community; it holds nothing about learners (R011)",
    "public:framework": "the same, for every framework that a person opened",
    "public:competency": "the same, one competency",
    "public:profile": "the same, what the community wants of its graduates",
    "public:file": "the same, as a file",
    "case_documents": "frameworks that the district shares, for other systems (ADR 13)",
    "case_package": "the same; what is not shared is unknown",
    "case_object": "the same",
    "case_discovery_v1p1": "what other systems can ask",
    "case_discovery_v1p0": "the same",
    "case_nothing": "says to other systems, in their words, that there is nothing",
}
# Open to whoever is signed in, whatever her duties.
SIGNED_IN = {
    *("account_logout", "account_reauthenticate", "account_change_password"),
    # One's own inbox: it shows only what was told to this person, and of learners whom she may see.
    *("notices", "notices_count", "notices_how", "notices_read", "notice"),
}
# Open to whoever may see the record of which they are a part, in whichever portal; each with the reason.
OF_A_RECORD = {"file": "photos, recordings and documents stand on the pages of every portal"}

# About a learner, for her staff alone: tutors see her record but neither outside tests, checks nor leveling.
OF_STAFF = {
    "teacher:checks",
    "teacher:leveling",
    "teacher:leveling_decide",
    "counselor:checks",
    # What a learner says each week, and what school and family speak about.
    "teacher:learner_check_ins",
    "teacher:learner_contacts",
    # A tutor reads the plan; whoever proposes one agrees on it with the learner.
    "teacher:target_new",
    "leader:outside_learner",
    # What the state's test of a school year asks (R073).
    "teacher:state_lens",
    "counselor:state_lens",
}

OPEN, CLOSED = "open", "closed"
# What a page that is open may answer to a plain look: itself, another address, "not like this", "what is missing?"
ANSWERS_WHEN_OPEN = {200, 204, 301, 302, 303, 400, 405, 409, 422}
FORBIDDEN_FOR_STRANGERS = "strangers get 404"


@dataclass(frozen=True)
class Address:
    """One address: its name, its placeholders and its view."""

    name: str
    placeholders: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def portal(self) -> str:
        return getattr(self.view, "portal", "")

    def __str__(self) -> str:
        return self.name


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[Address]:
    """Every address that the resolver knows."""
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace or "")))
            yield from addresses(pattern, inner)
        elif isinstance(pattern, URLPattern):
            name = ":".join(filter(None, (namespace, pattern.name or str(pattern.pattern))))
            # Named groups, whether the address is written as a route or as a regular expression.
            yield Address(name, tuple(pattern.pattern.regex.groupindex), pattern.callback)


# -- decisions --


def decision(address: Address) -> str:
    """Who decides about this address: "public", "signed in", or the portal; empty when nobody does."""
    if address.portal:
        return address.portal
    if getattr(address.view, "is_public", False):
        return "public" if address.name in PUBLIC else ""
    if address.name in OF_A_RECORD:
        return "of a record"
    return "signed in" if address.name in SIGNED_IN else ""


def placeholders(world: World) -> dict[str, tuple[Any, Callable[[Viewer], bool]]]:
    """What fills a placeholder, and who may know of what fills it. Everything is Alder's, and about Ana."""

    def sees_ana(viewer: Viewer) -> bool:
        return can_see(viewer, world.ana)

    def knows_ana(viewer: Viewer) -> bool:
        return can_see(viewer, world.ana, Purpose.ROSTER)

    def sees_section(viewer: Viewer) -> bool:
        return visible_sections(viewer).filter(pk=world.mathematics.pk).exists()

    def anybody(_viewer: Viewer) -> bool:
        return True

    return {
        "learner_uuid": (world.ana.uuid, sees_ana),
        "file_uuid": (a_file_of(world), sees_ana),
        # Those who keep the roster running know who is on it, but not what she has learned.
        "roster": (world.ana.uuid, knows_ana),
        "section_uuid": (world.mathematics.uuid, sees_section),
        "competency_uuid": (world.competency("MA.FR.1").uuid, anybody),
        "domain_uuid": (world.competency("MA.FR.1").domain.uuid, anybody),
        "version_uuid": (world.version.uuid, anybody),
        "framework_uuid": (world.version.framework.uuid, anybody),
        "format": ("oneroster", anybody),
        "language": ("en", anybody),
        "grain": ("level", anybody),
        "code": ("MA", anybody),
        "pace_rule_name": ("pace", anybody),
        "framework_identifier": (world.version.framework.identifier, anybody),
        "case_version": ("v1p1", anybody),
        "collection": ("CFItems", anybody),
        # Keys of links in mails: wrong ones here, which the page answers in words.
        "uidb36": ("1", anybody),
        "key": ("not-a-key", anybody),
    }


def a_file_of(world: World) -> uuid.UUID:
    """A photo that Ana brought; the same one, however often it is asked for."""
    photo = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    work = record_work(
        viewer=world.viewer("ana"),
        learner_uuid=world.ana.uuid,
        competency_uuids=[world.competency("MA.FR.1").uuid],
        form="product",
        files=[Upload("photo.gif", io.BytesIO(photo))],
        request_key="a file",
    )
    return work.file_uuids[0]


# Placeholders for records that only a journey makes. A made-up identifier stands in: strangers must get 404, and
# nobody an error of ours; whether the page opens is tried in the portal's own tests.
MADE_UP = {
    "run_uuid": uuid.uuid4(),
    "rating_uuid": uuid.uuid4(),
    "look_uuid": uuid.uuid4(),
    "invite_uuid": uuid.uuid4(),
    "try_uuid": uuid.uuid4(),
    "request_uuid": uuid.uuid4(),
    "evidence_uuid": uuid.uuid4(),
    "policy_uuid": uuid.uuid4(),
    "habit_uuid": uuid.uuid4(),
    "observation_uuid": uuid.uuid4(),
    "person_uuid": uuid.uuid4(),
    "term_uuid": uuid.uuid4(),
    "organisation_uuid": uuid.uuid4(),
    "home_group_uuid": uuid.uuid4(),
    "task_uuid": uuid.uuid4(),
    "draft_uuid": uuid.uuid4(),
    "rule_draft_uuid": uuid.uuid4(),
    "number": 7,
    "place": 0,
    "from_uuid": uuid.uuid4(),
    "to_uuid": uuid.uuid4(),
    "statement_uuid": uuid.uuid4(),
    "act_uuid": uuid.uuid4(),
    "advancement_uuid": uuid.uuid4(),
    "sitting_uuid": uuid.uuid4(),
    "item_uuid": uuid.uuid4(),
    "placement_uuid": uuid.uuid4(),
    "appeal_uuid": uuid.uuid4(),
    "course_uuid": uuid.uuid4(),
    "plan_uuid": uuid.uuid4(),
    "awaited_uuid": uuid.uuid4(),
    "choice_uuid": uuid.uuid4(),
    "rollover_uuid": uuid.uuid4(),
    "transition_uuid": uuid.uuid4(),
    "band_uuid": uuid.uuid4(),
    "module_uuid": uuid.uuid4(),
    "beyond_uuid": uuid.uuid4(),
    "suggestion_uuid": uuid.uuid4(),
    "report_uuid": uuid.uuid4(),
    "crosswalk_uuid": uuid.uuid4(),
    "case_identifier": uuid.uuid4(),
    "elsewhere": "nowhere",
    "notice_uuid": uuid.uuid4(),
    "check_in_uuid": uuid.uuid4(),
    "signal_uuid": uuid.uuid4(),
    "target_uuid": uuid.uuid4(),
    "contact_uuid": uuid.uuid4(),
    "norm_uuid": uuid.uuid4(),
    "result_uuid": uuid.uuid4(),
    "profile_code": "nowhere",
}


def expected(address: Address, viewer: Viewer | None, filled: dict[str, tuple[Any, Callable]]) -> str:
    """Is this address open to this visitor?"""
    decided = decision(address)
    if decided == "public":
        return OPEN
    if viewer is None:
        return CLOSED
    if decided == "signed in":
        return OPEN
    if decided != "of a record" and decided not in viewer.portals:
        return CLOSED
    roster = {"learner_uuid": "roster"} if decided in ROSTER_PORTALS else {}
    names = (roster.get(name, name) for name in address.placeholders)
    may = all(filled[name][1](viewer) for name in names if name in filled)
    if address.name in OF_STAFF:
        may = may and learners_of_staff(viewer).filter(uuid=filled["learner_uuid"][0]).exists()
    return OPEN if may else CLOSED


ROSTER_PORTALS = {"registrar", "admin"}


def judge(expectation: str, status: int, *, made_up: bool = False, inside: bool = False) -> str:
    """What is wrong with this answer; empty when it is right.

    `inside`: the portal is open to this visitor, only this record is not. "This address takes no such method" (405)
    may come before the look at whom it is about, for that answer is the same for everybody inside.
    """
    if status >= 500:
        return "an error of ours"
    if expectation == CLOSED:
        return "" if status == 404 or (inside and status == 405) else FORBIDDEN_FOR_STRANGERS
    if made_up:
        return ""
    return "" if status in ANSWERS_WHEN_OPEN else "the page should open"


# -- the matrix --

ALL = tuple(addresses())


def ask(client, method: str, url: str) -> int:
    """The status of one request, with everything it wrote undone."""
    with transaction.atomic():
        status = getattr(client, method)(url).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_address_answers_this_visitor_as_decided(world, sign_in, visitor, monkeypatch):
    # All that a request writes is undone, so the record says the same of her duties each time: it is asked once.
    monkeypatch.setattr(middleware, "viewer_for_account", functools.cache(middleware.viewer_for_account))
    who = VISITORS[visitor]
    viewer = world.viewer(who) if who else None
    filled = placeholders(world)
    client = sign_in(getattr(world, who) if who else None, raise_request_exception=False)
    wrong = []
    for address in ALL:
        values = {
            name: filled[name][0] if name in filled else MADE_UP.get(name, uuid.uuid4())
            for name in address.placeholders
        }
        url = reverse(address.name, kwargs=values)
        made_up = any(name not in filled for name in address.placeholders)
        expectation = expected(address, viewer, filled)
        # A stranger's sending is refused like her looking; what an owner sends is tried in the portal's tests.
        methods = ("get", "post") if expectation == CLOSED else ("get",)
        inside = viewer is not None and address.portal in viewer.portals
        answers = {method: ask(client, method, url) for method in methods}
        wrong += [
            f"{method.upper()} {address.name}: {status}, {complaint}"
            for method, status in answers.items()
            if (complaint := judge(expectation, status, made_up=made_up, inside=inside))
        ]
        if expectation == CLOSED and 404 not in answers.values():
            wrong.append(f"{address.name}: no method answers 404 to a stranger")
    assert not wrong, "\n".join(wrong)


def test_an_account_that_was_closed_is_a_stranger(world, sign_in):
    client = sign_in(world.ortiz)
    world.ortiz.account.is_active = False
    world.ortiz.account.save()
    portal = [address for address in ALL if address.portal == "teacher" and not address.placeholders]
    assert {ask(client, "get", reverse(address.name)) for address in portal} <= {404}


@pytest.mark.parametrize("address", ALL, ids=str)
def test_somebody_has_decided_about_the_address(address):
    assert decision(address), (
        f"{address.name} is in no portal, and neither PUBLIC nor SIGNED_IN nor OF_A_RECORD names it"
    )


def test_every_placeholder_can_be_filled(world):
    names = {name for address in ALL for name in address.placeholders}
    strange = names - set(placeholders(world)) - set(MADE_UP)
    assert strange == set(), "say in this file what fills them, and who may know of it"


def test_every_reason_names_an_address_that_exists():
    names = {address.name for address in ALL}
    assert set(PUBLIC) - names == set()
    assert names >= SIGNED_IN
    assert set(OF_A_RECORD) - names == set()


# -- the checks can break --


def test_an_address_that_nobody_decided_about_is_noticed():
    assert decision(Address("new", (), lambda request: None)) == ""
    leak = lambda request: None  # noqa: E731
    leak.is_public = True
    assert decision(Address("new", (), leak)) == "", "public is not enough: it must be named, with its reason"


@pytest.mark.parametrize(
    ("expectation", "status", "is_wrong"),
    [
        (CLOSED, 404, False),
        (CLOSED, 403, True),
        (CLOSED, 302, True),
        (CLOSED, 200, True),
        (CLOSED, 405, True),
        (CLOSED, 500, True),
        (OPEN, 200, False),
        (OPEN, 302, False),
        (OPEN, 404, True),
        (OPEN, 403, True),
        (OPEN, 500, True),
    ],
)
def test_a_wrong_answer_is_noticed(expectation, status, is_wrong):
    assert bool(judge(expectation, status)) is is_wrong
