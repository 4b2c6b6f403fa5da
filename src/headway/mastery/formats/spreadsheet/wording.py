"""Every sentence that the reader of spreadsheets can say. `{at}` is a row as the spreadsheet program shows it."""

from __future__ import annotations

from headway.mastery.formats.wordings import Wording, Wordings

__all__ = ["WORDINGS", "WORDS", "messages", "problem", "refuse"]

_SAVE = "Open the file in a spreadsheet program and save it as .xlsx or as CSV in UTF-8."
_MEND = "Correct it in the file and bring the file again; the other rows are not touched by it."

WORDINGS: dict[str, Wording] = {
    # -- the file as a whole --
    "web_page": Wording("error", "This is a web page, not a spreadsheet.", _SAVE),
    "xml_file": Wording(
        "error", "This is an XML file, not a spreadsheet.", "Ask the publisher for CASE, RDF, CSV or Excel."
    ),
    "json_file": Wording(
        "error", "This is a JSON file, not a spreadsheet.", "Bring it as a CASE package, or save it as CSV."
    ),
    "yaml_file": Wording("error", "This is a YAML file, not a spreadsheet.", "Save it as CSV and bring that."),
    "xlsx_damaged": Wording(
        "error",
        "The file is a zip archive and holds no Excel workbook that can be opened.",
        "Open it in a spreadsheet program and save it anew as .xlsx.",
    ),
    "open_document": Wording(
        "error", "This is an OpenDocument spreadsheet (.ods), which is not read here.", _SAVE
    ),
    "zip_of_files": Wording(
        "error",
        "This is a zip archive of files, not a workbook.",
        "Unpack it and bring the one file with the framework.",
    ),
    "xlsx_too_large": Wording(
        "error",
        "Unpacked, this workbook is larger than {limit} MB. A small file that unpacks to so much is not opened.",
        "Delete what is not part of the framework (pictures, other sheets, empty formatted rows), then save it again.",
    ),
    "too_many_cells": Wording(
        "error",
        "The workbook holds more than {limit} cells, most of them probably empty but formatted.",
        "Copy the rows with the framework into a new workbook and bring that.",
    ),
    "unsafe_workbook": Wording(
        "error",
        "A part of this workbook declares entities of its own, which no spreadsheet program writes. It is not opened.",
        "Ask for the file again from somebody you trust.",
    ),
    "no_table": Wording(
        "error",
        "This is text, not a table: it has no headings, and most of its lines are not divided into columns.",
        "Bring a table with one row for each item: a column with its code, and one with what a learner knows and does.",
    ),
    "no_rows": Wording(
        "error", "There is nothing in the file but blank cells.", "Check that the right file was chosen."
    ),
    "binary": Wording("error", "This is not text: it holds bytes that no CSV file has.", _SAVE),
    # -- what the file turned out to be --
    "csv_named_xlsx": Wording("note", "The file is called {name} and is a CSV file. It is read as CSV."),
    "xlsx_named_csv": Wording("note", "The file is called {name} and is an Excel workbook. It is read as one."),
    "read_as": Wording(
        "note",
        "The file is not UTF-8; it was read as {encoding}. Accented letters come from that.",
        "Look at accented letters in the preview; save the file as UTF-8 if they are wrong.",
    ),
    "mixed_encodings": Wording(
        "warning",
        "The file mixes two encodings: most of it is UTF-8, and these lines are not: {lines}. They were read as "
        "Windows-1252.",
        "Look at the accented letters in these lines, and correct them in the file if they are wrong.",
    ),
    "unreadable_sign": Wording(
        "warning",
        "Line {line} holds a byte that means nothing in any encoding tried; a � stands in its place.",
        _MEND,
    ),
    "unclosed_quote": Wording(
        "warning",
        "A quotation mark that opens in line {line} is not closed for {count} lines, so many lines became one cell.",
        "Close the quotation mark in that line, or save the file anew from the spreadsheet program.",
    ),
    "uneven_rows": Wording(
        "warning",
        "Rows with more cells than the heading has: {count}, the first is row {at}. The cells beyond were left out.",
        "Put texts with the separator {value} in them into quotation marks.",
    ),
    "too_many_rows": Wording(
        "error",
        "The sheet has more than {limit} rows. The rows after row {at} were not read.",
        "Divide the framework into several files.",
    ),
    "too_many_columns": Wording(
        "warning", "The sheet has more than {limit} columns. Those after column {field} were not read."
    ),
    "merged_cells": Wording(
        "note",
        "Merged cells were taken apart; each of them got the text of the whole. Ranges: {count}, for example {value}.",
        "Check the first rows in the preview.",
    ),
    "hidden_rows": Wording(
        "note",
        "Rows that are hidden in the workbook were read like the others. Rows: {count}, the first is row {at}.",
        "Show them in the workbook, and delete them if they do not belong to the framework.",
    ),
    "hidden_columns": Wording(
        "warning",
        "Columns that are hidden in the workbook were read like the others: {value}.",
        "Look whether somebody hid them for a reason; choose Not used for those that should stay out.",
    ),
    "other_sheets": Wording(
        "warning",
        "Only the sheet {name} was read. Other sheets of this workbook hold rows too: {value}.",
        "Choose another sheet if it is the right one; for several, bring the file once for each, under titles of their own.",
    ),
    "hidden_sheet": Wording("note", "The sheet {value} is hidden in the workbook."),
    "formula_blank": Wording(
        "warning",
        "Cells with a formula whose result is not in the file were taken as blank. Cells: {count}, the first is {value}.",
        "Open the workbook in a spreadsheet program and save it once; then the results are in it.",
    ),
    "formula_error": Wording(
        "warning",
        "Cells whose formula ends in an error ({value}) were taken as blank. Cells: {count}, the first is in row {at}.",
        _MEND,
    ),
    "formula_as_text": Wording(
        "note",
        "Texts that a spreadsheet program would run as a formula are kept as text. Cells: {count}, the first is in row "
        "{at}: {value}.",
        "Check that somebody meant them. Exports of Headway make such cells harmless.",
    ),
    # -- headings and columns --
    "notes_above": Wording(
        "note", "Rows above the headings were left out. Rows: {count}. The first says: {value}."
    ),
    "two_heading_rows": Wording("note", "The headings stand in two rows; they were read together."),
    "no_headings": Wording(
        "warning",
        "No row of headings was found, so the columns go by their letters.",
        "Choose what each column means, or choose the row with the headings.",
    ),
    "only_headings": Wording(
        "error", "Below the headings in row {at} there is nothing.", "Check that the right sheet was chosen."
    ),
    "ignored_columns": Wording(
        "note",
        "Columns that are not used: {value}. Columns: {count}.",
        "Choose a meaning for those that you need.",
    ),
    "no_statement_column": Wording(
        "error",
        "No column is chosen for the statements, so nothing can be read yet.",
        "Choose the column that says what a learner knows and does.",
    ),
    "meaning_twice": Wording(
        "error",
        "Two columns have the same meaning ({value}): {columns}. The first one is used.",
        "Give one of them another meaning.",
    ),
    "unknown_meaning": Wording(
        "error", "A column cannot mean {value}.", "Choose one of: {known}."
    ),
    "unknown_column": Wording(
        "warning",
        "The mapping names a column {value}, which is not in this sheet.",
        "Check the heading's spelling, or take it out of the mapping.",
    ),
    "unknown_sheet": Wording(
        "error", "There is no sheet called {value} in this workbook.", "Choose one of: {known}."
    ),
    "no_such_row": Wording(
        "error", "The headings cannot stand in row {at}: the sheet ends before it.", "Choose another row."
    ),
    # -- rows --
    "empty_rows": Wording("note", "Empty rows between the others were passed over. Rows: {count}."),
    "total_row": Wording("note", "Row {at} is a total and was passed over: {value}."),
    "heading_again": Wording(
        "note", "The headings stand again in other rows, which were passed over. Rows: {count}, the first is row {at}."
    ),
    "stray_row": Wording(
        "warning",
        "This row has neither a statement nor a code and was left out: {value}.",
        "If it is a note, nothing needs to be done. If it is part of the framework, give it a statement.",
    ),
    "no_statement": Wording(
        "error", "The item {value} has no statement and was left out.", "Write its statement. " + _MEND
    ),
    "code_for_statement": Wording(
        "warning", "{value} has no statement of its own, and other rows stand under it. Its code stands in its place.", _MEND
    ),
    "no_codes": Wording(
        "note",
        "No column holds codes, so items are recognised by their words. An item whose words change counts as a new one.",
        "Add a column with codes if the framework will change.",
    ),
    "missing_code": Wording(
        "warning",
        "Rows without a code: {count}, the first is row {at}. They are recognised by their words.",
        "Give them codes if the framework will change.",
    ),
    "repeated_code": Wording(
        "error",
        "The code {value} stands in row {first} already, with another statement. This row was left out.",
        "Give it a code of its own.",
    ),
    "repeated_number": Wording(
        "error",
        "The code {value} stands in row {first} already, with another statement. This row was left out.",
        "Give it a code of its own. If the sheet shows 1.10 as 1.1, format the column as text.",
    ),
    "shared_code": Wording(
        "warning",
        "The code {value} stands in row {first} already. Both rows have an identifier of their own, so both were taken.",
        "Give one of them another code, so that people can tell them apart.",
    ),
    "repeated_statement": Wording(
        "warning",
        "Without a code, this row cannot be told from row {first}, which says the same in the same place. It was left out.",
        "Give both a code if both are meant.",
    ),
    "same_row_again": Wording(
        "note",
        "Rows that say the same as an earlier one were passed over. Rows: {count}, the first is row {at}.",
    ),
    "several_places": Wording(
        "note",
        "Items that stand in several places of the framework were put together by their code. Items: {count}, for "
        "example {value}.",
    ),
    "code_trimmed": Wording(
        "note",
        "Blanks or invisible signs around codes were taken away. Codes: {count}, the first is in row {at}.",
    ),
    "code_spelled_twice": Wording(
        "warning",
        "The codes {value} (row {at}) and {other} differ only in capitals or blanks. They were kept as two items.",
        "Make them equal if they mean the same item.",
    ),
    "code_is_date": Wording(
        "warning",
        "The code in row {at} is a date ({value}). The spreadsheet program probably made it from something like 1-2.",
        "Format the column as text, write the code again, and bring the file again.",
    ),
    "unknown_parent": Wording(
        "warning",
        "The item above this one, {value}, is in no row. The item stands one step higher instead.",
        "Correct the code of the item above, or add its row.",
    ),
    "own_parent": Wording("warning", "{value} is said to stand under itself. It stands at the top instead.", _MEND),
    "parent_cycle": Wording(
        "error",
        "These rows each stand under the other, in a circle: {loop}. {value} stands at the top instead.",
        "Decide which one stands above, and correct the others.",
    ),
    "jump_in_indent": Wording(
        "note",
        "Rows that are indented by more than one step at once stand directly under the row above them. Rows: {count}, "
        "the first is row {at}.",
    ),
    "taken_from_above": Wording(
        "note",
        "Blank cells in heading columns were taken as the same as above. Rows: {count}, the first is row {at}.",
        "Fill them in the file if that is not meant.",
    ),
    "unknown_level": Wording(
        "warning",
        "{value} is not a level between kindergarten and 13 (the first year beyond). The item has no level for it.",
        "Write K or 0, 1 to 13, or a span such as 9-12.",
    ),
    "unknown_number": Wording(
        "warning",
        "{value} in the column {field} is not a whole number from {low} to {high}. The cell was taken as blank.",
        _MEND,
    ),
    "unknown_importance": Wording(
        "warning",
        "{value} in the column {field} is neither essential nor supporting. The item counts as essential.",
        "Write essential or supporting.",
    ),
    "unknown_prerequisite": Wording(
        "warning",
        "{value} is named as a prerequisite and is in no row of this sheet. It was left out.",
        "Correct the code, or add its row.",
    ),
    "own_prerequisite": Wording("warning", "{value} is named as its own prerequisite. It was left out.", _MEND),
    "identifier_twice": Wording(
        "warning",
        "The identifier {value} stands in row {first} already. This row goes by its code instead.",
        _MEND,
    ),
    "nothing_read": Wording(
        "error",
        "No row could be read as an item.",
        "Look at the meaning of the columns and at the row of the headings.",
    ),
    # -- why a column means what it means (shown beside the choice) --
    "why_heading": Wording("note", "The heading says so."),
    "why_heading_part": Wording("note", "A word of the heading says so."),
    "why_uuids": Wording("note", "Its cells are identifiers."),
    "why_codes": Wording("note", "Its cells are short, different from each other, and look like codes."),
    "why_longest": Wording("note", "It holds the longest texts."),
    "why_levels": Wording("note", "Its cells name school years."),
    "why_pair": Wording("note", "It stands beside the column with the names."),
    "why_groups": Wording("note", "The same few texts come again and again, as headings do."),
    "why_row_levels": Wording("note", "Several columns describe performance levels; this is one of them."),
    "why_kept": Wording("note", "Kept in the mapping “{name}”."),
    "why_chosen": Wording("note", "Chosen by a person."),
    "why_other": Wording("note", "Another column fits this meaning better."),
    "why_blank": Wording("note", "All its cells are blank."),
    "why_nothing": Wording("note", "Nothing in it says what it means."),
    "why_header_words": Wording("note", "Its cells are short, all different, and known as headings: {value}."),
    "why_header_first": Wording("note", "It is the first row with text in most columns."),
    "why_header_chosen": Wording("note", "Chosen by a person."),
    "why_no_header": Wording("note", "The first row looks like the rows below it."),
}  # fmt: skip

WORDS = Wordings("spreadsheet", WORDINGS)
problem = WORDS.problem
refuse = WORDS.refuse
messages = WORDS.messages
