"""What is understood of a framework in RDF, and what a person is told where it is broken."""

import gzip
import json

import pytest

from headway.mastery.formats.asn import as_case, identifier_of, read_framework
from headway.mastery.formats.case import read_content
from headway.mastery.formats.problems import FormatProblem
from tests.mathematics.formats.asn.small_frameworks import (
    ASN,
    DCT,
    DOCUMENT,
    FRAMEWORK,
    GEM,
    HEAD,
    TYPE,
    at,
    item,
    rdf_json,
    xml,
)


def kinds(framework) -> list[str]:
    return [one.kind for one in framework.problems]


def refused(raw: bytes, **options) -> str:
    with pytest.raises(FormatProblem) as caught:
        read_framework(raw, **options)
    return str(caught.value)


# -- what is understood ----------------------------------------------------------------------------------------------


def test_items_come_in_reading_order_with_code_label_level_and_the_item_above():
    framework = read_framework(
        xml(
            item("b", parent="a", inner="<asn:statementNotation>C.1</asn:statementNotation>"),
            item(
                "a",
                inner=f'<gemq:hasChild rdf:resource="{at("b")}"/><asn:statementLabel>Domain</asn:statementLabel>',
            ),
        )
    )

    first, second = framework.statements
    assert (first.uri, first.label, first.parents) == (at("a"), "Domain", ())
    assert (second.code, second.parents, second.statements) == ("C.1", (at("a"),), {"en": "I can b"})
    assert framework.problems == ()


def test_children_stand_in_the_order_in_which_the_item_above_names_them():
    order = "".join(f'<gemq:hasChild rdf:resource="{at(name)}"/>' for name in ("c", "a", "b"))
    document = FRAMEWORK.replace("</asn:StandardDocument>", f"{order}</asn:StandardDocument>")

    framework = read_framework(xml(item("a"), item("b"), item("c"), document=document))

    assert [one.uri for one in framework.statements] == [at("c"), at("a"), at("b")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("http://purl.org/ASN/scheme/ASNEducationLevel/K", "KG"),
        ("http://purl.org/ASN/scheme/ASNEducationLevel/Pre-K", "PK"),
        ("http://purl.org/ASN/scheme/ASNEducationLevel/9", "09"),
        ("http://vocabulary.curriculum.edu.au/schoolLevel/0", "KG"),
    ],
)
def test_education_levels_become_the_codes_of_the_continuum(written, code):
    framework = read_framework(xml(item("a", inner=f'<dcterms:educationLevel rdf:resource="{written}"/>')))

    assert framework.statements[0].education_levels == (code,)


def test_an_unknown_level_stays_as_it_is_and_is_told_once():
    level = '<dcterms:educationLevel rdf:resource="http://x.test/level/Undergraduate"/>'
    framework = read_framework(xml(item("a", inner=level), item("b", inner=level)))

    assert framework.statements[0].education_levels == ("Undergraduate",)
    assert [str(one) for one in framework.problems] == [
        "educationLevel: The education level Undergraduate is kept as it is written. Items: 2."
    ]


def test_the_same_words_in_two_languages_are_one_item_with_a_translation():
    spanish = '<dcterms:description xml:lang="es-MX">Puedo contar</dcterms:description>'
    framework = read_framework(xml(item("a", inner=spanish, text="I can count")))

    package = read_content(as_case(framework))

    assert framework.statements[0].statements == {"en": "I can count", "es": "Puedo contar"}
    assert package.items[0].payload["extensions"]["headway"]["translations"] == {
        "es": {"statement": "Puedo contar"}
    }


def test_words_without_a_language_are_taken_as_the_frameworks_and_counted():
    framework = read_framework(xml(item("a", language=""), item("b", language=""), item("c")))

    assert [str(one) for one in framework.problems] == [
        "Statements without a language are taken as en. Statements: 2."
    ]


