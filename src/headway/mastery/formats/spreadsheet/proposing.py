"""What each column probably means: by its heading, by what is in it, and by its neighbours. A person has the last word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from headway.mastery.formats.problems import Message
from headway.mastery.formats.spreadsheet.cells import cleaned, is_code_like, is_uuid, leading
from headway.mastery.formats.spreadsheet.headers import Header, find_header
from headway.mastery.formats.spreadsheet.layout import Column, Layout
from headway.mastery.formats.spreadsheet.model import Row, Sheet
from headway.mastery.formats.spreadsheet.vocabulary import (
    DESCRIPTOR_LEVELS,
    HEADINGS,
    MAY_REPEAT,
    SPANISH_MEANINGS,
    heading_rank,
    known_header,
    level_in_header,
    levels_of,
    plain_words,
)
from headway.mastery.formats.spreadsheet.wording import WORDS

__all__ = ["body_of", "codes_stand_under_codes", "propose"]

LOOKED_AT = 400
SAMPLES = 3
LONGEST_SAMPLE = 120
MOSTLY = 0.8
# With fewer cells the heading is believed, and wrong cells are told.
ENOUGH = 5
# Items are nearly all different; what stands above them comes again and again.
REPEATS = 0.7
# A column without a cell does not get these by its heading alone.
NEED_CELLS = {"statement", "title", "code", "parent", "position", "identifier"}
# Headings whose order is the same everywhere, in whatever order their columns stand.
USUAL_ORDER = {
    "domain",
    "strand",
    "substrand",
    "sub strand",
    "cluster",
    "topic",
    "dominio",
    "eje",
    "bloque",
    "unidad",
}
# A statement says something; a name does not need to.
STATEMENT_LENGTH = 25
STEPS_NEEDED = 0.1
UNDER_CODES_NEEDED = 0.3


@dataclass
class _Facts:
    """What is in one column."""

    place: int
    name: str
    meaning: str
    language: str
    sure: bool
    cells: list[str]
    why: Message = field(default_factory=lambda: WORDS.message("why_nothing"))

    @property
    def length(self) -> float:
        return sum(map(len, self.cells)) / len(self.cells) if self.cells else 0.0

    @property
    def different(self) -> float:
        return len(set(self.cells)) / len(self.cells) if self.cells else 0.0

    def share(self, test: Callable[[str], object]) -> float:
        return sum(1 for cell in self.cells if test(cell)) / len(self.cells) if self.cells else 0.0


def body_of(sheet: Sheet, header: Header) -> list[Row]:
    """The rows below the headings that hold anything."""
    return [row for row in sheet.rows if row.number > header.last_row and not row.is_blank]


def propose(sheet: Sheet, header: Header | None = None) -> Layout:
    """The layout that fits best, every column with its reason."""
    header = header or find_header(sheet)
    body = body_of(sheet, header)[:LOOKED_AT]
    facts = [_facts(place, header, body) for place in range(sheet.width)]
    _descriptors(facts)
    _ids(facts)
    _by_content(facts)
    _headings(facts)
    _one_of_each(facts)
    _statement(facts)
    _code(facts)
    columns = tuple(
        Column(
            one.place,
            one.name,
            one.meaning + (".es" if one.language == "es" and f"{one.meaning}.es" in SPANISH_MEANINGS else ""),
            one.why,
            tuple(cell[:LONGEST_SAMPLE] for cell in dict.fromkeys(one.cells))[:SAMPLES],
        )
        for one in facts
    )
    layout = Layout(sheet.name, header, columns, "none")
    hierarchy = _hierarchy(layout, body)
    return replace(layout, hierarchy=hierarchy, hierarchy_proposed=hierarchy)


def _facts(place: int, header: Header, body: list[Row]) -> _Facts:
    name = header.names[place] if place < len(header.names) else ""
    cells = [text for row in body if (text := cleaned(row.cell(place)))]
    meaning, language, sure = known_header(name.rsplit(" – ", 1)[-1]) if name else ("", "", False)
    if not meaning and " – " in name:
        meaning, language, sure = known_header(name)
    one = _Facts(place, name, meaning, language, sure, cells)
    if not cells and not (sure and meaning not in NEED_CELLS):
        one.meaning, one.why = "", WORDS.message("why_blank")
    elif meaning:
        one.why = WORDS.message("why_heading" if sure else "why_heading_part")
    return one


def _descriptors(facts: list[_Facts]) -> None:
    """Columns for performance levels: at least two whose headings name one, with sentences in them."""
    found = []
    for one in facts:
        level = level_in_header(one.name.rsplit(" – ", 1)[-1]) or level_in_header(one.name)
        if (
            level
            and one.length >= STATEMENT_LENGTH
            and not (one.sure and one.meaning in ("code", "title", "parent"))
        ):
            found.append((one, *level))
    for language in ("", "en", "es"):
        group = [(one, number) for one, number, spoken in found if spoken == language]
        if len(group) < 2:
            continue
        numbers = [number for _one, number in group]
        if len(set(numbers)) < len(numbers):  # two names for one level: their order counts
            group = [(one, number) for number, (one, _old) in enumerate(group, start=1)]
        for one, number in group:
            if number <= len(DESCRIPTOR_LEVELS):
                one.meaning, one.language, one.sure = f"descriptor.{number}", language, True
                one.why = WORDS.message("why_row_levels")


def _ids(facts: list[_Facts]) -> None:
    """'id' may head official identifiers or codes: the cells decide. 'grade_id' of many kinds never is an item's code."""
    for one in facts:
        if one.cells and one.share(is_uuid) > MOSTLY and one.meaning in ("", "code", "identifier"):
            if one.different > MOSTLY:
                one.meaning, one.sure, one.why = "identifier", True, WORDS.message("why_uuids")
        elif one.meaning == "identifier" and one.share(is_uuid) < MOSTLY:
            one.meaning, one.sure = ("alternative_code", False) if one.different > MOSTLY else ("", False)
    codes = [one for one in facts if one.meaning == "code" and one.cells]
    for one in codes:
        # "standard" heads codes in one sheet and sentences in the next.
        if one.length > STATEMENT_LENGTH and one.share(is_code_like) < 0.5:
            one.meaning = "statement"
    _pairs(facts)


