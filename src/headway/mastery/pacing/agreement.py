"""The district's way of agreeing on a pace: who signs, what each autonomy stage may do, how often to look again.

A stage widens what a learner does alone: who begins, how far into the future a target may lie, how often an adult looks
at it with the learner. It never takes support away: no setting here touches support, and a narrower stage keeps every
agreement. Negotiated pacing with gradual release, as schools that practise it describe it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from headway.mastery.facts import Refused

FAMILY_PARTS = ("informed", "signs", "signs_steep_or_extended")
STAGES = (1, 2, 3, 4)
# How often a part-time learner is asked to check in: every week of school, or as often as her share of time says.
PART_TIME_CHECK_INS = ("every_week", "by_share")
BEGINS = ("adult", "both", "learner")  # from the narrowest on
MOST_WEEKS = 208  # four years: a target further off is the diploma's own date


@dataclass(frozen=True, slots=True)
class StageRules:
    """begins: who makes the first offer ("adult", "both", "learner"). horizon_weeks: how far off a target may lie.

    review_weeks: how often adult and learner look at it together. changes_alone_days: by how many days the learner may
    move an agreed date without a new signature of an adult (the adult is told); 0: not at all.
    """

    begins: str
    horizon_weeks: int
    review_weeks: int
    changes_alone_days: int = 0


DEFAULT_STAGES: Mapping[int, StageRules] = {
    1: StageRules("adult", 6, 1, 0),
    2: StageRules("both", 12, 2, 0),
    3: StageRules("learner", 26, 4, 7),
    4: StageRules("learner", 52, 6, 14),
}


@dataclass(frozen=True)
class AgreementPolicy:
    """Who signs a target besides learner and adult, how much slack a plan has, and the stages.

    family: "informed", "signs", or "signs_steep_or_extended". Learner and adult always sign. buffer_days: instructional
    days within which a plan still counts as on target. first_stage: where a learner stands until a person decided.
    contact_weeks: how often school and family speak. check_in_weekday: the day of the weekly check-in, Monday is 0.
    part_time_check_ins: part-time learners are asked every week, or as often as their share of time says (half of the
    time: every other week). A week of long leave asks nothing, whatever stands here.
    """

    family: str = "signs_steep_or_extended"
    buffer_days: int = 5
    first_stage: int = 1
    contact_weeks: int = 9
    check_in_weekday: int = 4
    part_time_check_ins: str = "every_week"
    stages: Mapping[int, StageRules] = field(default_factory=lambda: dict(DEFAULT_STAGES))

    @classmethod
    def from_dict(cls, parameters: Mapping[str, Any]) -> AgreementPolicy:
        """From JSON; what is left out is as by default. Raises Refused whose `params["field"]` names the setting."""
        known = {
            "family", "buffer_days", "first_stage", "contact_weeks", "check_in_weekday", "part_time_check_ins", "stages",
        }  # fmt: skip
        _check_known(parameters, known)
        family = parameters.get("family", "signs_steep_or_extended")
        if family not in FAMILY_PARTS:
            raise _refused("family", f"The family's part is one of: {', '.join(FAMILY_PARTS)}.")
        part_time = parameters.get("part_time_check_ins", "every_week")
        if part_time not in PART_TIME_CHECK_INS:
            raise _refused(
                "part_time_check_ins", f"Part-time check-ins are one of: {', '.join(PART_TIME_CHECK_INS)}."
            )
        return cls(
            family=family,
            buffer_days=_whole(parameters.get("buffer_days", 5), "buffer_days", 0, 60),
            first_stage=_whole(parameters.get("first_stage", 1), "first_stage", 1, 4),
            contact_weeks=_whole(parameters.get("contact_weeks", 9), "contact_weeks", 1, 52),
            check_in_weekday=_whole(parameters.get("check_in_weekday", 4), "check_in_weekday", 0, 6),
            part_time_check_ins=part_time,
            stages=_stages(parameters.get("stages", {})),
        )

    def to_dict(self) -> dict[str, Any]:
        """As `from_dict` reads it, every setting named."""
        return {
            "family": self.family,
            "buffer_days": self.buffer_days,
            "first_stage": self.first_stage,
            "contact_weeks": self.contact_weeks,
            "check_in_weekday": self.check_in_weekday,
            "part_time_check_ins": self.part_time_check_ins,
            "stages": {
                str(stage): {
                    "begins": rules.begins,
                    "horizon_weeks": rules.horizon_weeks,
                    "review_weeks": rules.review_weeks,
                    "changes_alone_days": rules.changes_alone_days,
                }
                for stage, rules in self.stages.items()
            },
        }

    def family_signs(self, plan: str) -> bool:
        """Whether an offer with this plan ("usual", "steep", "extended") needs a guardian's signature."""
        return self.family == "signs" or (self.family == "signs_steep_or_extended" and plan != "usual")