def test_a_translation_beside_words_without_a_language_does_not_name_their_language():
    document = (
        f'<asn:StandardDocument rdf:about="{DOCUMENT}"><dc:title>Counting</dc:title></asn:StandardDocument>'
    )
    spanish = '<dcterms:description xml:lang="es">Puedo contar</dcterms:description>'

    framework = read_framework(xml(item("a", spanish, text="I can count", language=""), document=document))

    assert dict(framework.statements[0].statements) == {"en": "I can count", "es": "Puedo contar"}
    assert kinds(framework) == ["no_licence_no_rights", "no_moment"]


def test_one_item_in_another_language_does_not_name_that_of_many_without_one():
    document = (
        f'<asn:StandardDocument rdf:about="{DOCUMENT}"><dc:title>Counting</dc:title></asn:StandardDocument>'
    )
    spanish = item("c", text="Puedo sumar", language=' xml:lang="es"')

    framework = read_framework(
        xml(item("a", language=""), item("b", language=""), spanish, document=document)
    )

    assert framework.language == "en"
    assert [list(one.statements) for one in framework.statements] == [["en"], ["en"], ["es"]]


def test_an_item_that_speaks_another_language_only_is_kept_in_it():
    framework = read_framework(xml(item("a", text="Puedo contar", language=' xml:lang="es"')))

    assert as_case(framework)["CFItems"][0]["fullStatement"] == "Puedo contar"
    assert as_case(framework)["CFItems"][0]["language"] == "es"
    assert kinds(framework) == ["other_language"]


def test_unknown_properties_are_counted_and_go_out_again_with_the_item():
    odd = '<x:mood xmlns:x="http://x.test/">curious</x:mood>'
    framework = read_framework(xml(item("a", inner=odd), item("b", inner=odd)))

    assert framework.unknown == {"http://x.test/mood": 2}
    assert as_case(framework)["CFItems"][0]["extensions"]["asn"] == {"http://x.test/mood": ["curious"]}
    assert kinds(framework) == ["unknown_property"]


def test_an_official_guid_is_the_identifier_and_an_address_makes_the_same_one_each_time():
    guid = '<skos:exactMatch rdf:resource="urn:guid:FBCBB7C696FE475695920CA622B1C854"/>'
    content = as_case(read_framework(xml(item("a", inner=guid), item("b"))))

    assert [one["identifier"] for one in content["CFItems"]] == [
        "fbcbb7c6-96fe-4756-9592-0ca622b1c854",
        identifier_of(at("b")),
    ]
    assert not [one for one in content["CFAssociations"] if one["associationType"] == "exactMatchOf"]


def test_alignments_become_links_and_comprised_of_is_turned_round():
    inner = (
        '<skos:exactMatch rdf:resource="http://other.test/1"/><asn:alignTo rdf:resource="http://other.test/2"/>'
        f'<asn:comprisedOf rdf:resource="{at("b")}"/>'
    )
    content = as_case(read_framework(xml(item("a", inner=inner), item("b"))))

    links = {
        (one["associationType"], one["originNodeURI"]["uri"], one["destinationNodeURI"]["uri"])
        for one in content["CFAssociations"]
        if one["associationType"] != "isChildOf"
    }
    assert links == {
        ("exactMatchOf", at("a"), "http://other.test/1"),
        ("isRelatedTo", at("a"), "http://other.test/2"),
        ("isPartOf", at("b"), at("a")),
    }


def test_markup_in_statements_is_taken_away_and_comparisons_stay():
    text = "&lt;ul&gt;&lt;li&gt;x &lt; 3&lt;/li&gt;&lt;li&gt;2&lt;sup&gt;4&lt;/sup&gt;&lt;/li&gt;&lt;/ul&gt;"

    assert read_framework(xml(item("a", text=text))).statements[0].statements["en"] == "• x < 3\n• 2⁴"


