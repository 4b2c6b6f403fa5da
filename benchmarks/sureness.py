"""How often the filter is right when it commits, beside plain rules, on both generators of learners with known truth.

The tables go to the screen; the figures are what was promised. Settings were chosen on a third generator
(`mastery.simulation.tuning`); what a district learns of its own, it learns from ratings, never from the truth.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure
from benchmarks.worker import give
from headway.mastery.proficiency import Rule, propose_many
from headway.mastery.proficiency.sureness import (
    Learned,
    SchoolTime,
    Settings,
    how_sure_many,
    learned_from,
)
from headway.mastery.scales import Scale
from headway.mastery.simulation import Calendar, bursts, curves, invented_map
from headway.mastery.simulation.judging import (
    Bin,
    Cut,
    calibration,
    cut_after,
    leniency_in,
    moderated,
    true_at_ratings,
)

LEARNERS, TODAY, SEED = 2500, 20_500, 2024
COUNTS = (1, 2, 3, 5, 8)
GOALS = {3: 0.90, 5: 0.94}
CALIBRATED = 0.03
# A bin tells something from so many bodies on: its standard error is then at most .016.
BODIES_OF_A_BIN = 1000
SCALE = Scale.default()
HEADING = "| said | true | off | se | bodies |\n| --- | --- | --- | --- | --- |"
Levels = NDArray[np.int64]


def main() -> None:
    for name, generator in (("bursts", bursts), ("curves", curves)):
        district = generator(invented_map(7), Calendar.around(TODAY), learners=LEARNERS, seed=SEED)
        days = SchoolTime.of(int(day) for week in district.calendar.days_in_weeks() for day in week)
        ratings = days.ratings(district.ratings)
        started = time.process_time()
        alone = learned_from(ratings, SCALE)
        taken = time.process_time() - started
        say(
            f"\n## {name}: {len(ratings):,} ratings; learned in {taken:.0f} s of work from {alone.bodies:,} bodies"
        )
        exemplars = {
            "moderated": days.moderation(moderated(district, SEED)),
            "same-forty": days.moderation(moderated(district, SEED, new_each_time=False)),
        }
        learned = {"": alone} | {
            f".{which}": learned_from(ratings, SCALE, moderation=each) for which, each in exemplars.items()
        }
        pages = learned[".moderated"].alone
        learned[".pages"] = Learned(pages or Settings(), None, alone.bodies)
        reached = true_at_ratings(district)
        cuts = [cut_after(ratings, reached, pieces) for pieces in COUNTS]
        judge(name, cuts, learned, leniency_in(district, alone.settings))


def judge(name: str, cuts: list[Cut], learned: dict[str, Learned], leniency: float) -> None:
    """learned: "" from ratings alone; .moderated with forty new exemplars in each half year; .same-forty with the same
    ones always; .pages as .moderated without anybody's own severity."""
    started = Learned(Settings(), None, 0)
    say(
        "\nShare that is right about “proficient now”; “when sure” beside the share of bodies for which it is sure"
    )
    rows = []
    for cut in cuts:
        chance, untaught = chance_of(cut, learned[".moderated"]), chance_of(cut, started)
        rows.append((cut, [*plain_rules(cut), *filters(cut, chance, untaught)]))
    names = [each for each, _ in rows[0][1]]
    say("| pieces | bodies | " + " | ".join(names) + " |")
    say("| --- |" + " --- |" * (1 + len(names)))
    for cut, answers in rows:
        say(f"| {cut.pieces} | {len(cut.reached):,} | " + " | ".join(text for _, text in answers) + " |")
    notes = {
        "": f"no exemplars; the raters of this district are lenient by {leniency:.2f} together, which nobody can know then",
        ".moderated": "forty new exemplars in each half year, twenty by each rater",
        ".same-forty": "the same forty exemplars in each half year, twenty by each rater",
        ".pages": "as the pages answer: exemplars known, nobody's own severity kept",
    }
    reached = np.concatenate([cut.reached for cut in cuts])
    for title, each in learned.items():
        say(f"\n{each.settings}")
        if each.severities:
            known = each.severities
            say(f"raters: common {known.common:+.2f} ± {known.common_open:.2f}, spread {known.spread:.2f}")
        chances = [chance_of(cut, each) for cut in cuts]
        bins = calibration(np.concatenate(chances), reached)
        say(f"\nCalibration{title}, all numbers of pieces together\n{HEADING}")
        for one in bins:
            say(
                f"| {one.said:.3f} | {one.true:.3f} | {one.true - one.said:+.3f} | {one.se:.3f} | {one.n:,} |"
            )
        for cut, chance in zip(cuts, chances, strict=True):
            say(f"{cut.pieces} pieces: {curve(calibration(chance, cut.reached))}")
            if cut.pieces in GOALS:
                committed(f"{name}.right-when-sure{title}.{cut.pieces}-pieces", cut, chance)
        note = f"{notes[title]}; on the whole {typical(bins):.3f}"
        give(
            Figure(f"sureness.{name}.calibration{title}", round(furthest(bins), 3), "", CALIBRATED, note=note)
        )


