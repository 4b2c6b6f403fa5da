"""Who may ask for what, and who may answer: requests of learners, and second looks."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import DomainKind, current_map
from headway.district.evidence.asking import Ready
from headway.district.evidence.models import Evidence, Rating, Task
from headway.district.evidence.policies import level_sentence
from headway.district.evidence.second_looks import LookInfo
from headway.district.evidence.types import EvidenceForm, LookOutcome, ReadyStep
from headway.district.foundation.api import Conflict, FieldProblem, NotAllowed, NotFound, Refused, clock
from headway.district.people.api import Viewer, children_of, learner_gates, raters_of
from headway.district.policy.api import rule_in_effect, scale_for

__all__ = [
    "LONGEST_WORDS",
    "MOST_COMPETENCIES",
    "SECOND_LOOK_POLICY",
    "can_ask_ready",
    "can_ask_second_look",
    "check_answer_ready",
    "check_answer_second_look",
    "check_ask_ready",
    "check_ask_second_look",
    "check_take_back_second_look",
    "families_may_ask",
]

# One piece of work can show much, and a request has to be read by a person.
MOST_COMPETENCIES = 12
LONGEST_WORDS = 4000
# A time that is set lies within the year to come: further on is a slip of the pen.
FURTHEST = dt.timedelta(days=366)
# The policy book may say {"families": false}; without a word in it families may ask.
SECOND_LOOK_POLICY = "evidence.second_look"

_NO_SUCH_PAGE = _("There is no such page, or it is not open to you.")


# -- I'm ready --


def check_ask_ready(
    viewer: Viewer,
    *,
    competency_ids: Collection[int],
    form: str,
    plan: str = "",
    task: Task | None = None,
    asked_id: int | None = None,
    own_levels: Mapping[int, int] | None = None,
) -> int:
    """The learner who may ask this: herself, and nobody for her. Returns her row id.

    Raises NotAllowed for everybody who is no learner, Refused with one problem per field.
    """
    learner_id = _learner_herself(viewer)
    problems = [
        *_competency_problems(competency_ids),
        *_form_problems(form, task),
        *_level_problems(own_levels or {}, competency_ids),
        *_length_problem("plan", plan),
    ]
    if asked_id is not None and asked_id not in {one.person_id for one in raters_of(learner_id)}:
        problems.append(
            FieldProblem(
                _("This adult doesn't teach or advise you today."),
                field="asked",
                remedy=_("Choose somebody from the list, or leave it open for whoever has time first."),
            )
        )
    _refuse(problems)
    return learner_id


def can_ask_ready(viewer: Viewer) -> bool:
    """May this person say “I'm ready” at all?"""
    try:
        _learner_herself(viewer)
    except NotAllowed:
        return False
    return True


def check_answer_ready(
    viewer: Viewer,
    ready: Ready,
    step: str,
    *,
    planned_for: dt.datetime | None = None,
    evidence: Evidence | None = None,
) -> None:
    """May this step be told of a request that the viewer can see?

    Adults who may rate set a time, bring work in and look at it; the learner hands in and takes back. The caller has
    found the request through `ready_request` with the purpose that fits.
    """
    is_hers = viewer.learner_id == ready.learner.pk
    if step not in ReadyStep.values:
        raise Refused(_("This step isn't known."), remedy=_("Choose one of the steps on the page."))
    if step == ReadyStep.TAKEN_BACK and not is_hers:
        raise NotAllowed(
            _("A request is taken back by the learner who asked."),
            remedy=_("Set a time with the learner, or look at the work."),
        )
    if step in (ReadyStep.PLANNED, ReadyStep.LOOKED_AT) and is_hers:
        raise NotAllowed(
            _("An adult sets the time and looks at the work."),
            remedy=_("You can hand in your work, or take your request back."),
        )
    if not ready.is_open:
        raise Conflict(
            _("This request was taken back.")
            if ready.step == ReadyStep.TAKEN_BACK
            else _("This was looked at already."),
            remedy=_("Nothing more needs to be done here."),
        )
    if step == ReadyStep.PLANNED:
        _check_time(planned_for)
    if evidence is not None and evidence.learner_id != ready.learner.pk:
        raise NotFound(_NO_SUCH_PAGE)
    if step == ReadyStep.WORK_IN and evidence is None:
        raise Refused(_("There is no work yet."), remedy=_("Add a text, a file or a link first."))


