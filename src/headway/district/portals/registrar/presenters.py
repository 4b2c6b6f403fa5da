"""Rows of the register as plain values and sentences, and what an act of the register would mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.people.api import RegisterEntry, SectionEntry
from headway.district.people.types import GuardianRelation, SectionModality, TermKind
from headway.district.portals.presenting.voices import listed

__all__ = [
    "calendar_notes",
    "check_departure",
    "check_enrolment",
    "day_rows",
    "departure_means",
    "entry_page",
    "learner_rows",
    "section_page",
    "section_rows",
    "term_rows",
]

# How sending systems call the kinds of record that can stand beside a learner.
SOURCE_KINDS = {"user": lazy("person"), "learner": lazy("learner")}


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """`when`: its period in words. Only what is not over yet can be ended."""

    title: str
    href: str
    section_uuid: str
    when: str
    teachers: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class GuardianRow:
    name: str
    relation: str
    may_see: bool
    has_account: bool
    language: str
    sight_href: str
    details_href: str
    account_href: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything the register's page of one learner shows."""

    name: str
    href: str
    identifier: str
    school: str
    school_uuid: str
    language: str
    place: str
    has_left: bool
    leaves_on: dt.date | None
    username: str
    has_account: bool
    home_groups: tuple[tuple[str, str], ...]
    enrolments: tuple[EnrolmentRow, ...]
    past: tuple[EnrolmentRow, ...]
    guardians: tuple[GuardianRow, ...]
    sources: tuple[tuple[str, str], ...]
    hrefs: dict[str, str]


@dataclass(frozen=True, slots=True)
class SectionPage:
    title: str
    facts: tuple[tuple[str, str], ...]
    now: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...]


def _date(on: dt.date | None) -> str:
    return date_format(on, "DATE_FORMAT") if on else ""


def period(from_on: dt.date | None, to_on: dt.date | None) -> str:
    """A period in words; open ends are said, not left blank."""
    if from_on and to_on:
        return _("%(from_on)s to %(to_on)s") % {"from_on": _date(from_on), "to_on": _date(to_on)}
    if from_on:
        return _("since %(date)s") % {"date": _date(from_on)}
    if to_on:
        return _("until %(date)s") % {"date": _date(to_on)}
    return _("no dates were given")


def _place(learner: Any) -> str:
    """Is the learner here, since when, until when?"""
    today = clock.today()
    if learner.left_on and learner.left_on < today:
        return _("Left on %(date)s") % {"date": _date(learner.left_on)}
    if learner.left_on:
        return _("Leaves on %(date)s") % {"date": _date(learner.left_on)}
    if learner.entered_on:
        return _("Here since %(date)s") % {"date": _date(learner.entered_on)}
    return _("Here")


def learner_rows(learners: Iterable[Any]) -> list[dict[str, str]]:
    return [
        {
            "name": one.person.name,
            "href": reverse("registrar:learner", args=(one.uuid,)),
            "identifier": one.local_identifier or _("none"),
            "school": one.school.name if one.school else _("none"),
            "place": _place(one),
        }
        for one in learners
    ]


def entry_page(entry: RegisterEntry) -> EntryPage:
    learner = entry.learner
    languages = dict(settings.LANGUAGES)

    def address(name: str, *more: Any) -> str:
        return reverse(f"registrar:{name}", args=(learner.uuid, *more))

    rows = tuple(
        EnrolmentRow(
            title=one.section.title,
            href=reverse("registrar:section", args=(one.section.uuid,)),
            section_uuid=str(one.section.uuid),
            when=period(one.from_on, one.to_on),
            teachers=listed(one.teachers) or _("no teacher yet"),
            is_past=one.is_past,
        )
        for one in entry.enrolments
    )
    return EntryPage(
        name=learner.person.name,
        href=address("learner"),
        identifier=learner.local_identifier,
        school=learner.school.name if learner.school else "",
        school_uuid=str(learner.school.uuid) if learner.school else "",
        language=str(languages.get(learner.person.language, learner.person.language)),
        place=_place(learner),
        has_left=entry.has_left,
        leaves_on=learner.left_on,
        username=entry.username,
        has_account=entry.has_account,
        home_groups=tuple((name, period(from_on, to_on)) for name, from_on, to_on in entry.home_groups),
        enrolments=tuple(row for row in rows if not row.is_past),
        past=tuple(row for row in rows if row.is_past),
        guardians=tuple(
            GuardianRow(
                name=one.person.name,
                relation=str(GuardianRelation(one.relation).label),
                may_see=one.may_see,
                has_account=one.has_account,
                language=str(languages.get(one.person.language, one.person.language)),
                sight_href=address("sight", one.person.uuid),
                details_href=address("guardian_details", one.person.uuid),
                account_href=address("guardian_account", one.person.uuid),
            )
            for one in entry.guardians
        ),
        sources=tuple(
            (
                _("%(source)s, %(kind)s")
                % {"source": one.source, "kind": SOURCE_KINDS.get(one.kind, one.kind)},
                one.identifier
                if one.is_active
                else _("%(identifier)s (not in the latest roster)") % {"identifier": one.identifier},
            )
            for one in entry.sources
        ),
        hrefs={name: address(name) for name in ("departure", "return", "enrol", "details", "account")},
    )


# -- what an act would mean ----------------------------------------------------------------------------------


