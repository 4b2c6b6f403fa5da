"""Traps that other systems have fallen into, and what happens here instead. Each name says the trap."""

import inspect
from dataclasses import fields, replace

import pytest

from headway.mastery.facts import Circumstances, Ratings, Refused
from headway.mastery.proficiency import Rule, RuleBook, propose, propose_by, propose_many, sentence
from headway.mastery.proficiency.body import Body
from headway.mastery.proficiency.requirements import PREDICATES, Filter, tree_from
from headway.mastery.scales import Scale
from tests.spec.proficiency.rule_cases import SCALE, from_proficient, rows_of

DEFAULT = Rule()
LESSON = rows_of("Sep 4 proficient, Oct 2 proficient, Oct 30 proficient")


def level(rows, rule=DEFAULT, **asked):
    return propose(rows, rule, SCALE, a_day=1, **asked).level


def rule(settings):
    return RuleBook.from_dict(settings).rule


# -- evidence per level, and going back (Slate) --


def test_a_level_goes_back_when_its_evidence_is_taken_back():
    taken_back = [replace(row, withdrawn_at=row.recorded_at) for row in LESSON[1:]]
    assert level(LESSON) == 3
    assert level([LESSON[0], *taken_back]) is None


def test_a_missed_opportunity_can_not_be_written_as_a_rating():
    with pytest.raises(Refused, match="levels are counted from 1"):
        Ratings.from_rows([replace(LESSON[0], level=0)])
    with pytest.raises(Refused, match="levels 1 to 4"):
        propose([replace(LESSON[0], level=0)], DEFAULT, SCALE)


@pytest.mark.parametrize("name", PREDICATES)
def test_no_evidence_never_opens_a_gate(name):
    """An average of nothing once let a level through; here nothing meets no requirement."""
    own = {"at_least": 1, **({"of": 1} if name == "consistent" else {})}
    assert not any(tree_from({name: own}).holds(Body(()), one) for one in range(1, 5))


def test_the_evidence_asked_for_differs_by_level():
    asks = rule({"requires": [{"from_level": n, "that": {"pieces": {"at_least": n}}} for n in (2, 3, 4)]})
    everything = rows_of("Sep 1 extending, Sep 2 extending, Sep 3 extending, Sep 4 extending")
    assert [level(everything[:count], asks) for count in (2, 3, 4)] == [2, 3, 4]


def test_one_strong_piece_is_not_averaged_into_a_level_that_no_work_shows():
    apart = rows_of("Sep 1 emerging, Sep 2 extending, Sep 3 emerging, Sep 4 extending")
    for settings in ({}, {"summary": {"kind": "mode_of_last"}}, {"summary": {"kind": "top_n"}}):
        assert level(apart, rule(settings)) in (1, 4)


# -- what is counted (Canvas) --


def test_work_on_the_way_to_proficient_is_not_left_out():
    """n_mastery forgets everything below its mark; most recent consistent doesn't."""
    rows = rows_of("Sep 1 proficient, Sep 8 proficient, Oct 1 emerging, Oct 8 emerging, Oct 15 emerging")
    assert level(rows) == 1
    assert level(rows, rule({"summary": {"kind": "canvas.n_mastery", "n": 2}})) == 3


def test_one_high_piece_is_not_the_level():
    assert level(rows_of("Sep 1 emerging, Sep 8 extending, Oct 1 emerging")) == 1


def test_the_day_of_the_work_orders_evidence_and_not_the_day_of_rating():
    rated_late = rows_of(
        "Oct 2 proficient, Oct 30 proficient, Sep 4 emerging told Nov 20, Sep 5 emerging told Nov 20"
    )
    assert level(rated_late) == 3


def test_results_are_not_locked_to_a_course():
    assert not {"course", "section", "term", "context_code"} & {*Ratings.COLUMNS, *Circumstances.COLUMNS}


def test_two_levels_can_not_share_one_place_on_the_scale():
    with pytest.raises(Refused, match="repeats the code"):
        Scale(("near", "near", "proficient"), 3)