def _check_time(planned_for: dt.datetime | None) -> None:
    if planned_for is None:
        problem = FieldProblem(
            _("No time is chosen yet."), field="planned_for", remedy=_("Choose a day and a time.")
        )
    elif planned_for < clock.now() - dt.timedelta(minutes=5):
        problem = FieldProblem(
            _("This time has passed."), field="planned_for", remedy=_("Choose a time from now on.")
        )
    elif planned_for > clock.now() + FURTHEST:
        problem = FieldProblem(
            _("This time is more than a year away."),
            field="planned_for",
            remedy=_("Choose a time soon, while the work is fresh."),
        )
    else:
        return
    _refuse([problem])


def _learner_herself(viewer: Viewer) -> int:
    if viewer.learner_id is None:
        raise NotAllowed(
            _("Learners say themselves that they are ready."),
            remedy=_("Record what you saw, or talk with the learner."),
        )
    gate = learner_gates((viewer.learner_id,))[viewer.learner_id]
    if gate.left_on and gate.left_on < clock.today():
        raise NotAllowed(
            _("You have left the district, so nothing new can be asked here."),
            remedy=_("Your record stays yours. The school office can tell you who helps you now."),
        )
    return viewer.learner_id


def _competency_problems(competency_ids: Collection[int]):
    continuum = current_map()
    if not competency_ids:
        yield FieldProblem(
            _("No competency is chosen yet."), field="also", remedy=_("Choose what you want to show.")
        )
    elif len(competency_ids) > MOST_COMPETENCIES:
        yield FieldProblem(
            _("This is more than one piece of work can show."),
            field="also",
            remedy=_("Choose at most %(most)s.") % {"most": MOST_COMPETENCIES},
        )
    if continuum is None or any(one not in continuum.by_id for one in competency_ids):
        yield FieldProblem(
            _("This competency isn't part of the district's published continuum."),
            field="also",
            remedy=_("Choose it anew from your line."),
        )
    elif any(continuum.by_id[one].kind == DomainKind.HABITS for one in competency_ids):
        yield FieldProblem(
            _("Habits of success have a page of their own."),
            field="also",
            remedy=_("Open “My habits” and say there how you see them."),
        )


def _form_problems(form: str, task: Task | None):
    if form not in EvidenceForm.values:
        yield FieldProblem(
            _("No way to show it is chosen yet."), field="way", remedy=_("Choose one of the ways.")
        )
    elif task is not None and form not in {task.form, *task.other_forms}:
        yield FieldProblem(
            _("This task is shown in another way."),
            field="way",
            remedy=_("Choose one of: %(forms)s. Or show it without the task.")
            % {
                "forms": ", ".join(
                    str(EvidenceForm(one).label)
                    for one in (task.form, *task.other_forms)
                    if one in EvidenceForm.values
                )
            },
        )


def _level_problems(own_levels: Mapping[int, int], competency_ids: Collection[int]):
    scale = scale_for()
    for competency_id, level in own_levels.items():
        if isinstance(level, bool) or not isinstance(level, int) or not 1 <= level <= scale.size:
            sentence, remedy = level_sentence(level, scale)
            yield FieldProblem(sentence, field="own", remedy=remedy)
        elif competency_id not in competency_ids:
            yield FieldProblem(
                _("You looked at a competency that you don't ask to show."),
                field="own",
                remedy=_("Begin again from the competency's page."),
            )


# -- second looks --


def families_may_ask() -> bool:
    """Does the district let families ask for a second look? Yes, unless its policy book says otherwise."""
    return bool(rule_in_effect(SECOND_LOOK_POLICY).parameters.get("families", True))


