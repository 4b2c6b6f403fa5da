"""A framework that has one of everything that CASE knows."""

from __future__ import annotations

from typing import Any

from tests.mathematics.formats.case.small_packages import BASE, WHEN, end, sound_package, uuid

DOCUMENT, ITEM, ASSOCIATION, GROUPING, RUBRIC = uuid(1), uuid(3), uuid(107), uuid(200), uuid(300)
CONCEPT, SUBJECT, LICENSE, ITEM_TYPE = uuid(400), uuid(410), uuid(420), uuid(430)
# One address of every kind, besides the list.
ONE_OF_EACH = {
    "CFDocuments": DOCUMENT,
    "CFPackages": DOCUMENT,
    "CFItems": ITEM,
    "CFItemAssociations": ITEM,
    "CFAssociations": ASSOCIATION,
    "CFAssociationGroupings": GROUPING,
    "CFConcepts": CONCEPT,
    "CFItemTypes": ITEM_TYPE,
    "CFLicenses": LICENSE,
    "CFRubrics": RUBRIC,
    "CFSubjects": SUBJECT,
}


def definition(number: int, title: str, code: str, **more: Any) -> dict[str, Any]:
    return {
        "identifier": uuid(number),
        "uri": BASE + uuid(number),
        "title": title,
        "hierarchyCode": code,
        "lastChangeDateTime": WHEN,
        **more,
    }


def full_package(shift: int = 0, **document: Any) -> dict[str, Any]:
    """The sound package with definitions of every kind and every member filled; `shift`: another such framework."""
    package = sound_package()
    package["CFDocument"] |= {
        "officialSourceURL": "https://standards.example.org/",
        "publisher": "A publisher",
        "description": "For everybody",
        "subject": ["Mathematics", "Science"],
        "subjectURI": [end(410)],
        "language": "en",
        "version": "2",
        "adoptionStatus": "Adopted",
        "statusStartDate": "2026-01-01",
        "statusEndDate": "2030-01-01",
        "licenseURI": {**end(420), "title": "CC BY"},
        "notes": "A note",
        "frameworkType": "CourseCodes",
    }
    package["CFItems"][1] |= {
        "alternativeLabel": "Three",
        "CFItemType": "Competency",
        "CFItemTypeURI": end(430),
        "listEnumeration": "3",
        "abbreviatedStatement": "S3",
        "conceptKeywords": ["number"],
        "conceptKeywordsURI": end(400),
        "notes": "A note",
        "subject": ["Mathematics"],
        "subjectURI": [end(410)],
        "language": "en",
        "educationLevel": ["03", "04"],
        "licenseURI": end(420),
        "statusStartDate": "2026-01-01",
        "statusEndDate": "2030-01-01",
        "extensions": {"elsewhere": {"colour": "blue"}},
    }
    package["CFAssociations"][5] |= {"notes": "Why"}
    package["CFAssociations"][5]["originNodeURI"]["targetType"] = "CASE"
    package["CFDefinitions"] |= {
        "CFConcepts": [
            definition(400, "Number", "1", keywords="count", description="How many"),
            definition(401, "Fraction", "1.1"),
            definition(402, "Tenths", "1.1.1"),
            definition(403, "Shape", "10"),
        ],
        "CFSubjects": [
            definition(410, "Mathematics", "1", description="All of it"),
            definition(411, "Algebra", "1.2"),
        ],
        "CFLicenses": [
            {
                "identifier": LICENSE,
                "uri": BASE + LICENSE,
                "title": "CC BY",
                "description": "With attribution",
                "licenseText": "You may share this.",
                "lastChangeDateTime": WHEN,
            }
        ],
        "CFItemTypes": [
            definition(430, "Competency", "1", description="What one can do", typeCode="C"),
            definition(431, "Skill", "1.1", description="A part of it"),
        ],
    }
    package["CFRubrics"][0] |= {"title": "How well", "description": "In steps"}
    package["CFRubrics"][0]["CFRubricCriteria"][0] |= {
        "category": "Reasoning",
        "description": "Says why",
        "weight": 1.5,
        "rubricId": RUBRIC,
    }
    package["CFDocument"] |= document
    return _shifted(package, shift) if shift else package


def _shifted(value: Any, shift: int) -> Any:
    """The same framework under other identifiers."""
    if isinstance(value, dict):
        return {name: _shifted(one, shift) for name, one in value.items()}
    if isinstance(value, list):
        return [_shifted(one, shift) for one in value]
    if isinstance(value, str) and "-0000-4000-8000-000000000000" in value:
        return value.replace("-0000-4000-8000-000000000000", f"-0000-4000-8000-{shift:012x}")
    return value
