"""The twelve questions that CASE has for a provider, as a table: the description is made of it."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["OPERATIONS", "Operation"]


class Operation(NamedTuple):
    """name: as CASE calls it. answer: the class of the answer, as our description calls it."""

    path: str
    name: str
    answer: str
    says: str


OPERATIONS: Final = (
    Operation("CFDocuments", "getAllCFDocuments", "CFDocumentSet", "The frameworks that are shared here"),
    Operation("CFDocuments/{sourcedId}", "getCFDocument", "CFDocument", "What a framework says of itself"),
    Operation("CFPackages/{sourcedId}", "getCFPackage", "CFPackage", "A whole framework"),
    Operation("CFItems/{sourcedId}", "getCFItem", "CFItem", "One item"),
    Operation(
        "CFItemAssociations/{sourcedId}",
        "getCFItemAssociations",
        "CFAssociationSet",
        "An item with every association that begins or ends at it",
    ),
    Operation("CFAssociations/{sourcedId}", "getCFAssociation", "CFAssociation", "One association"),
    Operation(
        "CFAssociationGroupings/{sourcedId}",
        "getCFAssociationGrouping",
        "CFAssociationGrouping",
        "What a group of associations is about",
    ),
    Operation("CFConcepts/{sourcedId}", "getCFConcept", "CFConceptSet", "A concept and those below it"),
    Operation(
        "CFItemTypes/{sourcedId}", "getCFItemType", "CFItemTypeSet", "A type of item and those below it"
    ),
    Operation("CFLicenses/{sourcedId}", "getCFLicense", "CFLicense", "A licence"),
    Operation("CFRubrics/{sourcedId}", "getCFRubric", "CFRubric", "A rubric with its criteria and levels"),
    Operation("CFSubjects/{sourcedId}", "getCFSubject", "CFSubjectSet", "A subject and those below it"),
)
