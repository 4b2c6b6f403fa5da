"""The words of CASE: kinds of object, their members, and what each version of the standard knows.

Source: 1EdTech Competencies and Academic Standards Exchange 1.0 and 1.1, REST/JSON binding, class CFPackage.
"""

from __future__ import annotations

import re
import uuid
from types import MappingProxyType
from typing import Literal

CaseVersion = Literal["1.0", "1.1"]

# Where each kind of object lives in a package, in the order in which a package is written.
PLACES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "CFDocument": ("CFDocument",),
        "CFItem": ("CFItems",),
        "CFAssociation": ("CFAssociations",),
        "CFConcept": ("CFDefinitions", "CFConcepts"),
        "CFSubject": ("CFDefinitions", "CFSubjects"),
        "CFLicense": ("CFDefinitions", "CFLicenses"),
        "CFItemType": ("CFDefinitions", "CFItemTypes"),
        "CFAssociationGrouping": ("CFDefinitions", "CFAssociationGroupings"),
        "CFRubric": ("CFRubrics",),
    }
)
DEFINITION_KINDS = ("CFConcept", "CFSubject", "CFLicense", "CFItemType", "CFAssociationGrouping")
# Kinds that live inside another object: kind -> (the kind around it, the member that lists it).
NESTED = MappingProxyType(
    {
        "CFRubricCriterion": ("CFRubric", "CFRubricCriteria"),
        "CFRubricCriterionLevel": ("CFRubricCriterion", "CFRubricCriterionLevels"),
    }
)

_SHARED = {
    "identifier": "identifier",
    "uri": "text",
    "lastChangeDateTime": "moment",
    "extensions": "extensions",
}
_STATUS = {"statusStartDate": "day", "statusEndDate": "day"}

# kind -> member -> shape, as in the CFPackage schema of CASE 1.1.
MEMBERS: MappingProxyType[str, dict[str, str]] = MappingProxyType(
    {
        "CFDocument": {
            **_SHARED,
            **_STATUS,
            **dict.fromkeys(
                ("frameworkType", "caseVersion", "creator", "title", "officialSourceURL", "publisher"), "text"
            ),
            **dict.fromkeys(("description", "language", "version", "adoptionStatus", "notes"), "text"),
            "subject": "texts",
            "subjectURI": "links",
            "licenseURI": "link",
        },
        "CFItem": {
            **_SHARED,
            **_STATUS,
            **dict.fromkeys(("fullStatement", "alternativeLabel", "CFItemType", "humanCodingScheme"), "text"),
            **dict.fromkeys(("listEnumeration", "abbreviatedStatement", "notes", "language"), "text"),
            **dict.fromkeys(("conceptKeywords", "subject", "educationLevel"), "texts"),
            **dict.fromkeys(("conceptKeywordsURI", "CFItemTypeURI", "licenseURI"), "link"),
            "subjectURI": "links",
        },
        "CFAssociation": {
            **_SHARED,
            "associationType": "text",
            "notes": "text",
            "sequenceNumber": "integer",
            "originNodeURI": "link",
            "destinationNodeURI": "link",
            "CFAssociationGroupingURI": "link",
        },
        "CFConcept": {
            **_SHARED,
            **dict.fromkeys(("title", "keywords", "hierarchyCode", "description"), "text"),
        },
        "CFSubject": {**_SHARED, **dict.fromkeys(("title", "hierarchyCode", "description"), "text")},
        "CFLicense": {**_SHARED, **dict.fromkeys(("title", "description", "licenseText"), "text")},
        "CFItemType": {
            **_SHARED,
            **dict.fromkeys(("title", "description", "hierarchyCode", "typeCode"), "text"),
        },
        "CFAssociationGrouping": {**_SHARED, **dict.fromkeys(("title", "description"), "text")},
        "CFRubric": {
            **_SHARED,
            "title": "text",
            "description": "text",
            "CFRubricCriteria": "objects",
        },
        "CFRubricCriterion": {
            **_SHARED,
            **dict.fromkeys(("category", "description", "rubricId"), "text"),
            "CFItemURI": "link",
            "weight": "number",
            "position": "integer",
            "CFRubricCriterionLevels": "objects",
        },
        "CFRubricCriterionLevel": {
            **_SHARED,
            **dict.fromkeys(("description", "quality", "feedback", "rubricCriterionId"), "text"),
            "score": "number",
            "position": "integer",
        },
    }
)