def test_rdf_json_that_names_only_children_has_a_tree():
    raw = rdf_json(
        {
            DOCUMENT: {
                TYPE: [("uri", f"{ASN}StandardDocument")],
                f"{DCT}title": ["Counting"],
                f"{GEM}hasChild": [("uri", at("a"))],
            },
            at("a"): {TYPE: [("uri", f"{ASN}Statement")], f"{DCT}description": ["Numbers"], f"{GEM}hasChild": [("uri", at("b"))]},
            at("b"): {TYPE: [("uri", f"{ASN}Statement")], f"{DCT}description": ["I can count"]},
        }
    )  # fmt: skip

    assert [(one.uri, one.parents) for one in read_framework(raw).statements] == [
        (at("a"), ()),
        (at("b"), (at("a"),)),
    ]


def test_ctdl_asn_is_read_by_its_published_prefixes_with_the_ctid_as_identifier():
    ctid = "ce-57d2272f-74c8-4cb4-96d6-01331b592c0d"
    raw = json.dumps(
        {
            "@context": "https://credreg.net/ctdlasn/schema/context/json",
            "@graph": [
                {
                    "@id": at("F"),
                    "@type": "ceasn:CompetencyFramework",
                    "ceasn:name": {"en-US": "Trades"},
                    "ceasn:inLanguage": ["en-US"],
                    "ceasn:license": "https://creativecommons.org/licenses/by/4.0/",
                    "ceasn:dateModified": "2020-01-02",
                    "ceasn:publicationStatusType": "http://credreg.net/ctdlasn/vocabs/publicationStatus/Draft",
                    "ceasn:hasTopChild": [at("a")],
                },
                {
                    "@id": at("a"),
                    "@type": "ceasn:Competency",
                    "ceterms:ctid": ctid,
                    "ceasn:competencyLabel": {"en-US": "Listening"},
                    "ceasn:competencyText": {"en-US": ["Giving full attention."]},
                    "ceasn:codedNotation": "2.A",
                    "ceasn:isTopChildOf": at("F"),
                },
            ],
        }
    ).encode()

    framework = read_framework(raw)
    content = as_case(framework)

    assert framework.problems == ()
    assert content["CFDocument"]["adoptionStatus"] == "Draft"
    assert content["CFDocument"]["licenseURI"]["title"] == "CC BY 4.0"
    first = content["CFItems"][0]
    assert (first["identifier"], first["abbreviatedStatement"], first["fullStatement"]) == (
        "57d2272f-74c8-4cb4-96d6-01331b592c0d",
        "Listening",
        "Giving full attention.",
    )


# -- what is broken ----------------------------------------------------------------------------------------------


def test_items_that_stand_under_each_other_are_named_as_a_circle_and_stay_readable():
    framework = read_framework(xml(item("a", parent="b"), item("b", parent="a"), item("c", parent="b")))

    assert {one.uri for one in framework.statements} == {at("a"), at("b"), at("c")}
    assert [str(one) for one in framework.problems] == [
        f"{at('b')}: These items each stand under the other, in a circle: I can a → I can b → I can a. "
        "The link from I can b upwards was not taken. Correct it where the file was made, then bring the file again."
    ]


def test_an_item_under_itself_stands_at_the_top_and_is_told():
    framework = read_framework(xml(item("a", parent="a")))

    assert framework.statements[0].parents == ()
    assert kinds(framework) == ["own_parent"]


def test_an_item_under_something_that_is_not_there_stands_at_the_top():
    framework = read_framework(xml(item("a", parent="lost")))

    assert framework.statements[0].parents == ()
    assert "is not in the file. The item stands at the top instead." in str(framework.problems[0])


def test_children_that_are_not_there_are_counted():
    framework = read_framework(xml(item("a", inner=f'<gemq:hasChild rdf:resource="{at("lost")}"/>')))

    assert kinds(framework) == ["dangling_child"]


def test_an_item_without_words_is_left_out_and_what_stood_under_it_moves_up():
    framework = read_framework(xml(item("a"), item("b", parent="a", text=None), item("c", parent="b")))

    assert [(one.uri, one.parents) for one in framework.statements] == [(at("a"), ()), (at("c"), (at("a"),))]
    assert [(one.kind, one.severity) for one in framework.problems] == [("no_words", "error")]