def test_ratings_never_bleed_from_one_learner_to_another():
    other = [replace(row, learner=2, level=1, rating_id=row.rating_id + 10) for row in LESSON]
    columns = propose_many(Ratings.from_rows([*LESSON, *other]), DEFAULT, SCALE)
    assert columns.level.tolist() == [3, 1]
    with pytest.raises(Refused, match="more than one learner"):
        propose([*LESSON, *other], DEFAULT, SCALE)


def test_a_number_of_another_system_never_reaches_a_learner():
    asks = rule({"summary": {"kind": "canvas.decaying_average", "weight": 65}})
    proposal = propose(rows_of("Sep 4 developing, Oct 2 proficient"), asks, SCALE)
    said = {
        register: " ".join(sentence(one, register=register) for one in proposal.reasons)
        for register in ("plain", "full")
    }
    assert "2.65" in said["full"]
    assert "2.65" not in said["plain"]


# -- who decides (Moodle) --


@pytest.mark.parametrize("engine", [propose, propose_many, propose_by])
def test_the_rule_never_sees_or_overwrites_what_a_person_decided(engine):
    assert not any("determin" in name or "decid" in name for name in inspect.signature(engine).parameters)


def test_the_order_in_which_evidence_comes_in_opens_and_closes_nothing():
    asks = rule(from_proficient({"transfer": {}}, {"contexts": {"at_least": 2}}))
    rows = rows_of("Sep 4 proficient [garden], Oct 2 proficient [kitchen, transfer], Oct 30 developing [lab]")
    assert {level(order, asks) for order in (rows, rows[::-1], [rows[1], rows[2], rows[0]])} == {3}


def test_one_teacher_alone_does_not_settle_it_where_two_are_asked():
    asks = rule(from_proficient({"raters": {"at_least": 2}}))
    assert level(LESSON, asks) == 2
    assert level([*LESSON[:2], replace(LESSON[2], rater=2)], asks) == 3


def test_a_proposal_needs_a_minimum_of_evidence():
    assert level(LESSON[:1]) is None


# -- raising only, and rules that change (Open edX) --


def test_levels_are_not_raise_only():
    later = rows_of("Nov 6 developing, Nov 13 developing")
    later = [replace(row, rating_id=row.rating_id + 10) for row in later]
    assert level([*LESSON, *later]) == 2


def test_a_changed_rule_is_asked_of_old_evidence_in_both_directions():
    stricter, looser = rule(from_proficient({"transfer": {}})), rule({"kind": "most_recent_consistent"})
    assert (level(LESSON, looser), level(LESSON, stricter), level(LESSON, looser)) == (3, 2, 3)


def test_a_rule_carries_the_version_under_which_it_is_asked():
    assert (
        RuleBook.from_dict({"minimum_pieces": 3}, version="proficiency.rule/7").rule.version
        == "proficiency.rule/7"
    )


def test_any_is_asked_in_whatever_order_it_is_written():
    two = [{"transfer": {}}, {"pieces": {"at_least": 3}}]
    assert {level(LESSON, rule(from_proficient({"any": order}))) for order in (two, two[::-1])} == {3}


# -- once mastered, always mastered (Kolibri) --


def test_what_was_shown_once_may_be_asked_for_again():
    asks = rule(from_proficient({"pieces": {"at_least": 1, "within_days": 90}}))
    newest = LESSON[-1].observed_at
    assert level(LESSON, asks, on=newest + 90) == 3
    assert level(LESSON, asks, on=newest + 91) == 2
    again = replace(LESSON[0], observed_at=newest + 91, rating_id=99)
    assert level([*LESSON, again], asks, on=newest + 91) == 3


def test_the_learner_and_the_teacher_read_of_one_and_the_same_proposal():
    proposal = propose(LESSON, DEFAULT, SCALE)
    for register in ("plain", "full"):
        assert "Proficient" in sentence(proposal.reasons[0], register=register)
    assert propose_many(Ratings.from_rows(LESSON), DEFAULT, SCALE).level.tolist() == [proposal.level]


def test_success_at_the_tenth_attempt_is_worth_what_it_is_at_the_first():
    early = rows_of(", ".join(f"Sep {number} emerging" for number in range(1, 10)))
    tenth = [replace(row, rating_id=row.rating_id + 50, evidence=-1) for row in LESSON]
    assert level([*early, *tenth]) == level(LESSON)