def _pairs(facts: list[_Facts]) -> None:
    """'work role id' beside 'work role', both repeating: a heading and its code, not the item's own."""
    own = None
    if not any(one.sure and one.meaning == "code" and one.different > REPEATS for one in facts):
        # Every code repeats: the most different one is the item's own, the item standing in many places.
        own = max(
            (one for one in facts if one.meaning == "code"), key=lambda one: one.different, default=None
        )
    for code in facts:
        words = plain_words(code.name)
        if (
            code is own
            or not words.endswith((" id", " code", " number"))
            or code.different > REPEATS
            or not code.cells
        ):
            continue
        for name in facts:
            if (
                name is code
                or _thing(name.name) != _thing(code.name)
                or name.different > REPEATS
                or not name.cells
            ):
                continue
            name.meaning, name.why = "heading", WORDS.message("why_groups")
            code.meaning, code.why = "heading_code", WORDS.message("why_pair")


def _by_content(facts: list[_Facts]) -> None:
    for one in facts:
        if (
            one.meaning == "level"
            and len(one.cells) >= ENOUGH
            and one.share(lambda cell: levels_of(cell) is not None) < 0.5
        ):
            one.meaning, one.why = (
                ("heading", WORDS.message("why_groups")) if one.different < 0.5 else ("", one.why)
            )
        if (
            one.meaning == "depth"
            and len(one.cells) >= ENOUGH
            and one.share(lambda cell: any(sign.isdigit() for sign in cell)) < 0.5
        ):
            one.meaning, one.why = "notes", WORDS.message("why_other")
        if one.meaning == "language" and one.share(lambda cell: len(cell) <= 6) < MOSTLY:
            one.meaning, one.why = "", WORDS.message("why_other")
        if one.meaning == "kind" and one.different > MOSTLY and len(one.cells) > 5:
            one.meaning, one.why = "", WORDS.message("why_other")
    if not any(one.meaning == "level" for one in facts):
        for one in facts:
            named = [cell for cell in one.cells if levels_of(cell)]
            worded = [cell for cell in named if any(sign.isalpha() for sign in cell)]
            if (
                one.meaning == ""
                and one.cells
                and len(named) == len(one.cells)
                and (worded and one.different < 0.5)
            ):
                one.meaning, one.why = "level", WORDS.message("why_levels")
                break


