"""What a check says, in words: whole levels, and one second is one second."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from headway.district.portals.presenting.checks import band_words, unusual_words


@pytest.mark.parametrize(
    ("band", "says"),
    [
        ((0.0, 0.2, 0.4), "fit level 0."),
        ((0.4, 0.9, 1.4), "level 0 or level 1, level 1 more likely"),
        ((2.2, 4.0, 5.1), "level 2 up to level 5, level 4 most likely"),
        ((3.0, 2.0, 4.0), "level 3 or level 4, level 3 more likely"),
    ],
)
def test_a_band_is_told_in_whole_levels(band, says):
    said = band_words(*band)
    assert says in said
    assert "." not in said.replace(". The strands", "").rstrip(".")


@pytest.mark.parametrize(
    ("seconds", "says"), [(0.2, "within 1 second."), (1, "within 1 second."), (29, "within 29 seconds.")]
)
def test_seconds_have_their_plural(seconds, says):
    found = [{"kind": "all_quick", "questions": [1, 2, 3], "numbers": {"seconds": seconds}}]
    assert says in unusual_words(found)[0]
    with override("es"):
        assert ("segundos" in unusual_words(found)[0]) == (seconds > 1)
