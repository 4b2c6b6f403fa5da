"""Whether the range of 8 of 10 holds 8 of 10, how wide it is, and how long a night's forecasts take.

python -m benchmarks.forecast [--full] [world …]     worlds: trial, bursts, curves, domains, real, speed

Side by side on the same held-out learners: the naive range (a learner's own rate, as if it were known), the plain
gamma-Poisson range, the same with split conformal (both ends moved by the 80 % quantile of how far they missed), and
ours. The first three count calendar weeks; ours counts instructional days and is turned into weeks by the calendar.

Simulated districts: five years of record, of which only what lies before one day is known to our fit. The conformal
baseline is calibrated on other learners *from the same day on*, outcomes included, which no district could do: it is
given more than we are. Targets lie 20 to 140 instructional days ahead at the learner's own rate.
The trial: everybody's cut is some weeks after her start; the baseline learns a prior from 500 students, calibrates on
500 others, and all are tested on 500; ours is fitted to the first 80 weeks of those 1,000.

Standard errors: over replicates (districts drawn anew), sd / √replicates.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from benchmarks.figures import Figure
from benchmarks.forecast_streams import TRIAL, WEEK, World, assistments, of_district, trial
from benchmarks.worker import give
from headway.mastery.pacing.forecast import Fitted, Histories, fit
from headway.mastery.pacing.forecast.features import Events
from headway.mastery.pacing.forecast.gamma_poisson import prior_of, times
from headway.mastery.simulation import Calendar, bursts, curves, invented_map

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LEARNERS, YEARS, TODAY, FIRST_SEED = 2000, 5, 20_500, 9500
METHODS = ("naive", "gamma-Poisson", "+ conformal", "ours")
HORIZON = 180
FEWEST_DAYS = 30


@dataclass(eq=False)
class Tested:
    """Of one replicate, per held-out learner and method."""

    covered: Floats  # methods × learners
    early: Floats
    late: Floats
    width: Floats  # calendar weeks
    refused: NDArray[np.bool_]  # by ours
    groups: dict[str, Ints]
    chance: Floats = field(default_factory=lambda: np.zeros(0))
    came: Floats = field(default_factory=lambda: np.zeros(0))
    unknown: float = 0.0


def judge(
    world: World,
    fitted: Fitted,
    base: Histories,
    chosen: Ints,
    cut: Ints,
    more: Floats,
    split: tuple[Ints, Ints],
) -> Tested:
    """chosen: rows with a target; cut: the last instructional day known; split: to calibrate on, to test on (places
    in `chosen`). base: the histories that the prior of the baseline is learned from."""
    whole, dates = world.whole, world.dates
    first = whole.first_day[chosen]
    until = np.full(len(whole), -1, dtype=np.int64)
    until[chosen] = cut
    known = whole.until(np.where(until >= 0, until, whole.first_day - 1))
    assert (known.learner == whole.learner[np.sort(chosen)]).all()
    days, _ = Events(whole).day_of_reaching(chosen, cut - first + 1, more)
    at = np.arange(len(dates))

    def weeks(ahead: Floats) -> Floats:
        """Calendar weeks from the cut; past the record the last year's rhythm goes on evenly."""
        to = cut + np.where(np.isfinite(ahead), ahead, 0)
        beyond = np.maximum(to - at[-1], 0) * (dates[-1] - dates[0]) / (len(dates) - 1)
        found = (np.interp(to, at, dates) + beyond - dates[cut]) / 7
        return np.where(np.isfinite(ahead), found, np.inf)

    took = weeks(days)
    spent = (dates[cut] - dates[first] + 1) / 7
    row = known.rows_of(whole.learner[chosen])
    count = known.counts[row]
    prior = prior_of(base.counts, (dates[base.last_day] - dates[base.first_day] + 1) / 7)
    own = spent / np.maximum(count, 0.5)
    ranges = {"naive": (own * gammaincinv(more, 0.1), own * gammaincinv(more, 0.9))}
    low, high = (times(prior, count, spent, more, chance) for chance in (0.1, 0.9))
    ranges["gamma-Poisson"] = low, high
    calibrate, test = split
    missed = np.sort(np.maximum(low - took, took - high)[calibrate])
    move = missed[min(int(np.ceil((len(missed) + 1) * 0.8)) - 1, len(missed) - 1)]
    ranges["+ conformal"] = np.maximum(low - move, 0), high + move
    ours = fitted.outlooks(known, more, np.inf, learner=whole.learner[chosen], within=60.0)
    ranges["ours"] = weeks(ours.low), weeks(ours.high)
    refused = ~(fitted.outlooks(known, more, HORIZON, learner=whole.learner[chosen]).refused == 0)

    watched = weeks((whole.last_day[chosen] - cut).astype(float))
    result = {name: [] for name in ("covered", "early", "late", "width")}
    for name in METHODS:
        low, high = (end[test] for end in ranges[name])
        # What was not reached while the record lasted is late where the range ended before; else it is left out.
        open_ = ~np.isfinite(took[test]) & (high > watched[test])
        for key, value in (
            ("covered", (took[test] >= low) & (took[test] <= high)),
            ("early", took[test] < low),
            ("late", took[test] > high),
            ("width", high - low),
        ):
            result[key].append(np.where(open_ & (key != "width"), np.nan, value.astype(float)))
    seen = watched[test] > 12
    return Tested(
        *(np.array(result[key]) for key in ("covered", "early", "late", "width")),
        refused[test],
        {"school": whole.school[chosen][test]}
        | {name: by[chosen][test] for name, by in world.groups.items()},
        ours.chance[test][seen],
        (days[test][seen] <= 60).astype(float),
        float((~np.isfinite(took[test])).mean()),
    )