def _headings(facts: list[_Facts]) -> None:
    """Columns that repeat few texts are headings; numbered from the outermost. A code beside a name belongs to it."""
    for one in facts:
        repeats = len(one.cells) >= 6 and one.different <= 0.4 and 3 <= one.length <= 80
        worded = one.share(lambda cell: any(sign.isalpha() for sign in cell)) > MOSTLY
        if not one.meaning and not one.name and repeats and worded and one.share(is_code_like) <= MOSTLY:
            one.meaning, one.why = "heading", WORDS.message("why_groups")
    for one in list(facts):
        if one.meaning == "heading" and one.share(lambda cell: len(cell) <= 8 and " " not in cell) > MOSTLY:
            thing = plain_words(one.name)
            beside = [other for other in facts if other.meaning == "heading" and plain_words(other.name) in (f"{thing} name", f"{thing} title")]  # fmt: skip
            if beside:
                one.meaning, one.why = "heading_code", WORDS.message("why_pair")
    names = [one for one in facts if one.meaning == "heading"]
    ranks = [heading_rank(one.name) for one in names]
    if names and all(ranks) and {_thing(one.name) for one in names} <= USUAL_ORDER:
        names = [one for _rank, _place, one in sorted((rank, one.place, one) for rank, one in zip(ranks, names, strict=True))]  # fmt: skip
    lone = [
        one
        for one in facts
        if one.meaning == "heading_code"
        and not any(_thing(one.name) == _thing(other.name) for other in names)
    ]
    for one in lone:  # a code without a name: outermost ones stand first in the sheet
        one.meaning = ""
        one.why = WORDS.message("why_nothing")
    for number, one in enumerate(names, start=1):
        one.meaning = f"heading.{number}" if number <= len(HEADINGS) else ""
        for code in facts:
            if code.meaning == "heading_code" and _thing(code.name) == _thing(one.name):
                code.meaning = f"heading_code.{number}" if number <= len(HEADINGS) else ""


def _thing(name: str) -> str:
    words = plain_words(name)
    for ending in (" name", " title", " id", " code", " number"):
        words = words.removesuffix(ending)
    return words


def _one_of_each(facts: list[_Facts]) -> None:
    """Where two columns want one meaning, the surer one with the more fitting cells has it."""
    wanted = Counter(
        f"{one.meaning}.{one.language == 'es'}" for one in facts if one.meaning not in MAY_REPEAT
    )
    for key, count in wanted.items():
        if count < 2:
            continue
        meaning = key.rsplit(".", 1)[0]
        rivals = [one for one in facts if f"{one.meaning}.{one.language == 'es'}" == key]
        best = max(rivals, key=lambda one: _fit(one, meaning))
        for one in rivals:
            if one is best:
                continue
            one.why = WORDS.message("why_other")
            one.meaning = {"statement": "notes" if one.length > STATEMENT_LENGTH else "", "code": ""}.get(
                meaning, ""
            )