def _stages(given: Any) -> dict[int, StageRules]:
    if not isinstance(given, Mapping):
        raise _refused("stages", "The stages are written as numbers 1 to 4, each with its settings.")
    stages = dict(DEFAULT_STAGES)
    for name, settings in given.items():
        if str(name) not in {str(stage) for stage in STAGES} or not isinstance(settings, Mapping):
            raise _refused("stages", "The stages are written as numbers 1 to 4, each with its settings.")
        stage = int(name)
        _check_known(settings, {"begins", "horizon_weeks", "review_weeks", "changes_alone_days"})
        usual = DEFAULT_STAGES[stage]
        begins = settings.get("begins", usual.begins)
        if begins not in BEGINS:
            raise _refused("begins", "Who begins is one of: adult, both, learner.")
        stages[stage] = StageRules(
            begins,
            _whole(settings.get("horizon_weeks", usual.horizon_weeks), "horizon_weeks", 1, MOST_WEEKS, stage),
            _whole(settings.get("review_weeks", usual.review_weeks), "review_weeks", 1, 26, stage),
            _whole(
                settings.get("changes_alone_days", usual.changes_alone_days),
                "changes_alone_days",
                0,
                60,
                stage,
            ),
        )
    for earlier, later in pairwise(STAGES):
        _check_widens(earlier, stages[earlier], later, stages[later])
    return stages


def _check_widens(earlier: int, narrow: StageRules, later: int, wide: StageRules) -> None:
    """Whatever an earlier stage leaves to the learner, the later one leaves to her, too."""
    if BEGINS.index(wide.begins) < BEGINS.index(narrow.begins):
        raise _narrows(
            earlier,
            later,
            "begins",
            f"In stage {later} the learner begins less by herself than in stage {earlier}; a wider stage never narrows.",
        )
    if wide.horizon_weeks < narrow.horizon_weeks:
        raise _narrows(
            earlier,
            later,
            "horizon_weeks",
            f"Stage {later} looks less far into the future than stage {earlier}; a wider stage never narrows.",
        )
    if wide.changes_alone_days < narrow.changes_alone_days:
        raise _narrows(
            earlier,
            later,
            "changes_alone_days",
            f"In stage {later} the learner moves a date alone by fewer days than in stage {earlier}; a wider stage "
            "never narrows.",
        )


def _check_known(given: Any, known: set[str]) -> None:
    if not isinstance(given, Mapping):
        raise _refused("parameters", "The way of agreeing is written as names with values.")
    for name in given:
        if name not in known:
            raise _refused(str(name), f"There is no setting called {name}; remove it.")


def _whole(value: Any, name: str, least: int, most: int, stage: int | None = None) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refused(
            "setting_whole",
            f"{name} is a whole number from {least} to {most}.",
            field=name,
            stage=stage,
            least=least,
            most=most,
        )
    return value


def _narrows(earlier: int, later: int, name: str, sentence: str) -> Refused:
    return Refused("stage_narrows", sentence, field=name, stage=later, earlier=earlier, later=later)


def _refused(name: str, sentence: str) -> Refused:
    return Refused("agreement_settings", sentence, field=name)
