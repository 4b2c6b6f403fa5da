"""What further evidence would change a proposal: small additions are tried, and the plainest that does it is told.

Each addition is a number of pieces of the level in question, shown now. They begin with everything that the rule asks
of any piece; then whatever turns out not to be needed is left away, from what is hardest to bring about to what is
easiest. Limits: the pieces are alike, except for what one of them alone must have; a rule that asks for opposite
things of different pieces gets no answer here, and its requirements are told as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from headway.mastery.facts import UNTOLD, Form, Mark, Rating
from headway.mastery.proficiency.body import Body, Piece
from headway.mastery.proficiency.requirements import (
    Contexts,
    EssentialCriteria,
    Forms,
    Occasions,
    Pieces,
    Raters,
    SecondScorer,
)
from headway.mastery.proficiency.rule import Rule
from headway.mastery.proficiency.showing import shown_by
from headway.mastery.scales import Scale

# More than this is not a next step.
MOST = 12

# Traits of an added piece, the hardest to bring about first.
SECOND, RATER, CUMULATIVE, TASK, OUTSIDE, SUPPORTED = (
    "second",
    "rater",
    "cumulative",
    "task",
    "outside",
    "supported",
)
TRANSFER, DEPTH, INDEPENDENT, FORM, NEW_FORM, ESSENTIAL, CONTEXT, OCCASION = (
    "transfer",
    "depth",
    "independent",
    "form",
    "new_form",
    "essential",
    "context",
    "occasion",
)
OF_MARKS = {
    CUMULATIVE: Mark.CUMULATIVE,
    TASK: Mark.TASK,
    OUTSIDE: Mark.OUTSIDE,
    SUPPORTED: Mark.SUPPORTED,
    TRANSFER: Mark.TRANSFER,
    INDEPENDENT: Mark.INDEPENDENT,
}
HARDEST_FIRST = (
    SECOND,
    RATER,
    CUMULATIVE,
    OUTSIDE,
    SUPPORTED,
    TASK,
    TRANSFER,
    DEPTH,
    INDEPENDENT,
    NEW_FORM,
    FORM,
    ESSENTIAL,
    OCCASION,
    CONTEXT,
)


@dataclass(frozen=True)
class Asked:
    """Everything that a rule asks of any piece."""

    traits: frozenset[str]
    forms: tuple[Form, ...]
    depth: int
    people: int

    @classmethod
    def by(cls, rule: Rule) -> Asked:
        predicates = list(rule.predicates())
        filters = [one.looks_at if isinstance(one, Pieces) else one.only for one in predicates]
        wanted, unwanted = Mark.NONE, Mark.NONE
        for only in filters:
            wanted |= only.marks
            unwanted |= only.without
        if Mark.INDEPENDENT in wanted:
            wanted &= ~Mark.SUPPORTED
        traits = {name for name, mark in OF_MARKS.items() if mark in wanted & ~unwanted}
        kinds = {Contexts: CONTEXT, Occasions: OCCASION, Forms: NEW_FORM, EssentialCriteria: ESSENTIAL}
        traits |= {trait for kind, trait in kinds.items() if any(isinstance(one, kind) for one in predicates)}
        traits |= {RATER} if any(isinstance(one, Raters) for one in predicates) else set()
        people = max(
            [only.raters for only in filters]
            + [one.raters for one in predicates if isinstance(one, SecondScorer)],
            default=1,
        )
        depth = max((only.depth or 0 for only in filters), default=0)
        forms = tuple(
            dict.fromkeys(
                form for only in filters if only.forms or only.without_forms for form in only.forms_left
            )
        )
        traits |= {SECOND} if people > 1 else set()
        traits |= {DEPTH} if depth else set()
        return cls(frozenset(traits), forms, depth, people)


@dataclass(frozen=True)
class Addition:
    """So many further pieces of a level. every: traits of each of them; one: of at least one of them besides."""

    level: int
    count: int
    every: frozenset[str] = frozenset()
    one: frozenset[str] = frozenset()
    form: int = UNTOLD
    depth: int = UNTOLD
    people: int = 1

    @property
    def how(self) -> str:
        return self._told(self.every)

    @property
    def how_one(self) -> str:
        return self._told(self.one)

    def _told(self, traits: frozenset[str]) -> str:
        """Traits as a reason carries them, the easiest first; form, depth and people with their value."""
        values = {FORM: self.form, DEPTH: self.depth, SECOND: self.people}
        return ",".join(
            f"{trait}={values[trait]}" if trait in values else trait
            for trait in reversed(HARDEST_FIRST)
            if trait in traits
        )

    def to(self, body: Body) -> Body:
        """The body with these pieces, shown now."""
        return replace(body, pieces=(*body.pieces, *self._pieces(body)))

    def _pieces(self, body: Body) -> Iterator[Piece]:
        known = [rating for piece in body.pieces for rating in piece.ratings]
        moments = [rating.observed_at for rating in known]
        now = max([*moments, *([body.today] if body.today is not None else [])], default=0)
        unused = [form for form in Form if form not in {rating.form for rating in known}]
        for number in range(1, self.count + 1):
            traits = self.every | (self.one if number == self.count else frozenset())
            marks = Mark.NONE
            for trait in traits:
                marks |= OF_MARKS.get(trait, Mark.NONE)
            form = UNTOLD
            if NEW_FORM in traits:
                form = int(unused[(number - 1) % len(unused)]) if unused else UNTOLD
            elif FORM in traits:
                form = self.form
            rating = Rating(
                learner=known[0].learner if known else 0,
                competency=known[0].competency if known else 0,
                level=self.level,
                observed_at=now,
                recorded_at=now,
                rater=_unused([rating.rater for rating in known], number * 10) if RATER in traits else UNTOLD,
                rating_id=_unused([rating.rating_id for rating in known], number * 10),
                form=form,
                depth=self.depth if DEPTH in traits else UNTOLD,
                context=_unused([rating.context for rating in known], number)
                if CONTEXT in traits
                else UNTOLD,
                occasion=_unused([one.occasion for one in known], number) if OCCASION in traits else UNTOLD,
                marks=int(marks),
                essential=self.level if ESSENTIAL in traits else UNTOLD,
            )
            looks = tuple(self._looks(rating, known, number, traits))
            yield Piece(looks[-1], looks)

    def _looks(
        self, rating: Rating, known: list[Rating], number: int, traits: frozenset[str]
    ) -> Iterator[Rating]:
        """The ratings of the piece: by one person, or by several who agree."""
        if SECOND in traits:
            # People whom the body knows already, unless new ones are asked for.
            people = sorted({one.rater for one in known if one.rater >= 0})
            if RATER in traits or len(people) < self.people:
                people += [_unused(people, number * 10 + more) for more in range(1, self.people + 1)]
            others = [person for person in people if person != rating.rater]
            latest = rating.rater if rating.rater >= 0 else others.pop()
            yield from (replace(rating, rater=person) for person in others[-(self.people - 1) :])
            rating = replace(rating, rater=latest)
        yield rating


def _unused(values: Iterable[int], further: int) -> int:
    return max(values, default=0) + further


def addition_to_reach(goal: int, body: Body, rule: Rule, scale: Scale) -> Addition | None:
    """The plainest small addition after which at least `goal` is proposed; None where none was found."""
    asked = Asked.by(rule)

    def reaches(addition: Addition) -> bool:
        level = shown_by(addition.to(body), rule, scale).level
        return level is not None and level >= goal

    found = next((one for one in _everything_asked(goal, asked) if reaches(one)), None)
    if found is None:
        return None
    for trait in HARDEST_FIRST:
        if trait in found.every:
            plainer = replace(found, every=found.every - {trait})
            found = plainer if reaches(plainer) else found
    if found.count > 1:
        for trait in HARDEST_FIRST:
            if trait in found.every:
                plainer = replace(found, every=found.every - {trait}, one=found.one | {trait})
                found = plainer if reaches(plainer) else found
    return found


def _everything_asked(goal: int, asked: Asked) -> Iterator[Addition]:
    """Additions with all that the rule asks, the fewest pieces first."""
    forms: list[tuple[frozenset[str], int]] = [(asked.traits, UNTOLD)]
    forms += [(asked.traits - {NEW_FORM} | {FORM}, int(form)) for form in asked.forms]
    for count in range(1, MOST + 1):
        for traits, form in forms:
            yield Addition(
                goal,
                count,
                traits,
                form=form,
                depth=asked.depth or UNTOLD,
                people=asked.people,
            )
