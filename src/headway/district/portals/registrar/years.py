"""The change of the year in words and numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from headway.district.advancement.api import RolloverInfo, RolloverPlan
from headway.district.foundation.api import FieldProblem

__all__ = ["PastRow", "PlanPage", "done_words", "past_row", "plan_page"]

KEPT = {
    "decisions": lazy("Decisions about competencies"),
    "standings": lazy("Where each learner stands"),
    "placements": lazy("Levels by domain, with their dates"),
    "next_steps": lazy("Planned next steps"),
    "plans": lazy("Plan tasks with their owners and signatures"),
    "requests": lazy("Requests to show something"),
    "choices": lazy("What learners chose to do next"),
    "work": lazy("Pieces of work"),
}


@dataclass(frozen=True, slots=True)
class PlanPage:
    """changes, kept: (what, how many). key: sent along, so that what is done is what was looked at."""

    place: str
    place_uuid: str
    to_year: int
    title: str
    when: str
    changes: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, int], ...]
    problems: tuple[FieldProblem, ...]
    is_done: bool
    can_be_done: bool
    key: str


@dataclass(frozen=True, slots=True)
class PastRow:
    uuid: str
    title: str
    place: str
    done_at: dt.datetime
    words: str
    state: str
    may_take_back: bool


def years_words(first: int, second: int) -> str:
    """ "from 2025–2026 to 2026–2027": `first` and `second` are the years in which they end."""
    return _("From %(first)s–%(second)s to %(second)s–%(third)s") % {
        "first": first - 1,
        "second": first,
        "third": second,
    }


def plan_page(plan: RolloverPlan) -> PlanPage:
    year = plan.year
    return PlanPage(
        place=year.organisation.name,
        place_uuid=str(year.organisation.uuid),
        to_year=year.to_year,
        title=years_words(year.from_year, year.to_year),
        when=_("The year ends on %(last)s; the next one begins on %(first)s.")
        % {
            "last": date_format(year.last_day, "DATE_FORMAT"),
            "first": date_format(year.first_day, "DATE_FORMAT"),
        }
        if year.last_day and year.first_day
        else "",
        changes=tuple(_changes(plan)),
        kept=tuple((str(KEPT[code]), count) for code, count in plan.kept.items()),
        problems=plan.problems,
        is_done=plan.done is not None,
        can_be_done=plan.can_be_done,
        key=plan.key,
    )


def _changes(plan: RolloverPlan) -> list[tuple[str, str]]:
    year = plan.year
    found = [
        (
            ngettext("%(num)s section closes", "%(num)s sections close", len(year.sections))
            % {"num": len(year.sections)},
            _("Who was in it stays in the record; its teachers no longer see its learners."),
        ),
        (
            ngettext("%(num)s home group goes on", "%(num)s home groups go on", year.home_groups)
            % {"num": year.home_groups},
            ngettext(
                "As a whole: %(num)s learner stays with the same peers and advisers, wherever the learning is.",
                "As a whole: %(num)s learners stay with the same peers and advisers, wherever the learning is.",
                year.members - len(plan.moving),
            )
            % {"num": max(year.members - len(plan.moving), 0)},
        ),
    ]
    if plan.moving:
        found.append(
            (
                ngettext(
                    "%(num)s learner changes schools", "%(num)s learners change schools", len(plan.moving)
                )
                % {"num": len(plan.moving)},
                _("As it was planned under changes of school; the receiving school has seen them coming."),
            )
        )
    if year.next_sections:
        found.append(
            (
                ngettext(
                    "%(num)s section of the next year stands ready",
                    "%(num)s sections of the next year stand ready",
                    year.next_sections,
                )
                % {"num": year.next_sections},
                _("They open on their first day, as they are."),
            )
        )
    if year.unplaced:
        found.append(
            (
                ngettext("%(num)s section has no term", "%(num)s sections have no term", year.unplaced)
                % {"num": year.unplaced},
                _(
                    "Nobody can tell to which year it belongs, so it stays open. End it in the register if it is over."
                ),
            )
        )
    return found


def past_row(info: RolloverInfo) -> PastRow:
    if info.is_withdrawn:
        state = _("Taken back")
    else:
        state = _("%(num)s learners stand elsewhere than before") % {"num": info.different}
    return PastRow(
        uuid=str(info.uuid),
        title=years_words(info.from_year, info.to_year),
        place=info.organisation,
        done_at=info.done_at,
        words=_("%(sections)s sections closed, %(enrolments)s enrolments ended, for %(learners)s learners")
        % {
            "sections": info.counts.get("sections", 0),
            "enrolments": info.counts.get("enrolments", 0),
            "learners": info.learners,
        },
        state=state,
        may_take_back=info.may_take_back,
    )


def done_words(info: RolloverInfo) -> str:
    return _(
        "The school year has changed for %(learners)s learners. Every level, open step, plan and choice is as it "
        "was before; the record was compared before and after. It can be taken back until this time tomorrow."
    ) % {"learners": info.learners}
