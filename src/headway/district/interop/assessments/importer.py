"""The import of assessments: recognise the layout, find the learners, say what would come in and what it would suggest."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from headway.district.assessments.api import (
    Brought,
    ProfileCard,
    ResultColumns,
    bring_results,
    counted,
    crosswalk_in_effect,
    keeps_restricted,
    known_results,
    shipped_and_own_profiles,
)
from headway.district.foundation.api import Actor, clock
from headway.district.interop.assessments.matching import Matched, match
from headway.district.interop.assessments.wording import problem, refuse
from headway.district.interop.plans import Plan, Progress, Report
from headway.mastery.formats.assessments import (
    Candidate,
    Profile,
    Reading,
    Term,
    likely_terms,
    open_text,
    read_text,
    recognise,
)
from headway.mastery.formats.problems import Problem, count_by_kind
from headway.mastery.placement.crosswalk import suggest_many

__all__ = ["OPTIONS", "AssessmentsImporter"]

# profile: the code of a profile, or a profile itself as JSON; '' is recognised by the headings.
# terms: the term as the file names it → [first day, last day]. state_id, local_id, vendor_id: "local" or the code of
# the roster source whose identifiers they are. source: the same for all kinds.
OPTIONS = ("profile", "terms", "state_id", "local_id", "vendor_id", "source")
KINDS = ("state_id", "local_id", "vendor_id")
KIND = "outside_result"
DAY = np.dtype("datetime64[D]")


@dataclass(frozen=True, eq=False)
class Held:
    """A reading, so that planning again inside the transaction need not read the file again."""

    reading: Reading
    likely: Mapping[str, Term]


@dataclass(frozen=True, eq=False)
class Work:
    columns: ResultColumns
    sha256: str
    held: Held


_held: WeakValueDictionary[str, Held] = WeakValueDictionary()


class AssessmentsImporter:
    """`headway.district.interop.plans.Importer` for results of outside tests."""

    format = "assessments"

    def plan(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> Plan:
        """Raises FormatProblem when the file is no table, no profile fits it, or a profile was chosen that doesn't."""
        for name in options:
            if name not in OPTIONS:
                raise refuse("unknown_option", field=name, known=", ".join(OPTIONS))
        return _Planning(raw, options, progress).plan()

    def apply(self, plan: Plan, by: Actor, progress: Progress) -> Report:
        work: Work = plan.work
        progress("write", 0, len(work.columns))
        brought: Brought = bring_results(work.columns, by=by, source_sha256=work.sha256)
        facts = dict(plan.facts) | {"act": str(brought.act) if brought.act else ""}
        return Report(plan.counts, plan.problems, facts)


