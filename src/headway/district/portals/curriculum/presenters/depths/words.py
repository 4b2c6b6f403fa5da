"""The sentences of depth and alignment, each number with what it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.evidence.api import TaskDepth
from headway.district.portals.curriculum.presenters.depths.choosing import (
    BELOW,
    SILENT,
    UNREACHED,
    WITHOUT_TASK,
    Asked,
)
from headway.mastery.continuum.depths import Alignment

__all__ = [
    "compared_words",
    "depth_cell",
    "elsewhere_words",
    "evidence_cell",
    "evidence_words",
    "kind_words",
    "opening",
    "stretch_words",
    "why",
]


def kind_words(kind: str) -> str:
    return {
        BELOW: _("Tasks that ask for less depth than their competency"),
        UNREACHED: _("Competencies with tasks, none at their depth"),
        WITHOUT_TASK: _("Competencies without a task"),
        SILENT: _("Tasks that don't say their depth"),
    }[kind]


def why(kind: str) -> str:
    return {
        BELOW: _("Work on this task can't show the competency as deeply as it is meant."),
        UNREACHED: _("No task invites learners to show it as deeply as it is meant."),
        WITHOUT_TASK: _("No task invites learners to show it; any piece of work may show it all the same."),
        SILENT: _("Nobody can tell whether work on this task reaches the depth that is meant."),
    }[kind]


def opening(counts: Mapping[str, int], asked: Asked, *, has_tasks: bool) -> str:
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


def compared_words(tasks: Sequence[TaskDepth], found: Alignment) -> str:
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


def stretch_words(count: int, essential: int) -> str:
    said = ngettext("%(num)s competency", "%(num)s competencies", count) % {"num": count}
    if not essential:
        return said
    of_these = ngettext("%(num)s essential", "%(num)s essential", essential) % {"num": essential}
    return f"{said}, {of_these}"


def elsewhere_words(reaching: int | None) -> str:
    if reaching is None:
        return ""
    if not reaching:
        return _("no task reaches this depth yet")
    return ngettext("%(num)s task reaches this depth", "%(num)s tasks reach this depth", reaching) % {
        "num": reaching
    }


def evidence_words(evidence: Mapping[int, int | None], task: int, smallest: int) -> str:
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


def evidence_cell(evidence: Mapping[int, int | None], task: int, smallest: int) -> str:
    pieces = evidence.get(task, 0)
    if pieces is None:
        return _("fewer than %(least)s learners, not shown") % {"least": smallest}
    return str(pieces)


def depth_cell(depth: int | None) -> str:
    return _("not set") if depth is None else str(depth)
