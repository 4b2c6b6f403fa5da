"""Facts of imports and of the trail as sentences and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from headway.district.foundation.api import TrailEntry
from headway.district.interop.api import problem_in_words
from headway.district.people.api import names_by_key
from headway.district.portals.admin.noted import noted_in_words

__all__ = [
    "ACTS",
    "KINDS",
    "ProblemRow",
    "RunPage",
    "act_choices",
    "audit_rows",
    "format_choices",
    "options_of",
    "run_page",
    "run_row",
]

FORMATS: dict[str, Promise] = {
    "oneroster": lazy("Roster (OneRoster)"),
    "case": lazy("Framework (CASE)"),
    "ratings": lazy("Ratings (CSV)"),
    "asn": lazy("Framework (RDF)"),
    "spreadsheet": lazy("Framework (spreadsheet)"),
    "assessments": lazy("Results of outside tests"),
    "questions": lazy("Questions of the adaptive check"),
}
STATUSES: dict[str, tuple[Promise, str]] = {
    "planned": (lazy("Waiting for your decision"), "accent"),
    "applied": (lazy("Applied"), ""),
    "refused": (lazy("Not taken"), "quiet"),
    "superseded": (lazy("Put aside"), "quiet"),
}
# The words for kinds of rows, in the plural, as a table of counts shows them.
KINDS: dict[str, Promise] = {
    "org": lazy("Organisations"),
    "academicSession": lazy("Terms"),
    "course": lazy("Courses"),
    "class": lazy("Sections"),
    "user": lazy("People"),
    "role": lazy("Duties"),
    "enrollment": lazy("Enrolments"),
    "demographics": lazy("Demographics"),
    "learner": lazy("Learners"),
    "agent": lazy("Guardians"),
    "enrollment.staff": lazy("Teachers of sections"),
    "department": lazy("Departments"),
    "framework": lazy("Frameworks"),
    "competency": lazy("Competencies"),
    "prerequisite": lazy("Prerequisites"),
    "association": lazy("Associations"),
    "grouping": lazy("Groupings of associations"),
    "concept": lazy("Concepts"),
    "subject": lazy("Subjects"),
    "license": lazy("Licences"),
    "item_type": lazy("Kinds of items"),
    "rubric": lazy("Rubrics"),
    "criterion": lazy("Criteria of rubrics"),
    "criterion_level": lazy("Levels of criteria"),
    "rating": lazy("Ratings"),
    "habit": lazy("Habits of success"),
    "question": lazy("Questions"),
    "outside_result": lazy("Results of outside tests"),
}
ACTS: dict[str, Promise] = {
    "checks.finished": lazy("finished an adaptive check"),
    "checks.invited": lazy("opened an adaptive check for a learner"),
    "checks.item_retired": lazy("retired a question of the adaptive check"),
    "checks.item_written": lazy("wrote a question for the adaptive check"),
    "checks.items_brought": lazy("brought questions for the adaptive check"),
    "checks.set_aside": lazy("set an adaptive check aside"),
    "continuum.change_suggested": lazy("suggested other words for a draft"),
    "continuum.draft_change_taken_back": lazy("took back a change to a draft"),
    "continuum.draft_discarded": lazy("took a draft away"),
    "continuum.draft_edited": lazy("edited a draft"),
    "continuum.draft_opened": lazy("opened a draft"),
    "continuum.draft_remarked": lazy("commented on a draft"),
    "continuum.remark_reopened": lazy("reopened a comment on a draft"),
    "continuum.remark_settled": lazy("settled a comment on a draft"),
    "continuum.suggestion_answered": lazy("answered a suggestion for a draft"),
    "continuum.answers_taken_back": lazy("took back answers to findings"),
    "continuum.crosswalk_adopted": lazy("took in a crosswalk with a framework"),
    "continuum.crosswalk_begun": lazy("began a crosswalk"),
    "continuum.crosswalk_links_answered": lazy("answered links of a crosswalk"),
    "continuum.crosswalk_links_taken_back": lazy("took back links of a crosswalk"),
    "continuum.findings_answered": lazy("answered findings about the line"),
    "continuum.frameworks_joined": lazy("joined frameworks to one line"),
    "continuum.line_checked": lazy("had the line looked at"),
    "continuum.prerequisite_answers_taken_back": lazy("took back answers to proposed prerequisites"),
    "continuum.prerequisites_answered": lazy("answered proposed prerequisites"),
    "continuum.framework_loaded": lazy("loaded a framework"),
    "continuum.framework_shared": lazy("showed a framework to everybody"),
    "continuum.framework_unshared": lazy("stopped showing a framework to everybody"),
    "continuum.mapped": lazy("said where an earlier competency lives on"),
    "continuum.mapping_taken_back": lazy("took back where an earlier competency lives on"),
    "continuum.profile_linked": lazy("linked competencies to the graduate profile"),
    "continuum.profile_reordered": lazy("changed the order of the graduate profile"),
    "continuum.profile_statement_restored": lazy("put a statement back into the graduate profile"),
    "continuum.profile_statement_retired": lazy("took a statement out of the graduate profile"),
    "continuum.profile_statement_saved": lazy("wrote a statement of the graduate profile"),
    "continuum.profile_unlinked": lazy("took competencies off the graduate profile"),
    "continuum.publication_withdrawn": lazy("withdrew a publication before its date"),
    "continuum.published": lazy("published a continuum"),
    "continuum.framework_published": lazy("published a framework as a reference"),
    "continuum.sent_to_review": lazy("sent a draft to review"),
    "continuum.taken_back_from_review": lazy("took a draft back from review"),
    "continuum.version_retired": lazy("retired an earlier version"),
    "demo.begun": lazy("began to build the demo district"),
    "demo.built": lazy("finished building the demo district"),
    "demo.stage_done": lazy("built a part of the demo district"),
    "advancement.chosen": lazy("chose what to do with what was shown"),
    "advancement.choice_agreed": lazy("agreed with a learner on what she does next"),
    "advancement.exception_made": lazy("let a learner move on with a plan for what is open"),
    "advancement.seat_chosen": lazy("chose the section of a learner who moved on"),
    "advancement.signature_taken_back": lazy("took the first of two signatures back"),
    "advancement.signed_first": lazy("signed that a learner moves on, before a second person looks"),
    "advancement.signed_off": lazy("signed that a learner moves on"),
    "advancement.band_added": lazy("made a band"),
    "advancement.band_changed": lazy("changed a band"),
    "advancement.band_joined": lazy("let a learner join a band"),
    "advancement.band_left": lazy("noted that a learner left a band"),
    "advancement.beyond_flagged": lazy("said that a learner goes beyond what is taught"),
    "advancement.module_added": lazy("made a module"),
    "advancement.module_changed": lazy("changed a module"),
    "advancement.module_retired": lazy("retired a module"),
    "advancement.way_found": lazy("found a way on for a learner"),
    "advancement.transition_called_off": lazy("called a change of school off"),
    "advancement.transition_changed": lazy("changed who sees to a change of school, or its bridge"),
    "advancement.transition_planned": lazy("planned a change of school"),
    "advancement.year_change_taken_back": lazy("took the change of the school year back"),
    "advancement.year_changed": lazy("changed the school year"),
    "advancement.withdrawn": lazy("took back that a learner moved on"),
    "evidence.fluency_noted": lazy("noted how fluent a learner is"),
    "evidence.fluency_taken_back": lazy("took back a note on fluency"),
    "evidence.ready_answered": lazy("answered a learner who is ready to show something"),
    "evidence.ready_asked": lazy("was ready to show something"),
    "evidence.peer_closed": lazy("closed the look of a classmate"),
    "evidence.peer_invited": lazy("asked a classmate to look at a piece of work"),
    "evidence.peer_looked": lazy("wrote what she sees in a classmate's work"),
    "evidence.second_look_answered": lazy("settled a second look"),
    "evidence.second_look_asked": lazy("asked for a second look"),
    "evidence.task_copied": lazy("copied a task"),
    "evidence.task_discarded": lazy("took away a task that nobody used"),
    "evidence.task_given": lazy("gave learners a task"),
    "evidence.task_made_common": lazy("made a task common to all schools"),
    "evidence.task_made_ready": lazy("made a task ready to use"),
    "evidence.task_retired": lazy("said that a task is no longer used"),
    "evidence.task_saved": lazy("wrote a task"),
    "evidence.task_sent_to_review": lazy("sent a task to review"),
    "evidence.task_taken_back": lazy("took back a task from learners"),
    "evidence.task_translated": lazy("translated a task"),
    "elsewhere.computed": lazy("worked out anew what another system's rules make of its results"),
    "elsewhere.results_brought": lazy("brought in results of another system"),
    "evidence.beside_rated": lazy("gave a level beside the record"),
    "evidence.beside_taken_back": lazy("took back a level beside the record"),
    "evidence.feedback_written": lazy("wrote feedback beside a rating"),
    "evidence.file_added": lazy("added a file to a piece of work"),
    "evidence.file_erased": lazy("erased a file of a piece of work"),
    "evidence.first_glance_counted": lazy("made a first glance a rating"),
    "evidence.reflection_added": lazy("wrote a reflection"),
    "evidence.work_brought_back": lazy("brought a piece of work back"),
    "evidence.work_set_aside": lazy("threw a capture away"),
    "evidence.work_recorded": lazy("took in a piece of work"),
    "evidence.tasks_loaded": lazy("loaded tasks"),
    "evidence.rating_withdrawn": lazy("withdrew a rating"),
    "evidence.ratings_withdrawn": lazy("withdrew several ratings at once"),
    "evidence.ratings_recorded": lazy("recorded ratings"),
    "foundation.trail_exported": lazy("exported the audit trail"),
    "interop.import_applied": lazy("applied an import"),
    "interop.import_discarded": lazy("put an import aside"),
    "interop.mapping_kept": lazy("kept a mapping of columns"),
    "interop.import_planned": lazy("looked at an import before applying it"),
    "interop.roster_exported": lazy("exported the roster"),
    "people.absence_recorded": lazy("recorded an absence"),
    "people.account_closed": lazy("closed an account"),
    "people.account_opened": lazy("opened an account"),
    "people.adviser_assigned": lazy("named an adviser"),
    "people.characteristic_set": lazy("set a characteristic for equity work"),
    "people.course_created": lazy("added a course"),
    "people.days_off_set": lazy("changed the calendar"),
    "people.duty_assigned": lazy("gave a duty"),
    "people.duty_ended": lazy("ended a duty"),
    "people.enrolled": lazy("enrolled a learner"),
    "people.guardian_set": lazy("changed a guardian"),
    "people.home_group_created": lazy("added a home group"),
    "people.home_group_joined": lazy("placed a learner in a home group"),
    "people.learner_admitted": lazy("admitted a learner"),
    "people.learner_left": lazy("recorded that a learner left"),
    "people.left_section": lazy("took a learner off a section"),
    "people.list_viewed": lazy("looked at a list of learners with their levels"),
    "people.organisation_created": lazy("added an organisation"),
    "people.password_changed": lazy("changed a password"),
    "people.person_corrected": lazy("corrected a person's details"),
    "people.person_created": lazy("added a person"),
    "people.record_viewed": lazy("looked at a learner's record"),
    "people.roster_marked_inactive": lazy("closed roster rows that left"),
    "people.roster_written": lazy("wrote roster rows"),
    "people.section_created": lazy("added a section"),
    "people.section_viewed": lazy("looked at the levels of a section"),
    "people.section_staffed": lazy("named a teacher of a section"),
    "people.term_created": lazy("added a term"),
    "people.tutor_assigned": lazy("assigned a tutor"),
    "placement.plan_task_opened": lazy("opened a plan task"),
    "placement.plan_task_owned": lazy("named who sees to a plan task"),
    "placement.plan_written": lazy("wrote a plan"),
    "placement.plan_signed": lazy("signed a plan"),
    "placement.plan_closed": lazy("closed a plan"),
    "placement.judged": lazy("gave a judgement of where a learner is"),
    "placement.leveling_opened": lazy("opened a leveling session"),
    "placement.placed": lazy("decided where a learner begins"),
    "placement.placed_in_bulk": lazy("decided where many learners begin"),
    "placement.withdrawn": lazy("took back where a learner begins"),
    "placement.appealed": lazy("asked to look again at where a learner begins"),
    "placement.appeal_answered": lazy("answered a wish to look again"),
    "placement.course_brought": lazy("entered a course of another school"),
    "placement.course_signed": lazy("signed a course of another school"),
    "placement.course_declined": lazy("did not take over a course of another school"),
    "assessments.norms_kept": lazy("brought in a norm table of the district"),
    "assessments.norms_taken_away": lazy("took a norm table away"),
    "assessments.profile_saved": lazy("saved how files of a test are read"),
    "assessments.profile_taken_away": lazy("took away how files of a test are read"),
    "assessments.result_settled": lazy("said which of two results of a test stands"),
    "assessments.results_brought": lazy("brought in results of outside tests"),
    "assessments.results_taken_back": lazy("took back an import of results of outside tests"),
    "policy.adopted": lazy("adopted a policy"),
    "policy.withdrawn": lazy("took a planned policy back before it took effect"),
    "policy.draft_started": lazy("began the draft of a rule"),
    "policy.draft_thrown_away": lazy("threw the draft of a rule away"),
    "proficiency.what_if_looked": lazy("looked at what another rule would change"),
    "sureness.learned": lazy("learned from ratings how sure the evidence makes us"),
    "policy.scale_adopted": lazy("adopted a performance scale"),
    "proficiency.determination_taken_back": lazy("took a decision back"),
    "proficiency.determined": lazy("decided a level"),
    "proficiency.determined_in_bulk": lazy("recorded decisions"),
    "habits.noted": lazy("noted what was seen of habits"),
    "habits.taken_back": lazy("took back what was noted of a habit"),
    "proficiency.next_step_planned": lazy("planned a next step"),
    "proficiency.next_step_taken_back": lazy("took a planned next step back"),
    "proficiency.recomputed": lazy("recomputed proposals"),
}
FILE_ROW = re.compile(r"(?P<file>.+) row (?P<row>\d+)")
GRAVITY: dict[str, Promise] = {
    "error": lazy("Not taken"),
    "warning": lazy("Taken; please look"),
    "note": lazy("For your information"),
}


@dataclass(frozen=True)
class ProblemRow:
    """One thing about the file, in the reader's language."""

    severity: str
    gravity: str
    row: str
    field: str
    identifier: str
    sentence: str
    remedy: str


