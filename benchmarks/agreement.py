"""The two engines of the rules, compared on arbitrary rules and bodies of evidence: `python -m benchmarks.agreement`.

HEADWAY_BENCH_CASES=100000   how many cases, each a pair of rules with the bodies of two learners; `make bench` looks at
                             10,000, because a hundred thousand take a quarter of an hour
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hypothesis import HealthCheck, Phase, given, settings

from headway.mastery.proficiency import propose
from tests.mathematics.proficiency.random_rules import A_DAY, SCALE, answers, cases


def main() -> int:
    in_a_bench = len(sys.argv) > 1
    wanted = int(os.environ.get("HEADWAY_BENCH_CASES", "10000" if in_a_bench else "100000"))
    seen: Counter[str] = Counter()
    differing = []

    # A case that differs is counted, not raised, so that all of them are looked at.
    @settings(
        max_examples=wanted,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def look(case) -> None:
        seen["cases"] += 1
        for one in answers(case):
            seen["bodies"] += 1
            seen["with a level"] += one.reference[0] is not None
            seen["held by a requirement"] += one.was_held
            seen["with requirements"] += bool(one.rule.requires)
            if one.reference != one.columns:
                differing.append((one.rule, one.body))

    started = time.perf_counter()
    look()
    taken = time.perf_counter() - started
    if in_a_bench:
        _figure(len(differing), seen)
        return 0
    print(f"{seen['cases']:,} cases in {taken:,.0f} s: {seen['bodies']:,} bodies under a rule")
    for name in ("with a level", "with requirements", "held by a requirement"):
        print(f"  {seen[name]:,} {name}")
    print(f"  {len(differing):,} on which the engines differ")
    for rule, body in differing[:3]:
        print(rule.to_dict(), body, propose(body, rule, SCALE, a_day=A_DAY), sep="\n  ")
    return 1 if differing else 0


def _figure(differing: int, seen: Counter[str]) -> None:
    from benchmarks.figures import Figure
    from benchmarks.worker import give

    note = (
        f"{seen['cases']:,} cases, {seen['bodies']:,} bodies under a rule, {seen['with a level']:,} with a level, "
        f"{seen['held by a requirement']:,} held by a requirement"
    )
    give(Figure("agreement.differing", differing, "bodies", 0, note=note))


if __name__ == "__main__":
    raise SystemExit(main())
