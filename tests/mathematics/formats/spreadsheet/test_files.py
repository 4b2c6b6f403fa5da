"""What a file turns out to be, whatever its name says; what no reader takes is refused with its reason."""

import gzip
import io
import zipfile

import pytest

from headway.mastery.formats.problems import FormatProblem
from headway.mastery.formats.spreadsheet import read_book
from tests.mathematics.formats.spreadsheet.small_sheets import csv, outline, read, said, xlsx

HEAD = "Code,Statement,Grade"


# -- files that are not taken ----------------------------------------------------------------------------------------


def packed(**files: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return raw.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A sound workbook in which one part is something else."""
    source = zipfile.ZipFile(io.BytesIO(xlsx(["Code", "Statement"], ["A.1", "I can count to ten"])))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in source.namelist():
            archive.writestr(one, content if one == name else source.read(one))
    return raw.getvalue()


REFUSED = {
    "nothing in it": (b"", "The file is empty."),
    "only blank cells": (b" , ,\n,,\n", "There is nothing in the file but blank cells."),
    "a blank workbook": (xlsx(), "There is nothing in the file but blank cells."),
    ".xls renamed .xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "This is an Excel file of the old kind (.xls), or one that a password protects.",
    ),
    "a PDF": (b"%PDF-1.7 ...", "This is a PDF document."),
    "a web page": (b"<html><table><tr><td>Code</td></tr></table></html>", "This is a web page, not a spreadsheet."),
    "JSON": (b'{"CFDocument": {}}', "This is a JSON file, not a spreadsheet."),
    "YAML": (b"# tasks\n---\n-\n  aId: A1\n", "This is a YAML file, not a spreadsheet."),
    "bytes": (b"Code,Statement\nA.1,I can\0\x01\x02 count", "This is not text: it holds bytes that no CSV file has."),
    "OpenDocument": (
        packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<a/>"),
        "This is an OpenDocument spreadsheet (.ods), which is not read here.",
    ),
    "a zip of files": (packed(a=b"x", b=b"y"), "This is a zip archive of files, not a workbook."),
    "half a workbook": (
        xlsx(["Code", "Statement"], ["A", "I can count"])[:900],
        "The file is a zip archive and holds no Excel workbook that can be opened",
    ),
    "a workbook with a broken sheet": (
        with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
        "holds no Excel workbook that can be opened",
    ),
    "entities": (
        with_part("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook>&a;</workbook>'),
        "A part of this workbook declares entities of its own",
    ),
    "a zip bomb": (
        packed(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=b" " * 40_000_000),
        "Unpacked, this workbook is larger than 32 MB.",
    ),
    "100 MB": (b"Code,Statement\n" + b"A,I can count\n" * 7_500_000, "The file is larger than 32 MB once unpacked"),
    "100 MB in a small gzip": (
        gzip.compress(b"A,I can count\n" * 7_500_000, 1), "The file is larger than 32 MB once unpacked",
    ),
    "a million formatted cells": (
        with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + b'<c r="A1"/>' * 700_000),
        "The workbook holds more than 600000 cells",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_readable_spreadsheet_is_refused_with_its_reason_and_a_remedy(case):
    raw, sentence = REFUSED[case]

    with pytest.raises(FormatProblem) as caught:
        read_book(raw)

    assert sentence in str(caught.value)
    assert caught.value.problems[0].remedy.text


# -- what the file is, and how it is written -----------------------------------------------------------------------


def test_a_csv_file_called_xlsx_is_read_as_csv_and_told():
    framework = read(csv(HEAD, "A.1,I can count,K"), file_name="ours.xlsx")

    assert outline(framework) == ["A.1 I can count"]
    assert "The file is called ours.xlsx and is a CSV file. It is read as CSV." in said(framework)


def test_a_workbook_called_csv_is_read_as_a_workbook_and_told():
    framework = read(xlsx(HEAD.split(","), ["A.1", "I can count", "K"]), file_name="ours.csv")

    assert outline(framework) == ["A.1 I can count"]
    assert "The file is called ours.csv and is an Excel workbook." in said(framework)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_accented_letters_are_read_in_every_encoding_that_spreadsheets_write(encoding):
    text = "Código;Enunciado;Grado\nA.1;Puedo contar hasta diez añadiendo después;K\nA.2;Sé más;1"

    framework = read(text.encode(encoding))

    assert framework.items[0].statement == "Puedo contar hasta diez añadiendo después"


def test_mixed_encodings_are_read_line_by_line_and_the_lines_are_named():
    raw = csv(HEAD, "A.1,Se\u0301 contar más,K") + b"\nA.2,Puedo sumar despu\xe9s,1\nA.3,I can take away,1\n"

    framework = read(raw)

    assert framework.items[1].statement == "Puedo sumar después"
    assert "The file mixes two encodings: most of it is UTF-8, and these lines are not: 3." in said(framework)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_also_where_statements_hold_another_one(separator):
    lines = [
        separator.join(("Code", "Statement", "Grade")),
        separator.join(("A.1", '"I can count, add; and more | less"', "1")),
    ]

    assert outline(read(csv(*lines))) == ["A.1 I can count, add; and more | less"]


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line():
    lines = [
        HEAD,
        'A.1,"I can count,K',
        *(f"A.{number},I can do number {number},1" for number in range(2, 140)),
    ]

    assert "A quotation mark that opens in line 2 is not closed for 139 lines" in said(read(csv(*lines)))


def test_a_quotation_mark_near_the_end_that_swallows_the_last_rows_is_named_too():
    framework = read(csv(HEAD, "A.1,I can count,K", 'A.2,"I can add,1', "A.3,I can take away,1"))

    assert "A quotation mark that opens in line 3 is not closed for 2 lines" in said(framework)


def test_a_last_cell_of_several_lines_that_is_closed_is_no_surprise():
    framework = read(csv(HEAD, 'A.1,"I can count', 'to ten",K'))

    assert len(framework.items) == 1
    assert said(framework) == ""
