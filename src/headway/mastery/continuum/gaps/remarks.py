"""What the authoring assistant would say of the statements of a whole line, gathered where it says much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from headway.mastery.continuum.gaps.completeness import lacking
from headway.mastery.continuum.gaps.findings import Finding, FindingKind, RemedyKind, Urgency
from headway.mastery.continuum.gaps.scene import Scene
from headway.mastery.continuum.gaps.statements import RemarkKind, says_i_can

__all__ = ["REMARKS", "remarked"]

# kind of finding → kinds of remarks that it gathers, and the remedy
REMARKS: Mapping[FindingKind, tuple[frozenset[RemarkKind], RemedyKind]] = {
    FindingKind.UNMEASURABLE: (frozenset({RemarkKind.UNMEASURABLE}), RemedyKind.REWORD),
    FindingKind.ACTIVITY: (frozenset({RemarkKind.ACTIVITY}), RemedyKind.REWORD),
    FindingKind.COMPOUND: (frozenset({RemarkKind.COMPOUND}), RemedyKind.SPLIT),
    FindingKind.VAGUE: (frozenset({RemarkKind.VAGUE}), RemedyKind.REWORD),
    FindingKind.GRADE_LANGUAGE: (frozenset({RemarkKind.GRADE_LANGUAGE}), RemedyKind.REWORD),
    FindingKind.HARD_TO_READ: (frozenset({RemarkKind.TOO_LONG, RemarkKind.HARD_TO_READ}), RemedyKind.REWORD),
    FindingKind.NO_TRANSFER: (frozenset({RemarkKind.NO_TRANSFER}), RemedyKind.REWORD),
}
# How long a sentence may be depends on who reads it: published standards speak to teachers.
LEARNERS_ONLY = frozenset({FindingKind.HARD_TO_READ})


def remarked(scene: Scene, kind: FindingKind) -> Iterator[Finding]:
    """One finding per item, or per strand where many are concerned. Facts of an item: its remarks as (kind, start,
    end, words, verbs to try)."""
    gathers, remedy = REMARKS[kind]
    found = {
        node: chosen
        for node, remarks in scene.remarks.items()
        if (chosen := tuple(one for one in remarks if one.kind in gathers))
        and (kind not in LEARNERS_ONLY or says_i_can(scene.items[node].statement))
    }

    def spans(node: int) -> Mapping[str, object]:
        return {
            "remarks": tuple(
                (one.kind.value, one.start, one.end, one.words, one.instead) for one in found[node]
            )
        }

    yield from lacking(scene, kind, Urgency.THINS, remedy, list(found), spans)
