"""Questions from packages and tables: what is read, what is left out by name, and what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from headway.mastery.formats.problems import FormatProblem
from headway.mastery.formats.questions import read

CHOICE_22 = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="q1" title="t" label="MA.1"
 adaptive="false" timeDependent="false" xml:lang="en">
<responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse></responseDeclaration>
<itemBody><p>What is <math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>+</mo><mn>3</mn></math>?</p>
<choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>Choose <b onclick="x()">one</b><script>alert(1)</script>.</prompt>
<simpleChoice identifier="A">2<sup>3</sup></simpleChoice><simpleChoice identifier="B">3 1/2</simpleChoice></choiceInteraction></itemBody></assessmentItem>"""
CHOICE_30 = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q3" title="t" label="MA.3" xml:lang="en">
<qti-response-declaration identifier="R" cardinality="multiple" base-type="identifier"><qti-correct-response><qti-value>A</qti-value><qti-value>C</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><qti-choice-interaction response-identifier="R" max-choices="0"><qti-prompt>Which are even?</qti-prompt>
<qti-simple-choice identifier="A">2</qti-simple-choice><qti-simple-choice identifier="B">3</qti-simple-choice><qti-simple-choice identifier="C">4</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>"""
SHORT_22 = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="q2" title="t" label="MA.2">
<responseDeclaration identifier="R" cardinality="single" baseType="string"><correctResponse><value>York</value></correctResponse>
<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1"/><mapEntry mapKey="york" mappedValue="0.5"/><mapEntry mapKey="Leeds" mappedValue="0"/></mapping></responseDeclaration>
<itemBody><p>Richard of <textEntryInteraction responseIdentifier="R"/> was a king.</p></itemBody></assessmentItem>"""


def item(body: str, *, key: str = "A", identifier: str = "q") -> bytes:
    return (
        f'<assessmentItem identifier="{identifier}" label="MA.1"><responseDeclaration identifier="R" cardinality="single">'
        f"<correctResponse><value>{key}</value></correctResponse></responseDeclaration><itemBody>{body}</itemBody></assessmentItem>"
    ).encode()


def choices(stem: str = "What?", *texts: str) -> str:
    every = "".join(
        f'<simpleChoice identifier="{code}">{text}</simpleChoice>'
        for code, text in zip("ABCDEFGHIJKL", texts or ("one", "two"), strict=False)
    )
    return (
        f'<p>{stem}</p><choiceInteraction responseIdentifier="R" maxChoices="1">{every}</choiceInteraction>'
    )


