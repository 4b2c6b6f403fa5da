"""Every sentence that a crosswalk and its suggestions can say."""

from __future__ import annotations

from collections.abc import Sequence

from headway.mastery.formats.wordings import Wording, Wordings

__all__ = ["WORDINGS", "WORDS", "edge_words", "level_words", "number_words"]

WORDINGS: dict[str, Wording] = {
    "within": Wording("note", "{value} ± {reach} lies within level {level} ({lowest} to below {below})."),
    "border": Wording(
        "note",
        "{value} ± {reach} reaches over the border of levels {levels}: level {likelier} is likelier, and the test alone "
        "cannot tell them apart.",
    ),
    "beside": Wording(
        "note",
        "{value} ± {reach} touches level {level} ({lowest} to below {below}) and reaches beyond every band.",
    ),
    "error_declared": Wording(
        "note", "The file says no standard error; {error} is what was declared for this test ({source})."
    ),
    "error_unknown": Wording(
        "note",
        "Nobody says how exactly this test measures here, so {value} at level {level} is to be judged with care.",
    ),
    "outside": Wording("note", "{value} lies in none of the bands of this crosswalk."),
    "by_label": Wording("note", "In this crosswalk the label {label} stands for these levels: {levels}."),
    "label_unknown": Wording("note", "The label {label} is not in this crosswalk."),
    "nothing": Wording("note", "The result has neither a value nor a label that this crosswalk uses."),
    "example": Wording(
        "note", "The bands are an example to replace, not a norm: the district has not confirmed them."
    ),
    # -- what a crosswalk may be --
    "unreadable": Wording(
        "error", "This is no crosswalk: {reason}.", "Bring a crosswalk in JSON as it was saved."
    ),
    "missing": Wording("error", "{field} is not said.", "Add {field}: {what}."),
    "kind": Wording("error", "{field} has to be {what}, and it is {value}.", "Correct it."),
    "unknown": Wording("error", "{field} is not something that a crosswalk has.", "Remove it."),
    "no_rows": Wording(
        "error", "The crosswalk has no rows.", "Add a row for each area that places learners."
    ),
    "no_bands": Wording(
        "error", "{field} has neither bands nor labels.", "Say which values or labels stand for which level."
    ),
    "level": Wording(
        "error",
        "{field} is {value}, and levels go from {lowest} to {highest}.",
        "Choose one of these levels.",
    ),
    "empty_band": Wording(
        "error",
        "{field}: the band begins at {lowest} and ends below {below}, so no value is in it.",
        "Swap the two.",
    ),
    "not_ordered": Wording(
        "error",
        "{field}: level {level} begins at {lowest}, which is not above the band before it.",
        "Put the bands in order, the least value and the least level first.",
    ),
    "gap": Wording(
        "error",
        "{field}: between {below} and {lowest} there is no band.",
        "Close the gap, or write gaps_meant: true if these values are to give no suggestion.",
    ),
    "overlap": Wording(
        "error",
        "{field}: the values from {lowest} to below {below} are in two bands.",
        "End one where the other begins, or write overlaps_meant: true if they are to give both levels.",
    ),
    "domain": Wording("error", "{field}: the continuum has no domain {value}.", "Choose one of: {choices}."),
    "strand": Wording(
        "error", "{field}: the domain {domain} has no strand {value}.", "Choose one of: {choices}."
    ),
    "twice": Wording(
        "error",
        "{field}: this area has a row already, for the same terms and the same scale.",
        "Remove one of the two.",
    ),
    # -- a district's own norm table --
    "norm_licence": Wording(
        "error",
        "The norm table does not say by what right the district holds it.",
        "Name the licence or the agreement with the publisher.",
    ),
    "norm_columns": Wording(
        "error",
        "The norm table lacks the columns {columns}.",
        "It needs {needed}.",
    ),
    "norm_blank": Wording("error", "Line {line} names no area.", "Fill it in, and bring the table again."),
    "norm_number": Wording(
        "error", "Line {line}: {value} is no number.", "Correct it, and bring the table again."
    ),
    "norm_range": Wording(
        "error", "Line {line}: {field} cannot be {value}.", "Check it with the publisher's table."
    ),
    "norm_twice": Wording(
        "error", "The table says two things of one value of {value}.", "Remove one of the two lines."
    ),
    "norm_order": Wording(
        "error",
        "In {value} the column {field} falls where the column beside it rises.",
        "Check these lines with the publisher's table.",
    ),
    "norm_empty": Wording(
        "error", "There are no lines below the headings.", "Bring the table with its lines."
    ),
}
WORDS = Wordings("crosswalk", WORDINGS)


def number_words(value: float) -> str:
    return f"{round(value, 2):g}"


def edge_words(value: float | None) -> str:
    return "any" if value is None else number_words(value)


def level_words(levels: Sequence[int]) -> str:
    return ", ".join(map(str, levels))
