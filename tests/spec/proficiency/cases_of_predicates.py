"""What each requirement looks at, one by one."""

from tests.spec.proficiency.rule_cases import RuleCase, from_proficient

THREE = from_proficient({"pieces": {"at_least": 3}})
TWO_WRITTEN = from_proficient({"pieces": {"at_least": 2, "forms": ["performance", "writing"]}})
DEEP = from_proficient({"pieces": {"at_least": 2, "depth": 3}})
ALONE = from_proficient({"pieces": {"at_least": 2, "independent": True}})
THIS_YEAR = from_proficient({"pieces": {"at_least": 2, "within_days": 60}})
TWO_CONTEXTS = from_proficient({"contexts": {"at_least": 2}})
TWO_DAYS = from_proficient({"occasions": {"at_least": 2}})
TWO_RATERS = from_proficient({"raters": {"at_least": 2}})
TWO_FORMS = from_proficient({"forms_of_evidence": {"at_least": 2}})
TRANSFER = from_proficient({"transfer": {"at_least": 1}})
CHECK = from_proficient({"cumulative": {"at_least": 1}})

CASES = {
    "How many pieces": [
        RuleCase(
            "two pieces where three are asked",
            THREE,
            "Sep 4 developing, Oct 2 proficient, Oct 30 proficient",
            "developing",
            "Proficient asks for 3 pieces of evidence. So far there are 2.",
        ),
        RuleCase(
            "the third piece is here",
            THREE,
            "Sep 4 proficient, Oct 2 proficient, Oct 30 proficient",
            "proficient",
            "3 more pieces that show Extending would move the proposal to Extending.",
        ),
        RuleCase(
            "a piece beyond the level counts for the level",
            THREE,
            "Sep 4 extending, Oct 2 proficient, Oct 30 proficient",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "a piece on the way to the level does not count for it",
            THREE,
            "Sep 4 proficient, Oct 2 developing, Oct 30 proficient",
            "developing",
            "Still needed for Proficient: one more piece of evidence.",
        ),
        RuleCase(
            "early pieces count for the requirement, although the summary looks at the last three",
            THREE,
            "Sep 4 proficient, Sep 18 developing, Oct 2 proficient, Oct 30 proficient",
            "proficient",
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
        ),
        RuleCase(
            "requirements never raise a level",
            THREE,
            "Sep 4 proficient, Sep 11 proficient, Sep 18 proficient, Oct 2 developing, Oct 30 developing",
            "developing",
            "2 more pieces that show Proficient would move the proposal to Proficient.",
        ),
    ],
    "Which pieces": [
        RuleCase(
            "a quiz is not one of the forms asked for",
            TWO_WRITTEN,
            "Sep 4 proficient [writing], Oct 2 proficient [quiz], Oct 30 proficient [quiz]",
            "developing",
            "Still needed for Proficient: one more piece of evidence shown as a performance or writing.",
        ),
        RuleCase(
            "any of the forms will do",
            TWO_WRITTEN,
            "Sep 4 proficient [writing], Oct 2 proficient [performance], Oct 30 proficient [quiz]",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "a form that was not told is not one of those asked for",
            TWO_WRITTEN,
            "Sep 4 proficient [writing], Oct 2 proficient, Oct 30 proficient",
            "developing",
            "One more piece that shows Proficient, shown as a performance, would move the proposal to Proficient.",
        ),
        RuleCase(
            "depth 2 where depth 3 is asked",
            DEEP,
            "Sep 4 proficient [depth 3], Oct 2 proficient [depth 2], Oct 30 proficient [depth 1]",
            "developing",
            "Proficient asks for 2 pieces of evidence on work that asks to reason and explain or go deeper. "
            "So far there is one.",
        ),
        RuleCase(
            "deeper than asked is deep enough",
            DEEP,
            "Sep 4 proficient [depth 3], Oct 2 proficient [depth 4], Oct 30 proficient [depth 1]",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "work with help where work without help is asked",
            ALONE,
            "Sep 4 proficient [supported], Oct 2 proficient [supported], Oct 30 proficient [independent]",
            "developing",
            "One more piece that shows Proficient, shown without help, would move the proposal to Proficient.",
        ),
        RuleCase(
            "help that was not told about is not called independent",
            ALONE,
            "Sep 4 proficient, Oct 2 proficient, Oct 30 proficient",
            "developing",
            "2 more pieces that show Proficient, each shown without help, would move the proposal to Proficient.",
        ),
        RuleCase(
            "two pieces without help",
            ALONE,
            "Sep 4 proficient [independent], Oct 2 proficient [independent]",
            "proficient",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
        ),
        RuleCase(
            "what another system told is left out where the rule leaves it out",
            from_proficient({"pieces": {"at_least": 2, "without": ["outside"]}}),
            "Sep 4 proficient [outside], Oct 2 proficient [outside], Oct 30 proficient",
            "developing",
            "Proficient asks for 2 pieces of evidence not told by another system. So far there is one.",
        ),
        RuleCase(
            "only pieces that two people rated",
            from_proficient({"pieces": {"at_least": 2, "raters": 2}}),
            "Sep 4 proficient (essay) by Ruiz, Sep 4 proficient (essay) by Chen, Oct 2 proficient, Oct 30 proficient",
            "developing",
            "Still needed for Proficient: one more piece of evidence rated by at least 2 people.",
        ),
        RuleCase(
            "several conditions are asked of one and the same piece",
            from_proficient({"pieces": {"at_least": 1, "forms": ["project"], "independent": True}}),
            "Sep 4 proficient [project], Oct 2 proficient [independent], Oct 30 proficient [writing]",
            "developing",
            "One more piece that shows Proficient, shown as a project and shown without help, "
            "would move the proposal to Proficient.",
        ),
    ],
    "How recent": [
        RuleCase(
            "work from long ago is not from the last 60 days",
            THIS_YEAR,
            "Sep 4 proficient, Oct 2 proficient, Oct 30 proficient",
            "developing",
            "Still needed for Proficient: 2 more pieces of evidence from the last 60 days.",
            on="Mar 1",
        ),
        RuleCase(
            "asked on the day itself, it is",
            THIS_YEAR,
            "Sep 4 proficient, Oct 2 proficient, Oct 30 proficient",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
            on="Oct 30",
        ),
        RuleCase(
            "sixty days back is within sixty days",
            THIS_YEAR,
            "Sep 1 proficient, Oct 30 proficient",
            "proficient",
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
            on="Oct 31",
        ),
        RuleCase(
            "one day more is not",
            THIS_YEAR,
            "Sep 1 proficient, Oct 30 proficient",
            "developing",
            "Still needed for Proficient: one more piece of evidence from the last 60 days.",
            on="Nov 1",
        ),
        RuleCase(
            "without a day of asking, recency counts from the newest piece",
            THIS_YEAR,
            "Sep 4 proficient, Oct 2 proficient, Oct 30 proficient",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
    ],
    "From how many contexts, days, people and forms": [
        RuleCase(
            "three pieces from one garden",
            TWO_CONTEXTS,
            "Sep 4 proficient [garden], Oct 2 proficient [garden], Oct 30 proficient [garden]",
            "developing",
            "Proficient asks for evidence from 2 different situations. So far there is one.",
        ),
        RuleCase(
            "the garden and the kitchen",
            TWO_CONTEXTS,
            "Sep 4 proficient [garden], Oct 2 proficient [garden], Oct 30 proficient [kitchen]",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "a context that was not told is not a second one",
            TWO_CONTEXTS,
            "Sep 4 proficient [garden], Oct 2 proficient, Oct 30 proficient",
            "developing",
            "One more piece that shows Proficient, from another situation, would move the proposal to Proficient.",
        ),
        RuleCase(
            "the second context must show the level too",
            TWO_CONTEXTS,
            "Sep 4 proficient [garden], Oct 2 proficient [garden], Oct 30 developing [kitchen]",
            "developing",
            "Still needed for Proficient: evidence from one more situation.",
        ),
        RuleCase(
            "two pieces on one day are one occasion",
            TWO_DAYS,
            "Sep 4 proficient, Sep 4 proficient",
            "developing",
            "Proficient asks for evidence from 2 different days. So far there is one.",
        ),
        RuleCase(
            "two pieces on two days",
            TWO_DAYS,
            "Sep 4 proficient, Sep 5 proficient",
            "proficient",
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "one teacher alone where two people are asked",
            TWO_RATERS,
            "Sep 4 proficient by Ruiz, Oct 2 proficient by Ruiz, Oct 30 proficient by Ruiz",
            "developing",
            "Still needed for Proficient: a rating of evidence by one more person.",
        ),
        RuleCase(
            "two teachers, each with work of her own",
            TWO_RATERS,
            "Sep 4 proficient by Ruiz, Oct 2 proficient by Ruiz, Oct 30 proficient by Chen",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "the second person must have seen the level",
            TWO_RATERS,
            "Sep 4 proficient by Ruiz, Oct 2 proficient by Ruiz, Oct 30 developing by Chen",
            "developing",
            "Proficient asks for evidence that 2 different people rated. So far there is one.",
        ),
        RuleCase(
            "three quizzes are one form of evidence",
            TWO_FORMS,
            "Sep 4 proficient [quiz], Oct 2 proficient [quiz], Oct 30 proficient [quiz]",
            "developing",
            "One more piece that shows Proficient, shown in a new form, would move the proposal to Proficient.",
        ),
        RuleCase(
            "a quiz and a talk are two",
            TWO_FORMS,
            "Sep 4 proficient [quiz], Oct 2 proficient [quiz], Oct 30 proficient [discussion]",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
    ],
    "New situations and cumulative checks": [
        RuleCase(
            "three pieces of the same kind without a new situation",
            TRANSFER,
            "Sep 4 proficient [garden], Oct 2 proficient [garden], Oct 30 proficient [garden]",
            "developing",
            "One more piece that shows Proficient, from a situation that is new, would move the proposal to Proficient.",
        ),
        RuleCase(
            "the same three and one from a new situation",
            TRANSFER,
            "Sep 4 proficient [garden], Oct 2 proficient [garden], Oct 30 proficient [garden], "
            "Nov 6 proficient [budget, transfer]",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
        RuleCase(
            "the new situation must show the level too",
            TRANSFER,
            "Sep 4 proficient, Oct 2 proficient, Nov 6 developing [transfer]",
            "developing",
            "Proficient asks for one piece of evidence from a situation that was new. So far there is none.",
        ),
        RuleCase(
            "the cumulative check is still to come",
            CHECK,
            "Sep 4 proficient, Oct 2 proficient, Oct 30 proficient",
            "developing",
            "Still needed for Proficient: one more cumulative check.",
        ),
        RuleCase(
            "the cumulative check shows the level",
            CHECK,
            "Sep 4 proficient, Oct 2 proficient, Oct 30 proficient [cumulative]",
            "proficient",
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
        ),
    ],
}
