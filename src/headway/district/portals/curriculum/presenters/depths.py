"""Depth and alignment as a page: tasks that ask for less than their competency, and competencies no task reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, Importance
from headway.district.evidence.api import TaskDepth
from headway.district.foundation.api import translated
from headway.district.portals.curriculum.presenters.map import importance_words
from headway.mastery.continuum.depths import Alignment

__all__ = ["KINDS", "Asked", "DepthPage", "depth_page", "read_asked", "table_rows"]

BELOW, UNREACHED, WITHOUT_TASK, SILENT = KINDS = ("below", "unreached", "without_task", "silent")
# What a stretch shows before somebody chooses it; the file holds everything.
SHOWN_AT_ONCE = 25
TASKS_AT_ONCE = 100


@dataclass(frozen=True)
class Asked:
    """Which findings are shown; blank shows all. strand: a domain's code and the strand's, with a slash between."""

    domain: str = ""
    strand: str = ""
    kind: str = ""

    @property
    def is_all(self) -> bool:
        return not (self.domain or self.strand or self.kind)

    def query(self, **changes: str) -> str:
        asked = {"domain": self.domain, "strand": self.strand, "kind": self.kind} | changes
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True)
class Target:
    """A competency in a list: where it stands, its depth in words, and what else reaches that depth."""

    code: str
    title: str
    href: str
    place: str
    is_essential: bool
    importance: str
    depth: str
    elsewhere: str


@dataclass(frozen=True)
class Card:
    """A task: what it asks for, the competencies concerned, and how much evidence rests on it there, in words."""

    code: str
    title: str
    owner: str
    asks: str
    targets: tuple[Target, ...]
    evidence: str


@dataclass(frozen=True)
class Stretch:
    """The competencies of one strand: essential ones first. more: the address where all of them are shown."""

    name: str
    sentence: str
    targets: tuple[Target, ...]
    more: str
    is_open: bool


@dataclass(frozen=True)
class DepthPage:
    sentence: str
    compared: str
    below: tuple[Card, ...]
    below_left_out: int
    unreached: tuple[Stretch, ...]
    without_task: tuple[Stretch, ...]
    silent: tuple[Card, ...]
    silent_left_out: int
    counts: Mapping[str, int]
    kinds: tuple[tuple[str, str], ...]
    domains: tuple[tuple[str, str], ...]
    strands: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    without_depth: int
    asked: Asked
    smallest: int


@dataclass(frozen=True)
class _Findings:
    """What is found, after the filters; tasks with those of their competencies that are concerned."""

    below: tuple[tuple[TaskDepth, tuple[CompetencyInfo, ...]], ...]
    unreached: tuple[CompetencyInfo, ...]
    without_task: tuple[CompetencyInfo, ...]
    silent: tuple[tuple[TaskDepth, tuple[CompetencyInfo, ...]], ...]

    @property
    def counts(self) -> dict[str, int]:
        return {kind: len(getattr(self, kind)) for kind in KINDS}


def read_asked(query: QueryDict, continuum: ContinuumMap) -> Asked:
    """What was asked for; what this continuum does not have selects nothing special."""
    domain = query.get("domain", "")
    if domain not in {one.code for one in continuum.domains}:
        domain = ""
    strand = query.get("strand", "")
    known = {_strand_value(continuum, one.id) for one in continuum.strands}
    if strand not in known or (domain and not strand.startswith(f"{domain}/")):
        strand = ""
    kind = query.get("kind", "")
    return Asked(domain, strand, kind if kind in KINDS else "")


def depth_page(
    continuum: ContinuumMap,
    tasks: Sequence[TaskDepth],
    found: Alignment,
    evidence: Mapping[int, int | None],
    asked: Asked,
    smallest: int,
) -> DepthPage:
    """evidence: task id → pieces that rest on it where it asks for less, None where too few learners are concerned."""
    shown = _findings(continuum, tasks, found, asked)
    return DepthPage(
        sentence=_sentence(shown.counts, asked, has_tasks=bool(tasks)),
        compared=_compared(tasks, found),
        below=tuple(
            Card(
                code=task.code,
                title=translated(task, "title"),
                owner=task.owner,
                asks=_("asks for depth %(depth)s") % {"depth": task.depth},
                targets=tuple(_target(continuum, one, found) for one in deeper),
                evidence=_evidence_words(evidence, task.id, smallest),
            )
            for task, deeper in shown.below[:TASKS_AT_ONCE]
        ),
        below_left_out=max(0, len(shown.below) - TASKS_AT_ONCE),
        unreached=_stretches(continuum, shown.unreached, found, asked, UNREACHED),
        without_task=_stretches(continuum, shown.without_task, found, asked, WITHOUT_TASK),
        silent=tuple(
            Card(
                code=task.code,
                title=translated(task, "title"),
                owner=task.owner,
                asks=_("depth not set"),
                targets=tuple(_target(continuum, one) for one in competencies),
                evidence="",
            )
            for task, competencies in shown.silent[:TASKS_AT_ONCE]
        ),
        silent_left_out=max(0, len(shown.silent) - TASKS_AT_ONCE),
        counts=shown.counts,
        kinds=tuple((kind, _kind_words(kind)) for kind in KINDS),
        domains=tuple((one.code, translated(one, "name")) for one in continuum.domains),
        strands=_strand_options(continuum, asked),
        without_depth=sum(one.depth is None for one in continuum.competencies),
        asked=asked,
        smallest=smallest,
    )


def table_rows(
    continuum: ContinuumMap,
    tasks: Sequence[TaskDepth],
    found: Alignment,
    evidence: Mapping[int, int | None],
    asked: Asked,
    smallest: int,
) -> Iterator[list[str]]:
    """Every finding that the filters let through, one competency a row, with its reason in the last column."""
    yield [
        _("Finding"),
        _("Task"),
        _("Code of the task"),
        _("Kept by"),
        _("Depth that the task asks for"),
        _("Pieces of evidence from the task for all its deeper competencies"),
        _("Domain"),
        _("Strand"),
        _("Level"),
        _("Code"),
        _("Competency"),
        _("Importance"),
        _("Depth of the competency"),
        _("Tasks that reach this depth"),
        _("Why it matters"),
    ]
    shown = _findings(continuum, tasks, found, asked)
    for kind, pairs in ((BELOW, shown.below), (SILENT, shown.silent)):
        for task, competencies in pairs:
            rests = _evidence_cell(evidence, task.id, smallest) if kind == BELOW else ""
            of_task = [translated(task, "title"), task.code, task.owner, _depth_cell(task.depth), rests]
            for one in competencies:
                yield [_kind_words(kind), *of_task, *_competency_cells(continuum, one, found), _why(kind)]
    for kind, competencies in ((UNREACHED, shown.unreached), (WITHOUT_TASK, shown.without_task)):
        for one in competencies:
            yield [_kind_words(kind), *[""] * 5, *_competency_cells(continuum, one, found), _why(kind)]


# -- what the filters let through --------------------------------------------------------------------------------


def _findings(
    continuum: ContinuumMap, tasks: Sequence[TaskDepth], found: Alignment, asked: Asked
) -> _Findings:
    by_id = {task.id: task for task in tasks}

    def competencies(ids: Iterable[int]) -> tuple[CompetencyInfo, ...]:
        return tuple(continuum.by_id[one] for one in ids)

    def of_tasks(kind: str, pairs: Iterable[tuple[TaskDepth, tuple[CompetencyInfo, ...]]]) -> tuple:
        """A task is shown whole as soon as one of its competencies is asked for; essential ones first."""
        chosen = [pair for pair in pairs if any(_is_asked(continuum, one, asked) for one in pair[1])]
        return tuple(sorted(chosen, key=_essential_pair_first)) if asked.kind in ("", kind) else ()

    def of_line(kind: str, ids: Iterable[int]) -> tuple[CompetencyInfo, ...]:
        if asked.kind not in ("", kind):
            return ()
        return tuple(one for one in competencies(ids) if _is_asked(continuum, one, asked))

    return _Findings(
        below=of_tasks(BELOW, ((by_id[one.task], competencies(one.competencies)) for one in found.below)),
        unreached=of_line(UNREACHED, found.unreached),
        without_task=of_line(WITHOUT_TASK, found.without_task),
        silent=of_tasks(
            SILENT, ((by_id[one], competencies(by_id[one].competency_ids)) for one in found.silent)
        ),
    )


def _is_asked(continuum: ContinuumMap, one: CompetencyInfo, asked: Asked) -> bool:
    domain = continuum.domain_by_id.get(one.domain_id or 0)
    if asked.domain and (domain is None or domain.code != asked.domain):
        return False
    return not asked.strand or _strand_value(continuum, one.strand_id) == asked.strand


def _essential_pair_first(pair: tuple[TaskDepth, tuple[CompetencyInfo, ...]]) -> bool:
    return not any(one.importance == Importance.ESSENTIAL for one in pair[1])


def _strand_value(continuum: ContinuumMap, strand_id: int | None) -> str:
    strand = continuum.strand_by_id.get(strand_id or 0)
    if strand is None:
        return ""
    return f"{continuum.domain_by_id[strand.domain_id].code}/{strand.code}"


def _strand_options(
    continuum: ContinuumMap, asked: Asked
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Per domain (only the chosen one, once one is chosen) its strands as value and words."""
    return tuple(
        (
            translated(domain, "name"),
            tuple(
                (_strand_value(continuum, one.id), translated(one, "name"))
                for one in continuum.strands
                if one.domain_id == domain.id
            ),
        )
        for domain in continuum.domains
        if not asked.domain or domain.code == asked.domain
    )


