"""The properties by which frameworks are described in RDF, and what they are here.

Sources: Achievement Standards Network schema (purl.org/ASN); Dublin Core terms; GEM qualifiers; SKOS; ACARA's
machine-readable Australian Curriculum; Credential Engine's CTDL-ASN terms.
"""

from __future__ import annotations

import re
import uuid

__all__ = ["level_code", "prefixed", "tag_of", "uuid_in"]

ASN = "http://purl.org/ASN/schema/core/"
CEASN = "https://purl.org/ctdlasn/terms/"
CETERMS = "https://purl.org/ctdl/terms/"
DC = "http://purl.org/dc/elements/1.1/"
DCT = "http://purl.org/dc/terms/"
GEM = "http://purl.org/gem/qualifiers/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
CC = "http://creativecommons.org/ns#"
FOAF = "http://xmlns.com/foaf/0.1/"
LOC = "http://www.loc.gov/loc.terms/relators/"
RDF_NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SCHEMA = "https://schema.org/"
ESA = "https://www.esa.edu.au/"

SHORT = {
    ASN: "asn:", CEASN: "ceasn:", CETERMS: "ceterms:", DC: "dc:", DCT: "dcterms:", GEM: "gemq:", SKOS: "skos:",
    RDFS: "rdfs:", CC: "cc:", FOAF: "foaf:", LOC: "loc:", RDF_NS: "rdf:", SCHEMA: "schema:", ESA: "esa:",
}  # fmt: skip

DOCUMENT_TYPES = (f"{ASN}StandardDocument", f"{CEASN}CompetencyFramework")
STATEMENT_TYPES = (f"{ASN}Statement", f"{CEASN}Competency")

TITLE = (
    f"{DC}title",
    f"{DCT}title",
    f"{CEASN}name",
    f"{CEASN}competencyLabel",
    f"{SKOS}prefLabel",
    f"{RDFS}label",
)
# An item's own words. In the Australian files dcterms:title holds them, and a description is a longer text beside.
WORDS = (f"{CEASN}competencyText", f"{DCT}description", f"{DC}description")
DESCRIPTION = (f"{DCT}description", f"{DC}description", f"{CEASN}description")
SHORT_NAME = (f"{CEASN}competencyLabel",)
CODE = (f"{ASN}statementNotation", f"{CEASN}codedNotation")
OTHER_CODE = (f"{ASN}altStatementNotation", f"{CEASN}altCodedNotation")
ENUMERATION = (f"{ASN}listID", f"{CEASN}listID")
LABEL = (f"{ASN}statementLabel", f"{CEASN}competencyCategory")
LEVEL = (f"{DCT}educationLevel", f"{CEASN}educationLevelType")
SUBJECT = (f"{DCT}subject", f"{ASN}localSubject", f"{CEASN}localSubject", f"{CEASN}conceptKeyword")
CONCEPT = (f"{ASN}conceptTerm", f"{CEASN}conceptTerm")
COMMENT = (f"{ASN}comment", f"{CEASN}comment", f"{SKOS}note", f"{RDFS}comment")
LANGUAGE = (f"{DCT}language", f"{CEASN}inLanguage")
CREATOR = (
    f"{LOC}aut",
    f"{DC}creator",
    f"{DCT}creator",
    f"{CEASN}author",
    f"{CEASN}creator",
    f"{DCT}contributor",
)
PUBLISHER = (f"{CEASN}publisherName", f"{DC}publisher", f"{DCT}publisher")
RIGHTS = (f"{DCT}rights", f"{DC}rights", f"{CEASN}rights")
RIGHTS_HOLDER = (f"{DCT}rightsHolder", f"{CEASN}rightsHolder", f"{CC}attributionName")
LICENSE = (f"{CC}license", f"{DCT}license", f"{CEASN}license")
STATUS = (f"{ASN}publicationStatus", f"{CEASN}publicationStatusType")
MODIFIED = (
    f"{DCT}modified", f"{CEASN}dateModified", f"{DCT}created", f"{CEASN}dateCreated", f"{CEASN}dateAvailableFrom",
    f"{ASN}repositoryDate", f"{DCT}valid",
)  # fmt: skip
SOURCE = (f"{DCT}source", f"{CEASN}source")
VERSION = (f"{ASN}version", f"{CEASN}versionIdentifier")
JURISDICTION = (f"{ASN}jurisdiction", f"{CEASN}jurisdiction")
INDEXED = (f"{ASN}indexingStatus", f"{CEASN}shouldIndex")
ABOUT = f"{FOAF}primaryTopic"
GUID = (f"{CETERMS}ctid",)

CHILD = (f"{GEM}hasChild", f"{CEASN}hasTopChild", f"{CEASN}hasChild")
PARENT = (f"{GEM}isChildOf", f"{CEASN}isChildOf", f"{CEASN}isTopChildOf")
PART_OF = (f"{DCT}isPartOf", f"{CEASN}isPartOf")

