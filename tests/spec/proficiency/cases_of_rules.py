"""Whole rules: joined requirements, levels, ways to summarise, places, time."""

from headway.mastery.proficiency import Place
from tests.spec.proficiency.rule_cases import RuleCase, from_proficient

EITHER = from_proficient({"any": [{"transfer": {}}, {"second_scorer": {}}]})
BOTH = from_proficient({"contexts": {"at_least": 2}}, {"pieces": {"at_least": 2, "independent": True}})
NESTED = from_proficient(
    {"pieces": {"at_least": 2}},
    {"any": [{"cumulative": {}}, {"all": [{"contexts": {"at_least": 2}}, {"occasions": {"at_least": 2}}]}]},
)
BY_LEVEL = {
    "requires": [
        {"from_level": 2, "that": {"pieces": {"at_least": 2}}},
        {"from_level": 3, "that": {"pieces": {"at_least": 3}}},
        {"from_level": 4, "that": {"transfer": {"at_least": 1}}},
    ]
}
FROM_THE_FIRST = {"requires": [{"from_level": 1, "that": {"pieces": {"at_least": 2, "independent": True}}}]}
BOOK = {
    "rule": {"summary": {"kind": "most_recent_consistent", "window": 3, "agreement": 2}, "minimum_pieces": 2},
    "exceptions": [
        {"where": {"school": ["birch"]}, "rule": {"minimum_pieces": 3}},
        {
            "where": {"domain": ["ART"]},
            "rule": from_proficient({"pieces": {"at_least": 1, "forms": ["performance", "product"]}}),
        },
        {"where": {"stage": ["5"]}, "rule": {"summary": {"window": 2}}},
        {"where": {"competency": ["MA.5.1"]}, "rule": from_proficient({"transfer": {}})},
        {"where": {"importance": ["essential"]}, "rule": from_proficient({"cumulative": {}})},
    ],
}


def summary(kind: str, minimum: int = 2, **settings: object) -> dict:
    return {"summary": {"kind": kind, **settings}, "minimum_pieces": minimum}


