"""The gap finder: one line in, findings with remedies out.

Question: where would a learner who walks this line from kindergarten to graduation, and beyond, be left without a next
step, be sent in a circle, or be told nothing? What each check looks for, why, and its limits stand in
docs/explanation/gap-finder.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from headway.mastery.continuum.gaps import completeness, coverage, ordering, remarks, repeats, strands
from headway.mastery.continuum.gaps.findings import Finding, FindingKind, LineFacts, Report
from headway.mastery.continuum.gaps.ranking import Ranker
from headway.mastery.continuum.gaps.scene import Scene
from headway.mastery.continuum.gaps.seams import seams
from headway.mastery.continuum.items import Line
from headway.mastery.facts import Refused

__all__ = ["Progress", "facts_of", "find"]

# kind that is being looked for, how many kinds are done, of how many
Progress = Callable[[FindingKind, int, int], None]
Check = Callable[[Scene], Iterator[Finding]]


def _only(check: Check, kind: FindingKind) -> Check:
    return lambda scene: (one for one in check(scene) if one.kind is kind)


def _seams_of(kind: FindingKind) -> Check:
    return lambda scene: (one for one in scene.kept("seams", seams) if one.kind is kind)


CHECKS: Mapping[FindingKind, Check] = {
    FindingKind.CIRCLE: ordering.circles,
    FindingKind.UNREACHABLE: ordering.unreachable,
    FindingKind.MISSING_ITEM: ordering.missing_items,
    FindingKind.CODE_MISMATCH: ordering.code_mismatches,
    FindingKind.SEAM_BROKEN: _seams_of(FindingKind.SEAM_BROKEN),
    FindingKind.SEAM_NO_SUCCESSOR: _seams_of(FindingKind.SEAM_NO_SUCCESSOR),
    FindingKind.SEAM_NO_PREDECESSOR: _seams_of(FindingKind.SEAM_NO_PREDECESSOR),
    FindingKind.BACKWARD: ordering.backward,
    FindingKind.LEVEL_JUMP: ordering.level_jumps,
    FindingKind.DUPLICATE: repeats.duplicates,
    FindingKind.NEAR_DUPLICATE: repeats.near_duplicates,
    FindingKind.ORPHAN: completeness.orphans,
    FindingKind.STRAND_STOPS: strands.stops,
    FindingKind.STRAND_HOLE: strands.holes,
    FindingKind.STRANDS_OF_ONE_LEVEL: strands.one_level_strands,
    FindingKind.DEPTH_FALLS: ordering.depth_falls,
    FindingKind.STRAND_DEPTH_FALLS: strands.depth_along_strands,
    FindingKind.UNSERVED_STATEMENT: coverage.unserved_statements,
    FindingKind.SERVES_NO_STATEMENT: coverage.serve_no_statement,
    **{kind: partial(completeness.missing, kind=kind) for kind in completeness.MISSING},
    **{kind: partial(remarks.remarked, kind=kind) for kind in remarks.REMARKS},
    FindingKind.REDUNDANT: ordering.redundant_arrows,
}


def find(
    line: Line,
    checks: Collection[FindingKind] | None = None,
    progress: Progress | None = None,
    *,
    ranker: Ranker | None = None,
) -> Report:
    """Looks at the line and lists what is worth a decision, the most urgent kinds first.

    checks: the kinds to look for (default all). progress: told before each kind. ranker: proposes what could join an
    item across a seam (default: the words that both use). Refused: two items of one key. A line of 15,000 items takes
    some seconds.
    """
    if len(line.by_key) < len(line.items):
        again = next(key for key, count in Counter(item.key for item in line.items).items() if count > 1)
        raise Refused(
            "item_twice",
            f"Two items of this line have the key {again}; give each item a key of its own.",
            key=again,
        )
    scene = Scene(line, ranker)
    wanted = [kind for kind in CHECKS if checks is None or kind in checks]
    found: list[Finding] = []
    for done, kind in enumerate(wanted):
        if progress:
            progress(kind, done, len(wanted))
        found += CHECKS[kind](scene)
    kinds = {kind: place for place, kind in enumerate(FindingKind)}
    found.sort(key=lambda one: (one.weight, kinds[one.kind]))
    return Report(tuple(found), facts_of(scene), frozenset(wanted))


def facts_of(scene: Scene) -> LineFacts:
    """The shape of the line."""
    network = scene.network
    climbs: Counter[int] = Counter()
    for before, after in network.pairs:
        low, high = scene.level(before), scene.level(after)
        if low is not None and high is not None:
            climbs[high - low] += 1
    serving = coverage.serving(scene)
    essential = [node for node in scene.ratable if scene.items[node].is_essential]
    return LineFacts(
        items=len(scene.items),
        nodes=len(scene.ratable),
        arrows=len(network.pairs),
        links=len(scene.links),
        linked=len(network.linked),
        isolated=sum(1 for node in scene.ratable if node not in network.linked),
        after_reduction=len(network.pairs) - len(network.redundant),
        longest_path=network.longest,
        sources=sum(1 for node in network.linked if not network.before[node]),
        sinks=sum(1 for node in network.linked if not network.after[node]),
        circles=len(network.circles) + len(network.on_itself),
        jumps=dict(sorted(climbs.items())),
        unlevelled=len(network.pairs) - climbs.total(),
        profile_statements=len(scene.line.profile),
        profile_served=sum(
            any(key in network.number for key in statement.served_by) for statement in scene.line.profile
        ),
        essential_items=len(essential),
        essential_serving=sum(1 for node in essential if node in serving),
    )
