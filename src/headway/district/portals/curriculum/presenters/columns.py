"""What the columns of a table mean: each with its samples and a reason, and the items that they give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from headway.district.interop.api import SheetLook, message_in_words
from headway.district.portals.curriculum.presenters.bringing import ProblemLine, problem_line
from headway.mastery.formats.spreadsheet import Column, Entry
from headway.mastery.formats.spreadsheet.vocabulary import HEADINGS

__all__ = ["ColumnCard", "MappingPage", "TreeLine", "mapping_page", "meaning_groups"]

SHOWN_ENTRIES = 40
SHOWN_PROBLEMS = 20
LONGEST_STATEMENT = 180
LONGEST_HEADING_SHOWN = 24

MEANINGS: dict[str, Promise] = {
    "": lazy("Not used"),
    "code": lazy("Code"),
    "statement": lazy("Statement"),
    "title": lazy("Short name"),
    "level": lazy("Level or school year"),
    "heading.1": lazy("Outermost heading (domain)"),
    "heading.2": lazy("Second heading (strand)"),
    "heading.3": lazy("Third heading"),
    "heading.4": lazy("Fourth heading"),
    "heading.5": lazy("Fifth heading"),
    "heading_code.1": lazy("Code of the outermost heading"),
    "heading_code.2": lazy("Code of the second heading"),
    "heading_code.3": lazy("Code of the third heading"),
    "heading_code.4": lazy("Code of the fourth heading"),
    "heading_code.5": lazy("Code of the fifth heading"),
    "parent": lazy("Code of the item above"),
    "position": lazy("Numbering (1.2.3)"),
    "kind": lazy("Kind of item"),
    "subject": lazy("Subject"),
    "depth": lazy("Depth of knowledge (1 to 4)"),
    "importance": lazy("Essential or supporting"),
    "weight": lazy("Weight in learning units"),
    "prerequisites": lazy("Prerequisites, by their codes"),
    "notes": lazy("Notes"),
    "keywords": lazy("Keywords"),
    "enumeration": lazy("Number in a list"),
    "statement.es": lazy("Statement in Spanish"),
    "title.es": lazy("Short name in Spanish"),
    "identifier": lazy("Official identifier (UUID)"),
    "alternative_code": lazy("Another code"),
    "language": lazy("Language of the row"),
    "exact": lazy("Means the same as (elsewhere)"),
    "related": lazy("Is related to (elsewhere)"),
    "part_of": lazy("Is part of (elsewhere)"),
    "replaced_by": lazy("Is replaced by"),
    "exemplar": lazy("Address of an exemplar"),
}
GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (lazy("The item"), ("code", "statement", "title", "level", "kind", "subject")),
    (
        lazy("Where it stands"),
        (*HEADINGS, *(f"heading_code.{n}" for n in range(1, 6)), "parent", "position", "prerequisites"),
    ),
    (lazy("How it counts"), ("depth", "importance", "weight")),
    (lazy("In Spanish"), ("statement.es", "title.es")),
    (
        lazy("More"),
        (
            "notes",
            "keywords",
            "enumeration",
            "identifier",
            "alternative_code",
            "language",
            "exact",
            "related",
            "part_of",
            "replaced_by",
            "exemplar",
        ),
    ),
)
HIERARCHIES: dict[str, Promise] = {
    "parent": lazy("The column with the code of the item above"),
    "position": lazy("The column with the numbering"),
    "outline": lazy("The outline of the workbook (grouped rows)"),
    "indentation": lazy("How far a text stands to the right"),
    "codes": lazy("The codes themselves: M.1 stands under M"),
    "none": lazy("Only the columns of headings"),
}


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """One column with its samples, what it means now, and why."""

    letter: str
    name: str
    meaning: str
    why: str
    samples: tuple[str, ...]


@dataclass
class TreeLine:
    """One item of the preview, with what is to be said about its row, and what stands below it."""

    code: str
    statement: str
    row: int
    level: str
    is_heading: bool
    problems: tuple[ProblemLine, ...]
    below: list[TreeLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MappingPage:
    title: str
    columns: tuple[ColumnCard, ...]
    sheet: str
    sheets: tuple[tuple[str, str], ...]
    header_row: int
    header_rows: int
    header_why: str
    header_choices: tuple[tuple[int, str], ...]
    hierarchy: str
    hierarchies: tuple[tuple[str, str], ...]
    sentence: str
    tree: tuple[TreeLine, ...]
    shown: int
    more: int
    rows_to_mend: tuple[ProblemLine, ...]
    rows_to_mend_more: int
    notes: tuple[ProblemLine, ...]
    stops: tuple[ProblemLine, ...]


def meaning_groups(level_names: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a column may mean, in groups; performance levels by the district's names for them."""
    groups = [(str(words), [(one, str(MEANINGS[one])) for one in meanings]) for words, meanings in GROUPS]
    levels = [
        (f"descriptor.{number}", _("What %(level)s looks like") % {"level": name})
        for number, name in enumerate(level_names, start=1)
    ]
    spanish = [
        (f"descriptor.{number}.es", _("What %(level)s looks like, in Spanish") % {"level": name})
        for number, name in enumerate(level_names, start=1)
    ]
    groups.insert(3, (_("Performance levels"), levels))
    groups[4][1].extend(spanish)
    return groups