@dataclass(frozen=True)
class CountRow:
    words: str
    add: int
    change: int
    leave: int
    deactivate: int
    cannot_read: int


@dataclass(frozen=True)
class RunPage:
    """Everything the page of one import shows."""

    uuid: str
    title: str
    file_name: str
    status: str
    status_words: str
    status_kind: str
    digest: str
    planned_at: Any
    applied_at: Any
    totals: Mapping[str, int]
    counts: tuple[CountRow, ...]
    problems: tuple[ProblemRow, ...]
    problems_total: int
    lines: tuple[Mapping[str, Any], ...]
    lines_total: int
    facts: tuple[tuple[str, str], ...]
    changes_nothing: bool
    is_planned: bool
    sha256: str


def format_choices() -> list[tuple[str, Promise]]:
    return list(FORMATS.items())


def act_choices() -> list[tuple[str, Promise]]:
    """The acts one can ask the trail for."""
    return sorted(ACTS.items(), key=lambda pair: str(pair[1]))


def options_of(asked: Mapping[str, str]) -> dict[str, str]:
    """Only the options that the chosen format knows."""
    known = {
        "oneroster": ("source", "dates"),
        "case": (),
        "ratings": ("profile", "source"),
        "assessments": (),
    }
    return {name: asked[name] for name in known.get(asked["format"], ()) if asked[name]}