def check_ask_second_look(viewer: Viewer, rating: Rating, reason: str) -> None:
    """The learner herself may ask, and her family where the policy lets it. `rating` is one that the viewer can see.

    As often as they like, one at a time: each is looked at by somebody who has not rated this work before.
    Raises NotAllowed, Conflict where one waits already, Refused without a reason or where nobody else may rate.
    """
    _check_hers_or_familys(viewer, rating.learner_id)
    if hasattr(rating, "withdrawal"):
        raise Conflict(
            _("This rating was taken back already."), remedy=_("It doesn't count any more, so nothing waits.")
        )
    looks = list(rating.second_looks.select_related("answer"))
    if any(not hasattr(one, "answer") for one in looks):
        raise Conflict(
            _("A second look was asked for already, and it is waiting."),
            remedy=_("Another one can be asked for once somebody has looked."),
        )
    if hasattr(rating, "answers_look"):
        raise Refused(
            _("This is a second look already."),
            remedy=_("Talk with both adults. They decide together with you what the work shows."),
        )
    if not reason.strip():
        _refuse(
            [
                FieldProblem(
                    _("The reason is empty."),
                    field="reason",
                    remedy=_("Say in a sentence what you see in the work."),
                )
            ]
        )
    _refuse(list(_length_problem("reason", reason)))
    looked = {rating.rater_id} | {
        one.answer.answered_by_id for one in looks if one.answer.outcome == LookOutcome.SEEN
    }
    if not {one.person_id for one in raters_of(rating.learner_id)} - looked:
        raise Refused(
            _("Everybody who could look at this work has looked.")
            if len(looked) > 1
            else _("Nobody else can look at this work yet."),
            remedy=_("Talk with the teacher who looked first, or ask the school office for another adult."),
        )


def can_ask_second_look(viewer: Viewer, learner_id: int) -> bool:
    """May this person ask for second looks at this learner's work at all?"""
    try:
        _check_hers_or_familys(viewer, learner_id)
    except NotAllowed:
        return False
    return True


def _check_hers_or_familys(viewer: Viewer, learner_id: int) -> None:
    if viewer.learner_id == learner_id:
        return
    if children_of(viewer).filter(pk=learner_id).exists():
        if families_may_ask():
            return
        raise NotAllowed(
            _("In this district learners ask for a second look themselves."),
            remedy=_("Talk about it together; your child can ask for it after signing in."),
        )
    raise NotAllowed(
        _("A second look is asked for by the learner or the family."),
        remedy=_("If you see the work differently, record a rating of your own."),
    )


def check_answer_second_look(viewer: Viewer, look: LookInfo) -> None:
    """Somebody else than the first rater, who may rate the learner, answers. The caller checked that she may rate."""
    if look.first_rater_id == viewer.person_id:
        raise NotAllowed(
            _("A second look is for somebody else than the first rater."),
            remedy=_("A colleague who teaches or advises the learner will look at it."),
        )
    if viewer.person_id in {one.second_rater_id for one in look.before}:
        raise NotAllowed(
            _("You have looked at this work already."),
            remedy=_("Another colleague who teaches or advises the learner will look at it."),
        )
    _check_waits(look)


def check_take_back_second_look(viewer: Viewer, look: LookInfo) -> None:
    """The learner takes it back, or whoever asked."""
    if viewer.learner_id != look.learner.pk and viewer.person_id != look.asked_by_id:
        raise NotAllowed(
            _("A second look is taken back by whoever asked for it."),
            remedy=_("Talk with the learner and the family."),
        )
    _check_waits(look)


def _check_waits(look: LookInfo) -> None:
    if not look.waits:
        raise Conflict(
            _("This second look is settled already."), remedy=_("What came of it stands beside the work.")
        )


def _length_problem(name: str, text: str):
    if len(text) > LONGEST_WORDS:
        yield FieldProblem(
            _("This text has %(count)s characters.") % {"count": len(text)},
            field=name,
            remedy=_("Use at most %(longest)s.") % {"longest": LONGEST_WORDS},
        )


def _refuse(problems: list[FieldProblem]) -> None:
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))


def find_rating(rating_uuid: uuid.UUID, seen: Any) -> Rating:
    """The rating with this identifier, of one of the learners who may be seen. Raises NotFound."""
    rating = (
        Rating.objects.filter(uuid=rating_uuid, learner_id__in=seen)
        .select_related("withdrawal", "answers_look")
        .first()
    )
    if rating is None:
        raise NotFound(_NO_SUCH_PAGE)
    return rating
