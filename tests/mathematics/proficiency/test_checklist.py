"""What a level asks for, line by line, agrees with the proposal."""

from hypothesis import given, settings
from hypothesis import strategies as st

from headway.mastery.proficiency import RuleBook, checklist, propose, sentence
from tests.mathematics.proficiency.random_rules import A_DAY, SCALE, bodies, rules
from tests.spec.proficiency.rule_cases import from_proficient, rows_of

GARDEN = rows_of(
    "Sep 4 proficient [garden, independent], Oct 2 proficient [kitchen], Oct 30 developing [garden]"
)
ASKS = RuleBook.from_dict(
    from_proficient({"pieces": {"at_least": 2, "independent": True}}, {"contexts": {"at_least": 2}})
).rule


def test_each_line_says_what_counts_for_it_and_what_does_not():
    alone, contexts = checklist(GARDEN, ASKS, SCALE, 3, a_day=1)
    assert (alone.holds, alone.counted, alone.others) == (False, (1,), (2,))
    assert (contexts.holds, contexts.counted, contexts.others) == (True, (1, 2), ())
    assert sentence(alone.asks) == "Proficient asks for 2 pieces of evidence shown without help."


def test_a_level_for_which_nothing_is_asked_has_no_lines():
    assert checklist(GARDEN, ASKS, SCALE, 2, a_day=1) == ()


@settings(max_examples=150)
@given(rules(), bodies(), st.sampled_from([None, 14, 16]))
def test_a_level_is_proposed_only_where_every_line_holds(rule, rows, on):
    rows = [row for row in rows if row.learner == 1]
    proposal = propose(rows, rule, SCALE, on=on, a_day=A_DAY)
    if proposal.level is not None:
        lines = checklist(rows, rule, SCALE, proposal.level, on=on, a_day=A_DAY)
        assert all(line.holds for line in lines)
    if proposal.unmet:
        lines = checklist(rows, rule, SCALE, (proposal.level or 0) + 1, on=on, a_day=A_DAY)
        assert not all(line.holds for line in lines)
