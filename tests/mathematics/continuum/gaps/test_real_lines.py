"""The published facts of real lines, and defects planted in real frameworks: exactly those are found."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from headway.mastery.continuum.gaps import FindingKind, RemedyKind, find
from headway.mastery.continuum.items import Arrow, Line
from tests.mathematics.continuum.gaps.lines import (
    coherence_2011,
    coherence_map,
    demo,
    framework,
    mathematics,
)

K = FindingKind
PLANTED = {
    K.SEAM_BROKEN,
    K.SEAM_NO_SUCCESSOR,
    K.SEAM_NO_PREDECESSOR,
    K.DUPLICATE,
    K.NEAR_DUPLICATE,
    K.CIRCLE,
    K.LEVEL_JUMP,
}


def test_the_coherence_map_has_its_published_shape():
    facts = find(coherence_map()).facts
    assert (facts.nodes, facts.arrows, facts.circles, facts.longest_path) == (480, 757, 0, 30)


def test_the_coherence_map_says_the_same_inside_of_its_framework():
    facts = find(mathematics()).facts
    assert (facts.arrows, facts.circles, facts.longest_path, facts.items) == (757, 0, 30, 703)


def test_the_2011_graph_has_its_published_shape():
    facts = find(coherence_2011()).facts
    assert (facts.nodes, facts.arrows, facts.after_reduction) == (276, 452, 379)
    assert (facts.longest_path, facts.sources, facts.sinks) == (23, 26, 46)
    assert facts.jumps == {0: 236, 1: 170, 2: 32, 3: 11, 4: 1, 5: 2}


def test_as_many_findings_as_the_facts_count():
    graph = coherence_2011()
    report = find(graph)
    assert len(report.of(K.LEVEL_JUMP)) == 11 + 1 + 2
    assert len(report.of(K.REDUNDANT)) == 452 - 379
    assert not report.of(K.BACKWARD, K.CIRCLE, K.UNREACHABLE, K.MISSING_ITEM)


def test_on_the_mathematics_standards_the_seams_name_steps_that_a_lead_would_look_at():
    """Without an arrow into the next school: rounding decimals, measurement conversion, volume of composed solids,
    hierarchies of figures; and what the map gives no way to."""
    line = mathematics()
    short = {one.key: one.code.removeprefix("CCSS.Math.Content.") for one in line.items}
    report = find(line, PLANTED)
    stops = {short[one.items[0]] for one in report.of(K.SEAM_NO_SUCCESSOR) if one.facts["seam"] == 6}
    assert stops == {"5.NBT.A.4", "5.MD.A.1", "5.MD.C.5c", "5.G.B.4"}
    starts = {short[one.items[0]] for one in report.of(K.SEAM_NO_PREDECESSOR) if one.facts["seam"] == 6}
    assert starts == {"6.RP.A.3", "6.NS.C.5"}


@pytest.mark.parametrize("name", ["ngss", "teks-edfi", "asn-md-math", "ccss-ela", "au-v9-mat"])
def test_a_framework_without_arrows_is_told_so_in_a_few_findings(name):
    report = find(
        framework(f"{name}.cfpackage.json.gz"), {*PLANTED, K.ORPHAN} - {K.DUPLICATE, K.NEAR_DUPLICATE}
    )
    assert 1 <= len(report.findings) <= 25


# -- planted defects ----------------------------------------------------------------------------------------------


class Planter:
    """Five gaps, three doubles, one loop and four jumps in a copy, each where nothing of its kind is yet."""

    def __init__(self, line, seed):
        self.line, self.random = line, random.Random(seed)
        self.items, self.arrows = list(line.items), list(line.arrows)
        self.touched = {key for one in find(line, PLANTED).findings for key in one.items}
        self.expected = {K.SEAM_NO_SUCCESSOR: set(), K.DUPLICATE: set(), K.CIRCLE: set(), K.LEVEL_JUMP: set()}

    def planted(self):
        self._gaps(5)
        self._jumps(4)
        self._loop()
        self._doubles(3)
        return Line(tuple(self.items), tuple(self.arrows), links=self.line.links, seams=self.line.seams)

    def _gaps(self, count):
        """A new last step in a strand that goes on, prepared for but leading nowhere."""
        strands = {}
        for one in self._linked():
            for seam in self.line.seams:
                if one.level == seam - 1 and any(
                    other.level >= seam for other in self._row(one) if other.level is not None
                ):
                    strands.setdefault((one.strand, seam), []).append(one)
        places = self.random.choices(sorted(strands), k=count)
        for number, place in enumerate(places):
            before = self.random.choice(strands[place])
            new = replace(
                before, key=f"gap{number}", code=f"gap{number}", statement=self._words(number), parent=""
            )
            self.items.append(new)
            self.arrows.append(Arrow(before.key, new.key))
            self.expected[K.SEAM_NO_SUCCESSOR].add((new.key,))

    def _jumps(self, count):
        """From any linked item to one three levels and more above that it does not lead back to."""
        present = {(one.before, one.after) for one in self.arrows}
        pairs = [
            (low.key, high.key)
            for low in self._linked()
            for high in self._linked()
            if high.level - low.level >= 3 and (low.key, high.key) not in present
        ]
        for before, after in self.random.sample(pairs, count):
            self.arrows.append(Arrow(before, after))
            self.expected[K.LEVEL_JUMP].add((before, after))

    def _loop(self):
        """Turned against one of the arrows that stay within two levels, so that it is no jump."""
        level = {one.key: one.level for one in self.items}
        known = [
            one
            for one in self.line.arrows
            if level.get(one.before) is not None and level.get(one.after) is not None
        ]
        arrow = self.random.choice(known)
        self.arrows.append(Arrow(arrow.after, arrow.before))
        self.expected[K.CIRCLE].add(frozenset((arrow.before, arrow.after)))

    def _doubles(self, count):
        """The same statement again, with other signs and capitals, at the same or another level."""
        ratable = [
            one
            for one in self.line.items
            if one.is_ratable and one.key not in self.touched and len(one.statement) > 40
        ]
        for number, one in enumerate(self.random.sample(ratable, count)):
            level = self.random.choice([one.level, one.level, 4])
            said = "The student is expected to " + one.statement.upper()
            self.items.append(
                replace(one, key=f"double{number}", code=f"double{number}", statement=said, level=level)
            )
            self.expected[K.DUPLICATE].add((one.key, f"double{number}"))

    def _linked(self):
        named = {key for arrow in self.line.arrows for key in (arrow.before, arrow.after)}
        return [
            one for one in self.line.items if one.key in named and one.level is not None and one.is_ratable
        ]

    def _row(self, one):
        return [
            other for other in self.line.items if (other.domain, other.strand) == (one.domain, one.strand)
        ]

    def _words(self, number):
        rare = ["zeugma", "quincunx", "palimpsest", "isthmus", "gnomon"][number]
        return f"Show how a {rare} is made from {rare}s of another kind"


def in_order(line, seed):
    """Arrows for a framework that has none: along each strand from item to item of the next level that it has."""
    chance = random.Random(seed)
    rows = {}
    for one in line.items:
        if one.is_ratable and one.level is not None:
            rows.setdefault((one.domain, one.strand), {}).setdefault(one.level, []).append(one.key)
    arrows = []
    for levels in rows.values():
        ordered = [levels[level] for level in sorted(levels)]
        for lower, upper in pairwise(ordered):
            arrows += [Arrow(chance.choice(lower), key) for key in upper]
            arrows += [Arrow(key, chance.choice(upper)) for key in lower]
    unique = {(one.before, one.after): one for one in arrows}
    return Line(line.items, tuple(unique.values()), seams=line.seams)


LINES = {
    "mathematics": mathematics,
    "demo": demo,
    "ngss": lambda: in_order(framework("ngss.cfpackage.json.gz"), 1),
    "maryland": lambda: in_order(framework("asn-md-math.cfpackage.json.gz"), 2),
    "english": lambda: in_order(framework("ccss-ela.cfpackage.json.gz"), 3),
    "australia": lambda: in_order(framework("au-v9-mat.cfpackage.json.gz"), 4),
}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", LINES)
def test_planted_defects_are_found_and_nothing_else_of_their_kinds(name, seed):
    line = LINES[name]()
    before = find(line, PLANTED)
    planter = Planter(line, seed)
    after = find(planter.planted(), PLANTED)
    new = [one for one in after.findings if one.fingerprint not in before.fingerprints]
    found = {kind: {one.items for one in new if one.kind is kind} for kind in planter.expected}
    found[K.CIRCLE] = {frozenset(loop) for loop in found[K.CIRCLE]}
    assert found == planter.expected
    assert {one.kind for one in new} == set(planter.expected)
    remedies = {one.kind: one.remedy.kind for one in new}
    assert remedies[K.SEAM_NO_SUCCESSOR] is RemedyKind.ADD_ARROW
    assert remedies[K.CIRCLE] is RemedyKind.REMOVE_ARROW


def test_taking_away_every_way_on_of_a_step_makes_exactly_that_step_a_gap():
    """The arrows of five steps of the last year before the middle school are cut where they lead on."""
    line = mathematics()
    level = {one.key: one.level for one in line.items}
    before = find(line, PLANTED)
    cut = {}
    for arrow in line.arrows:
        if level[arrow.before] == 5:
            cut.setdefault(arrow.before, []).append(arrow)
    for step, arrows in sorted(cut.items())[:12]:
        rest = Line(line.items, tuple(one for one in line.arrows if one not in arrows), links=line.links)
        new = [one for one in find(rest, PLANTED).findings if one.fingerprint not in before.fingerprints]
        stops = [one.items for one in new if one.kind is K.SEAM_NO_SUCCESSOR]
        assert stops == [(step,)]
        # What lost its only preparation in the school before is told, too; it is the other side of the same gap.
        lost = {one.after for one in arrows}
        assert {one.items[0] for one in new if one.kind is not K.SEAM_NO_SUCCESSOR} <= lost
