"""Slate-CBL's rules for one learner, one competency and one level.

Question: what does Slate itself show for these results: performance level, progress, growth?

Source: Slate-CBL (open source, MIT), its documents on student competencies, growth and missed demonstrations, its
published expected calculations, and its behaviour where the documents are silent. Everything is exact arithmetic
on whole numbers; Slate rounds a half away from zero. The traps, each with a test of its name:

- Only results set for exactly this level count, and only of active skills.
- The best results count, not the latest, and no more of them than the skill asks for at this level.
- Once a skill has an override, its missed results are dropped. The override itself stands last, so that enough
  ratings push it out.
- Missed results take a place and count neither in the sum nor in the number of the average.
- With overrides alone there is no average, and then the gate on the average is open.
- Without a stored baseline the earliest result of each skill takes its place, and the earliest may be an override:
  then the skill has none, even when ratings followed. Of several results at the same instant the last one counts.
- Skills that ask for nothing at this level take no part, whatever was shown in them.

Example: a skill that asks for 2 with ratings 8, 6, 9 → 9 and 8 count; average 8.5; 2 of 2 complete.
Limits: an average of ordinal steps, and one that can only rise. It is for comparing with what was, and never
decides a level here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from headway.mastery.proficiency.slate.rows import NextEnrolment, SlateResult, SlateRow, SlateSkill
from headway.mastery.proficiency.slate.rules import MISSED, Growth, SlateRules, gate, required_at, rounded

HALF = 50  # of 100, the progress from which a baseline may be made of some of the skills


def slate_row(
    results: Iterable[SlateResult],
    skills: Sequence[SlateSkill],
    level: int,
    baseline: int | None = None,
    rules: SlateRules | None = None,
) -> SlateRow:
    """The row of one enrolment. results: of one learner, in any order; skills: of one competency.

    baseline: as stored, in hundredths of a step; None for none.
    """
    rules = rules or SlateRules()
    asked = {skill.skill: required_at(skill.requirements, level) for skill in skills if skill.active}
    by_skill = _by_skill(results, asked, level)
    effective = {skill: _effective(found, asked[skill]) for skill, found in by_skill.items()}
    ratings = [one.step for found in effective.values() for one in found if _is_rating(one) and one.step]

    average = rounded(10 * sum(ratings), len(ratings)) if ratings else None
    required = sum(asked.values())
    complete = sum(_complete(found, asked[skill]) for skill, found in effective.items())
    missed = sum(_is_missed(one) for found in effective.values() for one in found)
    progress = rounded(100 * complete, required) if required else 100
    stored = rounded(baseline, 10) if baseline is not None else None
    growth = (
        _minus_baseline(average, stored, by_skill, asked, progress)
        if rules.growth is Growth.PERFORMANCE_LEVEL_MINUS_BASELINE
        else _recent_minus_first(by_skill, len(asked), baseline)
    )
    return SlateRow(
        baseline=stored,
        average=average,
        complete=complete,
        required=required,
        missed=missed,
        progress=progress,
        is_complete=complete >= required and _gates_open(average, effective, level, rules),
        growth=growth,
        effective=tuple(
            one.result for one in sorted((one for found in effective.values() for one in found), key=_age)
        ),
    )


def next_enrolment(
    level: int, baseline: int | None, average: int | None, rules: SlateRules | None = None
) -> NextEnrolment | None:
    """What follows a level that is complete: the next one, with the higher of baseline and average to begin from.

    baseline and average in tenths. Example: level 9 with 9.5 and 10.0 → level 10 from 10.0. Above the highest level
    nothing follows, and nothing ever goes back when evidence is taken away.
    """
    rules = rules or SlateRules()
    if level >= rules.highest_level:
        return None
    known = [value for value in (baseline, average) if value is not None]
    return NextEnrolment(level + 1, max(known) if known else None)


def _by_skill(
    results: Iterable[SlateResult], asked: dict[int, int], level: int
) -> dict[int, list[SlateResult]]:
    found: dict[int, list[SlateResult]] = defaultdict(list)
    for one in sorted(results, key=_age):
        if one.skill in asked and one.level == level:
            found[one.skill].append(one)
    return dict(found)


def _effective(found: list[SlateResult], asked: int) -> list[SlateResult]:
    if any(one.override for one in found):
        found = [one for one in found if not _is_missed(one)]
    return sorted(found, key=lambda one: (-(one.step or 0), one.override, *_age(one)))[:asked]


def _complete(effective: list[SlateResult], asked: int) -> int:
    shown = sum(asked if one.override else not _is_missed(one) for one in effective)
    return min(asked, shown)


def _gates_open(
    average: int | None, effective: dict[int, list[SlateResult]], level: int, rules: SlateRules
) -> bool:
    mark = gate(rules.minimum_average, level, 10)
    if average is not None and mark is not None and average < mark:
        return False
    lowest = gate(rules.minimum_rating, level, 1)
    each = (one for found in effective.values() for one in found if _is_rating(one))
    return lowest is None or all((one.step or 0) >= lowest for one in each)


def _minus_baseline(
    average: int | None,
    stored: int | None,
    by_skill: dict[int, list[SlateResult]],
    asked: dict[int, int],
    progress: int,
) -> Fraction | None:
    """Performance level less baseline; without a stored one the mean of each skill's earliest rating."""
    baseline = Fraction(stored, 10) if stored is not None else None
    if baseline is None:
        asking = [skill for skill, count in asked.items() if count]
        earliest = [step for skill in asking if (step := _earliest(by_skill.get(skill, []))) is not None]
        if earliest and (len(earliest) == len(asking) or progress >= HALF):
            baseline = Fraction(sum(earliest), len(earliest))
    return Fraction(average, 10) - baseline if average and baseline else None


def _earliest(found: list[SlateResult]) -> int | None:
    """The step of the earliest result that isn't missed; None when that is an override without one."""
    shown = [one for one in found if one.step != MISSED]
    first_moment = [one for one in shown if one.when == shown[0].when]
    return first_moment[-1].step if first_moment else None


def _recent_minus_first(
    by_skill: dict[int, list[SlateResult]], skills: int, baseline: int | None
) -> Fraction | None:
    """Per skill the most recent rating less the baseline (or the first of two or more), averaged.

    At least half of the skills must have one. Trap: a skill without any growth drops out of the count, so that
    growth of exactly nothing is never shown. The stored baseline is taken unrounded here.
    """
    grown: list[Fraction] = []
    for found in by_skill.values():
        steps = [one.step for one in found if _is_rating(one) and one.step]
        if steps and baseline:
            grown.append(steps[-1] - Fraction(baseline, 100))
        elif len(steps) > 1:
            grown.append(Fraction(steps[-1] - steps[0]))
    grown = [one for one in grown if one]
    return sum(grown, Fraction(0)) / len(grown) if grown and 2 * len(grown) >= skills else None


def _is_rating(one: SlateResult) -> bool:
    return not one.override


def _is_missed(one: SlateResult) -> bool:
    return not one.override and not one.step


def _age(one: SlateResult) -> tuple[int, int, int]:
    return one.when, one.demonstration, one.result