def check_departure(entry: RegisterEntry, left_on: dt.date) -> None:
    """The same that the act itself refuses, before anybody signs."""
    entered_on = entry.learner.entered_on
    if entered_on and left_on < entered_on:
        sentence = _("The last day lies before the day of entry, %(date)s.") % {"date": _date(entered_on)}
        raise Refused(
            sentence, problems=(FieldProblem(sentence, "left_on", remedy=_("Choose a later day.")),)
        )


def departure_means(entry: RegisterEntry, left_on: dt.date, offers: int) -> tuple[str, ...]:
    """What follows from this departure, sentence by sentence. offers: so many of the learner's plan wait for a signature."""
    sections = sum(not one.is_past for one in entry.enrolments)
    means = [
        _("The last day is %(date)s. After it nothing new is recorded.") % {"date": _date(left_on)},
        _("Everything that was shown and decided stays in the record and can be given along."),
    ]
    if sections:
        means.append(
            ngettext(
                "The learner disappears from the roster of %(count)s section after that day.",
                "The learner disappears from the rosters of %(count)s sections after that day.",
                sections,
            )
            % {"count": sections}
        )
    if offers:
        means.append(
            ngettext(
                "%(count)s offer of the learner's plan still waits for a signature. After that day nobody can sign it.",
                "%(count)s offers of the learner's plan still wait for a signature. After that day nobody can sign them.",
                offers,
            )
            % {"count": offers}
        )
    means.append(_("If the learner comes back, the same record is opened again."))
    return tuple(means)


def check_enrolment(entry: RegisterEntry, section: Any) -> None:
    """Refused where the learner has left, or is in this section already."""
    if entry.has_left:
        raise Refused(
            _("This learner has left, so an enrolment would open nothing."),
            remedy=_("Record the return first."),
        )
    if any(one.section.pk == section.pk and not one.is_past for one in entry.enrolments):
        sentence = _("The learner is in this section already.")
        raise Refused(
            sentence, problems=(FieldProblem(sentence, "section", remedy=_("Choose another section.")),)
        )


# -- sections and calendar -----------------------------------------------------------------------------------


def section_rows(sections: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "href": reverse("registrar:section", args=(one.uuid,)),
            "code": one.code,
            "school": one.school.name,
            "learners": one.learners,
        }
        for one in sections
    ]


def section_page(entry: SectionEntry) -> SectionPage:
    section = entry.section

    def row(learner: Any, from_on: dt.date | None, to_on: dt.date | None) -> dict[str, Any]:
        return {
            "name": learner.person.name,
            "href": reverse("registrar:learner", args=(learner.uuid,)),
            "identifier": learner.local_identifier,
            "when": period(from_on, to_on),
        }

    facts = [
        (_("School"), section.school.name),
        (_("Course"), section.course.title if section.course else _("none")),
        (_("Teachers"), listed(entry.teachers) or _("no teacher yet")),
        (_("Terms"), listed(entry.terms) or _("none")),
        (_("Code"), section.code or _("none")),
        (_("How it meets"), str(SectionModality(section.modality).label)),
    ]
    return SectionPage(
        title=section.title,
        facts=tuple(facts),
        now=tuple(row(*one[:3]) for one in entry.enrolled if one[3]),
        others=tuple(row(*one[:3]) for one in entry.enrolled if not one[3]),
    )


def term_rows(terms: Iterable[Any]) -> list[dict[str, str]]:
    today = clock.today()
    return [
        {
            "name": one.name,
            "kind": str(TermKind(one.kind).label),
            "organisation": one.organisation.name if one.organisation else _("everywhere"),
            "when": period(one.starts_on, one.ends_on),
            "is_now": one.starts_on <= today <= one.ends_on,
        }
        for one in terms
    ]


def day_rows(days: Iterable[Any], mine: Collection[str] = ()) -> list[dict[str, Any]]:
    """mine: uuids of the places whose days the registrar may take out."""
    return [
        {
            "on": one.on,
            "name": one.name or "–",
            "organisation": one.organisation.name,
            "school": str(one.organisation.uuid) if str(one.organisation.uuid) in mine else "",
        }
        for one in days
    ]


def calendar_notes(terms: Iterable[Any], days_off: Iterable[Any], extra: Iterable[Any]) -> list[str]:
    """What in a calendar that came with a roster can't be meant: overlaps of one kind at one place, and terms without a
    school day."""
    listed = sorted(terms, key=lambda one: (one.organisation_id or 0, one.kind, one.starts_on, one.ends_on))
    off: dict[int, set[dt.date]] = {}
    for one in days_off:
        off.setdefault(one.organisation_id, set()).add(one.on)
    made_up = {one.on for one in extra}
    notes = []
    for before, after in pairwise(listed):
        same = (before.organisation_id, before.kind) == (after.organisation_id, after.kind)
        if same and after.starts_on <= before.ends_on:
            notes.append(
                _("“%(one)s” and “%(other)s” lie in the same time. Have one of them changed in the roster; until then "
                  "the first one counts where they overlap.") % {"one": before.name, "other": after.name}
            )  # fmt: skip
    for one in listed:
        closed = off.get(one.organisation_id, set())
        days = (one.starts_on + dt.timedelta(days=n) for n in range((one.ends_on - one.starts_on).days + 1))
        if not any(day in made_up or (day.weekday() < 5 and day not in closed) for day in days):
            notes.append(
                _("“%(name)s” has no school day. Have its dates changed in the roster.") % {"name": one.name}
            )
    return notes