def run_row(run: Any) -> dict[str, Any]:
    """One line of the list of imports."""
    words, kind = STATUSES[run.status]
    counts = _total((run.report or run.plan).get("counts", {}))
    return {
        "href": reverse("admin:import", args=[run.uuid]),
        "title": FORMATS[run.format],
        "file_name": run.file_name,
        "at": run.applied_at or run.planned_at,
        "status": words,
        "status_kind": kind,
        "counts": counts,
    }


def run_page(run: Any) -> RunPage:
    words, kind = STATUSES[run.status]
    told = run.report if run.status == "applied" else run.plan
    counts = told.get("counts", {})
    totals = _total(counts)
    problems = tuple(_problem(row) for row in told.get("problems", ()))
    return RunPage(
        uuid=str(run.uuid),
        title=str(FORMATS[run.format]),
        file_name=run.file_name,
        status=run.status,
        status_words=str(words),
        status_kind=kind,
        digest=run.plan.get("digest", ""),
        planned_at=run.planned_at,
        applied_at=run.applied_at,
        totals=totals,
        counts=tuple(_count_row(name, counter) for name, counter in counts.items()),
        problems=problems,
        problems_total=sum(told.get("problem_counts", {}).values()) or len(problems),
        lines=tuple(
            {**line, "kind": KINDS.get(line["kind"], line["kind"])} for line in run.plan.get("lines", ())
        ),
        lines_total=run.plan.get("lines_total", 0),
        facts=noted_in_words(told.get("facts", {})),
        changes_nothing=not (totals["add"] or totals["change"] or totals["deactivate"]),
        is_planned=run.status == "planned",
        sha256=run.sha256,
    )


