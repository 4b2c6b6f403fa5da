"""The arrows of a domain with what the evidence says about each, in words. Counts of learners only; nobody is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.foundation.api import translated
from headway.district.proficiency.api import ArrowEvidence, ArrowsOfDomain
from headway.mastery.placement.contradictions import Verdict

__all__ = ["ArrowCard", "ClaimsPage", "End", "claims_page"]

# Below this chance the words say “a thousand times”, above it “a hundred times”: a verdict is never less sure.
ONE_IN_A_THOUSAND = 0.001


@dataclass(frozen=True)
class End:
    """A competency at one end of an arrow."""

    title: str
    code: str
    level: int | None
    href: str


@dataclass(frozen=True)
class ArrowCard:
    """An arrow in words. sentence: what learners' ways show; reasons: what stands behind it, one click away; edit:
    where it can be changed, "" where no draft is open or the competency is not in it."""

    before: End
    after: End
    is_gate: bool
    sentence: str
    reasons: tuple[str, ...]
    edit: str


@dataclass(frozen=True)
class ClaimsPage:
    """A domain's arrows in four lists. sentence: the whole in one sentence."""

    domain: str
    domains: tuple[tuple[str, str], ...]
    sentence: str
    why: str
    contradicted: tuple[ArrowCard, ...]
    open: tuple[ArrowCard, ...]
    fits: tuple[ArrowCard, ...]
    too_few: tuple[ArrowCard, ...]
    smallest: int
    slips: int


def claims_page(
    continuum: ContinuumMap,
    found: ArrowsOfDomain,
    domains: tuple[tuple[str, str], ...],
    editors: Mapping[str, str],
) -> ClaimsPage:
    """editors: identifier of a competency in the open draft → the address of its prerequisites there."""

    def cards(verdict: Verdict) -> tuple[ArrowCard, ...]:
        return tuple(
            _card(continuum, one, found.smallest_shown, editors) for one in found.with_verdict(verdict)
        )

    contradicted = cards(Verdict.CONTRADICTED)
    return ClaimsPage(
        domain=continuum.domain_by_id[found.domain_id].code,
        domains=domains,
        sentence=_opening(len(contradicted)),
        why=ngettext(
            "%(num)s arrow was looked at, with evidence from %(schools)s.",
            "%(num)s arrows were looked at, with evidence from %(schools)s.",
            len(found.arrows),
        )
        % {"num": len(found.arrows), "schools": _schools(found.schools)},
        contradicted=contradicted,
        open=cards(Verdict.OPEN),
        fits=cards(Verdict.FITS),
        too_few=cards(Verdict.TOO_FEW),
        smallest=found.smallest_shown,
        slips=round(100 * found.tolerance.rate),
    )


def _opening(contradicted: int) -> str:
    if contradicted == 0:
        return _("The evidence contradicts none of these arrows.")
    return ngettext(
        "The evidence contradicts one arrow.", "The evidence contradicts %(num)s arrows.", contradicted
    ) % {"num": contradicted}


def _schools(count: int) -> str:
    return ngettext("%(num)s school", "%(num)s schools", count) % {"num": count}


def _card(
    continuum: ContinuumMap, one: ArrowEvidence, smallest: int, editors: Mapping[str, str]
) -> ArrowCard:
    before, after = continuum.by_id[one.before_id], continuum.by_id[one.after_id]
    return ArrowCard(
        before=_end(before),
        after=_end(after),
        is_gate=one.is_gate,
        sentence=_sentence(one, smallest),
        reasons=_reasons(one, smallest),
        edit=editors.get(after.identifier, ""),
    )


def _end(one: CompetencyInfo) -> End:
    return End(
        translated(one, "title"), one.code, one.level, reverse("curriculum:competency", args=[one.uuid])
    )


def _sentence(one: ArrowEvidence, smallest: int) -> str:
    if one.verdict is Verdict.TOO_FEW or one.with_both is None:
        return _("Too few learners to say anything yet: fewer than %(smallest)s.") % {"smallest": smallest}
    if one.counter_examples is not None:
        words = ngettext(
            "%(against)s of %(all)s learner reached the later one while not yet there in the earlier one.",
            "%(against)s of %(all)s learners reached the later one while not yet there in the earlier one.",
            one.with_both,
        ) % {"against": one.counter_examples, "all": one.with_both}
        if one.schools:
            words += " " + _("They are in %(schools)s.") % {"schools": _schools(one.schools)}
        return words
    if one.verdict is Verdict.CONTRADICTED:
        return _(
            "Nearly all of %(all)s learners reached the later one while not yet there in the earlier one."
        ) % {"all": one.with_both}
    return _(
        "%(all)s learners have evidence for both. How many took another way is not shown: one of the two numbers is "
        "below %(smallest)s."
    ) % {"all": one.with_both, "smallest": smallest}


def _reasons(one: ArrowEvidence, smallest: int) -> tuple[str, ...]:
    if one.with_both is None or one.counter_examples is None:
        return ()
    reasons = [
        _("If the arrow holds, slips of judgement alone would bring about %(num)s of these, at most.")
        % {"num": one.expected_by_slips},
        _("If the two had nothing to do with each other, there would be about %(num)s.")
        % {"num": one.expected_if_unrelated},
    ]
    if one.verdict is Verdict.CONTRADICTED and one.by_slips_alone is not None:
        reasons.append(
            _("How sure: slips alone would bring so many less than once in a thousand times.")
            if one.by_slips_alone < ONE_IN_A_THOUSAND
            else _("How sure: slips alone would bring so many less than once in a hundred times.")
        )
    return tuple(reasons)
