"""Rules that are not taken into the policy book, and what is said then."""

from tests.spec.proficiency.rule_cases import from_proficient

REFUSED = {
    # -- could never be met --
    "4 of the last 3 pieces": (
        from_proficient({"consistent": {"of": 3, "at_least": 4}}),
        "The requirement “consistent” asks for 4 where there can be at most 3; it could never be met. "
        "Ask for fewer, or look at more.",
    ),
    "3 contexts from at most 2 pieces": (
        from_proficient({"contexts": {"at_least": 3, "last": 2}}),
        "The requirement “contexts” asks for 3 where there can be at most 2; it could never be met. "
        "Ask for fewer, or look at more.",
    ),
    "5 school days within 3 days": (
        from_proficient({"occasions": {"at_least": 5, "within_days": 3}}),
        "The requirement “occasions” asks for 5 where there can be at most 4; it could never be met. "
        "Ask for fewer, or look at more.",
    ),
    "2 forms where one is allowed": (
        from_proficient({"forms_of_evidence": {"at_least": 2, "forms": ["quiz"]}}),
        "The requirement “forms_of_evidence” asks for 2 where there can be at most 1; it could never be met. "
        "Ask for fewer, or look at more.",
    ),
    "a second look by one person": (
        from_proficient({"second_scorer": {"raters": 1}}),
        "A second look needs two people, and this asks for one; ask for raters: 2 or more.",
    ),
    "no form left": (
        from_proficient({"pieces": {"at_least": 1, "forms": ["quiz"], "without_forms": ["quiz"]}}),
        "This filter leaves no form of evidence; name at least one that it doesn't also leave out.",
    ),
    "an empty list of forms": (
        from_proficient({"pieces": {"at_least": 1, "forms": []}}),
        "The list of forms is empty; name at least one form, or leave the list out.",
    ),
    "within no days": (
        from_proficient({"pieces": {"at_least": 1, "within_days": 0}}),
        "The setting within_days is 0; use a whole number from 1 on.",
    ),
    "more pieces than a school career brings": (
        from_proficient({"pieces": {"at_least": 400}}),
        "The setting at_least is 400; use at most 36.",
    ),
    "a minimum smaller than what must agree": (
        {"summary": {"kind": "best_sustained", "times": 3}, "minimum_pieces": 2},
        "The minimum (2) is smaller than the agreement (3); ask for at least as many pieces as must agree.",
    ),
    # -- contradicts itself --
    "without help and with help at once": (
        from_proficient({"pieces": {"at_least": 1, "independent": True, "marks": ["supported"]}}),
        "The same piece can't be shown both without help and with help; choose one of the two.",
    ),
    "new situations that are left out": (
        from_proficient({"transfer": {"at_least": 1, "without": ["transfer"]}}),
        "This filter asks for “transfer” and leaves it out at once; keep one of the two.",
    ),
    "one of nothing": (
        from_proficient({"any": []}),
        "“any” of nothing can't be met or missed; put at least one requirement into it.",
    ),
    "all of nothing": (
        from_proficient({"all": []}),
        "“all” of nothing can't be met or missed; put at least one requirement into it.",
    ),
    "an exception that holds everywhere": (
        {"rule": {}, "exceptions": [{"where": {}, "rule": {"minimum_pieces": 3}}]},
        "An exception doesn't say where it holds; name a competency, stage, domain, school or importance.",
    ),
    "an exception that changes nothing": (
        {"rule": {}, "exceptions": [{"where": {"stage": ["5"]}, "rule": {}}]},
        "Exception 1 changes nothing; say what holds there, or remove it.",
    ),
    # -- a plain mean --
    "a plain mean": (
        {"summary": {"kind": "canvas.average"}},
        "“canvas.average” is a plain mean: it treats levels as amounts and lets early work weigh on what is shown "
        "now. Choose another way, or write allow_mean: true beside it.",
    ),
    # -- not known, or of the wrong kind --
    "a requirement that there is not": (
        from_proficient({"lateness": {"at_most": 1}}),
        "“lateness” is not a requirement; use one of all, any, pieces, contexts, occasions, raters, "
        "forms_of_evidence, transfer, cumulative, second_scorer, essential_criteria, consistent.",
    ),
    "two requirements in one, not joined": (
        from_proficient({"pieces": {"at_least": 1}, "contexts": {"at_least": 1}}),
        "A requirement is one of all, any, pieces, contexts, occasions, raters, forms_of_evidence, transfer, "
        "cumulative, second_scorer, essential_criteria, consistent, with its settings; this one is "
        "{'pieces': {'at_least': 1}, 'contexts': {'at_least': 1}}. Join several with all or any.",
    ),
    "a form that there is not": (
        from_proficient({"pieces": {"at_least": 1, "forms": ["homework"]}}),
        "The setting forms has 'homework', which is not known; use performance, product, writing, discussion, "
        "observation, project, quiz, conference, recording, other.",
    ),
    "a number written as a word": (
        from_proficient({"pieces": {"at_least": "two"}}),
        "The setting at_least is 'two'; use a whole number from 1 on.",
    ),
    "a number left out": (
        from_proficient({"contexts": {}}),
        "The requirement “contexts” doesn't say at_least; add it.",
    ),
    "a depth beyond the deepest": (
        from_proficient({"pieces": {"at_least": 1, "depth": 5}}),
        "The setting depth is 5; use at most 4.",
    ),
    "a level beyond every scale": (
        {"requires": [{"from_level": 7, "that": {"pieces": {"at_least": 1}}}]},
        "The setting from_level is 7; use at most 6.",
    ),
    "independent as no": (
        from_proficient({"pieces": {"at_least": 1, "independent": False}}),
        "The setting independent is False; write true for work shown without help, or leave it out.",
    ),
    "an agreement that there is not": (
        from_proficient({"second_scorer": {"agree": "mostly"}}),
        "The setting agree is 'mostly'; use reach, same, adjacent.",
    ),
    "a list that is no list": (
        {"requires": {"from_level": 3}},
        "The setting requires is {'from_level': 3}; write a list.",
    ),
    "settings of the book that are not known": (
        {"rule": {}, "exceptions": [], "colour": "blue"},
        "The rule has a setting “colour” that is not known; use rule, exceptions, summary, minimum_pieces, "
        "requires, version, kind, window, agreement.",
    ),
}
