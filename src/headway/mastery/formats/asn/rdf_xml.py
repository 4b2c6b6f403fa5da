"""RDF/XML → graph. Entities, document types and outside files are refused before anything of them is resolved.

Read are: typed and plain nodes, rdf:about, rdf:ID, rdf:nodeID, rdf:resource, properties as attributes, nodes inside
properties, xml:lang and xml:base where they are inherited. rdf:parseType and reification are counted and passed over.
Source: W3C, RDF 1.1 XML Syntax, 2014.
"""

from __future__ import annotations

from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from headway.mastery.formats.asn.graph import TYPE, Graph, Value
from headway.mastery.formats.asn.wording import refuse

__all__ = ["graph_of_xml"]

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DEEPEST = 50


def graph_of_xml(text: str) -> Graph:
    """Raises FormatProblem when the text is not XML, not RDF, or declares entities."""
    try:
        # The text is decoded already, so what the declaration says about its encoding no longer holds.
        root = fromstring(_without_declaration(text), forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        raise refuse(
            "not_xml", row=f"line {line}", line=line, column=column + 1, detail=str(error).split(":")[0]
        ) from None
    except DefusedXmlException:
        raise refuse("unsafe_xml") from None
    except (ValueError, RecursionError):
        raise refuse("too_deep") from None
    if root.tag != f"{RDF}RDF":
        raise refuse("not_rdf", found=_local(root.tag))
    reader = _Reader(Graph())
    for node in root:
        reader.node(node, _language(root, ""), root.get(f"{XML}base", ""), 0)
    return reader.graph


class _Reader:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.unnamed = 0

    def node(self, element: Element, language: str, base: str, depth: int) -> str:
        """Take one thing with its properties; its address."""
        if depth > DEEPEST:
            raise refuse("too_deep")
        language = _language(element, language)
        base = element.get(f"{XML}base", base)
        address = self._address(element, base)
        said = self.graph.describe(address)
        if element.tag != f"{RDF}Description":
            said.setdefault(TYPE, []).append(Value(_name(element.tag), True))
        for name, value in element.attrib.items():
            if not name.startswith((RDF, XML)):
                said.setdefault(_name(name), []).append(Value(value, False, language))
            elif name == f"{RDF}type":
                said.setdefault(TYPE, []).append(Value(value, True))
        for child in element:
            self._property(child, said, language, base, depth)
        return address

    def _property(
        self, element: Element, said: dict[str, list[Value]], language: str, base: str, depth: int
    ) -> None:
        name = _name(element.tag)
        language = _language(element, language)
        if element.get(f"{RDF}parseType"):
            self.graph.unread["rdf:parseType"] += 1
            return
        resource = element.get(f"{RDF}resource")
        unnamed = element.get(f"{RDF}nodeID")
        if resource is not None:
            said.setdefault(name, []).append(Value(_joined(base, resource), True))
        elif unnamed is not None:
            said.setdefault(name, []).append(Value(f"_:{unnamed}", True))
        elif len(element):
            for inner in element:
                said.setdefault(name, []).append(Value(self.node(inner, language, base, depth + 1), True))
        elif (element.text or "").strip():
            said.setdefault(name, []).append(Value((element.text or "").strip(), False, language))

    def _address(self, element: Element, base: str) -> str:
        if (about := element.get(f"{RDF}about")) is not None:
            return _joined(base, about)
        if (named := element.get(f"{RDF}ID")) is not None:
            return _joined(base, f"#{named}")
        if (unnamed := element.get(f"{RDF}nodeID")) is not None:
            return f"_:{unnamed}"
        self.unnamed += 1
        return f"_:unnamed-{self.unnamed}"


def _without_declaration(text: str) -> str:
    text = text.lstrip("\ufeff \t\r\n")
    return text[text.find("?>") + 2 :] if text.startswith("<?xml") else text


def _language(element: Element, inherited: str) -> str:
    return element.get(f"{XML}lang", inherited)


def _joined(base: str, address: str) -> str:
    return urljoin(base, address) if base else address


def _name(tag: str) -> str:
    """'{http://purl.org/dc/terms/}title' → 'http://purl.org/dc/terms/title'."""
    return tag[1:].replace("}", "", 1) if tag.startswith("{") else tag


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]
