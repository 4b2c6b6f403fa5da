"""Rows of the reference as columns of the whole."""

import numpy as np

from headway.mastery.proficiency.slate import (
    NO_GROWTH,
    NONE,
    SlateEnrolments,
    SlateResults,
    SlateSkills,
    required_at,
)


def ints(values):
    return np.array(list(values), dtype=np.int64)


def as_columns(results_of, skills_of, enrolments):
    """results_of: learner → results; skills_of: competency → skills; enrolments: learner, competency, level, baseline."""
    results = [(learner, one) for learner, found in results_of.items() for one in found]
    skills = sorted(
        ((skill, competency) for competency, found in skills_of.items() for skill in found),
        key=lambda pair: pair[0].skill,
    )
    return (
        SlateResults(
            learner=ints(learner for learner, _ in results),
            skill=ints(one.skill for _, one in results),
            level=ints(one.level for _, one in results),
            step=ints(NONE if one.step is None else one.step for _, one in results),
            override=np.array([one.override for _, one in results], dtype=bool),
            when=ints(one.when for _, one in results),
            demonstration=ints(one.demonstration for _, one in results),
            result=ints(one.result for _, one in results),
        ),
        SlateSkills(
            skill=ints(skill.skill for skill, _ in skills),
            competency=ints(competency for _, competency in skills),
            active=np.array([skill.active for skill, _ in skills], dtype=bool),
            required=np.array(
                [[required_at(skill.requirements, level) for level in range(14)] for skill, _ in skills],
                dtype=np.int64,
            ).reshape(len(skills), 14),
        ),
        SlateEnrolments(
            learner=ints(learner for learner, *_ in enrolments),
            competency=ints(competency for _, competency, *_ in enrolments),
            level=ints(level for _, _, level, _ in enrolments),
            baseline=ints(NONE if baseline is None else baseline for *_, baseline in enrolments),
        ),
    )


def none_as(value, none=None):
    return none if value in (NONE, NO_GROWTH) else value


def row_of(columns, place):
    return {
        "baseline": none_as(int(columns.baseline[place])),
        "average": none_as(int(columns.average[place])),
        "complete": int(columns.complete[place]),
        "required": int(columns.required[place]),
        "missed": int(columns.missed[place]),
        "progress": int(columns.progress[place]),
        "is_complete": bool(columns.is_complete[place]),
        "growth_tenths": None if columns.growth[place] == NO_GROWTH else int(columns.growth[place]),
    }


def said_by(row):
    return {
        name: getattr(row, name)
        for name in (
            "baseline",
            "average",
            "complete",
            "required",
            "missed",
            "progress",
            "is_complete",
            "growth_tenths",
        )
    }