def test_a_code_stands_in_for_missing_words():
    framework = read_framework(
        xml(item("a", text=None, inner="<asn:statementNotation>C.1</asn:statementNotation>"))
    )

    assert framework.statements[0].statements == {"en": "C.1"}
    assert kinds(framework) == ["code_for_statement"]


def test_an_item_described_twice_is_put_together_and_told():
    framework = read_framework(
        xml(item("a"), item("a", text=None, inner="<asn:statementNotation>C.1</asn:statementNotation>"))
    )

    assert [(one.code, one.statements["en"]) for one in framework.statements] == [("C.1", "I can a")]
    assert kinds(framework) == ["described_twice"]


def test_two_statements_in_one_language_are_told():
    again = '<dcterms:description xml:lang="en">Something else</dcterms:description>'

    assert "two_statements" in kinds(read_framework(xml(item("a", inner=again))))


def test_two_items_with_one_official_identifier_keep_their_own_identity():
    guid = '<skos:exactMatch rdf:resource="urn:guid:FBCBB7C696FE475695920CA622B1C854"/>'
    framework = read_framework(xml(item("a", inner=guid), item("b", inner=guid)))

    assert len({one["identifier"] for one in as_case(framework)["CFItems"]}) == 2
    assert kinds(framework) == ["guid_twice"]


# -- files that are not taken ----------------------------------------------------------------------------------------

BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&a;</rdf:RDF>"""


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The file is empty."),
        (b"  \n ", "The file is empty."),
        (BOMB, "The file declares entities or a document type of its own."),
        (OUTSIDE, "The file declares entities or a document type of its own."),
        (b"<rdf:RDF><not closed", "The file begins like XML and stops making sense in line 1"),
        (b"<html><body/></html>", "This is XML, but not RDF: its outermost element is html, not rdf:RDF."),
        (b'{"a": 1', "The file begins like JSON and stops making sense in line 1"),
        (b'{"CFDocument": {"identifier": "x"}}', "This JSON is neither RDF/JSON nor CTDL-ASN"),
        (b"[1, 2]", "This JSON is neither RDF/JSON nor CTDL-ASN"),
        (b"%PDF-1.7", "This is a PDF document."),
        (gzip.compress(b"<rdf:RDF/>", mtime=0)[:12], "the compressed part is incomplete or damaged"),
        (xml("", document=""), "No standards or competencies were found in this file."),
        (
            xml(item("a"), FRAMEWORK.replace("D1", "D2").replace("Counting", "Measuring")),
            "This file holds several frameworks: Counting; Measuring.",
        ),
        (
            xml(item("a", text="caf\u00e9")).replace("\u00e9".encode(), b"\xe9"),
            "The text could not be read as UTF-8: byte",
        ),
        (
            xml(item("a")).replace(b"utf-8", b"utf-7"),
            "The file says that it is written in utf-7, which is not read here.",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence_and_a_remedy(raw, sentence):
    assert sentence in refused(raw)


def test_a_file_that_grows_beyond_the_limit_when_unpacked_is_refused():
    raw = gzip.compress(b"<a>" + b" " * 3_000_000 + b"</a>")

    assert "larger than 1 MB once unpacked" in refused(raw, max_bytes=1024 * 1024)


def test_utf_16_and_latin_1_are_read_as_they_declare():
    text = f'<?xml version="1.0" encoding="ENC"?>{HEAD}{FRAMEWORK}{item("a", text="café")}</rdf:RDF>'

    for encoding, name in (("utf-16", "utf-16"), ("iso-8859-1", "iso-8859-1")):
        raw = text.replace("ENC", name).encode(encoding)
        assert read_framework(raw).statements[0].statements["en"] == "café"


def test_a_deeply_nested_file_is_refused_and_not_a_crash():
    deep = "<asn:alignTo>" + '<rdf:Description rdf:about="x"><asn:alignTo>' * 400
    deep += "</asn:alignTo></rdf:Description>" * 400 + "</asn:alignTo>"

    assert "nested deeper" in refused(xml(item("a", inner=deep)))
