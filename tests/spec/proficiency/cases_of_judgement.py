"""Requirements about how the work was judged: by a second person, criterion by criterion, and how steadily."""

from tests.spec.proficiency.rule_cases import RuleCase, from_proficient

SECOND = from_proficient({"second_scorer": {"at_least": 1}})
SECOND_SAME = from_proficient({"second_scorer": {"at_least": 1, "agree": "same"}})
SECOND_NEAR = from_proficient({"second_scorer": {"at_least": 1, "agree": "adjacent"}})
ESSENTIAL = from_proficient({"essential_criteria": {"at_least": 1}})
STEADY = from_proficient({"consistent": {"of": 4, "at_least": 3}})

CASES = {
    "A second look": [
        RuleCase(
            "nobody else has looked yet",
            SECOND,
            "Sep 4 proficient by Ruiz, Oct 2 proficient by Ruiz",
            "developing",
            "Still needed for Proficient: one more piece of evidence on which 2 people agree.",
        ),
        RuleCase(
            "looking twice oneself is not a second look",
            SECOND,
            "Sep 4 proficient (essay) by Ruiz, Sep 5 proficient (essay) by Ruiz, Oct 2 proficient by Ruiz",
            "developing",
            "Proficient asks for one piece of evidence on which 2 people agree. So far there is none.",
        ),
        RuleCase(
            "both see the level or beyond",
            SECOND,
            "Sep 4 extending (essay) by Chen, Sep 5 proficient (essay) by Ruiz, Oct 2 proficient by Ruiz",
            "proficient",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
        ),
        RuleCase(
            "the second person sees less",
            SECOND,
            "Sep 4 developing (essay) by Chen, Sep 5 proficient (essay) by Ruiz, Oct 2 proficient by Ruiz",
            "developing",
            "Proficient asks for one piece of evidence on which 2 people agree. So far there is none.",
        ),
        RuleCase(
            "a third person who agrees with one of them settles it",
            SECOND,
            "Sep 4 proficient (essay) by Ruiz, Sep 5 developing (essay) by Chen, Sep 6 proficient (essay) by Obi, "
            "Oct 2 proficient by Ruiz",
            "proficient",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
        ),
        RuleCase(
            "the same level is asked of both, and they differ",
            SECOND_SAME,
            "Sep 4 extending (essay) by Chen, Sep 5 proficient (essay) by Ruiz, Oct 2 proficient by Ruiz",
            "developing",
            "Proficient asks for one piece of evidence on which 2 people agree. So far there is none.",
        ),
        RuleCase(
            "neighbouring levels are close enough where the rule says so",
            SECOND_NEAR,
            "Sep 4 developing (essay) by Chen, Sep 5 proficient (essay) by Ruiz, Oct 2 proficient by Ruiz",
            "proficient",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
        ),
        RuleCase(
            "two levels apart are never close enough",
            SECOND_NEAR,
            "Sep 4 emerging (essay) by Chen, Sep 5 proficient (essay) by Ruiz, Oct 2 proficient by Ruiz",
            "developing",
            "Proficient asks for one piece of evidence on which 2 people agree. So far there is none.",
        ),
    ],
    "Essential criteria": [
        RuleCase(
            "one essential criterion is still on its way: nothing else makes up for it",
            ESSENTIAL,
            "Sep 4 extending [essential developing], Oct 2 extending [essential developing]",
            "developing",
            "Proficient asks for one piece of evidence in which every essential criterion shows that level. "
            "So far there is none.",
        ),
        RuleCase(
            "every essential criterion shows the level in one piece",
            ESSENTIAL,
            "Sep 4 proficient [essential developing], Oct 2 proficient [essential proficient]",
            "proficient",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
        ),
        RuleCase(
            "a piece that was not rated criterion by criterion doesn't say",
            ESSENTIAL,
            "Sep 4 proficient, Oct 2 proficient",
            "developing",
            "Still needed for Proficient: one more piece of evidence in which every essential criterion shows that level.",
        ),
    ],
    "How consistent": [
        RuleCase(
            "three of the last four are asked, and two of them show it",
            STEADY,
            "Sep 4 proficient, Sep 18 developing, Oct 2 developing, Oct 16 proficient, Oct 30 proficient",
            "developing",
            "Still needed for Proficient: one more recent piece of evidence at that level.",
        ),
        RuleCase(
            "three of the last four show it",
            STEADY,
            "Sep 4 developing, Sep 18 proficient, Oct 2 developing, Oct 16 proficient, Oct 30 proficient",
            "proficient",
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
        ),
    ],
}
