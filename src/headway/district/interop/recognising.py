"""What kind of framework file this is, by its content: nobody has to know the name of a format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Refused
from headway.district.interop.services import opened
from headway.mastery.formats.asn.json_graphs import is_json_ld, is_rdf_json, parsed
from headway.mastery.formats.opening import OLE_MAGIC, PDF_MAGIC, ZIP_MAGIC, decoded
from headway.mastery.formats.problems import FormatProblem

__all__ = ["Recognised", "recognise"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The importer that takes the file, and what to say about it."""

    format: str
    sentence: Promise


CASE = Recognised("case", _("This is a CASE package: competencies with their links and rubrics."))
RDF_XML = Recognised(
    "asn", _("This is a framework in RDF/XML, as the Achievement Standards Network publishes them.")
)
RDF_JSON = Recognised(
    "asn", _("This is a framework in RDF/JSON, as the Achievement Standards Network publishes them.")
)
CTDL = Recognised("asn", _("This is a framework in CTDL-ASN, as credential registries publish them."))
WORKBOOK = Recognised("spreadsheet", _("This is an Excel workbook. You choose what its columns mean."))
TABLE = Recognised("spreadsheet", _("This is a table (CSV). You choose what its columns mean."))


def recognise(raw: bytes) -> Recognised:
    """Which importer takes this file, plain or gzip. Raises Refused for what none of them takes."""
    raw = opened(raw)
    if raw.startswith((ZIP_MAGIC, OLE_MAGIC, PDF_MAGIC)):
        return WORKBOOK  # its reader says what is wrong with those that it cannot take
    start = raw[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"<"):
        if b"<html" in raw[:2000].lower() or b"<table" in raw[:2000].lower():
            return TABLE
        return RDF_XML
    if not start.startswith((b"{", b"[")):
        return TABLE
    try:
        content = parsed(decoded(raw))
    except FormatProblem:
        return CASE  # its reader names the place where the JSON stops making sense
    if is_json_ld(content):
        return CTDL
    if is_rdf_json(content) and "CFDocument" not in content:
        return RDF_JSON
    if isinstance(content, Mapping) and "CFDocument" in content:
        return CASE
    raise Refused(
        _("This is a JSON file of a kind that is not read here."),
        remedy=_("Bring a CASE package, RDF/JSON, CTDL-ASN, RDF/XML, CSV or Excel."),
    )