# -- lists -------------------------------------------------------------------------------------------------------


def _stretches(
    continuum: ContinuumMap,
    competencies: Sequence[CompetencyInfo],
    found: Alignment,
    asked: Asked,
    kind: str,
) -> tuple[Stretch, ...]:
    """Strand by strand in the order of the map; the strands in which something essential is missing come first."""
    stretches = []
    for (domain_id, strand_id), group in groupby(
        competencies, key=lambda one: (one.domain_id, one.strand_id)
    ):
        here = sorted(group, key=lambda one: one.importance != Importance.ESSENTIAL)
        essential = sum(one.importance == Importance.ESSENTIAL for one in here)
        strand = _strand_value(continuum, strand_id)
        is_chosen = bool(asked.strand) or (bool(asked.domain) and not strand)
        domain = continuum.domain_by_id.get(domain_id or 0)
        more = asked.query(kind=kind, domain=domain.code if domain else "", strand=strand)
        at_most = len(here) if is_chosen else SHOWN_AT_ONCE
        stretches.append(
            (
                essential == 0,
                Stretch(
                    name=_place_name(continuum, domain_id, strand_id),
                    sentence=_stretch_words(len(here), essential),
                    targets=tuple(_target(continuum, one, found) for one in here[:at_most]),
                    more=f"?{more}" if len(here) > at_most else "",
                    is_open=bool(asked.strand),
                ),
            )
        )
    return tuple(stretch for _is_less_pressing, stretch in sorted(stretches, key=lambda pair: pair[0]))