class _Planning:
    def __init__(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> None:
        self.raw, self.options, self.progress = raw, options, progress
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self.today = np.datetime64(clock.today(), "D")
        self.problems: list[Problem] = []
        self.cannot = 0

    def plan(self) -> Plan:
        self.progress("read", 0, 0)
        cards = {one.code: one for one in shipped_and_own_profiles()}
        text = open_text(self.raw)
        candidates = recognise(text, [one.profile for one in cards.values()])
        card = self._chosen(cards, candidates)
        held = self._read(text, card)
        reading = held.reading
        if card.profile.holds == "learners":
            raise refuse("only_learners")
        self._tell(reading, held.likely)
        self.progress("look up", 0, len(reading.results))
        matched = match(reading.results.learners, card.vendor, self._sources())
        chosen = self._takeable(reading, matched)
        columns = ResultColumns.of(
            reading, card.version, matched.ids, np.minimum(reading.results.last, self.today), chosen
        )
        known = known_results(columns)
        self._contradictions(reading, columns, known.in_question & known.is_new)
        new = int(known.is_new.sum())
        learners = set(np.unique(columns.learner).tolist())
        return Plan(
            format=AssessmentsImporter.format,
            counts={
                KIND: {
                    action: count
                    for action, count in (
                        ("add", new),
                        ("leave", len(columns) - new),
                        ("cannot_read", self.cannot),
                    )
                    if count
                }
            },
            problems=tuple(self.problems),
            facts={
                "profile": card.name,
                "profile_code": card.code,
                "candidates": [one.profile.key for one in candidates[:5]],
                "rows": reading.lines_read,
                "learners": len(learners),
                "unknown_learners": sum(one == -1 for one in matched.ids),
                "in_question": int((known.in_question & known.is_new).sum()),
                "terms": self._terms_said(reading, held.likely),
                "keeps_restricted": keeps_restricted(),
                **self._suggestions(reading, card, columns, chosen[known.is_new], matched.ids),
                "problem_counts": dict(count_by_kind(self.problems)),
            },
            work=Work(columns, self.sha256, held),
            seal=hashlib.sha256(
                "".join(known.digests).encode() + np.packbits(known.is_new).tobytes()
            ).hexdigest(),
        )

    # -- which profile --

    def _chosen(self, cards: Mapping[str, ProfileCard], candidates: Sequence[Candidate]) -> ProfileCard:
        asked = str(self.options.get("profile") or "").strip()
        if asked.startswith("{"):
            return _given(asked)
        if asked:
            # Codes are written with either kind of dash.
            found = cards.get(asked) or cards.get(asked.replace("_", "-"))
            if found is None:
                raise refuse("profile_unknown", field="profile", value=asked)
            return found
        fitting = [one for one in candidates if one.fits]
        if not fitting:
            nearest = candidates[0].profile.name if candidates else "–"
            raise refuse("not_recognised", field="profile", nearest=nearest)
        if len(fitting) > 1:
            self.problems.append(
                problem("several_profiles", value=fitting[0].profile.name, other=fitting[1].profile.name)
            )
        return cards[fitting[0].profile.key]

    def _read(self, text: Any, card: ProfileCard) -> Held:
        said = self._terms()
        keep = keeps_restricted()
        name = json.dumps(
            [self.sha256, card.profile.to_dict(), sorted((key, str(one)) for key, one in said.items()), keep],
            sort_keys=True,
        )
        if (held := _held.get(name)) is not None:
            return held
        reading = read_text(text, card.profile, terms=said, with_hidden=keep)
        likely = likely_terms(reading.terms_without_dates)
        if likely:
            reading = read_text(text, card.profile, terms={**likely, **said}, with_hidden=keep)
        held = _held[name] = Held(reading, likely)
        return held

    def _terms(self) -> dict[str, Term]:
        found = {}
        for term, days in dict(self.options.get("terms") or {}).items():
            try:
                found[term] = Term(*(clock.read_date(str(day)) for day in days))
            except (TypeError, ValueError) as slip:
                raise refuse("term_unreadable", field="terms", value=term) from slip
        return found

    def _sources(self) -> dict[str, str]:
        every = str(self.options.get("source") or "")
        return {kind: str(self.options.get(kind) or every) for kind in KINDS}

    def _tell(self, reading: Reading, likely: Mapping[str, Term]) -> None:
        self.problems += reading.problems
        self.cannot += sum(1 for one in reading.problems if one.severity == "error" and one.row)
        for term, window in likely.items():
            self.problems.append(
                problem(
                    "likely_term",
                    value=term,
                    first=window.first.isoformat(),
                    last=window.last.isoformat(),
                )
            )
        if not reading.places_learners:
            self.problems.append(problem("places_nobody"))

    def _terms_said(self, reading: Reading, likely: Mapping[str, Term]) -> dict[str, list[str]]:
        said = {**likely, **self._terms()}
        return {
            term: [said[term].first.isoformat(), said[term].last.isoformat()] if term in said else ["", ""]
            for term in dict.fromkeys((*likely, *self._terms(), *reading.terms_without_dates))
        }

    # -- what can be taken --

    def _takeable(self, reading: Reading, matched: Matched) -> np.ndarray:
        """The places of the results that can be taken; what can't be is told, once for each learner or line."""
        results = reading.results
        ids = (
            np.array(matched.ids or [-1], dtype=np.int64)[results.learner]
            if len(results)
            else np.empty(0, np.int64)
        )
        self._tell_strangers(reading, matched)
        taken = ids >= 0
        birth, left = self._limits(matched, ids)
        first, last = results.first, results.last
        for kind, wrong, days in (
            ("no_day", np.isnat(first), first),
            ("in_future", first > self.today, first),
            ("long_ago", last < np.datetime64(clock.EARLIEST, "D"), last),
            ("before_birth", last < birth, last),
            ("after_leaving", first > left, first),
        ):
            wrong = wrong & taken
            self._tell_lines(kind, results.line[wrong], days[wrong])
            self.cannot += int(wrong.sum())
            taken &= ~wrong
        return np.flatnonzero(taken)

    def _tell_strangers(self, reading: Reading, matched: Matched) -> None:
        if not matched.wrong:
            return
        lines: defaultdict[int, list[int]] = defaultdict(list)
        for number, line in zip(reading.results.learner.tolist(), reading.results.line.tolist(), strict=True):
            if number in matched.wrong:
                lines[number].append(line)
        for number, kind in matched.wrong.items():
            here = sorted(set(lines[number]))
            if not here:
                continue
            self.cannot += len(lines[number])
            name, value = reading.results.learners[number].identifiers[0]
            self.problems.append(
                problem(
                    kind,
                    row=f"line {here[0]}",
                    field=name,
                    line=here[0],
                    value=value,
                    identifier_kind=name,
                    count=len(here),
                )
            )

    def _limits(self, matched: Matched, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each result's learner: born on, left on."""
        known, which = np.unique(ids, return_inverse=True)
        gates = [matched.gates.get(int(one)) for one in known]
        birth = np.array([one.birth_on if one and one.birth_on else "NaT" for one in gates], dtype=DAY)
        left = np.array([one.left_on if one and one.left_on else "NaT" for one in gates], dtype=DAY)
        return birth[which.reshape(-1)], left[which.reshape(-1)]

    def _tell_lines(self, kind: str, lines: np.ndarray, days: np.ndarray) -> None:
        seen: set[int] = set()
        for line, day in zip(lines.tolist(), days.astype(str).tolist(), strict=True):
            if line not in seen:
                seen.add(line)
                self.problems.append(problem(kind, row=f"line {line}", field="date", line=line, value=day))

    def _contradictions(self, reading: Reading, columns: ResultColumns, questioned: np.ndarray) -> None:
        """Those with what is here already; those within the file were told by its reader."""
        within = {line for clash in reading.conflicts for line in clash.lines}
        for line in dict.fromkeys(columns.line[questioned].tolist()):
            if line not in within:
                self.problems.append(problem("contradicts", row=f"line {line}", line=line))

    # -- what it would suggest --

    def _suggestions(
        self,
        reading: Reading,
        card: ProfileCard,
        columns: ResultColumns,
        new: np.ndarray,
        ids: Sequence[int],
    ) -> dict[str, Any]:
        """How many learners the crosswalk in effect would suggest each level for, by the newest result of each."""
        effective = crosswalk_in_effect()
        if effective.crosswalk is None:
            return {"crosswalk": "", "suggestions": []}
        found: Counter[tuple[str, str, int]] = Counter()
        border = 0
        if reading.places_learners and len(new):
            said = suggest_many(effective.crosswalk, card.code, reading.results)
            learner = np.asarray(ids, dtype=np.int64)[reading.results.learner]
            places = new[said.likelier[new] >= 0]
            order = places[np.argsort(reading.results.last[places], kind="stable")]
            newest = {(int(learner[at]), int(said.row[at])): at for at in order.tolist()}
            for (_learner, row), at in newest.items():
                of = effective.crosswalk.rows[row]
                found[of.domain, of.strand, int(said.likelier[at])] += 1
                border += bool(said.lowest[at] != said.highest[at])
        return {
            "crosswalk": effective.crosswalk.name,
            "is_example": effective.crosswalk.is_example,
            "suggestions": [
                [one.domain_code, one.strand_code, one.level, one.count] for one in counted(found)
            ],
            "two_levels": border if border >= 10 else 0,
        }


def _given(text: str) -> ProfileCard:
    """A profile that was given as a file at the command line."""
    try:
        plain = json.loads(text)
    except json.JSONDecodeError as slip:
        raise refuse("profile_unknown", field="profile", value="JSON") from slip
    profile = Profile.from_dict(plain)
    return ProfileCard(profile.key, profile.name, profile.vendor, 0, False, False, profile)