# property → (the association of CASE that says the same, whether it leads the other way round)
ALIGNMENTS: dict[str, tuple[str, bool]] = {
    f"{SKOS}exactMatch": ("exactMatchOf", False),
    f"{CEASN}exactAlignment": ("exactMatchOf", False),
    f"{CEASN}majorAlignment": ("isRelatedTo", False),
    f"{CEASN}minorAlignment": ("isRelatedTo", False),
    f"{CEASN}broadAlignment": ("isRelatedTo", False),
    f"{CEASN}narrowAlignment": ("isRelatedTo", False),
    f"{CEASN}alignTo": ("isRelatedTo", False),
    f"{SKOS}broadMatch": ("isRelatedTo", False),
    f"{SKOS}narrowMatch": ("isRelatedTo", False),
    f"{SKOS}closeMatch": ("isRelatedTo", False),
    f"{SKOS}relatedMatch": ("isRelatedTo", False),
    f"{ASN}alignTo": ("isRelatedTo", False),
    f"{ASN}derivedFrom": ("isRelatedTo", False),
    f"{CEASN}derivedFrom": ("isRelatedTo", False),
    f"{ASN}skillEmbodied": ("isRelatedTo", False),
    f"{CEASN}skillEmbodied": ("isRelatedTo", False),
    f"{CEASN}knowledgeEmbodied": ("isRelatedTo", False),
    f"{CEASN}abilityEmbodied": ("isRelatedTo", False),
    f"{CEASN}taskEmbodied": ("isRelatedTo", False),
    f"{ASN}hasLevel": ("isRelatedTo", False),
    f"{ASN}crossSubjectReference": ("isRelatedTo", False),
    f"{CEASN}crossSubjectReference": ("isRelatedTo", False),
    f"{DCT}relation": ("isRelatedTo", False),
    f"{ASN}comprisedOf": ("isPartOf", True),
    f"{CEASN}comprisedOf": ("isPartOf", True),
    f"{ASN}prerequisiteAlignment": ("precedes", True),
    f"{CEASN}prerequisiteAlignment": ("precedes", True),
    f"{DCT}requires": ("precedes", True),
    f"{DCT}isReplacedBy": ("replacedBy", False),
}
# Known and of no use here: bookkeeping of the repositories, and the same things said in another way.
PASSED_OVER = {
    f"{RDF_NS}type", f"{ASN}authorityStatus", f"{ASN}identifier", f"{DCT}isPartOf", f"{CEASN}isPartOf",
    f"{DCT}tableOfContents", f"{DCT}dateCopyright", f"{ASN}exportVersion", f"{CC}attributionURL", ABOUT,
    f"{CEASN}publisher", f"{CEASN}identifier", f"{ESA}nominalYearLevel", f"{ASN}nominalYearLevel",
}  # fmt: skip

UNDERSTOOD = {
    *TITLE, *WORDS, *DESCRIPTION, *CODE, *OTHER_CODE, *ENUMERATION, *LABEL, *LEVEL, *SUBJECT, *CONCEPT, *COMMENT,
    *LANGUAGE, *CREATOR, *PUBLISHER, *RIGHTS, *RIGHTS_HOLDER, *LICENSE, *STATUS, *MODIFIED, *SOURCE, *VERSION,
    *JURISDICTION, *INDEXED, *GUID, *CHILD, *PARENT, *PART_OF, *ALIGNMENTS, *PASSED_OVER,
}  # fmt: skip

# Words of several vocabularies for the levels of CEDS. Anything else stays as it is written.
_LEVELS = {
    "k": "KG", "kg": "KG", "kindergarten": "KG", "f": "KG", "foundation": "KG", "pre-k": "PK", "prek": "PK", "pk": "PK",
    "pre-kindergarten": "PK",
}  # fmt: skip
_NUMBERED = re.compile(r"(?:grade|year|level)?[ _-]?(\d{1,2})", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", re.IGNORECASE)
_LANGUAGES = {
    "eng": "en",
    "spa": "es",
    "fre": "fr",
    "fra": "fr",
    "ger": "de",
    "deu": "de",
    "chi": "zh",
    "zho": "zh",
}
KNOWN_LEVELS = {"PK", "KG", *(f"{number:02d}" for number in range(1, 13))}


def level_code(written: str) -> str:
    """'…/ASNEducationLevel/K' → 'KG'; '…/schoolLevel/0' → 'KG'; '9' → '09'; else the last part as written."""
    last = _last(written)
    if last.lower() in _LEVELS:
        return _LEVELS[last.lower()]
    numbered = _NUMBERED.fullmatch(last)
    if numbered and int(numbered.group(1)) <= 12:
        number = int(numbered.group(1))
        return f"{number:02d}" if number else "KG"
    return last


def tag_of(written: str) -> str:
    """'en-US', 'eng', '…/iso639-2/eng' → 'en'. Empty for nothing."""
    last = _last(written).lower()
    first = last.split("-")[0].split("_")[0]
    return _LANGUAGES.get(first, first)


def uuid_in(written: str) -> str:
    """The UUID of 'urn:guid:FBCB…', 'urn:uuid:…' or 'ce-…'; empty where there is none, or more than it."""
    lowered = written.strip().lower()
    for prefix in ("urn:guid:", "urn:uuid:", "ce-"):
        if lowered.startswith(prefix) and _UUID.fullmatch(rest := lowered.removeprefix(prefix).strip("{}")):
            return str(uuid.UUID(rest))
    return ""


def prefixed(name: str) -> str:
    """'http://purl.org/dc/terms/title' → 'dcterms:title'; an unknown one stays as it is."""
    for long, short in SHORT.items():
        if name.startswith(long) and len(name) > len(long):
            return short + name[len(long) :]
    return name


def _last(address: str) -> str:
    return address.strip().rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
