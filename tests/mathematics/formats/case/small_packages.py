"""A small package that is right in every way, for tests that put one thing wrong."""

import copy
import json
from typing import Any

from headway.mastery.formats.case import CasePackage, read_package
from headway.mastery.formats.problems import Problem

WHEN = "2026-09-01T08:00:00Z"
BASE = "https://standards.example.org/items/"


def uuid(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


def item(number: int, **more: Any) -> dict[str, Any]:
    return {
        "identifier": uuid(number),
        "uri": BASE + uuid(number),
        "fullStatement": f"Statement {number}",
        "humanCodingScheme": f"M.{number}",
        "lastChangeDateTime": WHEN,
        **more,
    }


def link(number: int, origin: int, type_: str, destination: int, **more: Any) -> dict[str, Any]:
    return {
        "identifier": uuid(number),
        "uri": BASE + uuid(number),
        "associationType": type_,
        "originNodeURI": end(origin),
        "destinationNodeURI": end(destination),
        "lastChangeDateTime": WHEN,
        **more,
    }


def end(number: int, **more: Any) -> dict[str, Any]:
    return {"title": f"node {number}", "identifier": uuid(number), "uri": BASE + uuid(number), **more}


def sound_package() -> dict[str, Any]:
    """Document 1; items 2 (with children 3 and 4) and 5; 3 precedes 4; one grouping, one rubric about item 3."""
    return copy.deepcopy(
        {
            "CFDocument": {
                "identifier": uuid(1),
                "uri": BASE + uuid(1),
                "creator": "A school",
                "title": "A framework",
                "lastChangeDateTime": WHEN,
                "caseVersion": "1.1",
            },
            "CFItems": [item(2), item(3), item(4), item(5)],
            "CFAssociations": [
                link(102, 2, "isChildOf", 1, sequenceNumber=2),
                link(103, 3, "isChildOf", 2, sequenceNumber=2),
                link(104, 4, "isChildOf", 2, sequenceNumber=1),
                link(105, 5, "isChildOf", 1, sequenceNumber=1),
                link(106, 3, "precedes", 4),
                link(107, 5, "isRelatedTo", 3, CFAssociationGroupingURI=end(200)),
            ],
            "CFDefinitions": {
                "CFAssociationGroupings": [
                    {
                        "identifier": uuid(200),
                        "uri": BASE + uuid(200),
                        "title": "A crosswalk",
                        "lastChangeDateTime": WHEN,
                    }
                ],
                "CFItemTypes": [
                    {
                        "identifier": uuid(201),
                        "uri": BASE + uuid(201),
                        "title": "Competency",
                        "description": "",
                        "hierarchyCode": "1",
                        "lastChangeDateTime": WHEN,
                    }
                ],
            },
            "CFRubrics": [
                {
                    "identifier": uuid(300),
                    "uri": BASE + uuid(300),
                    "lastChangeDateTime": WHEN,
                    "CFRubricCriteria": [
                        {
                            "identifier": uuid(301),
                            "uri": BASE + uuid(301),
                            "lastChangeDateTime": WHEN,
                            "CFItemURI": end(3),
                            "position": 1,
                            "CFRubricCriterionLevels": [
                                {
                                    "identifier": uuid(302 + step),
                                    "uri": BASE + uuid(302 + step),
                                    "lastChangeDateTime": WHEN,
                                    "quality": f"step {step}",
                                    "score": float(step),
                                    "position": step,
                                }
                                for step in (2, 1)
                            ],
                        }
                    ],
                }
            ],
        }
    )


def as_bytes(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def read(content: Any) -> CasePackage:
    return read_package(as_bytes(content))


def said(package: CasePackage, kind: str) -> list[Problem]:
    return [one for one in package.problems if one.kind == kind]
