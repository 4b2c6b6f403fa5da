"""The handbook of the default rule: most recent consistent, 2 of the last 3 pieces, from 2 pieces on.

Each case is read from top to bottom: what was shown, what is proposed, and the sentences that a person reads.
"""

import pytest

from headway.mastery.proficiency import Rule
from headway.mastery.scales import Scale
from tests.spec.proficiency.handbook import Case, what_is_proposed

THREE = Scale(("beginning", "approaching", "meeting"), 3)
SIX = Scale(("beginning", "emerging", "developing", "proficient", "extending", "leading"), 4)

CASES = [
    # -- How much evidence is enough --
    Case(
        "nothing has been shown yet",
        shown="",
        proposed="no evidence",
        because=("There is no evidence for this competency yet.",),
        needed=("2 more pieces of evidence are needed before a level can be proposed.",),
    ),
    Case(
        "one piece is not enough to propose a level",
        shown="Sep 4 proficient",
        proposed="not enough evidence",
        because=("There is one piece of evidence so far.",),
        needed=("One more piece of evidence is needed before a level can be proposed.",),
        counted=(1,),
    ),
    Case(
        "two pieces are just enough, so the proposal is tentative",
        shown="Sep 4 proficient, Oct 2 proficient",
        proposed="proficient, tentative",
        because=(
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
            "2 more pieces that show Extending would move the proposal to Extending.",
        ),
        needed=("One more piece of evidence would make the proposal firmer.",),
        counted=(1, 2),
    ),
    Case(
        "a third piece that agrees makes the proposal firm",
        shown="Sep 4 proficient, Oct 2 proficient, Oct 30 proficient",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
            "2 more pieces that show Extending would move the proposal to Extending.",
        ),
        counted=(1, 2, 3),
    ),
    # -- The level that enough recent pieces reach --
    Case(
        "two pieces that differ show the level that both reach",
        shown="Sep 4 developing, Oct 2 proficient",
        proposed="developing, tentative",
        because=(
            "Based on the 2 most recent pieces of evidence: each of them shows Developing or beyond.",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        needed=("One more piece of evidence would make the proposal firmer.",),
        counted=(1, 2),
    ),
    Case(
        "two of the last three decide",
        shown="Sep 4 developing, Oct 2 proficient, Oct 30 proficient",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
            "2 more pieces that show Extending would move the proposal to Extending.",
        ),
        counted=(1, 2, 3),
    ),
    Case(
        "the order within the window does not change the level",
        shown="Sep 4 proficient, Oct 2 proficient, Oct 30 developing",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
            "2 more pieces that show Extending would move the proposal to Extending.",
            "A further piece that shows Developing would move the proposal to Developing.",
        ),
        counted=(1, 2, 3),
    ),
    Case(
        "one strong piece alone does not raise the level",
        shown="Sep 4 developing, Oct 2 extending, Oct 30 developing",
        proposed="developing, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: each of them shows Developing or beyond.",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        counted=(1, 2, 3),
    ),
    Case(
        "three different levels show the one in the middle",
        shown="Sep 4 developing, Oct 2 proficient, Oct 30 extending",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
            "One more piece that shows Extending would move the proposal to Extending.",
        ),
        counted=(1, 2, 3),
    ),
    Case(
        "the highest level has nothing beyond it to ask for",
        shown="Sep 4 extending, Oct 2 extending, Oct 30 extending",
        proposed="extending, confirmed",
        because=("Based on the 3 most recent pieces of evidence: each of them shows Extending.",),
        counted=(1, 2, 3),
    ),
    Case(
        "two of three reach the highest level",
        shown="Sep 4 proficient, Oct 2 extending, Oct 30 extending",
        proposed="extending, confirmed",
        because=("Based on the 3 most recent pieces of evidence: in 2 of them the work shows Extending.",),
        counted=(1, 2, 3),
    ),
    Case(
        "the way from the first level to proficient is always told",
        shown="Sep 4 emerging, Oct 2 emerging, Oct 30 emerging",
        proposed="emerging, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: each of them shows Emerging or beyond.",
            "2 more pieces that show Developing would move the proposal to Developing.",
            "2 more pieces that show Proficient would move the proposal to Proficient.",
        ),
        counted=(1, 2, 3),
    ),
    # -- Early work does not weigh on what is shown now --
    Case(
        "early work leaves the window",
        shown="Sep 4 emerging, Sep 18 emerging, Oct 2 proficient, Oct 30 proficient",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
            "2 more pieces that show Extending would move the proposal to Extending.",
        ),
        counted=(2, 3, 4),
        aside={1: "More recent evidence counts now."},
    ),
    Case(
        "a long beginning counts no more than a short one",
        shown="Sep 4 emerging, Sep 11 emerging, Sep 18 emerging, Sep 25 emerging, Oct 2 emerging, Oct 9 proficient, Oct 30 proficient",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
            "2 more pieces that show Extending would move the proposal to Extending.",
        ),
        counted=(5, 6, 7),
        aside={
            1: "More recent evidence counts now.",
            2: "More recent evidence counts now.",
            3: "More recent evidence counts now.",
            4: "More recent evidence counts now.",
        },
    ),
    Case(
        "recent work counts in the other direction too",
        shown="Sep 4 extending, Sep 18 extending, Oct 2 developing, Oct 30 developing, Nov 20 developing",
        proposed="developing, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: each of them shows Developing or beyond.",
            "2 more pieces that show Proficient would move the proposal to Proficient.",
        ),
        counted=(3, 4, 5),
        aside={1: "More recent evidence counts now.", 2: "More recent evidence counts now."},
    ),
    # -- When the most recent piece stands apart --
    Case(
        "a most recent piece two levels lower asks for a second look",
        shown="Sep 4 proficient, Oct 2 proficient, Oct 30 emerging",
        proposed="proficient, tentative",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
            "The most recent piece shows Emerging, two or more levels from Proficient: look at that work before deciding.",
            "2 more pieces that show Extending would move the proposal to Extending.",
            "A further piece that shows Developing would move the proposal to Developing.",
        ),
        counted=(1, 2, 3),
    ),
    Case(
        "a most recent piece two levels higher asks for a second look",
        shown="Sep 4 emerging, Oct 2 developing, Oct 30 extending",
        proposed="developing, tentative",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Developing or beyond.",
            "The most recent piece shows Extending, two or more levels from Developing: look at that work before deciding.",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        counted=(1, 2, 3),
    ),
    Case(
        "one level apart is ordinary",
        shown="Sep 4 proficient, Oct 2 proficient, Oct 30 extending",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: each of them shows Proficient or beyond.",
            "One more piece that shows Extending would move the proposal to Extending.",
        ),
        counted=(1, 2, 3),
    ),
    Case(
        "two pieces far apart are tentative for both reasons",
        shown="Sep 4 emerging, Oct 2 extending",
        proposed="emerging, tentative",
        because=(
            "Based on the 2 most recent pieces of evidence: each of them shows Emerging or beyond.",
            "The most recent piece shows Extending, two or more levels from Emerging: look at that work before deciding.",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
            "One more piece that shows Developing would move the proposal to Developing.",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        needed=("One more piece of evidence would make the proposal firmer.",),
        counted=(1, 2),
    ),
    # -- Which piece is the most recent --
    Case(
        "the day of the work decides, not the order of writing it down",
        shown="Oct 30 proficient, Oct 2 proficient, Sep 4 emerging, Sep 18 emerging",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
            "2 more pieces that show Extending would move the proposal to Extending.",
        ),
        counted=(4, 2, 1),
        aside={3: "More recent evidence counts now."},
    ),
    Case(
        "on the same day the rating recorded later is the more recent",
        shown="Oct 2 developing, Oct 2 proficient, Oct 2 proficient, Oct 2 emerging",
        proposed="proficient, tentative",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
            "The most recent piece shows Emerging, two or more levels from Proficient: look at that work before deciding.",
            "2 more pieces that show Extending would move the proposal to Extending.",
            "A further piece that shows Developing would move the proposal to Developing.",
        ),
        counted=(2, 3, 4),
        aside={1: "More recent evidence counts now."},
    ),
    # -- One piece of work counts once --
    Case(
        "two raters of one poster are one piece of evidence",
        shown="Oct 2 developing (poster), Oct 2 proficient (poster)",
        proposed="not enough evidence",
        because=("There is one piece of evidence so far.",),
        needed=("One more piece of evidence is needed before a level can be proposed.",),
        counted=(2,),
        aside={1: "The same piece of work has a later rating, which counts."},
    ),
    Case(
        "a poster rated three times does not outvote other work",
        shown="Sep 4 developing (essay), Sep 18 developing (lab), Oct 2 extending (poster), Oct 2 extending (poster), Oct 2 extending (poster)",
        proposed="developing, tentative",
        because=(
            "Based on the 3 most recent pieces of evidence: each of them shows Developing or beyond.",
            "The most recent piece shows Extending, two or more levels from Developing: look at that work before deciding.",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        counted=(1, 2, 5),
        aside={
            3: "The same piece of work has a later rating, which counts.",
            4: "The same piece of work has a later rating, which counts.",
        },
    ),
    Case(
        "a revised essay counts with its revision, at the date of the revision",
        shown="Sep 4 developing (essay), Sep 18 proficient (lab), Oct 30 proficient (essay)",
        proposed="proficient, tentative",
        because=(
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
            "2 more pieces that show Extending would move the proposal to Extending.",
        ),
        needed=("One more piece of evidence would make the proposal firmer.",),
        counted=(2, 3),
        aside={1: "The same piece of work has a later rating, which counts."},
    ),
    Case(
        "a revised essay leaves its old place in time",
        shown="Sep 4 emerging (essay), Sep 18 proficient (lab), Oct 2 proficient (talk), Oct 9 proficient (model), Oct 30 developing (essay)",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Proficient or beyond.",
            "2 more pieces that show Extending would move the proposal to Extending.",
            "A further piece that shows Developing would move the proposal to Developing.",
        ),
        counted=(3, 4, 5),
        aside={
            1: "The same piece of work has a later rating, which counts.",
            2: "More recent evidence counts now.",
        },
    ),
    # -- Withdrawn ratings --
    Case(
        "a withdrawn rating counts as if it had never been",
        shown="Sep 4 proficient, Oct 2 emerging withdrawn, Oct 30 proficient",
        proposed="proficient, tentative",
        because=(
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
            "2 more pieces that show Extending would move the proposal to Extending.",
        ),
        needed=("One more piece of evidence would make the proposal firmer.",),
        counted=(1, 3),
        aside={2: "This rating was withdrawn."},
    ),
    Case(
        "when everything was withdrawn there is no evidence",
        shown="Sep 4 proficient withdrawn",
        proposed="no evidence",
        because=("There is no evidence for this competency yet.",),
        needed=("2 more pieces of evidence are needed before a level can be proposed.",),
        aside={1: "This rating was withdrawn."},
    ),
    Case(
        "the earlier rating of a piece counts again when the later one is withdrawn",
        shown="Sep 4 developing (essay), Sep 18 proficient (lab), Sep 18 emerging (lab) withdrawn",
        proposed="developing, tentative",
        because=(
            "Based on the 2 most recent pieces of evidence: each of them shows Developing or beyond.",
            "There are 2 pieces of evidence, just enough for a tentative proposal.",
            "One more piece that shows Proficient would move the proposal to Proficient.",
        ),
        needed=("One more piece of evidence would make the proposal firmer.",),
        counted=(1, 2),
        aside={3: "This rating was withdrawn."},
    ),
    # -- As of a day --
    Case(
        "evidence told late is not known before",
        shown="Sep 4 proficient, Sep 18 proficient told Nov 20",
        proposed="not enough evidence",
        because=("There is one piece of evidence so far.",),
        needed=("One more piece of evidence is needed before a level can be proposed.",),
        counted=(1,),
        as_of="Oct 30",
    ),
    Case(
        "evidence told late counts from the day it was told, at the day it was shown",
        shown="Sep 4 proficient, Oct 2 developing, Oct 30 developing, Sep 18 proficient told Nov 20",
        proposed="developing, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: each of them shows Developing or beyond.",
            "2 more pieces that show Proficient would move the proposal to Proficient.",
        ),
        counted=(4, 2, 3),
        aside={1: "More recent evidence counts now."},
        as_of="Nov 20",
    ),
    # -- Other settings of the rule --
    Case(
        "three of the last five, from four pieces on",
        shown="Sep 4 developing, Sep 18 proficient, Oct 2 developing, Oct 16 proficient, Oct 30 proficient",
        proposed="proficient, confirmed",
        because=(
            "Based on the 5 most recent pieces of evidence: in 3 of them the work shows Proficient or beyond.",
            "3 more pieces that show Extending would move the proposal to Extending.",
        ),
        counted=(1, 2, 3, 4, 5),
        rule=Rule(minimum_pieces=4, window=5, agreement=3),
    ),
    Case(
        "below a minimum of four, three pieces propose no level",
        shown="Sep 4 proficient, Sep 18 proficient, Oct 2 proficient",
        proposed="not enough evidence",
        because=("There are 3 pieces of evidence so far.",),
        needed=("One more piece of evidence is needed before a level can be proposed.",),
        counted=(1, 2, 3),
        rule=Rule(minimum_pieces=4, window=5, agreement=3),
    ),
    Case(
        "a minimum larger than the window asks for a longer history than it reads",
        shown="Sep 4 emerging, Sep 18 proficient, Oct 2 proficient",
        proposed="proficient, tentative",
        because=(
            "Based on the 2 most recent pieces of evidence: each of them shows Proficient or beyond.",
            "There are 3 pieces of evidence, just enough for a tentative proposal.",
            "2 more pieces that show Extending would move the proposal to Extending.",
            "A further piece that shows Developing would move the proposal to Developing.",
        ),
        needed=("One more piece of evidence would make the proposal firmer.",),
        counted=(2, 3),
        aside={1: "More recent evidence counts now."},
        rule=Rule(minimum_pieces=3, window=2, agreement=2),
    ),
    Case(
        "the latest piece alone",
        shown="Sep 4 emerging, Sep 18 proficient",
        proposed="proficient, confirmed",
        because=(
            "Based on the most recent piece of evidence: it shows Proficient or beyond.",
            "One more piece that shows Extending would move the proposal to Extending.",
            "A further piece that shows Developing would move the proposal to Developing.",
        ),
        counted=(2,),
        aside={1: "More recent evidence counts now."},
        rule=Rule(minimum_pieces=1, window=1, agreement=1),
    ),
    Case(
        "the best of the last three",
        shown="Sep 4 developing, Sep 18 proficient, Oct 2 developing",
        proposed="proficient, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: in 1 of them the work shows Proficient or beyond.",
            "One more piece that shows Extending would move the proposal to Extending.",
        ),
        counted=(1, 2, 3),
        rule=Rule(minimum_pieces=1, window=3, agreement=1),
    ),
    # -- Other scales --
    Case(
        "three levels, the highest proficient",
        shown="Sep 4 approaching, Oct 2 meeting, Oct 30 meeting",
        proposed="meeting, confirmed",
        because=("Based on the 3 most recent pieces of evidence: in 2 of them the work shows Meeting.",),
        counted=(1, 2, 3),
        scale=THREE,
        level_names=("Beginning", "Approaching", "Meeting"),
    ),
    Case(
        "six levels, the fourth proficient",
        shown="Sep 4 emerging, Oct 2 developing, Oct 30 developing",
        proposed="developing, confirmed",
        because=(
            "Based on the 3 most recent pieces of evidence: in 2 of them the work shows Developing or beyond.",
            "2 more pieces that show Proficient would move the proposal to Proficient.",
        ),
        counted=(1, 2, 3),
        scale=SIX,
        level_names=("Beginning", "Emerging", "Developing", "Proficient", "Extending", "Leading"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_handbook(case):
    assert what_is_proposed(case) == {
        "proposed": case.proposed,
        "because": case.because,
        "needed": case.needed,
        "counted": case.counted,
        "aside": case.aside,
    }


def test_every_case_of_the_handbook_has_its_own_title():
    titles = [case.title for case in CASES]
    assert len(set(titles)) == len(titles)