def _fit(one: _Facts, meaning: str) -> tuple[float, ...]:
    words = plain_words(one.name)
    if meaning == "statement":
        plainest = (
            "full statement",
            "statement",
            "i can",
            "i can statement",
            "ksa",
            "description",
            "enunciado",
        )
        rank = len(plainest) - plainest.index(words) if words in plainest else 0
        return (
            one.length >= STATEMENT_LENGTH or not one.sure,
            len(one.cells) > 0,
            rank,
            one.sure,
            one.length,
        )
    if meaning == "code":
        codes = ("human coding scheme", "standard code", "statement notation", "code", "codigo")
        return (one.share(is_code_like), round(one.different, 1), words in codes, one.sure, -one.place)
    return (one.sure, len(one.cells), -one.place)


def _statement(facts: list[_Facts]) -> None:
    """No heading speaks of statements, or they are in Spanish only: then that column, or the one with the longest texts."""
    own = [one for one in facts if one.meaning == "statement" and one.language != "es"]
    if own:
        return
    spanish = [one for one in facts if one.meaning == "statement"]
    for one in facts:
        if spanish and one.language == "es":
            one.language = ""  # the file speaks Spanish: its words are the words, not translations
    if spanish:
        return
    texts = [
        one
        for one in facts
        if (one.meaning in ("", "title", "notes") and one.length > 8) or _called_like_codes(one)
    ]
    if texts:
        longest = max(texts, key=lambda one: (one.meaning != "notes", one.length * one.different))
        longest.meaning, longest.why = "statement", WORDS.message("why_longest")


def _called_like_codes(one: _Facts) -> bool:
    """'Standard' heads codes in one sheet and the standards themselves, however short, in the next."""
    meaning, _language, sure = known_header(one.name.rsplit(" – ", 1)[-1])
    return (
        sure
        and meaning == "code"
        and one.meaning in ("", "code")
        and bool(one.cells)
        and one.share(is_code_like) < 0.5
        and one.share(lambda cell: any(sign.isalpha() for sign in cell)) > MOSTLY
    )


def _code(facts: list[_Facts]) -> None:
    if any(one.meaning == "code" for one in facts):
        return
    likely = [
        one
        for one in facts
        if one.meaning in ("", "alternative_code")
        and one.cells
        and one.share(is_code_like) > MOSTLY
        and one.different > 0.7
        and not one.share(lambda cell: cell.isdigit()) > MOSTLY
    ]
    if likely:
        likely[0].meaning, likely[0].why = "code", WORDS.message("why_codes")


# -- where the hierarchy comes from --------------------------------------------------------------------------


def _hierarchy(layout: Layout, body: list[Row]) -> str:
    if layout.place("parent") is not None:
        return "parent"
    if layout.place("position") is not None:
        return "position"
    if body and sum(1 for row in body if row.outline) / len(body) > STEPS_NEEDED:
        return "outline"
    place = layout.place("statement")
    stepping = [one for one in (place, layout.place("title"), layout.place("code")) if one is not None]
    for one in stepping:
        filled = [row for row in body if row.cell(one).strip()]
        steps = [row for row in filled if row.indent(one) or leading(row.cell(one))[0]]
        if filled and STEPS_NEEDED < len(steps) / len(filled) < 1:
            return "indentation"
    code = layout.place("code")
    if code is not None and codes_stand_under_codes([cleaned(row.cell(code)) for row in body]):
        return "codes"
    return "none"


def codes_stand_under_codes(codes: list[str]) -> bool:
    """Whether many codes are another code with something after a separator: M.F and M.F.1."""
    known = {code for code in codes if code}
    under = sum(1 for code in known if any(code[:end] in known for end in _ends(code)))
    return bool(known) and under / len(known) >= UNDER_CODES_NEEDED


def _ends(code: str) -> list[int]:
    """Where a code could be cut: before each separator, the last first."""
    return [at for at in range(len(code) - 1, 0, -1) if code[at] in ".-/:"]
