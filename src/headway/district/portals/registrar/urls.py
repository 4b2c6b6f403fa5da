"""The register: who is where, since when, and who may see; with the acts that change it."""

from __future__ import annotations

from headway.district.people.types import Role
from headway.district.portals.access import portal_path
from headway.district.portals.keeping_time import addresses as time_addresses
from headway.district.portals.registrar.bands import urlpatterns as bands
from headway.district.portals.registrar.views import calendar, learners, people, sections, year
from headway.district.portals.registrar.views.frame import frame

app_name = "registrar"
LEARNER = "learner/<uuid:learner_uuid>/"
GUARDIAN = f"{LEARNER}guardian/<uuid:person_uuid>/"


def _page(route, view, name):
    return portal_path("registrar", route, view, name=name)


urlpatterns = [
    _page("", learners.home, "home"),
    _page(LEARNER, learners.show, "learner"),
    _page(f"{LEARNER}departure/", learners.departure, "departure"),
    _page(f"{LEARNER}return/", learners.come_back, "return"),
    _page(f"{LEARNER}enrol/", learners.enrol_learner, "enrol"),
    _page(f"{LEARNER}leave/<uuid:section_uuid>/", learners.leave, "leave"),
    _page(f"{LEARNER}details/", people.details, "details"),
    _page(f"{LEARNER}account/", people.account, "account"),
    _page(f"{GUARDIAN}sight/", people.sight, "sight"),
    _page(f"{GUARDIAN}details/", people.details, "guardian_details"),
    _page(f"{GUARDIAN}account/", people.account, "guardian_account"),
    _page("sections/", sections.listing, "sections"),
    _page("section/<uuid:section_uuid>/", sections.show, "section"),
    _page("calendar/", calendar.show, "calendar"),
    _page("year/", year.show, "year"),
    *bands,
    *time_addresses("registrar", Role.REGISTRAR, "registrar/frame.html", frame),
    _page("year/<uuid:rollover_uuid>/take-back/", year.take_back, "year_take_back"),
]