def test_many_attempts_at_one_piece_do_not_outvote_other_work():
    asks = rule(from_proficient({"pieces": {"at_least": 3}}))
    one_piece = rows_of(", ".join(f"Oct {number} proficient (quiz)" for number in range(1, 9)))
    assert level([*one_piece, replace(LESSON[0], rating_id=99)], asks) == 2


# -- what users ask for --


def test_every_rating_is_counted_or_set_aside_with_a_reason():
    rows = rows_of(
        "Sep 1 emerging, Sep 4 developing (essay), Sep 18 proficient (essay), Oct 2 proficient, Oct 9 extending"
    )
    for kind in ("most_recent_consistent", "mode_of_last", "best_sustained", "top_n"):
        proposal = propose(rows, rule({"summary": {"kind": kind}}), SCALE)
        told = [*proposal.counted, *(rating for rating, _why in proposal.set_aside)]
        assert sorted(told) == [row.rating_id for row in rows]


def test_what_would_lower_a_level_is_told_before_it_happens():
    """“I just know when my grade goes down.”"""
    codes = [
        one.code
        for one in propose(
            rows_of("Sep 1 developing, Oct 1 proficient, Oct 8 proficient"), DEFAULT, SCALE
        ).reasons
    ]
    lowered = [
        one.code
        for one in propose(
            rows_of("Sep 1 proficient, Oct 1 proficient, Oct 8 developing"), DEFAULT, SCALE
        ).reasons
    ]
    assert "would_lower" not in codes
    assert "would_lower" in lowered


def test_behaviour_lateness_and_effort_have_no_field_to_enter_by():
    known = {
        *Ratings.COLUMNS,
        *Circumstances.COLUMNS,
        *Filter.FIELDS,
        *PREDICATES,
        *(field.name for kind in PREDICATES.values() for field in fields(kind)),
    }
    for word in ("late", "behav", "attend", "homework", "effort", "extra", "age", "group", "gender"):
        assert not [name for name in known if name.startswith(word)], word
    for name in ("lateness", "behaviour", "attendance", "effort"):
        with pytest.raises(Refused, match="not known"):
            rule(from_proficient({"pieces": {"at_least": 1, name: 1}}))


def test_who_judged_beside_the_record_has_no_field_to_enter_by():
    """The learner's own rating and a classmate's stand beside: a rating has no role that a rule could mix in."""
    assert not {"role", "self", "peer"} & {*Ratings.COLUMNS, *Circumstances.COLUMNS}


def test_nothing_makes_up_for_an_essential_criterion_that_is_open():
    asks = rule(from_proficient({"essential_criteria": {"at_least": 1}}))
    strong = [replace(row, level=4, essential=2) for row in LESSON]
    assert level(strong, asks) == 2
    assert level([*strong[:2], replace(strong[2], essential=3)], asks) == 3


def test_the_number_of_people_asked_for_is_enough_and_not_one_more():
    """Strictly more signers than required were once needed."""
    two = [LESSON[0], replace(LESSON[1], rater=2)]
    assert level(two, rule(from_proficient({"raters": {"at_least": 2}}))) == 3


def test_evidence_under_an_earlier_version_counts_with_its_competency_once_carried_over():
    earlier = [replace(row, competency=70) for row in LESSON[:1]]
    apart = propose_many(Ratings.from_rows([*earlier, *LESSON[1:]]), DEFAULT, SCALE)
    carried = [replace(row, competency=1) for row in earlier]
    together = propose_many(Ratings.from_rows([*carried, *LESSON[1:]]), DEFAULT, SCALE)
    assert (apart.level.tolist(), together.pieces.tolist()) == ([3, -1], [3])


def test_ratings_without_circumstances_are_not_read_as_if_nothing_had_been_shown():
    bare = replace(Ratings.from_rows(LESSON), circumstances=None)
    for engine in (propose, propose_many):
        with pytest.raises(Refused, match="come without their circumstances"):
            engine(bare, rule(from_proficient({"transfer": {}})), SCALE)
        engine(bare, DEFAULT, SCALE)


def test_one_learner_in_one_competency_is_never_under_two_rules():
    with pytest.raises(Refused, match="under two rules"):
        propose_by(Ratings.from_rows(LESSON), (DEFAULT, Rule(window=5)), [0, 1, 1], SCALE)
