"""How long the rules take for a district in columns: 400,000 ratings of 40,000 pairs, in memory."""

from __future__ import annotations

import time
from statistics import median

import numpy as np

from benchmarks.figures import Figure
from benchmarks.worker import begin, give

RATINGS, PAIRS, RUNS = 400_000, 40_000, 5
A_YEAR = 300 * 86_400_000_000
# A rule that asks for about everything that can be asked.
TREE = {
    "summary": {"kind": "most_recent_consistent", "window": 3, "agreement": 2},
    "minimum_pieces": 2,
    "requires": [
        {"from_level": 2, "that": {"pieces": {"at_least": 2, "without": ["outside"]}}},
        {
            "from_level": 3,
            "that": {
                "all": [
                    {"pieces": {"at_least": 3, "forms": ["performance", "writing"], "within_days": 365}},
                    {"contexts": {"at_least": 2}},
                    {"any": [{"transfer": {}}, {"second_scorer": {}}, {"raters": {"at_least": 2}}]},
                ]
            },
        },
        {"from_level": 4, "that": {"all": [{"occasions": {"at_least": 2}}, {"essential_criteria": {}}]}},
    ],
}
PROMISED = {"rules-default": ({"kind": "most_recent_consistent"}, 0.5), "rules-tree": (TREE, 1.5)}


def main() -> None:
    from headway.mastery.proficiency import Rule, propose_many
    from headway.mastery.scales import Scale

    _engine, names = begin()
    ratings, scale = district(), Scale.default()
    started = time.perf_counter()
    np.lexsort((ratings.observed_at, ratings.competency, ratings.learner))
    sorting = time.perf_counter() - started
    for name in names:
        settings, goal = PROMISED[name]
        rule = Rule.from_dict(settings)
        taken = []
        for _run in range(RUNS):
            started = time.perf_counter()
            propose_many(ratings, rule, scale)
            taken.append(time.perf_counter() - started)
        give(
            Figure(
                f"{name}.seconds",
                round(median(taken), 3),
                "s",
                goal,
                against="sorting the ratings",
                ratio=median(taken) / sorting,
                note=f"{RATINGS:,} ratings of {PAIRS:,} pairs; fastest of {RUNS}: {min(taken):.3f} s",
            )
        )


def district():
    from headway.mastery.facts import NEVER, Circumstances, Ratings

    rng = np.random.default_rng(1)
    pair = rng.permutation(np.repeat(np.arange(PAIRS), RATINGS // PAIRS))
    observed = rng.integers(0, A_YEAR, RATINGS)
    return Ratings(
        learner=pair // 40,
        competency=pair % 40,
        level=rng.integers(1, 5, RATINGS),
        observed_at=observed,
        recorded_at=observed,
        rater=rng.integers(1, 9, RATINGS),
        rating_id=np.arange(RATINGS),
        evidence=rng.permutation(RATINGS) // 2 * 2,
        withdrawn_at=np.full(RATINGS, NEVER),
        circumstances=Circumstances(
            form=rng.integers(-1, 10, RATINGS),
            depth=rng.choice([-1, 1, 2, 3, 4], RATINGS),
            context=rng.integers(-1, 5000, RATINGS),
            occasion=observed // 86_400_000_000,
            marks=rng.integers(0, 64, RATINGS),
            essential=rng.choice([-1, 1, 2, 3, 4], RATINGS),
        ),
    )


if __name__ == "__main__":
    main()