_ALWAYS = ("identifier", "uri", "lastChangeDateTime")
REQUIRED: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "CFDocument": (*_ALWAYS, "creator", "title"),
        "CFItem": (*_ALWAYS, "fullStatement"),
        "CFAssociation": (*_ALWAYS, "associationType", "originNodeURI", "destinationNodeURI"),
        "CFConcept": (*_ALWAYS, "title", "hierarchyCode"),
        "CFSubject": (*_ALWAYS, "title", "hierarchyCode"),
        "CFLicense": (*_ALWAYS, "title", "licenseText"),
        "CFItemType": (*_ALWAYS, "title", "description", "hierarchyCode"),
        "CFAssociationGrouping": (*_ALWAYS, "title"),
        "CFRubric": _ALWAYS,
        "CFRubricCriterion": _ALWAYS,
        "CFRubricCriterionLevel": _ALWAYS,
    }
)
# Of the required members, those without which an object has no meaning here. The others are only missed.
INDISPENSABLE = frozenset(
    {"identifier", "fullStatement", "associationType", "originNodeURI", "destinationNodeURI"}
)

# What CASE 1.1 added. A CASE 1.0 payload is a 1.1 payload without these.
ONLY_IN_1_1: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {kind: frozenset({"extensions"}) for kind in MEMBERS}
    | {
        "CFDocument": frozenset({"frameworkType", "caseVersion", "extensions"}),
        "CFItem": frozenset({"subject", "subjectURI", "extensions"}),
        "CFAssociation": frozenset({"notes", "extensions"}),
    }
)
# Members seen in packages of CASE 1.0 and its drafts: member -> the member that says the same in a 1.1 package,
# or None where a 1.1 package says it by its structure.
EARLIER_MEMBERS: MappingProxyType[str, dict[str, str | None]] = MappingProxyType(
    {
        "CFDocument": {"sourcedId": "identifier", "CFPackageURI": None},
        "CFItem": {
            "sourcedId": "identifier",
            "educationalLevel": "educationLevel",
            "listEnumInSource": "listEnumeration",
            "CFDocumentURI": None,
            "CFItemAssociationURI": None,
        },
        "CFAssociation": {"sourcedId": "identifier", "CFDocumentURI": None},
    }
    | {
        kind: {"sourcedId": "identifier"}
        for kind in (*DEFINITION_KINDS, "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel")
    }
)

ASSOCIATION_TYPES_1_0 = frozenset(
    [
        "isChildOf",
        "isPeerOf",
        "isPartOf",
        "exactMatchOf",
        "precedes",
        "isRelatedTo",
        "replacedBy",
        "exemplar",
        "hasSkillLevel",
    ]
)
ASSOCIATION_TYPES = ASSOCIATION_TYPES_1_0 | {"isTranslationOf"}
EXTENSION_WORD = re.compile(r"ext:[A-Za-z0-9._-]+")
# 'Is Child Of', 'ischildof' and 'is_child_of' are how some tools spell isChildOf.
SPELLINGS = MappingProxyType({name.lower(): name for name in ASSOCIATION_TYPES})

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def identity(identifier: str) -> str:
    """The form in which two identifiers are compared: a UUID is the same in capitals; anything else is exact."""
    lowered = identifier.lower()
    return lowered if UUID.fullmatch(lowered) else identifier


# What CASE itself asks of an identifier: lower case, a known version (1-5) and variant.
_OFFICIAL_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# For identifiers that CASE would not take: the same one always becomes the same UUID.
_NAMESPACE = uuid.UUID("b7b0f3d2-3c0e-5f5e-8f0b-6a6f5d0a4c11")


def is_official(identifier: str) -> bool:
    """Whether CASE takes this identifier as it is written."""
    return _OFFICIAL_UUID.fullmatch(identifier) is not None


def official_identifier(identifier: str) -> str:
    """The identifier as CASE asks for it: a UUID of a known version in lower case.

    One that is no such UUID becomes a name-based one (version 5), always the same for the same identifier.
    """
    lowered = identifier.strip().lower()
    if is_official(lowered):
        return lowered
    return str(uuid.uuid5(_NAMESPACE, identity(identifier.strip())))
