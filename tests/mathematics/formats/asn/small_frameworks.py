"""Small frameworks in RDF, made by hand for one test each."""

import json
from typing import Any

ASN = "http://purl.org/ASN/schema/core/"
DCT = "http://purl.org/dc/terms/"
GEM = "http://purl.org/gem/qualifiers/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DOCUMENT = "http://standards.test/D1"

HEAD = """<rdf:RDF xmlns:asn="http://purl.org/ASN/schema/core/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:gemq="http://purl.org/gem/qualifiers/"
 xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:cc="http://creativecommons.org/ns#"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">"""
FRAMEWORK = f"""<asn:StandardDocument rdf:about="{DOCUMENT}">
 <dc:title xml:lang="en">Counting</dc:title><dcterms:language rdf:resource="http://id.loc.gov/vocabulary/iso639-2/eng"/>
 <dcterms:modified>2024-05-01</dcterms:modified><cc:license rdf:resource="http://creativecommons.org/licenses/by/4.0/"/>
</asn:StandardDocument>"""


def at(name: str) -> str:
    return f"http://standards.test/{name}"


def item(
    name: str, inner: str = "", parent: str = "D1", text: str | None = "", language: str = ' xml:lang="en"'
) -> str:
    """One asn:Statement; `text=None` leaves its words out."""
    words = (
        ""
        if text is None
        else f"<dcterms:description{language}>{text or 'I can ' + name}</dcterms:description>"
    )
    above = f'<gemq:isChildOf rdf:resource="{at(parent)}"/>' if parent else ""
    return f'<asn:Statement rdf:about="{at(name)}">{words}{above}{inner}</asn:Statement>'


def xml(*parts: str, document: str = FRAMEWORK) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>{HEAD}{document}{"".join(parts)}</rdf:RDF>'.encode()


def rdf_json(things: dict[str, dict[str, list[Any]]]) -> bytes:
    """address → property → values; a value is a text, or ('uri', address)."""

    def value(one: Any) -> dict[str, str]:
        return (
            {"type": one[0], "value": one[1]} if isinstance(one, tuple) else {"type": "literal", "value": one}
        )

    return json.dumps(
        {
            address: {name: [value(one) for one in values] for name, values in said.items()}
            for address, said in things.items()
        }
    ).encode()