def _total(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    def total(*actions: str) -> int:
        return sum(counter.get(action, 0) for counter in counts.values() for action in actions)

    return {
        "add": total("add"),
        "change": total("change", "reactivate"),
        "leave": total("leave"),
        "deactivate": total("deactivate"),
        "cannot_read": total("cannot_read"),
    }


def _count_row(name: str, counter: Mapping[str, int]) -> CountRow:
    return CountRow(
        words=str(KINDS.get(name, name)),
        add=counter.get("add", 0),
        change=counter.get("change", 0) + counter.get("reactivate", 0),
        leave=counter.get("leave", 0),
        deactivate=counter.get("deactivate", 0),
        cannot_read=counter.get("cannot_read", 0),
    )


def _problem(row: Mapping[str, Any]) -> ProblemRow:
    sentence, remedy = problem_in_words(row)
    return ProblemRow(
        severity=row["severity"],
        gravity=str(GRAVITY[row["severity"]]),
        row=_place(row["row"]),
        field=row["field"],
        identifier=row["identifier"],
        sentence=sentence,
        remedy=remedy,
    )


def _place(place: str) -> str:
    """A row of a file in the reader's language; objects of a package are named alike in all of them."""
    found = FILE_ROW.fullmatch(place)
    return _("%(file)s row %(row)s") % found.groupdict() if found else place


def audit_rows(entries: Iterable[TrailEntry]) -> list[dict[str, Any]]:
    """Acts as lines: when, who, what, how much. One query for the names of all actors."""
    entries = tuple(entries)
    names = names_by_key({entry.actor_key for entry in entries if entry.actor_kind == "person"})
    rows = []
    for entry in entries:
        who = names.get(entry.actor_key) if entry.actor_kind == "person" else None
        rows.append(
            {
                "at": entry.at,
                "who": who
                or (_("Someone whose details were erased") if entry.actor_kind == "person" else _("Headway")),
                "what": ACTS.get(entry.act, entry.act),
                "facts": _facts(entry.facts),
                "learner_uuid": str(entry.learner_uuid) if entry.learner_uuid else "",
                "reason": entry.reason,
            }
        )
    return rows


def _facts(facts: Mapping[str, Any]) -> str:
    """The numbers of an act in a few words; hashes and codes stay in the export."""
    said = []
    ratings = facts.get("ratings") or facts.get("rows")
    if isinstance(ratings, int):
        said.append(ngettext("%(num)s rating", "%(num)s ratings", ratings) % {"num": f"{ratings:,}"})
    counts = facts.get("counts")
    if isinstance(counts, Mapping) and all(isinstance(one, int) for one in counts.values()):
        rows = sum(counts.values())
        said.append(ngettext("%(num)s row", "%(num)s rows", rows) % {"num": f"{rows:,}"})
    elif isinstance(counts, Mapping):
        totals = _total(counts)
        said.append(
            _("%(add)d added, %(change)d changed, %(leave)d left, %(cannot_read)d not read")
            % {name: totals[name] for name in ("add", "change", "leave", "cannot_read")}
        )
    return "; ".join(said)
