"""Exemplars and notes in the demo's content: read from both places, and refused where they do not fit."""

from __future__ import annotations

import shutil

import pytest

from headway.district.demo import content as demo_content
from headway.district.foundation.api import Refused

EXEMPLAR = """
[[exemplar]]
competency = "MA.AL.02"
level = 3
title = { en = "Both sides", es = "Los dos lados" }
work.en = "5 + 4 = 6 + 3"
work.es = "5 + 4 = 6 + 3"
annotations.en = [{ quote = "6 + 3", note = "Looks at the second side." }]
annotations.es = [{ quote = "6 + 3", note = "Mira el otro lado." }]
"""
NOTE = """
[[note]]
competency = "MA.AL.02"
kind = "misconception"
text = { en = "Reads = as “write the answer”.", es = "Lee = como “escribe el resultado”." }
"""


@pytest.fixture
def root(tmp_path):
    copy = tmp_path / "demo"
    shutil.copytree(demo_content.folder(), copy, ignore=shutil.ignore_patterns("examples"))
    (copy / "continuum/mathematics/examples").mkdir()
    return copy


def beside(root, text):
    (root / "continuum/mathematics/examples/signs.toml").write_text(text, encoding="utf-8")
    return demo_content.framework(demo_content.read(root))


def the_one(framework):
    return next(one for one in framework.competencies if one.code == "MA.AL.02")


def test_a_file_of_examples_gives_its_competency_work_and_notes(root):
    before = len(the_one(demo_content.framework(demo_content.read(root))).exemplars)
    one = the_one(beside(root, EXEMPLAR + NOTE))
    assert len(one.exemplars) == before + 1
    example = one.exemplars[-1]
    assert (example.level, example.annotations) == (3, (("6 + 3", "Looks at the second side."),))
    assert example.translations["es"]["annotations"] == [{"quote": "6 + 3", "note": "Mira el otro lado."}]
    assert one.notes[-1].translations["es"]["text"].startswith("Lee =")


def test_examples_may_stand_right_below_their_competency(root):
    strand = root / "continuum/mathematics/algebra-and-functions.toml"
    inside = (EXEMPLAR + NOTE).replace("[[exemplar]]", "[[competency.exemplar]]")
    inside = inside.replace("[[note]]", "[[competency.note]]").replace('competency = "MA.AL.02"\n', "")
    head, mark, rest = strand.read_text(encoding="utf-8").partition('[[competency]]\ncode = "MA.AL.03"')
    strand.write_text(f"{head}{inside}\n{mark}{rest}", encoding="utf-8")
    one = the_one(demo_content.framework(demo_content.read(root)))
    assert one.exemplars[-1].title == "Both sides"
    assert one.notes[-1].kind == "misconception"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (EXEMPLAR.replace("MA.AL.02", "MA.AL.99"), "no such competency"),
        (EXEMPLAR.replace('competency = "MA.AL.02"\n', ""), "no such competency"),
        (EXEMPLAR.replace("level = 3", "level = 9"), "from 1 to 4"),
        (EXEMPLAR.replace('quote = "6 + 3", note = "Looks', 'quote = "7 + 2", note = "Looks'), "“7 \\+ 2” does not stand"),
        (EXEMPLAR.replace(', es = "Los dos lados"', ""), "language es"),
        (EXEMPLAR.replace('work.es = "5 + 4 = 6 + 3"\n', ""), "no work in the language es"),
        (NOTE.replace("misconception", "gossip"), "kind gossip"),
        (NOTE.replace(", es = ", ", fr = "), "no text in the language es"),
    ],
)  # fmt: skip
def test_examples_that_do_not_fit_are_refused_by_name(root, text, sentence):
    with pytest.raises(Refused, match=sentence) as caught:
        beside(root, text)
    assert caught.value.problems
