"""Every sentence that the reader of assessment exports can say. `{line}` is the line in the file."""

from __future__ import annotations

from headway.mastery.formats.wordings import Wording, Wordings

__all__ = ["WORDINGS", "WORDS", "messages", "problem", "refuse"]

_AGAIN = (
    "Correct it where the file was made, and bring the file again; the other lines are not touched by it."
)
_PROFILE = "Correct the profile."

WORDINGS: dict[str, Wording] = {
    # -- the file as a whole --
    "zip_of_many": Wording(
        "error",
        "This is a zip archive with {count} tables in it: {names}.",
        "Unpack it and bring one table at a time.",
    ),
    "zip_without_table": Wording(
        "error",
        "This is a zip archive without a table in it.",
        "Unpack it and bring the file with the results as CSV, text or Excel.",
    ),
    "zip_damaged": Wording(
        "error",
        "This zip archive is damaged, or a password protects it.",
        "Download it again, without a password.",
    ),
    "unzipped": Wording("note", "The file is a zip archive; the table {name} in it was read."),
    "read_as_xlsx": Wording("note", "The file is an Excel workbook; its sheet {name} was read."),
    "no_rows": Wording(
        "error", "There is nothing in the file but blank cells.", "Check that the right file was chosen."
    ),
    "no_lines": Wording(
        "error",
        "Below the headings there is nothing.",
        "Check that the export holds the learners and the term that were meant.",
    ),
    "columns_missing": Wording(
        "error",
        "This file is not laid out as {profile}: the columns {columns} are not there.",
        "Nearest names in this file: {nearest}. Choose another profile, or add the new names of these columns to this one.",
    ),
    "no_results": Wording(
        "error",
        "None of the columns with results that {profile} names is in this file.",
        "Nearest names in this file: {nearest}. Choose another profile, or make one for this layout.",
    ),
    "column_absent": Wording(
        "warning",
        "The columns {columns} are not in this file. What they hold was left out.",
        "Nearest names in this file: {nearest}. Nothing needs to be done if this export never has them.",
    ),
    "no_date_column": Wording(
        "warning",
        "No column of this file says when the test was taken: {columns} is not there.",
        "Nearest names in this file: {nearest}. Export the file with the dates or the term, or say the term for the whole file.",
    ),
    "column_renamed": Wording("note", "The column {value} was read as {field}."),
    "column_twice": Wording(
        "warning",
        "The column {field} is in the file {count} times. The first one was read.",
        "Remove the others from the file if they say something else.",
    ),
    "lines_too_short": Wording(
        "error",
        "The lines of this file have {count} characters, and {profile} needs {needed}.",
        "Choose the profile of the year in which the test was taken.",
    ),
    # -- one line --
    "line_too_long": Wording(
        "error",
        "Line {line} has {count} cells and the headings have {needed}, so its cells may stand under wrong headings. "
        "It was not read.",
        "Put texts with commas into quotation marks, and bring the file again.",
    ),
    "line_short": Wording(
        "note", "Line {line} has {count} cells and the headings have {needed}. The rest was taken as blank."
    ),
    "no_learner": Wording(
        "error",
        "Line {line} does not say whose result it is: {columns} are blank.",
        "Fill in one of these columns, and bring the file again.",
    ),
    "identifier_mangled": Wording(
        "error",
        "Line {line}: the identifier {value} was shortened by a spreadsheet program, so it is nobody's any more.",
        "Export the file again, and bring it without opening it in a spreadsheet program.",
    ),
    "no_area": Wording("error", "Line {line} does not say what was tested: {field} is blank.", _AGAIN),
    "not_counted": Wording("note", "Line {line}: {area} is not counted, because {field} says {value}.", ""),
    "line_not_counted": Wording("note", "Line {line} is not counted, because {field} says {value}.", ""),
    "nothing_in_line": Wording("note", "Line {line} holds no result of this test."),
    "no_number": Wording(
        "error", "Line {line}: {value} is no number. The result for {area} was not read.", _AGAIN
    ),
    "out_of_range": Wording(
        "error",
        "Line {line}: {value} is outside what {area} can be, {lowest} to {highest}. This result was not read.",
        "Check it with the publisher's report. If the test has a wider scale by now, change it in the profile.",
    ),
    "error_not_read": Wording(
        "warning",
        "Line {line}: the standard error {value} of {area} cannot be one. The result stands without it.",
        "Check it with the publisher's report.",
    ),
    "label_unknown": Wording(
        "warning",
        "Line {line}: {value} is not one of the labels that {area} has in this profile. It was kept as it is.",
        "Add the label to the profile if the publisher uses it by now.",
    ),
    "date_unknown": Wording(
        "warning",
        "Line {line}: {value} is not a date as this profile writes them ({formats}).",
        "Correct the date, or add how it is written to the profile. The result is kept without a date.",
    ),
    "term_without_dates": Wording(
        "warning",
        "The term {value} has no dates yet, so {count} results stand without one.",
        "Say from when to when {value} lasted, and read the file again.",
    ),
    "nothing_dated": Wording(
        "warning",
        "Line {line} says neither a date nor a term.",
        "Say the term for the whole file, and read the file again.",
    ),
    # -- two lines for one test --
    "same_twice": Wording(
        "note", "Line {line} says the same of {area} as line {first}. It was taken once.", ""
    ),
    "conflict": Wording(
        "warning",
        "Lines {first} and {line} say different things of one learner's {area} on the same day. Both were kept.",
        "Ask who gave the test which one counts.",
    ),
    # -- profiles --
    "profile_unreadable": Wording(
        "error", "This is no profile: {reason}.", "Bring a profile in JSON as it was saved."
    ),
    "profile_version": Wording(
        "error",
        "The profile is written in version {value}, and this reader knows version {known}.",
        "Bring the profile as an earlier version, or update Headway.",
    ),
    "profile_missing": Wording("error", "{field} is not said.", "Add {field}: {what}."),
    "profile_kind": Wording("error", "{field} has to be {what}, and it is {value}.", _PROFILE),
    "profile_unknown": Wording(
        "error", "{field} is not something that a profile has.", "Remove it, or write it as {nearest}."
    ),
    "profile_choice": Wording(
        "error", "{field} is {value}, which is none of: {choices}.", "Choose one of them."
    ),
    "profile_twice": Wording("error", "{field} is said twice: {value}.", "Remove one of the two."),
    "profile_no_learner": Wording(
        "error",
        "The profile does not say which column tells whose result it is.",
        "Add to learner a column with a state identifier, a local identifier or one of the publisher.",
    ),
    "profile_no_areas": Wording(
        "error", "The profile names no column with a result.", "Add an area with a value or a label."
    ),
    "profile_no_value": Wording(
        "error", "{field} has neither a value nor a label.", "Say in which column the result of this area is."
    ),
    "profile_range": Wording(
        "error", "{field}: the smallest possible value {lowest} is above the largest {highest}.", _PROFILE
    ),
    "profile_place": Wording(
        "error",
        "{field}: the column {value} compares learners with each other, so it cannot be the result itself.",
        "Name it under restricted, and name the value on the test's own scale as the result.",
    ),
    "profile_placeholder": Wording(
        "error",
        "{field} uses the placeholder {value}, which repeat does not explain.",
        "Add it to repeat, or remove it.",
    ),
    "profile_date": Wording(
        "error",
        "{field}: {value} is no way to write a date.",
        "Write it with YYYY or YY, M or MM, D or DD, as in M/D/YYYY, or write ISO.",
    ),
}

WORDS = Wordings("assessments", WORDINGS)
problem = WORDS.problem
refuse = WORDS.refuse
messages = WORDS.messages
