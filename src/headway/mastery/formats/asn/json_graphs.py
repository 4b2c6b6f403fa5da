"""RDF/JSON and CTDL-ASN JSON-LD → graph.

The context of JSON-LD is never fetched: names are read by their published prefixes.
Sources: W3C, RDF 1.1 JSON Alternate Serialization, 2013; Credential Engine, CTDL-ASN.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from headway.mastery.formats.asn.graph import TYPE, Graph, Value
from headway.mastery.formats.asn.wording import refuse

__all__ = ["graph_of_json", "is_json_ld", "is_rdf_json", "parsed"]

PREFIXES = {
    "ceasn": "https://purl.org/ctdlasn/terms/",
    "ceterms": "https://purl.org/ctdl/terms/",
    "asn": "http://purl.org/ASN/schema/core/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "gemq": "http://purl.org/gem/qualifiers/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def parsed(text: str) -> Any:
    """The JSON in `text`. Raises FormatProblem saying where it stops making sense."""
    try:
        return json.loads(text.lstrip("\ufeff"), parse_constant=lambda word: word)
    except json.JSONDecodeError as error:
        raise refuse(
            "not_json",
            row=f"line {error.lineno}",
            line=error.lineno,
            column=error.colno,
            detail=error.msg,
        ) from None
    except RecursionError:
        raise refuse("too_deep") from None
    except ValueError:
        raise refuse("not_json", line=1, column=1, detail="a number with thousands of digits") from None


def is_json_ld(value: Any) -> bool:
    return isinstance(value, Mapping) and ("@graph" in value or ("@context" in value and "@id" in value))


def is_rdf_json(value: Any) -> bool:
    """Whether this is address → property → list of {value, type}."""
    if not isinstance(value, Mapping) or not value:
        return False
    first = next(iter(value.values()))
    if not isinstance(first, Mapping) or not first:
        return False
    said = next(iter(first.values()))
    return isinstance(said, list) and all(isinstance(one, Mapping) and "value" in one for one in said)


def graph_of_json(value: Any) -> Graph:
    """Raises FormatProblem when the JSON is neither RDF/JSON nor JSON-LD."""
    if is_json_ld(value):
        return _of_json_ld(value)
    if is_rdf_json(value):
        return _of_rdf_json(value)
    raise refuse("not_a_graph")


def _of_rdf_json(content: Mapping[str, Any]) -> Graph:
    graph = Graph()
    for address, properties in content.items():
        if not isinstance(properties, Mapping):
            graph.unread["[]"] += 1
            continue
        said = graph.describe(address)
        for name, values in properties.items():
            for one in values if isinstance(values, list) else [values]:
                if not isinstance(one, Mapping) or not isinstance(one.get("value"), str):
                    graph.unread["value"] += 1
                    continue
                said.setdefault(name, []).append(
                    Value(
                        one["value"].strip(), one.get("type") in ("uri", "bnode"), str(one.get("lang") or "")
                    )
                )
    return graph


def _of_json_ld(content: Mapping[str, Any]) -> Graph:
    graph = Graph()
    entries = content.get("@graph")
    for entry in entries if isinstance(entries, list) else [content]:
        if not isinstance(entry, Mapping) or not isinstance(entry.get("@id"), str):
            graph.unread["@graph without @id"] += 1
            continue
        said = graph.describe(entry["@id"])
        for name, value in entry.items():
            if name == "@type":
                said.setdefault(TYPE, []).extend(Value(_long(one), True) for one in _texts(value))
            elif not name.startswith("@"):
                said.setdefault(_long(name), []).extend(_values(value, graph))
    return graph


def _values(value: Any, graph: Graph, language: str = "") -> Iterable[Value]:
    if isinstance(value, str):
        text = value.strip()
        # An address may have blanks around it, as a text may; inside, only a text has them.
        yield Value(
            text, "://" in text and not any(sign.isspace() for sign in text) and not language, language
        )
    elif isinstance(value, bool | int | float):
        yield Value(str(value).lower() if isinstance(value, bool) else str(value))
    elif isinstance(value, list):
        for one in value:
            yield from _values(one, graph, language)
    elif isinstance(value, Mapping):
        if isinstance(value.get("@id"), str):
            yield Value(value["@id"].strip(), True)
        elif "@value" in value:
            yield from _values(value["@value"], graph, str(value.get("@language") or ""))
        elif value and all(isinstance(tag, str) and 2 <= len(tag.split("-")[0]) <= 3 for tag in value):
            for tag, inner in value.items():
                yield from _values(inner, graph, tag)
        else:
            graph.unread["{…}"] += 1


def _texts(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _long(name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES else name
