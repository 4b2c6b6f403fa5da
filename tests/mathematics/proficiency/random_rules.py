"""Arbitrary rules with trees, arbitrary bodies with circumstances, and where two engines differ on them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import assume
from hypothesis import strategies as st

from headway.mastery.facts import NEVER, Rating, Ratings, Refused
from headway.mastery.facts.reference import by_pair
from headway.mastery.proficiency import CONFIDENCES, STATUSES, ProposalColumns, Rule, propose, propose_by
from headway.mastery.proficiency.numeric import NUMERIC
from headway.mastery.proficiency.requirements.filters import FORMS, MARKS
from headway.mastery.scales import Scale

SCALE = Scale.default()
# Observed at whole days here.
A_DAY = 1

few = st.integers(1, 3)


def settings_of(draw, required, optional):
    """A dict with everything required, and each optional setting in about one case of ten."""
    found = {name: draw(strategy) for name, strategy in required.items()}
    wanted = draw(st.integers(0, 10 ** len(optional) - 1))
    for name, strategy in optional.items():
        wanted, asked = divmod(wanted, 10)
        if asked == 9:
            found[name] = draw(strategy)
    return found


FILTERS = {
    "forms": st.lists(st.sampled_from(sorted(FORMS)), min_size=1, max_size=6, unique=True),
    "without_forms": st.lists(st.sampled_from(sorted(FORMS)), min_size=1, max_size=2, unique=True),
    "depth": few,
    "within_days": st.integers(1, 12),
    "independent": st.just(True),
    "marks": st.lists(st.sampled_from(sorted(MARKS)), min_size=1, max_size=2, unique=True),
    "without": st.lists(st.sampled_from(sorted(MARKS)), min_size=1, max_size=2, unique=True),
    "raters": st.just(2),
    "last": st.integers(1, 5),
}
COUNTING = ("pieces", "contexts", "occasions", "raters", "forms_of_evidence", "transfer", "cumulative")


@st.composite
def predicates(draw):
    name = draw(st.sampled_from((*COUNTING, "second_scorer", "essential_criteria", "consistent")))
    own, filters = {"at_least": few}, dict(FILTERS)
    if name == "second_scorer":
        own |= {"raters": st.integers(2, 3), "agree": st.sampled_from(["reach", "same", "adjacent"])}
        del filters["raters"]
    if name == "consistent":
        own["of"] = st.integers(1, 4)
        del filters["last"]
    return {name: settings_of(draw, own, filters)}


trees = st.recursive(
    predicates(),
    lambda parts: st.builds(
        lambda joined, some: {joined: some},
        st.sampled_from(["all", "any"]),
        st.lists(parts, min_size=1, max_size=3),
    ),
    max_leaves=4,
)


@st.composite
def summaries(draw):
    kind = draw(
        st.sampled_from(
            ["most_recent_consistent"] * 4 + ["mode_of_last", "best_sustained", "top_n", "numeric"]
        )
    )
    if kind == "most_recent_consistent":
        window = draw(st.integers(1, 5))
        return {"kind": kind, "window": window, "agreement": draw(st.integers(1, window))}
    if kind == "numeric":
        name = draw(st.sampled_from(sorted(NUMERIC)))
        return {"kind": name, **({"allow_mean": True} if NUMERIC[name].is_plain_mean else {})}
    setting = {"mode_of_last": "window", "best_sustained": "times", "top_n": "pieces"}[kind]
    return {"kind": kind, setting: draw(st.integers(1, 4))}


@st.composite
def rules(draw):
    """Any rule that is not refused."""
    requires = draw(
        st.lists(
            st.builds(lambda level, that: {"from_level": level, "that": that}, st.integers(1, 4), trees),
            max_size=3,
        )
    )
    try:
        rule = Rule.from_dict({"summary": draw(summaries()), "requires": requires})
    except Refused:
        assume(False)
    return Rule(rule.summary, draw(st.integers(rule.summary.least, 5)), rule.requires)


# One number a row: few draws make quick examples, and they still shrink to small numbers.
FIELDS = {
    "level": 4,
    "observed_at": 15,
    "evidence": 9,
    "withdrawn": 10,
    "rater": 4,
    "form": 11,
    "depth": 5,
    "context": 4,
    "occasion": 6,
    "marks": 64,
    "essential": 5,
}
SPAN = 1
for size in FIELDS.values():
    SPAN *= size


def row_of(number, rating_id, learner, competency):
    digits = {}
    for name, size in FIELDS.items():
        number, digits[name] = divmod(number, size)
    recorded_at = digits["observed_at"] + 1
    return Rating(
        learner=learner,
        competency=competency,
        level=digits["level"] + 1,
        observed_at=digits["observed_at"],
        recorded_at=recorded_at,
        rater=digits["rater"] - 1,
        rating_id=rating_id,
        evidence=digits["evidence"] - 1,
        withdrawn_at=recorded_at if digits["withdrawn"] == 9 else NEVER,
        form=digits["form"] - 1,
        depth=digits["depth"] or -1,
        context=digits["context"] - 1,
        occasion=digits["occasion"] - 1,
        marks=digits["marks"],
        essential=digits["essential"] or -1,
    )


@st.composite
def bodies(draw, most=14):
    """Two learners with one competency; ratings arrive in any order."""
    numbers = draw(st.lists(st.integers(0, 2 * SPAN - 1), min_size=2, max_size=most))
    rows = [row_of(number // 2, rating_id, number % 2 + 1, 7) for rating_id, number in enumerate(numbers)]
    return rows


def cases():
    return st.tuples(rules(), rules(), bodies(), st.sampled_from([None, 14, 16]))


@dataclass(frozen=True)
class Answer:
    """What both engines say of one body: level, status, confidence, what counted, whether a requirement held it."""

    rule: Rule
    body: list[Rating]
    reference: tuple
    columns: tuple
    was_held: bool


def answers(case):
    """Both answers for every body of a case: the rule of learner 1, the rule of learner 2, ratings, today."""
    first, second, rows, on = case
    which = [row.learner - 1 for row in rows]
    columns = propose_by(Ratings.from_rows(rows), (first, second), which, SCALE, on=on, a_day=A_DAY)
    bodies_of = by_pair(rows)
    assert [*zip(columns.learner.tolist(), columns.competency.tolist(), strict=True)] == [*bodies_of]
    for row, ((learner, _), body) in enumerate(bodies_of.items()):
        rule = (first, second)[learner - 1]
        one = propose(body, rule, SCALE, on=on, a_day=A_DAY)
        held = int(columns.summary[row]) > int(columns.level[row])
        yield Answer(
            rule, body, (one.level, one.status, one.confidence, one.counted), in_columns(columns, row), held
        )


def in_columns(columns: ProposalColumns, row: int):
    begin, end = columns.counted_offsets[row : row + 2]
    level, confidence = int(columns.level[row]), int(columns.confidence[row])
    return (
        level if level != -1 else None,
        STATUSES[columns.status[row]],
        CONFIDENCES[confidence] if confidence != -1 else None,
        tuple(columns.counted[begin:end].tolist()),
    )
