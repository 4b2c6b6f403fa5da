"""Asking the provider, as another system does; and the official schemas its answers have to follow."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import Any

import jsonschema
from django.test import Client

from headway.district.continuum.api import VersionStatus, latest_version, publish
from headway.district.continuum.models import Framework
from tests.district.interop.case.bringing import BY, bring
from tests.official_schemas import Schema
from tests.shared_material import shared

V1P1 = "/ims/case/v1p1"
V1P0 = "/ims/case/v1p0"
OPENAPI = "standards/openapi/case_v1p1_openapi310.json"
PACKAGE_SCHEMA = "data/specs/case/case-v1p1-cfpackage.official.schema.json"
SWAGGER_1_0 = "data/specs/case/case-v1p0-swagger.json"
# What the official descriptions call the class of each answer.
CLASSES = {
    "CFDocuments": "CFDocument",
    "CFPackages": "CFPackage",
    "CFItems": "CFItem",
    "CFItemAssociations": "CFAssociationSet",
    "CFAssociations": "CFAssociation",
    "CFAssociationGroupings": "CFAssociationGrouping",
    "CFConcepts": "CFConceptSet",
    "CFItemTypes": "CFItemTypeSet",
    "CFLicenses": "CFLicense",
    "CFRubrics": "CFRubric",
    "CFSubjects": "CFSubjectSet",
}


def ask(path: str, *, base: str = V1P1, **headers: str) -> Any:
    """The response to a GET of a stranger."""
    return Client(raise_request_exception=False, headers=headers).get(f"{base}/{path}")


def text_of(response: Any) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return gzip.decompress(body) if response.get("Content-Encoding") == "gzip" else body


def told(path: str, *, base: str = V1P1, status: int = 200, **headers: str) -> Any:
    """The JSON of an answer that has this status."""
    response = ask(path, base=base, **headers)
    assert response.status_code == status, (path, response.status_code, text_of(response)[:500])
    assert response["Content-Type"] == "application/json"
    return json.loads(text_of(response))


def share(package: Any, **options: Any) -> str:
    """Bring a package in, publish and share it; its identifier as it came."""
    _run, report = bring(package, **options)
    identifier = report.facts["identifier"]
    newest = latest_version(identifier)
    assert newest is not None
    if newest.status == VersionStatus.DRAFT:  # what its publisher calls a draft comes in as one
        publish(newest.id, by=BY)
    Framework.objects.filter(identifier=identifier).update(is_shared=True)
    return identifier


def minor_of(status: dict[str, Any]) -> str:
    return status["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"]


def official_description() -> dict[str, Any]:
    """The official description of 1.1, read as it is meant.

    The file says OpenAPI 3.1 and is written with the members of Swagger 2: its references lead to #/definitions, its
    parameters and answers have no schema where 3.1 has it.
    """
    text = shared(OPENAPI).read_text().replace("#/definitions/", "#/components/schemas/")
    description = json.loads(text)
    for operations in description["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                given = {name: parameter.pop(name) for name in list(parameter) if name not in _OF_PARAMETERS}
                given.pop("collectionFormat", None)
                parameter["schema"] = given or {"type": "string"}
                if given.get("type") == "array":
                    parameter |= {"style": "form", "explode": False}
            for answer in operation["responses"].values():
                answer["content"] = {"application/json": {"schema": answer.pop("schema")}}
                for header in answer.get("headers", {}).values():
                    header["schema"] = {"type": header.pop("type")}
    return description


_OF_PARAMETERS = {"name", "in", "description", "required", "allowEmptyValue"}


@cache
def _schemas() -> dict[str, Any]:
    return official_description()["components"]["schemas"]


def faults_1_1(name: str, payload: Any) -> list[str]:
    """What the official description of 1.1 has against it as a `name`."""
    return _faults(_whole_1_1(name), payload)


@cache
def _whole_1_1(name: str) -> Schema:
    schema = {"$ref": f"#/components/schemas/{name}DType", "components": {"schemas": _schemas()}}
    return Schema(jsonschema.Draft202012Validator, schema)


def swagger_1_0() -> dict[str, Any]:
    """The official description of 1.0, read as it is meant.

    Three classes are said to be all of two halves, each of which allows nothing besides itself: no object is both.
    """
    description = json.loads(shared(SWAGGER_1_0).read_bytes())
    definitions = description["definitions"]
    for definition in definitions.values():
        if halves := definition.pop("allOf", None):
            whole = [definitions[one["$ref"].split("/")[-1]] if "$ref" in one else one for one in halves]
            definition["properties"] = {
                name: member for one in whole for name, member in one["properties"].items()
            }
            definition["required"] = [name for one in whole for name in one.get("required", ())]
            definition["additionalProperties"] = False
    return description


@cache
def _schemas_1_0() -> dict[str, Any]:
    return swagger_1_0()["definitions"]


def faults_1_0(name: str, payload: Any) -> list[str]:
    """The same for 1.0."""
    return _faults(_whole_1_0(name), payload)


@cache
def _whole_1_0(name: str) -> Schema:
    schema = {"$ref": f"#/definitions/{name}.Type", "definitions": _schemas_1_0()}
    return Schema(jsonschema.Draft4Validator, schema)


def faults_of_package(payload: Any) -> list[str]:
    """What the official JSON schema of packages has against it."""
    return _faults(_of_packages(), payload)


@cache
def _of_packages() -> Schema:
    return Schema(jsonschema.Draft201909Validator, json.loads(shared(PACKAGE_SCHEMA).read_bytes()))


def _faults(validator: Schema, payload: Any) -> list[str]:
    return [f"{one.json_path}: {one.message[:200]}" for one in validator.iter_errors(payload)]