def mapping_page(look: SheetLook) -> MappingPage:
    """The page on which a person says what the columns mean, with the first items as they would be."""
    layout, framework = look.table.layout, look.table.framework
    by_row: defaultdict[str, list[ProblemLine]] = defaultdict(list)
    loose: list[ProblemLine] = []
    stops = []
    for problem in look.table.problems:
        line = problem_line(problem)
        if problem.kind in ("no_statement_column", "only_headings", "nothing_read", "meaning_twice"):
            stops.append(line)
        elif problem.severity == "note":
            loose.append(line)
        elif problem.row:
            by_row[problem.row.rpartition("row ")[2]].append(line)
        else:
            loose.insert(0, line)
    shown = framework.entries[:SHOWN_ENTRIES]
    told = [line for lines in by_row.values() for line in lines]
    return MappingPage(
        title=look.title,
        columns=tuple(_card(one) for one in layout.columns),
        sheet=layout.sheet,
        sheets=tuple((name, name) for name in look.sheet_names),
        header_row=layout.header.row,
        header_rows=layout.header.depth,
        header_why=message_in_words(layout.header.why),
        header_choices=tuple(_header_choices(look)),
        hierarchy=layout.hierarchy,
        hierarchies=tuple((one, str(words)) for one, words in HIERARCHIES.items()),
        sentence=_sentence(len(framework.items), len(framework.entries), len(framework.left_out)),
        tree=_tree(shown, by_row),
        shown=len(shown),
        more=len(framework.entries) - len(shown),
        rows_to_mend=tuple(told[:SHOWN_PROBLEMS]),
        rows_to_mend_more=max(0, len(told) - SHOWN_PROBLEMS),
        notes=tuple(loose),
        stops=tuple(stops),
    )


def _sentence(items: int, entries: int, left_out: int) -> str:
    said = [ngettext("%(num)s item can be read", "%(num)s items can be read", items) % {"num": items}]
    if entries > items:
        said.append(
            ngettext("under %(num)s heading", "under %(num)s headings", entries - items)
            % {"num": entries - items}
        )
    text = " ".join(said)
    if left_out:
        text += "; " + ngettext("%(num)s row cannot", "%(num)s rows cannot", left_out) % {"num": left_out}
    return f"{text}."


def _card(one: Column) -> ColumnCard:
    return ColumnCard(one.letter, one.name, one.meaning, message_in_words(one.why), one.samples)


def _header_choices(look: SheetLook) -> Iterable[tuple[int, str]]:
    yield 0, _("There are no headings")
    for row in look.first_rows:
        texts = [" ".join(cell.split())[:24] for cell in row.cells if cell.strip()]
        yield row.number, f"{row.number}: " + " | ".join(texts[:5])
    chosen = look.table.layout.header.row
    if chosen and chosen not in {row.number for row in look.first_rows}:
        yield chosen, str(chosen)


def _tree(entries: Sequence[Entry], by_row: Mapping[str, list[ProblemLine]]) -> tuple[TreeLine, ...]:
    lines: dict[str, TreeLine] = {}
    tops: list[TreeLine] = []
    for one in entries:
        line = TreeLine(
            code=one.code,
            statement=one.statement
            if len(one.statement) <= LONGEST_STATEMENT
            else one.statement[:LONGEST_STATEMENT] + "…",
            row=one.row,
            level=_span(one.levels),
            is_heading=one.is_heading,
            problems=() if one.is_heading else tuple(by_row.get(str(one.row), ())),
        )
        lines[one.key] = line
        above = lines.get(one.parents[0]) if one.parents else None
        (above.below if above else tops).append(line)
    return tuple(tops)


def _span(levels: Sequence[str]) -> str:
    # Kindergarten is level 0 here as on the map; what comes before it has no number.
    names = [{"PK": "PK", "KG": "0"}.get(one) or one.lstrip("0") for one in levels]
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"
