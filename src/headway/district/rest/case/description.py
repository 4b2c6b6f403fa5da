"""What can be asked here, as an OpenAPI 3.0 description: made of the table of operations and the members of CASE."""

from __future__ import annotations

from typing import Any, Final

from headway.district.rest.case.addresses import Addresses
from headway.district.rest.case.operations import OPERATIONS, Operation
from headway.district.rest.case.selection import MOST_AT_ONCE
from headway.mastery.formats.case import MEMBERS, ONLY_IN_1_1, REQUIRED, CaseVersion

__all__ = ["description"]

_UUID: Final = r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_TEXT: Final = {"type": "string"}
_SHAPES: Final[dict[str, dict[str, Any]]] = {
    "identifier": {"type": "string", "pattern": _UUID},
    "text": _TEXT,
    "texts": {"type": "array", "items": _TEXT},
    "integer": {"type": "integer", "format": "int32"},
    "number": {"type": "number"},
    "moment": {"type": "string", "format": "date-time"},
    "day": {"type": "string", "format": "date"},
    "link": {"$ref": "#/components/schemas/Link"},
    "links": {"type": "array", "items": {"$ref": "#/components/schemas/Link"}},
}
_ADDRESSES: Final = ("uri", "officialSourceURL")
_ENDS: Final = ("originNodeURI", "destinationNodeURI")
_NESTED: Final = {
    "CFRubricCriteria": "CFRubricCriterion",
    "CFRubricCriterionLevels": "CFRubricCriterionLevel",
}
_DEFINITIONS: Final = ("CFConcept", "CFSubject", "CFLicense", "CFItemType", "CFAssociationGrouping")
_MISTAKES: Final = {
    "400": "The selection cannot be read",
    "404": "Nothing of that name is shared, or it is not a UUID",
    "429": "Too many questions at once; ask again later",
    "500": "This didn't work, by our mistake",
    "default": "Every other answer that is not the one asked for",
}


def description(addresses: Addresses) -> dict[str, Any]:
    """The description of the version at these addresses; its server is this site."""
    version = addresses.case_version
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Competency frameworks of this district (CASE)",
            "version": version,
            "description": "Frameworks that the district shares with everybody, to be read without signing in.",
        },
        "servers": [{"url": f"{addresses.base}/{addresses.segment}"}],
        "paths": {f"/{one.path}": {"get": _operation(one)} for one in OPERATIONS},
        "components": {"schemas": _schemas(version)},
    }


def _operation(operation: Operation) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": operation.says,
        "content": _content(operation.answer),
    }
    if operation.path == "CFDocuments":
        answer["headers"] = {
            "X-Total-Count": {"description": "How many there are in all", "schema": {"type": "integer"}},
            "Link": {"description": "First, previous, next and last page", "schema": _TEXT},
        }
        parameters = _selection()
    else:
        parameters = [{"name": "sourcedId", "in": "path", "required": True, "schema": _TEXT}]
    mistakes = {
        status: {"description": says, "content": _content("imsx_StatusInfo")}
        for status, says in _MISTAKES.items()
        if status != "400" or operation.path == "CFDocuments"
    }
    return {
        "operationId": operation.name,
        "summary": operation.says,
        "parameters": parameters,
        "responses": {"200": answer, **mistakes},
    }