def committed(name: str, cut: Cut, chance: NDArray[np.float32]) -> None:
    right, share = when_sure(cut, chance)
    note = f"sure about {share:.2f} of {len(chance):,} bodies; calibration {curve(calibration(chance, cut.reached))}"
    give(Figure(f"sureness.{name}", round(right, 3), "", GOALS[cut.pieces], at_most=False, note=note))


def chance_of(cut: Cut, learned: Learned) -> NDArray[np.float32]:
    return how_sure_many(
        cut.ratings, SCALE, learned.settings, severities=learned.severities, settles=False
    ).chance_proficient


def when_sure(cut: Cut, chance: NDArray[np.float32]) -> tuple[float, float]:
    sure = (chance >= 0.8) | (chance <= 0.2)
    return float(((chance >= 0.5) == cut.reached)[sure].mean()), float(sure.mean())


def filters(cut: Cut, chance: NDArray[np.float32], untaught: NDArray[np.float32]) -> list[tuple[str, str]]:
    answers = []
    for name, each in (("filter", chance), ("filter as it starts", untaught)):
        right, share = when_sure(cut, each)
        answers += [
            (name, f"{((each >= 0.5) == cut.reached).mean():.3f}"),
            (f"{name}, when sure", f"{right:.3f} / {share:.2f}"),
        ]
    return answers


def plain_rules(cut: Cut) -> list[tuple[str, str]]:
    """Each rule's number reaches the mark; numbers between levels also when they are rounded."""
    mark = SCALE.proficient
    answers = []
    numbers: list[tuple[str, Callable[[Levels], NDArray[np.float64]]]] = [
        ("highest", lambda levels: levels.max(axis=1)),
        ("latest", lambda levels: levels[:, -1]),
        ("mean", lambda levels: levels.mean(axis=1)),
        ("decaying, legacy", decaying_legacy),
        ("decaying, recursive", decaying_recursive),
    ]
    for name, rule in numbers:
        value = rule(cut.levels)
        whole, rounded = (((value >= edge) == cut.reached).mean() for edge in (mark, mark - 0.5))
        answers.append((name, f"{whole:.3f}" if whole == rounded else f"{whole:.3f}; rounded {rounded:.3f}"))
    proposed = propose_many(cut.ratings, Rule(), SCALE).level
    answers.append(("most recent consistent", f"{((proposed >= mark) == cut.reached).mean():.3f}"))
    return answers


def decaying_legacy(levels: Levels) -> NDArray[np.float64]:
    """.65 of the latest and .35 of the mean of all before."""
    if levels.shape[1] == 1:
        return levels[:, 0].astype(np.float64)
    return 0.65 * levels[:, -1] + 0.35 * levels[:, :-1].mean(axis=1)


def decaying_recursive(levels: Levels) -> NDArray[np.float64]:
    value = levels[:, 0].astype(np.float64)
    for place in range(1, levels.shape[1]):
        value = 0.65 * levels[:, place] + 0.35 * value
    return value


def furthest(bins: list[Bin]) -> float:
    """The largest distance from the diagonal among bins with enough bodies."""
    return max(abs(one.said - one.true) for one in bins if one.n >= BODIES_OF_A_BIN)


def typical(bins: list[Bin]) -> float:
    """The distance from the diagonal on the whole, each body alike."""
    return sum(abs(one.said - one.true) * one.n for one in bins) / sum(one.n for one in bins)


def curve(bins: list[Bin]) -> str:
    return " ".join(f"{one.said:.2f}→{one.true:.2f}±{one.se:.2f}({one.n})" for one in bins)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