CASES = {
    "All of these, or one of these": [
        RuleCase(
            "one of two conditions is not enough where both are asked",
            BOTH,
            "Sep 4 proficient [garden], Oct 2 proficient [kitchen], Oct 30 proficient [kitchen]",
            "developing",
            "2 more pieces that show Proficient, each shown without help, would move the proposal to Proficient.",
        ),
        RuleCase(
            "both conditions",
            BOTH,
            "Sep 4 proficient [garden, independent], Oct 2 proficient [kitchen, independent]",
            "proficient",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
        ),
        RuleCase(
            "both conditions by different pieces",
            BOTH,
            "Sep 4 proficient [garden, independent], Oct 2 proficient [independent], Oct 30 proficient [kitchen]",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "neither of two where one would do",
            EITHER,
            "Sep 4 proficient, Oct 2 proficient",
            "developing",
            "Still needed for Proficient: either one piece of evidence from a situation that was new; "
            "or one piece of evidence on which 2 people agree.",
        ),
        RuleCase(
            "the first of them",
            EITHER,
            "Sep 4 proficient, Oct 2 proficient [transfer]",
            "proficient",
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "the second of them",
            EITHER,
            "Sep 4 proficient (essay) by Chen, Sep 5 proficient (essay) by Ruiz, Oct 2 proficient by Ruiz",
            "proficient",
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "half of one way and half of another is no way",
            NESTED,
            "Sep 4 proficient [garden], Sep 4 proficient [kitchen]",
            "developing",
            "Proficient asks for either one cumulative check; "
            "or evidence from 2 different situations together with evidence from 2 different days.",
        ),
        RuleCase(
            "the whole of one way",
            NESTED,
            "Sep 4 proficient [garden], Sep 5 proficient [kitchen]",
            "proficient",
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
    ],
    "Level by level": [
        RuleCase(
            "every level may ask for more than the one before",
            BY_LEVEL,
            "Sep 4 extending, Oct 2 extending",
            "developing",
            "Proficient asks for 3 pieces of evidence. So far there are 2.",
        ),
        RuleCase(
            "the next level is open when its own requirement is met",
            BY_LEVEL,
            "Sep 4 extending, Oct 2 extending, Oct 30 extending",
            "proficient",
            "Extending asks for one piece of evidence from a situation that was new. So far there is none.",
        ),
        RuleCase(
            "every requirement up to the level is met",
            BY_LEVEL,
            "Sep 4 extending, Oct 2 extending, Oct 30 extending [transfer]",
            "extending",
            "Based on the 3 most recent pieces of evidence: each of them shows Extending.",
        ),
        RuleCase(
            "a requirement must hold in work that shows the level itself",
            BY_LEVEL,
            "Sep 4 proficient [transfer], Oct 2 extending, Oct 30 extending, Nov 6 extending",
            "proficient",
            "Still needed for Extending: one more piece of evidence from a situation that is new.",
        ),
        RuleCase(
            "where even the first level asks for more, there is not enough evidence yet",
            FROM_THE_FIRST,
            "Sep 4 proficient [supported], Oct 2 proficient [supported]",
            "not enough evidence",
            "Still needed for Emerging: 2 more pieces of evidence shown without help.",
        ),
        RuleCase(
            "fewer pieces than the minimum are no level, whatever they show",
            {**BY_LEVEL, "minimum_pieces": 4},
            "Sep 4 extending [transfer], Oct 2 extending, Oct 30 extending",
            "not enough evidence",
            "One more piece of evidence is needed before a level can be proposed.",
        ),
    ],
    "Ways to summarise": [
        RuleCase(
            "the level shown most often in the last five",
            summary("mode_of_last", window=5),
            "Sep 4 emerging, Sep 11 developing, Sep 18 proficient, Oct 2 proficient, Oct 30 extending",
            "proficient",
            "Based on the 5 most recent pieces of evidence: Proficient is shown most often.",
        ),
        RuleCase(
            "a tie goes to the level shown most recently",
            summary("mode_of_last", window=4),
            "Sep 4 proficient, Sep 11 proficient, Oct 2 developing, Oct 30 developing",
            "developing",
            "Based on the 4 most recent pieces of evidence: "
            "Developing is shown as often as another level, and more recently.",
        ),
        RuleCase(
            "two in a row show what is sustained",
            summary("best_sustained", times=2),
            "Sep 4 developing, Sep 18 proficient, Oct 2 extending, Oct 30 developing",
            "proficient",
            "2 pieces of evidence in a row show Proficient or beyond.",
        ),
        RuleCase(
            "twice, but not in a row, is not sustained",
            summary("best_sustained", times=2),
            "Sep 4 proficient, Sep 18 developing, Oct 2 proficient, Oct 30 developing",
            "developing",
            "2 pieces of evidence in a row show Developing or beyond.",
        ),
        RuleCase(
            "the two pieces that show most, in a row or not",
            summary("top_n", pieces=2),
            "Sep 4 extending, Sep 18 emerging, Oct 2 proficient, Oct 30 developing",
            "proficient",
            "Based on the 2 pieces that show most: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "a way of another system makes a number, and the level is the highest that it reaches",
            summary("canvas.decaying_average", 1, weight=65),
            "Sep 4 developing, Sep 18 proficient",
            "developing",
            "Based on all 2 pieces of evidence, read together by the district's rule: Developing.",
        ),
        RuleCase(
            "where that way gives no number, there is no level, and the next step is told",
            summary("canvas.n_mastery", 1, n=2),
            "Sep 4 developing, Sep 18 proficient",
            "not enough evidence",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        RuleCase(
            "a requirement holds for every way to summarise",
            {**summary("top_n", pieces=2), **from_proficient({"contexts": {"at_least": 2}})},
            "Sep 4 extending [garden], Sep 18 emerging [kitchen], Oct 2 proficient [garden]",
            "developing",
            "Proficient asks for evidence from 2 different situations. So far there is one.",
        ),
    ],
    "Exceptions: competency, stage, domain, school": [
        RuleCase(
            "where nothing else is said, the district's rule holds",
            BOOK,
            "Sep 4 proficient, Oct 2 proficient",
            "proficient",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
            place=Place(domain="MA", school="alder"),
        ),
        RuleCase(
            "a school asks for three pieces",
            BOOK,
            "Sep 4 proficient, Oct 2 proficient",
            "not enough evidence",
            "One more piece of evidence is needed before a level can be proposed.",
            place=Place(domain="MA", school="birch"),
        ),
        RuleCase(
            "in the arts something must be performed or made",
            BOOK,
            "Sep 4 proficient [writing], Oct 2 proficient [writing]",
            "developing",
            "Proficient asks for one piece of evidence shown as a performance or a product. So far there is none.",
            place=Place(domain="ART", school="alder"),
        ),
        RuleCase(
            "the domain says more than the school, and its exception stands alone",
            BOOK,
            "Sep 4 proficient [product], Oct 2 proficient",
            "proficient",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
            place=Place(domain="ART", school="birch"),
        ),
        RuleCase(
            "in stage 5 the last two pieces decide",
            BOOK,
            "Sep 4 proficient, Oct 2 proficient, Oct 30 developing",
            "developing",
            "Based on the 2 most recent pieces of evidence: each of them shows Developing or beyond.",
            place=Place(domain="ART", stage="5", school="birch"),
        ),
        RuleCase(
            "the competency says more than anything else",
            BOOK,
            "Sep 4 proficient, Oct 2 proficient",
            "developing",
            "Proficient asks for one piece of evidence from a situation that was new. So far there is none.",
            place=Place(domain="MA", competency="MA.5.1", stage="5", school="birch", importance="essential"),
        ),
        RuleCase(
            "an essential competency waits for its cumulative check",
            BOOK,
            "Sep 4 proficient, Oct 2 proficient",
            "developing",
            "Still needed for Proficient: one more cumulative check.",
            place=Place(domain="MA", competency="MA.5.2", importance="essential"),
        ),
    ],
    "Time: late evidence, another rating, taking back, another rule": [
        RuleCase(
            "work of September that was told in November counts as work of September",
            {"summary": {"kind": "most_recent_consistent", "window": 2, "agreement": 2}},
            "Oct 2 proficient, Oct 30 proficient, Sep 4 emerging told Nov 10",
            "proficient",
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "before it was told, it was not known",
            from_proficient({"pieces": {"at_least": 3}}),
            "Oct 2 proficient, Oct 30 proficient, Sep 4 proficient told Nov 10",
            "developing",
            "Proficient asks for 3 pieces of evidence. So far there are 2.",
            as_of="Nov 1",
        ),
        RuleCase(
            "once it is told, it counts",
            from_proficient({"pieces": {"at_least": 3}}),
            "Oct 2 proficient, Oct 30 proficient, Sep 4 proficient told Nov 10",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
            as_of="Nov 10",
        ),
        RuleCase(
            "the same piece rated again is still one piece",
            from_proficient({"pieces": {"at_least": 2}}),
            "Sep 4 developing (essay), Oct 2 proficient (essay), Oct 30 developing (lab)",
            "developing",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        RuleCase(
            "a piece rated again counts with the later rating, upwards",
            from_proficient({"pieces": {"at_least": 2}}),
            "Sep 4 developing (essay), Oct 2 proficient (lab), Oct 30 proficient (essay)",
            "proficient",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
        ),
        RuleCase(
            "and downwards",
            from_proficient({"pieces": {"at_least": 2}}),
            "Sep 4 proficient (essay), Oct 2 proficient (lab), Oct 30 developing (essay)",
            "developing",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        RuleCase(
            "a level goes back when the rating behind it is taken back",
            from_proficient({"transfer": {}}),
            "Sep 4 proficient, Oct 2 proficient, Oct 30 proficient [transfer] withdrawn",
            "developing",
            "Proficient asks for one piece of evidence from a situation that was new. So far there is none.",
        ),
        RuleCase(
            "under the rule of last year",
            {"kind": "most_recent_consistent", "version": "2025"},
            "Sep 4 proficient, Oct 2 proficient",
            "proficient",
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "the same work under the rule of this year",
            {**from_proficient({"pieces": {"at_least": 3}}), "version": "2026"},
            "Sep 4 proficient, Oct 2 proficient",
            "developing",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        RuleCase(
            "success at the tenth attempt is success",
            from_proficient({"pieces": {"at_least": 2}}),
            "Sep 1 emerging, Sep 2 emerging, Sep 3 emerging, Sep 4 emerging, Sep 5 emerging, Sep 6 emerging, "
            "Sep 7 developing, Sep 8 developing, Oct 2 proficient, Oct 30 proficient",
            "proficient",
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
        ),
        RuleCase(
            "work on one moment is ordered by when it was rated",
            {"summary": {"kind": "most_recent_consistent", "window": 1, "agreement": 1}},
            "Oct 2 developing, Oct 2 proficient",
            "proficient",
            "Based on the most recent piece of evidence: it shows Proficient or beyond.",
        ),
        RuleCase(
            "an opportunity that was not taken leaves no rating, and changes nothing",
            from_proficient({"pieces": {"at_least": 2}}),
            "",
            "no evidence",
            "2 more pieces of evidence are needed before a level can be proposed.",
        ),
    ],
}