def _place_name(continuum: ContinuumMap, domain_id: int | None, strand_id: int | None) -> str:
    domain = continuum.domain_by_id.get(domain_id or 0)
    strand = continuum.strand_by_id.get(strand_id or 0)
    names = [translated(one, "name") for one in (domain, strand) if one is not None]
    return " · ".join(names) or _("Without a domain")


def _target(continuum: ContinuumMap, one: CompetencyInfo, found: Alignment | None = None) -> Target:
    return Target(
        code=one.code,
        title=translated(one, "title"),
        href=reverse("curriculum:competency", args=[one.uuid]),
        place=_("Level %(level)s") % {"level": one.level} if one.level is not None else _("any level"),
        is_essential=one.importance == Importance.ESSENTIAL,
        importance=importance_words(one.importance).lower(),
        depth=_("depth %(depth)s") % {"depth": one.depth} if one.depth else _("depth not set"),
        elsewhere=_elsewhere(found.reaching.get(one.id)) if found else "",
    )


def _elsewhere(reaching: int | None) -> str:
    if reaching is None:
        return ""
    if not reaching:
        return _("no task reaches this depth yet")
    return ngettext("%(num)s task reaches this depth", "%(num)s tasks reach this depth", reaching) % {
        "num": reaching
    }


# -- words -------------------------------------------------------------------------------------------------------


def _kind_words(kind: str) -> str:
    return {
        BELOW: _("Tasks that ask for less depth than their competency"),
        UNREACHED: _("Competencies with tasks, none at their depth"),
        WITHOUT_TASK: _("Competencies without a task"),
        SILENT: _("Tasks that don't say their depth"),
    }[kind]


