"""Lists of proposals that are accepted or declined one after the other: prerequisites, and links of a crosswalk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.continuum.api import (
    LinkAnswer,
    LinkProposals,
    LinkRelation,
    StepAnswer,
    StepProposals,
    VersionInfo,
)
from headway.district.portals.curriculum.presenters.reasons import why
from headway.mastery.continuum.items import Item

__all__ = [
    "AskedSteps",
    "Candidate",
    "Question",
    "ask_steps",
    "link_answers",
    "link_questions",
    "relation_options",
    "step_answers",
    "step_questions",
]

# Letters by which the relation is chosen from the keyboard; English words, the same in every language.
RELATION_KEYS = {"exact": "e", "broader": "b", "narrower": "n", "related": "r"}


@dataclass(frozen=True)
class AskedSteps:
    """Which competencies of the draft are shown: one, a strand, or those right behind a seam."""

    item: str = ""
    domain: str = ""
    strand: str = ""
    seam: int | None = None
    every: bool = False
    page: int = 1

    def query(self, **changes: object) -> str:
        asked = {
            "item": self.item,
            "domain": self.domain,
            "strand": self.strand,
            "seam": self.seam or "",
            "every": "yes" if self.every else "",
        } | changes
        return urlencode({name: value for name, value in asked.items() if value not in ("", None)})


@dataclass(frozen=True)
class Candidate:
    """One proposal: number is the key that chooses it; relation and its options for crosswalks."""

    number: int
    value: str
    name: str
    title: str
    place: str
    why: str
    is_likely: bool
    relation: str
    href: str


@dataclass(frozen=True)
class Question:
    """One competency and what is proposed for it."""

    key: str
    name: str
    title: str
    place: str
    href: str
    now: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def ask_steps(query: QueryDict) -> AskedSteps:
    seam, page = query.get("seam", ""), query.get("page", "1")
    return AskedSteps(
        item=query.get("item", "")[:255],
        domain=query.get("domain", "")[:512],
        strand=query.get("strand", "")[:1024],
        seam=int(seam) if seam.isdecimal() else None,
        every=query.get("every", "") == "yes",
        page=max(1, int(page)) if page.isdecimal() else 1,
    )


def step_questions(
    proposals: Iterable[StepProposals],
    items: Mapping[str, Item],
    version: VersionInfo,
    places: Mapping[str, str],
) -> tuple[Question, ...]:
    """The competencies of a page with what each may need first. places: names of strands for the reader."""
    return tuple(
        _question(
            items[one.key],
            one.proposals,
            items,
            version,
            version,
            places,
            now=tuple(_named(items[key]) for key in one.now if key in items),
        )
        for one in proposals
    )


def link_questions(
    proposals: Iterable[LinkProposals],
    items: Mapping[str, Item],
    origin: VersionInfo,
    destination: VersionInfo,
    places: Mapping[str, str],
) -> tuple[Question, ...]:
    """The competencies of the origin that have no link, with what each could be linked to."""
    return tuple(
        _question(items[one.key], one.proposals, items, origin, destination, places) for one in proposals
    )


def _question(
    item: Item,
    proposals: Sequence,
    items: Mapping[str, Item],
    own: VersionInfo,
    other: VersionInfo,
    places: Mapping[str, str],
    now: tuple[str, ...] = (),
) -> Question:
    return Question(
        key=item.key,
        name=item.code,
        title=item.statement,
        place=_place(item, places),
        href=_href(item, own),
        now=now,
        candidates=tuple(
            Candidate(
                number=number,
                value=one.key,
                name=items[one.key].code,
                title=_short(items[one.key].statement),
                place=_place(items[one.key], places),
                why=why(one, items),
                is_likely=one.is_likely,
                relation=one.relation or LinkRelation.RELATED,
                href=_href(items[one.key], other),
            )
            for number, one in enumerate(proposals, start=1)
        ),
    )


def _short(text: str, longest: int = 170) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"


def _named(item: Item) -> str:
    return f"{item.code} {item.title}".strip() or item.key


def _place(item: Item, places: Mapping[str, str]) -> str:
    name = item.strand or item.domain
    level = _("level %(level)s") % {"level": item.level} if item.level is not None else ""
    return ", ".join(part for part in (places.get(name, name), level) if part)


def _href(item: Item, version: VersionInfo) -> str:
    asked = {"version": str(version.uuid), "focus": item.code or item.key}
    return f"{reverse('curriculum:home')}?{urlencode(asked)}#focus"


def step_answers(posted: QueryDict, keys: Sequence[str], *, is_accepted: bool) -> list[StepAnswer]:
    """What was said to the chosen competencies. Accepting takes the candidate that is picked, declining all shown."""
    is_gate = posted.get("importance", "essential") == "essential"
    answers = []
    for key in keys:
        chosen = [posted.get(f"pick-{key}", "")] if is_accepted else posted.getlist(f"shown-{key}")
        answers += [StepAnswer(one, key, is_accepted, is_gate) for one in chosen if one]
    return answers


def link_answers(posted: QueryDict, keys: Sequence[str], *, is_accepted: bool) -> list[LinkAnswer]:
    """The same for links; the relation is the one chosen beside the competency, else what the words speak for."""
    answers = []
    for key in keys:
        chosen = [posted.get(f"pick-{key}", "")] if is_accepted else posted.getlist(f"shown-{key}")
        for one in chosen:
            relation = posted.get(f"relation-{key}", "") or posted.get(f"likely-{key}-{one}", "")
            if one:
                answers.append(LinkAnswer(key, one, is_accepted, relation or LinkRelation.RELATED))
    return answers


def relation_options() -> list[tuple[str, str, str]]:
    """(value, words, key on the keyboard)."""
    return [(one.value, str(one.label), RELATION_KEYS[one.value]) for one in LinkRelation]