def _content(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _selection() -> list[dict[str, Any]]:
    def query(name: str, says: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"name": name, "in": "query", "description": says, "schema": schema}

    whole = {"type": "integer", "format": "int32"}
    return [
        query(
            "limit",
            f"At most so many; never more than {MOST_AT_ONCE}",
            {**whole, "minimum": 1, "default": 100},
        ),
        query("offset", "Begin after so many", {**whole, "minimum": 0, "default": 0}),
        query("sort", "The member to sort by", _TEXT),
        query("orderBy", "Up or down", {"type": "string", "enum": ["asc", "desc"]}),
        query("filter", "For example title~'math' AND adoptionStatus='Adopted'", _TEXT),
        {
            **query("fields", "Only these members", {"type": "array", "items": _TEXT}),
            "style": "form",
            "explode": False,
        },
    ]


def _schemas(version: CaseVersion) -> dict[str, Any]:
    classes = {kind: _class(kind, version) for kind in MEMBERS}
    in_package = {
        "CFPckgDocument": classes["CFDocument"],
        "CFPckgItem": classes["CFItem"],
        "CFPckgAssociation": classes["CFAssociation"],
    }
    link = {"$ref": "#/components/schemas/Link"}
    return {
        **classes,
        "CFDocument": _with(classes["CFDocument"], "CFPackageURI", link, required=True),
        "CFItem": _with(classes["CFItem"], "CFDocumentURI", link, required=True),
        "CFAssociation": _with(classes["CFAssociation"], "CFDocumentURI", link, required=False),
        **in_package,
        "CFPackage": _object(
            {
                "CFDocument": {"$ref": "#/components/schemas/CFPckgDocument"},
                "CFItems": _list_of("CFPckgItem"),
                "CFAssociations": _list_of("CFPckgAssociation"),
                "CFDefinitions": _object({f"{kind}s": _list_of(kind) for kind in _DEFINITIONS}, ()),
                "CFRubrics": _list_of("CFRubric"),
            },
            ("CFDocument",),
        ),
        "CFDocumentSet": _set_of("CFDocuments", "CFDocument"),
        "CFConceptSet": _set_of("CFConcepts", "CFConcept"),
        "CFItemTypeSet": _set_of("CFItemTypes", "CFItemType"),
        "CFSubjectSet": _set_of("CFSubjects", "CFSubject"),
        "CFAssociationSet": _object(
            {
                "CFItem": {"$ref": "#/components/schemas/CFItem"},
                "CFAssociations": {**_list_of("CFPckgAssociation"), "minItems": 1},
            },
            ("CFItem", "CFAssociations"),
        ),
        "Link": _link(_SHAPES["identifier"]),
        "End": _with(_link(_TEXT), "targetType", _TEXT, required=False) if version == "1.1" else _link(_TEXT),
        "imsx_StatusInfo": _status(),
    }


def _class(kind: str, version: CaseVersion) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, shape in MEMBERS[kind].items():
        if shape == "extensions" or (version == "1.0" and name in ONLY_IN_1_1[kind]):
            continue
        if shape == "objects":
            members[name] = _list_of(_NESTED[name])
        elif name in _ENDS:
            members[name] = {"$ref": "#/components/schemas/End"}
        elif name in _ADDRESSES:
            members[name] = {"type": "string", "format": "uri"}
        else:
            members[name] = _SHAPES[shape]
    return _object(members, REQUIRED[kind])


def _status() -> dict[str, Any]:
    field = _object(
        {"imsx_codeMinorFieldName": _TEXT, "imsx_codeMinorFieldValue": _TEXT},
        ("imsx_codeMinorFieldName", "imsx_codeMinorFieldValue"),
    )
    return _object(
        {
            "imsx_codeMajor": {"type": "string", "enum": ["success", "processing", "failure", "unsupported"]},
            "imsx_severity": {"type": "string", "enum": ["status", "warning", "error"]},
            "imsx_description": _TEXT,
            "imsx_codeMinor": _object(
                {"imsx_codeMinorField": {"type": "array", "minItems": 1, "items": field}},
                ("imsx_codeMinorField",),
            ),
        },
        ("imsx_codeMajor", "imsx_severity"),
    )


def _link(identifier: dict[str, Any]) -> dict[str, Any]:
    uri = {"type": "string", "format": "uri"}
    return _object({"title": _TEXT, "identifier": identifier, "uri": uri}, ("title", "identifier", "uri"))


def _object(members: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    schema = {"type": "object", "properties": members, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def _with(schema: dict[str, Any], name: str, member: dict[str, Any], *, required: bool) -> dict[str, Any]:
    return {
        **schema,
        "properties": {**schema["properties"], name: member},
        "required": [*schema["required"], *([name] if required else [])],
    }


def _list_of(schema: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}


def _set_of(name: str, schema: str) -> dict[str, Any]:
    return _object({name: {**_list_of(schema), "minItems": 1}}, (name,))
