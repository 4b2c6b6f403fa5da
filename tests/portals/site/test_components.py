"""The components: what they show, what they say, and that the gallery shows all of them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.template import engines
from django.utils import translation

from headway.district.site.settings import DISTRICT

COMPONENTS = DISTRICT / "templates" / "components"
NAMES = ["Emerging", "Developing", "Proficient", "Extending"]


def module(name: str):
    return engines["jinja2"].env.get_template(f"components/{name}.html").module


def glyph(level, names=NAMES, proficient=3, **options) -> str:
    return str(module("level").level_glyph(level, names, proficient, **options))


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_a_glyph_fills_as_many_segments_as_the_level_out_of_all(count):
    names = [f"Name {n}" for n in range(count)]
    for level in [None, *range(1, count + 1)]:
        drawn = glyph(level, names, 2)
        assert drawn.count('class="seg') == count
        assert drawn.count('class="seg on"') == (level or 0)


def test_the_notch_stands_where_proficient_is_reached():
    """At the end of the proficient segment: filled up to the notch means proficient."""
    right_edges = [float(x) + 9 for x in re.findall(r'class="seg[^"]*" x="([\d.]+)"', glyph(1))]
    notch = float(re.search(r'class="notch" d="M([\d.]+)', glyph(1))[1])
    assert right_edges[2] < notch < right_edges[3] - 9


@pytest.mark.parametrize(
    ("level", "status", "said"),
    [
        (2, "confirmed", "Developing, 2 of 4. Proficient is 3."),
        (2, "tentative", "Tentative: Developing, 2 of 4. Proficient is 3."),
        (3, "proposed", "Proposed: Proficient, 3 of 4. Proficient is 3."),
        (None, "confirmed", "No level yet. Proficient is 3 of 4."),
    ],
)
def test_a_glyph_says_what_it_shows(level, status, said):
    with translation.override("en"):
        assert f'aria-label="{said}"' in glyph(level, status=status)


def test_words_of_a_component_follow_the_reader_and_not_the_first_reader():
    with translation.override("en"):
        assert "No level yet" in glyph(None)
    with translation.override("es"):
        assert "Todavía sin nivel" in glyph(None)


def test_tones_grow_darker_with_the_level_and_turn_at_proficient():
    for count in range(3, 7):
        for proficient in range(2, count + 1):
            tones = [
                int(re.search(r"tone-(\d)", glyph(level, ["x"] * count, proficient))[1])
                for level in range(1, count + 1)
            ]
            assert tones == sorted(tones)
            assert tones[proficient - 1] == 3
            assert all(tone < 3 for tone in tones[: proficient - 1])


def test_confirmed_and_tentative_differ_in_shape():
    assert "is-tentative" in glyph(2, status="tentative")
    assert "is-tentative" not in glyph(2)


def test_a_pace_line_places_dates_in_proportion_and_never_outside():
    start, end = dt.date(2026, 1, 1), dt.date(2026, 1, 11)
    drawn = str(
        module("pace").pace_line(
            "In words.", start, end, dt.date(2026, 1, 6), dt.date(2027, 1, 1), keys=False
        )
    )
    assert 'class="today" cx="50.0%"' in drawn
    assert '<svg x="100.0%"' in drawn
    assert 'aria-label="In words."' in drawn


def test_a_field_ties_label_hint_and_error_together():
    drawn = str(module("forms").field("on", "Shown on", hint="A day", error="Choose a day."))
    assert '<label for="on">' in drawn
    assert 'aria-describedby="on-hint on-error" aria-invalid="true"' in drawn
    assert 'id="on-hint"' in drawn
    assert 'id="on-error"' in drawn


def test_values_from_people_are_never_markup():
    evil = '"><script>alert(1)</script>'
    for drawn in (
        module("forms").field("n", evil, evil, hint=evil, error=evil),
        module("marks").tag(evil),
        module("marks").learner_link(evil, "/x/"),
        module("notices").notice(evil),
        module("level").level(1, [evil, "b", "c"]),
        module("evidence").timeline([{"on": dt.date(2026, 1, 1), "title": evil, "note": evil}], NAMES),
        module("navigation").page_head(evil, lead=evil),
    ):
        assert "<script>" not in str(drawn)


def test_an_error_summary_without_problems_is_nothing():
    assert str(module("notices").error_summary([])).strip() == ""


def test_a_distribution_leaves_out_what_is_not_there():
    drawn = str(module("marks").distribution([(3, "proficient"), (0, "emerging"), (1, "developing")]))
    assert "3 proficient, 1 developing" in drawn
    assert "emerging" not in drawn


def test_the_gallery_shows_every_component():
    """A state that is not in the gallery is a state that nobody looks at and axe never sees."""
    shown = (COMPONENTS / "specimens.html").read_text() + (COMPONENTS / "gallery.html").read_text()
    elsewhere = {
        "mark",  # the frame of every page
        "staircase",  # the way in
        "subnav",
        "page_head",
        "page_turner",  # draws `pagination`, or the same as buttons
        "messages_list",
        "level_label",  # inside level_glyph
        "tone",
        "icon",  # inside tags and notices
        "pace_keys",  # inside pace_line
        "bound",  # fields of the accounts library, drawn as `field`
        "form_summary",
        "line_part",  # the parts of the map again, as an answer that replaces them
        "own_line",  # a learner's whole page, with its own heading: looked at there
    }
    missing = set()
    for path in COMPONENTS.glob("*.html"):
        # learning.html: parts of a learner's pages, put together from components and looked at there;
        # examples.html and talks.html: the same of an author's and a reader's pages of a draft
        if path.name in ("gallery.html", "specimens.html", "learning.html", "examples.html", "talks.html"):
            continue
        for name in re.findall(r"{%-? macro (\w+)\(", path.read_text()):
            if not name.startswith("_") and name not in elsewhere and f"{name}(" not in shown:
                missing.add(f"{path.name}: {name}")
    assert not missing


def test_components_never_translate_while_being_imported():
    """An imported file is read once: words outside a macro would stay in the first reader's language."""
    for path in COMPONENTS.glob("*.html"):
        if path.name == "gallery.html":
            continue
        outside = re.sub(r"{%-? macro .*?endmacro -?%}", "", path.read_text(), flags=re.S)
        outside = re.sub(r"{#.*?#}", "", outside, flags=re.S)
        assert "_(" not in outside, path.name
