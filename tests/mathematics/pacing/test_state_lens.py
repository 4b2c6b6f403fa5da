"""What the state's test asks: off until a district says it, and only what it says."""

from __future__ import annotations

import pytest

from headway.mastery.facts import Refused
from headway.mastery.pacing.state_lens import StateLens


def test_nothing_is_asked_until_the_district_says_so():
    assert not StateLens.from_dict({}).is_on
    assert StateLens.from_dict({}).domains_in(3) == ()


def test_a_subject_is_tested_from_its_first_to_its_last_year():
    lens = StateLens.from_dict({"years": {"MA": [3, 8], "SC": [5, 5]}})
    assert [lens.domains_in(year) for year in (2, 3, 5, 8, 9)] == [(), ("MA",), ("MA", "SC"), ("MA",), ()]
    assert StateLens.from_dict(lens.to_dict()) == lens


@pytest.mark.parametrize("span", [[8, 3], [3], [3, 14], [-1, 3], [3, ""], ["3", "8"], [3, 8, 9], [True, 3]])
def test_years_that_cannot_be_are_named_with_their_subject(span):
    with pytest.raises(Refused, match="For MA give the first and the last school year"):
        StateLens.from_dict({"years": {"MA": span}})