def of_simulated(generator, seed: int, *, by_domain: bool) -> Tested:
    draw = np.random.default_rng([5, seed])
    district = generator(invented_map(7), Calendar.around(TODAY, years=YEARS), learners=LEARNERS, seed=seed)
    world = of_district(district, by_domain=by_domain)
    whole = world.whole
    now = int(draw.integers(400, 561))
    person = whole.learner // district.map.domains if by_domain else whole.learner
    learns = (draw.permutation(LEARNERS) < LEARNERS // 2)[person]
    if by_domain:  # one domain each, so that learners stay independent
        learns &= draw.random(len(whole)) < 0.5
    base = whole.take(learns).until(now)
    fitted = fit(base)
    days = now - whole.first_day + 1
    chosen = np.flatnonzero((days >= FEWEST_DAYS) & (whole.last_day > now + 20))
    known = whole.until(now)
    prior = prior_of(base.counts, base.days)
    row = known.rows_of(whole.learner[chosen])
    rate = (prior.a + known.counts[row]) / (prior.b + known.days[row])
    more = np.maximum(np.round(draw.uniform(20, 140, len(chosen)) * rate), 1.0)
    tested = ~learns[chosen]
    if by_domain:
        tested &= ~np.isin(person[chosen], person[learns])
    split = np.flatnonzero(learns[chosen]), np.flatnonzero(tested)
    return judge(world, fitted, base, chosen, np.full(len(chosen), now), more, split)


def of_trial(seed: int, *, with_bursts: bool) -> Tested:
    draw = np.random.default_rng([6, seed])
    world = trial(seed, bursts=with_bursts)
    whole, n = world.whole, len(world.whole)
    weeks = draw.integers(TRIAL["weeks"][0], TRIAL["weeks"][1] + 1, n)
    cut = np.searchsorted(world.dates, world.dates[0] + weeks * 7) - 1
    more = draw.integers(TRIAL["remain"][0], TRIAL["remain"][1] + 1, n).astype(float)
    train, calibrate, test = np.split(draw.permutation(n), 3)
    fitted = fit(whole.take(np.sort(np.concatenate([train, calibrate]))).until(80 * WEEK))
    base = whole.until(cut).take(np.sort(train))
    return judge(world, fitted, base, np.arange(n), cut, more, (calibrate, test))


def of_real(seed: int) -> Tested:
    """A cut somewhere in the first two thirds of what each learner answered."""
    draw = np.random.default_rng([8, seed])
    world = assistments()
    whole = world.whole
    long = np.flatnonzero(whole.days >= 90)
    learns = draw.random(len(whole)) < 0.5
    chosen = long
    cut = (
        whole.first_day[chosen]
        + 30
        + (draw.random(len(chosen)) * (whole.days[chosen] * 2 / 3 - 30)).astype(int)
    )
    fitted = fit(whole.take(learns))
    until = whole.first_day - 1
    until[chosen] = cut
    base = whole.until(until)
    base = base.take(np.isin(base.learner, whole.learner[learns]))
    prior = prior_of(base.counts, base.days)
    known = whole.until(until)
    row = known.rows_of(whole.learner[chosen])
    rate = (prior.a + known.counts[row]) / (prior.b + known.days[row])
    left = whole.last_day[chosen] - cut
    more = np.maximum(np.round(draw.uniform(0.15, 0.5, len(chosen)) * left * rate), 1.0)
    split = np.flatnonzero(learns[chosen]), np.flatnonzero(~learns[chosen])
    return judge(world, fitted, base, chosen, cut, more, split)


def tell(name: str, tested: list[Tested], *, promised: bool) -> None:
    def over(values: list[float]) -> str:
        return f"{np.mean(values):.3f} ± {np.std(values, ddof=1) / np.sqrt(len(values)):.3f}"

    print(
        f"\n## {name}: {len(tested)} replicates, {sum(t.covered.shape[1] for t in tested):,} held-out targets"
    )
    print("| range | holds | earlier | later | median width, weeks |\n| --- | --- | --- | --- | --- |")
    for at, method in enumerate(METHODS):
        cells = [
            over([float(np.nanmean(getattr(t, key)[at])) for t in tested])
            for key in ("covered", "early", "late")
        ]
        width = over([float(np.median(t.width[at])) for t in tested])
        print(f"| {method} | {' | '.join(cells)} | {width} |")
    ratio = [float(np.median(t.width[3]) / np.median(t.width[2])) for t in tested]
    covered = float(np.mean([np.nanmean(t.covered[3]) for t in tested]))
    answered = [float(np.nanmean(t.covered[3][~t.refused])) for t in tested]
    print(f"width of ours ÷ that of the conformal baseline: {over(ratio)}; targets not reached in the record: "
          f"{np.mean([t.unknown for t in tested]):.3f}")  # fmt: skip
    print(f"refused at {HORIZON} days: {over([float(t.refused.mean()) for t in tested])}; "
          f"the ranges given hold {over(answered)}")  # fmt: skip
    worst, where = 0.0, ""
    print("| group | targets | ours holds | + conformal holds |\n| --- | --- | --- | --- |")
    for group in tested[0].groups:
        for which in np.unique(np.concatenate([t.groups[group] for t in tested])):
            rows = [(t, t.groups[group] == which) for t in tested]
            many = sum(int(here.sum()) for _, here in rows)
            each = np.array(
                [[np.nanmean(t.covered[m][here]) for m in (3, 2)] for t, here in rows if here.sum() >= 5]
            )
            if many < 200 or len(each) < 2:
                continue
            total = [
                float(np.nanmean(np.concatenate([t.covered[m][here] for t, here in rows]))) for m in (3, 2)
            ]
            error = each.std(axis=0, ddof=1) / np.sqrt(len(each))
            print(
                f"| {group} {which} | {many:,} | {total[0]:.3f} ± {error[0]:.3f} | {total[1]:.3f} ± {error[1]:.3f} |"
            )
            if abs(total[0] - 0.8) > abs(worst):
                worst, where = total[0] - 0.8, f"{group} {which}"
    chance, came = np.concatenate([t.chance for t in tested]), np.concatenate([t.came for t in tested])
    place = np.clip((chance * 10).astype(int), 0, 9)
    print("chance of 60 instructional days, told → came: " + ", ".join(
        f"{chance[place == p].mean():.2f} → {came[place == p].mean():.2f} ({(place == p).sum():,})"
        for p in range(10) if (place == p).sum() >= 50
    ), flush=True)  # fmt: skip
    off = sum(abs(chance[place == p].mean() - came[place == p].mean()) * (place == p).mean()
              for p in range(10) if (place == p).any())  # fmt: skip
    slug = name.replace(" ", "-")
    goal = (0.02, 0.05, 0.9) if promised else (None, None, None)
    error = np.std([np.nanmean(t.covered[3]) for t in tested], ddof=1) / np.sqrt(len(tested))
    give(Figure(f"forecast-{slug}-off-80", round(abs(covered - 0.8), 4), "share", goal[0],
                note=f"the range of 8 of 10 holds {covered:.3f} ± {error:.3f}"))  # fmt: skip
    give(
        Figure(
            f"forecast-{slug}-worst-group",
            round(abs(worst), 4),
            "share",
            goal[1],
            note=f"{where}: {worst:+.3f}",
        )
    )
    give(Figure(f"forecast-{slug}-width", round(float(np.mean(ratio)), 4), "ratio", goal[2],
                against="gamma-Poisson + split conformal on the same learners"))  # fmt: skip
    give(Figure(f"forecast-{slug}-chances-off", round(float(off), 4), "share"))


def speed() -> None:
    """1,000,000 targets of 100,000 learners with three years of history."""
    draw = np.random.default_rng(3)
    n = 100_000
    rate = draw.gamma(4, 0.06 / 4, n)
    many = draw.poisson(rate * 540)
    learner = np.arange(n)
    histories = Histories(
        learner, learner % 180, np.zeros(n, np.int64), np.full(n, 539), np.repeat(learner, many),
        draw.integers(0, 540, many.sum()), np.ones(many.sum()),
    )  # fmt: skip
    fitted = fit(histories.take(np.arange(1000)))
    whose, remaining = np.repeat(learner, 10), np.tile(np.arange(1.0, 11.0), n)
    started = time.process_time()
    fitted.outlooks(histories, remaining, 120, learner=whose)
    taken = time.process_time() - started
    give(
        Figure(
            "forecast-speed", round(taken, 2), "s of processor time", 60, note="1,000,000 targets, one core"
        )
    )


def main(wanted: list[str]) -> None:
    full = "--full" in wanted
    asked = [one for one in wanted if one in ("trial", "bursts", "curves", "domains", "real", "speed")]

    def runs(world: str) -> bool:
        return not asked or world in asked

    many = int(os.environ.get("HEADWAY_BENCH_REPEATS", "60" if full else "24"))
    seeds = range(FIRST_SEED, FIRST_SEED + many)
    if runs("speed"):
        speed()
    if runs("trial"):
        for with_bursts in (False, True):
            name = "trial with bursts and vacations" if with_bursts else "trial with rates from a gamma"
            tell(name, [of_trial(seed, with_bursts=with_bursts) for seed in seeds], promised=with_bursts)
    for generator in (bursts, curves):
        name = generator.__name__
        if runs(name):
            tell(name, [of_simulated(generator, seed, by_domain=False) for seed in seeds], promised=True)
        if runs("domains"):
            tell(
                f"{name} by domain",
                [of_simulated(generator, s, by_domain=True) for s in seeds],
                promised=False,
            )
    if runs("real") and os.environ.get("HEADWAY_SHARED"):
        tell("real assistments", [of_real(seed) for seed in seeds], promised=False)


if __name__ == "__main__":
    main(sys.argv[1:])
