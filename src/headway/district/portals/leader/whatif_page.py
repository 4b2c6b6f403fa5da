"""What another rule would change, as sentences, tables and examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import current_map
from headway.district.foundation.api import translated
from headway.district.policy.api import scale_for
from headway.district.portals.leader.group_words import group_words
from headway.district.proficiency.api import CountRow, Example, GroupTable, WhatIf
from headway.mastery.proficiency.whatif import Move

__all__ = ["ExampleCard", "TableView", "WhatIfPage", "what_if_page"]


@dataclass(frozen=True)
class Line:
    name: str
    learners: int | None
    whole: int | None
    forward: int | None
    back: int | None
    stays: int | None


@dataclass(frozen=True)
class TableView:
    id: str
    caption: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ExampleCard:
    """One learner and competency under both rules."""

    name: str
    school: str
    competency: str
    code: str
    move: str
    now: str
    then: str
    level_now: int | None
    level_then: int | None
    reasons_now: tuple[str, ...]
    reasons_then: tuple[str, ...]
    decided: str


@dataclass(frozen=True)
class WhatIfPage:
    changes_nothing: bool
    is_too_small: bool
    sentences: tuple[str, ...]
    decisions: tuple[str, ...]
    tables: tuple[TableView, ...]
    groups: tuple[TableView, ...]
    examples: tuple[ExampleCard, ...]
    smallest_shown: int


def what_if_page(answer: WhatIf) -> WhatIfPage:
    continuum = current_map()
    domains = {one.code: translated(one, "name") for one in continuum.domains} if continuum else {}
    return WhatIfPage(
        changes_nothing=answer.changes_nothing,
        is_too_small=answer.learners is None,
        sentences=_sentences(answer),
        decisions=_decisions(answer),
        tables=(_table(answer.schools, {}), _table(answer.domains, domains)),
        groups=tuple(_table(one, {}) for one in answer.groups),
        examples=tuple(_card(one) for one in answer.examples),
        smallest_shown=answer.smallest_shown,
    )


def _sentences(answer: WhatIf) -> tuple[str, ...]:
    if answer.learners is None:
        return ()
    said = [
        _("Looked at: %(proposals)s proposals for %(learners)s learners, from the evidence of today.")
        % {"proposals": answer.together.whole, "learners": answer.learners}
    ]
    if answer.touched is not None:
        said.append(
            ngettext(
                "For %(num)s learner something would be proposed otherwise.",
                "For %(num)s learners something would be proposed otherwise.",
                answer.touched,
            )
            % {"num": answer.touched}
        )
    words = {
        Move.UP: _("%(num)s proposals would move to a more advanced level."),
        Move.GAINED: _("%(num)s would have a level where the evidence is not enough today."),
        Move.DOWN: _("%(num)s proposals would move to an earlier level."),
        Move.LOST: _("%(num)s would need more evidence before a level is proposed."),
    }
    said += [words[one.move] % {"num": one.proposals} for one in answer.moves if one.proposals is not None]
    shown = {one.move for one in answer.moves if one.proposals is not None}
    forward, back, _stays = answer.together.parts
    if forward is not None and not {Move.UP, Move.GAINED} & shown:
        said.append(
            _("%(num)s proposals would move to a more advanced level, or have a level for the first time.")
            % {"num": forward}
        )
    if back is not None and not {Move.DOWN, Move.LOST} & shown:
        said.append(
            _("%(num)s proposals would move to an earlier level, or need more evidence first.")
            % {"num": back}
        )
    if answer.together.parts[-1] is not None:
        said.append(_("%(num)s proposals stay as they are.") % {"num": answer.together.parts[-1]})
    return tuple(said)


def _decisions(answer: WhatIf) -> tuple[str, ...]:
    """What people decided stays; where the evidence would be read otherwise, they may want to talk."""
    said = [_("Nobody's decision changes. What a teacher decided stays, whatever rule holds.")]
    if answer.learners is None:
        return tuple(said)
    for count, sentence in (
        (
            answer.otherwise.more,
            _("Beside %(num)s decisions the evidence would newly show more than was decided."),
        ),
        (
            answer.otherwise.less,
            _("Beside %(num)s decisions the evidence would newly show less than was decided."),
        ),
    ):
        if count:
            said.append(sentence % {"num": count})
    if None in (answer.otherwise.more, answer.otherwise.less):
        said.append(_("Some numbers of decisions are too small to show."))
    return tuple(said)


def _table(table: GroupTable, names: Mapping[str, str]) -> TableView:
    lines = [
        _line(names.get(name, group_words(name)), row)
        for name, row in zip(table.names, table.counts.rows, strict=True)
    ]
    lines.append(_line(_("All together"), table.counts.together))
    return TableView(f"by-{table.kind}", _kind(table.kind), tuple(lines))


def _line(name: str, row: CountRow) -> Line:
    return Line(name, row.learners, row.whole, *row.parts)


def _kind(kind: str) -> str:
    known = {
        "school": _("By school"),
        "domain": _("By domain"),
        "race_ethnicity": _("By race and ethnicity"),
        "gender": _("By gender"),
        "home_language": _("By language at home"),
        "disability": _("By disability"),
        "income": _("By income"),
    }
    return known.get(kind, kind.replace("_", " "))


def _card(one: Example) -> ExampleCard:
    scale = scale_for()
    moves = {
        Move.UP: _("A more advanced level"),
        Move.DOWN: _("An earlier level"),
        Move.GAINED: _("A level where there was none"),
        Move.LOST: _("More evidence asked for first"),
        Move.STAYS: _("Stays"),
    }
    none = _("Not enough evidence yet")
    return ExampleCard(
        name=one.name,
        school=one.school,
        competency=translated(one.competency, "title"),
        code=one.competency.code,
        move=moves[one.move],
        now=scale.name_of(one.level_now) or none,
        then=scale.name_of(one.level_then) or none,
        level_now=one.level_now,
        level_then=one.level_then,
        reasons_now=one.reasons_now,
        reasons_then=one.reasons_then,
        decided=(
            _("A teacher decided %(level)s; that stays.") % {"level": scale.name_of(one.decided)}
            if one.decided is not None
            else ""
        ),
    )
