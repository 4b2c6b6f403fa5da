"""Frameworks of the Achievement Standards Network and its kin: RDF/XML, RDF/JSON and CTDL-ASN.

framework = read_framework(raw)        # FormatProblem if the file cannot be taken apart at all
framework.problems                     # what a person should know about it
as_case(framework)                     # the content of a CASE 1.1 package, for headway.mastery.formats.case
"""

from headway.mastery.formats.asn.as_case import as_case, identifier_of
from headway.mastery.formats.asn.model import Alignment, Framework, Statement
from headway.mastery.formats.asn.reading import DEFAULT_MAX_BYTES, read_framework
from headway.mastery.formats.asn.wording import messages

__all__ = [
    "DEFAULT_MAX_BYTES",
    "Alignment",
    "Framework",
    "Statement",
    "as_case",
    "identifier_of",
    "messages",
    "read_framework",
]