def _why(kind: str) -> str:
    return {
        BELOW: _("Work on this task can't show the competency as deeply as it is meant."),
        UNREACHED: _("No task invites learners to show it as deeply as it is meant."),
        WITHOUT_TASK: _("No task invites learners to show it; any piece of work may show it all the same."),
        SILENT: _("Nobody can tell whether work on this task reaches the depth that is meant."),
    }[kind]


def _sentence(counts: Mapping[str, int], asked: Asked, *, has_tasks: bool) -> str:
    """What a curriculum lead should know first, of what the filters let through."""
    if not has_tasks:
        return _("No tasks are on record yet, so there is nothing to compare.")
    said = []
    if counts[BELOW]:
        said.append(
            ngettext(
                "%(num)s task asks for less depth than a competency it is for.",
                "%(num)s tasks ask for less depth than a competency they are for.",
                counts[BELOW],
            )
            % {"num": counts[BELOW]}
        )
    elif asked.kind in ("", BELOW):
        said.append(
            _("No task that says its depth asks for less than the competencies it is for.")
            if not (asked.domain or asked.strand)
            else _("Here no task that says its depth asks for less than the competencies it is for.")
        )
    if counts[UNREACHED]:
        said.append(
            ngettext(
                "%(num)s competency has tasks, but none at its depth.",
                "%(num)s competencies have tasks, but none at their depth.",
                counts[UNREACHED],
            )
            % {"num": counts[UNREACHED]}
        )
    if counts[WITHOUT_TASK]:
        said.append(
            ngettext(
                "%(num)s competency has no task yet.",
                "%(num)s competencies have no task yet.",
                counts[WITHOUT_TASK],
            )
            % {"num": counts[WITHOUT_TASK]}
        )
    if counts[SILENT]:
        said.append(
            ngettext(
                "%(num)s task doesn't say its depth.", "%(num)s tasks don't say their depth.", counts[SILENT]
            )
            % {"num": counts[SILENT]}
        )
    return " ".join(said) or _("Nothing of this kind is found here.")


def _compared(tasks: Sequence[TaskDepth], found: Alignment) -> str:
    """How much was looked at, on the whole line."""
    if not tasks:
        return ""
    looked = ngettext("%(num)s task was looked at", "%(num)s tasks were looked at", len(tasks)) % {
        "num": len(tasks)
    }
    pairs = ngettext(
        "%(num)s pair of task and competency could be compared",
        "%(num)s pairs of task and competency could be compared",
        found.compared,
    ) % {"num": found.compared}
    return _("On the whole line %(tasks)s; %(pairs)s, because both say their depth.") % {
        "tasks": looked,
        "pairs": pairs,
    }


def _stretch_words(count: int, essential: int) -> str:
    said = ngettext("%(num)s competency", "%(num)s competencies", count) % {"num": count}
    if not essential:
        return said
    of_these = ngettext("%(num)s essential", "%(num)s essential", essential) % {"num": essential}
    return f"{said}, {of_these}"


def _evidence_words(evidence: Mapping[int, int | None], task: int, smallest: int) -> str:
    pieces = evidence.get(task, 0)
    if pieces is None:
        return _("Evidence of fewer than %(smallest)s learners rests on it: not shown.") % {
            "smallest": smallest
        }
    if not pieces:
        return _("No piece of evidence for this rests on it yet.")
    return ngettext(
        "%(num)s piece of evidence for this rests on it.",
        "%(num)s pieces of evidence for this rest on it.",
        pieces,
    ) % {"num": pieces}


def _evidence_cell(evidence: Mapping[int, int | None], task: int, smallest: int) -> str:
    pieces = evidence.get(task, 0)
    if pieces is None:
        return _("fewer than %(least)s learners, not shown") % {"least": smallest}
    return str(pieces)


def _depth_cell(depth: int | None) -> str:
    return _("not set") if depth is None else str(depth)


def _competency_cells(continuum: ContinuumMap, one: CompetencyInfo, found: Alignment) -> list[str]:
    domain = continuum.domain_by_id.get(one.domain_id or 0)
    strand = continuum.strand_by_id.get(one.strand_id or 0)
    reaching = found.reaching.get(one.id)
    return [
        translated(domain, "name") if domain else "",
        translated(strand, "name") if strand else "",
        "" if one.level is None else str(one.level),
        one.code,
        translated(one, "title"),
        importance_words(one.importance),
        _depth_cell(one.depth),
        "" if reaching is None else str(reaching),
    ]