def package(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


class TestItems:
    def test_a_choice_of_2_2_is_read_as_plain_words(self):
        (one,) = read(CHOICE_22.encode()).questions
        assert (one.kind, one.key, one.codes, one.competencies) == ("choice", ("B",), ("A", "B"), ("MA.1",))
        assert one.words.stem == "What is 1/2 + 3?\nChoose one."
        assert one.words.choices == ("2³", "3 1/2")

    def test_several_right_choices_of_3_0(self):
        (one,) = read(CHOICE_30.encode()).questions
        assert (one.kind, one.key, one.words.stem) == ("several", ("A", "C"), "Which are even?")

    def test_a_short_answer_takes_what_its_mapping_is_worth_something_for(self):
        (one,) = read(SHORT_22.encode()).questions
        assert (one.kind, one.key) == ("short", ("York", "york"))
        assert one.words.stem == "Richard of ___ was a king."

    @pytest.mark.parametrize(
        ("raw", "kind"),
        [
            (item('<orderInteraction responseIdentifier="R"/>'), "interaction_not_read"),
            (item("<p>Only words</p>"), "interaction_not_read"),
            (item(choices() + choices()), "several_interactions"),
            (item(choices('Look: <img src="http://example.org/a.png"/>')), "picture"),
            (item(choices("What?", "one", "two"), key="Z"), "key_not_a_choice"),
            (item(choices("What?", "same", "same")), "too_few_choices"),
            (item(choices("What?", *map(str, range(12)))), "too_many_choices"),
            (item(choices("")), "no_stem"),
            (item(choices("x" * 2001)), "too_long"),
            (item(choices()).replace(b"<value>A</value>", b""), "no_key"),
            (
                item(choices()).replace(b"<assessmentItem ", b'<assessmentItem adaptive="true" '),
                "adaptive_item",
            ),
        ],
    )
    def test_what_cannot_be_asked_is_named_and_left_out(self, raw, kind):
        found = read(raw)
        assert not found.questions
        assert [(one.kind, one.identifier) for one in found.problems] == [(kind, "q")]

    def test_a_picture_with_words_is_its_words(self):
        (one,) = read(item(choices('Look: <img src="a.png" alt="three red apples"/>'))).questions
        assert one.words.stem == "Look: [three red apples]"


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "doctype",
        [
            '<!DOCTYPE a [<!ENTITY x "lol">]>',
            '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        ],
    )
    def test_entities_and_outside_types_are_refused_before_they_are_resolved(self, doctype):
        with pytest.raises(FormatProblem) as refused:
            read(
                b'<?xml version="1.0"?>'
                + doctype.encode()
                + item(choices("&x;" if "ENTITY" in doctype else "q"))
            )
        assert refused.value.problems[0].kind == "unsafe_xml"

    @pytest.mark.parametrize(
        ("raw", "kind"),
        [
            (b"<assessmentItem>", "not_xml"),
            (b"<html><body/></html>", "not_questions"),
            (b"PK\x03\x04 not a zip", "zip_damaged"),
            (b"a,b\n1,2\n", "missing_column"),
        ],
    )
    def test_what_is_no_file_of_questions(self, raw, kind):
        with pytest.raises(FormatProblem) as refused:
            read(raw)
        assert refused.value.problems[0].kind == kind

    def test_a_package_that_unpacks_to_far_more_is_refused(self):
        with pytest.raises(FormatProblem) as refused:
            read(package(bomb=b"<a>" + b" " * 3_000_000 + b"</a>"))
        assert refused.value.problems[0].kind == "zip_too_large"

    def test_a_package_without_questions_says_so(self):
        with pytest.raises(FormatProblem) as refused:
            read(package(imsmanifest="<manifest/>"))
        assert refused.value.problems[0].kind == "no_items"


class TestPackages:
    def test_competencies_come_from_the_manifest_and_languages_come_together(self):
        spanish = item(choices("¿Qué?", "uno", "dos")).replace(b'label="MA.1"', b'xml:lang="es"')
        manifest = """<manifest><resources><resource href="items/a.xml"><metadata><curriculumStandardsMetadataSet>
        <setOfGUIDs><labelledGUID><GUID>1f2e</GUID></labelledGUID></setOfGUIDs></curriculumStandardsMetadataSet></metadata></resource></resources></manifest>"""
        found = read(package(imsmanifest=manifest, items__a=item(choices()), items__a_es=spanish))
        (one,) = found.questions
        assert one.competencies == ("1f2e",)
        assert one.further["es"].stem == "¿Qué?"
        assert one.further["es"].choices == ("uno", "dos")

    def test_one_item_that_is_no_xml_does_not_keep_the_others_out(self):
        found = read(package(a=item(choices()), b="<broken"))
        assert [one.identifier for one in found.questions] == ["q"]
        assert [one.kind for one in found.problems] == ["not_xml"]

    def test_the_same_identifier_twice_in_one_language_is_named(self):
        found = read(package(a=item(choices()), b=item(choices("Other?"))))
        assert [one.kind for one in found.problems] == ["identifier_twice"]


class TestTables:
    def test_letters_words_and_several_languages(self):
        found = read(
            "id;competency;kind;stem;choices;key;stem_es;choices_es;key_es\n"
            "a;MA.1;choice;Half of 4?;1|2|3;2;¿Mitad de 4?;1|2|3;\n"
            "b;MA.1;several;Even?;2|3|4;A|C;;;\n"
            "c;MA.2;short;Capital of France?;;Paris;¿Capital de Francia?;;París\n".encode()
        )
        a, b, c = found.questions
        assert (a.key, b.key, c.key) == (("B",), ("A", "C"), ("Paris",))
        assert (a.further["es"].stem, c.further["es"].key) == ("¿Mitad de 4?", ("París",))
        assert not found.problems

    def test_rows_that_cannot_be_asked_are_named_with_their_row(self):
        found = read(
            b"competency,kind,stem,choices,key\nMA.1,choice,What?,a|b,c\nMA.1,essay,Write.,,x\nMA.1,short,How?,,\n"
        )
        assert [(one.row, one.kind) for one in found.problems] == [
            ("row 2", "key_not_a_choice"),
            ("row 3", "kind_unknown"),
            ("row 4", "no_key"),
        ]

    def test_a_translation_with_another_number_of_choices_is_left_out_and_the_question_stays(self):
        found = read(
            b"competency,kind,stem,choices,key,stem_es,choices_es\nMA.1,choice,What?,a|b,a,Que?,a|b|c\n"
        )
        assert (len(found.questions), found.questions[0].further) == (1, {})
        assert [one.kind for one in found.problems] == ["choices_differ"]
