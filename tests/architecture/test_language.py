"""The language rules hold in every readable string: pages, catalogues, errors, docs, the sample continuum."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from headway.district.site import messages

from .language_rules import RULES, LanguageRule
from .readable import ROOT, Words, bare_text, constants, everything, place, templates

ALLOWANCES = tomllib.loads((Path(__file__).parent / "language_allow.toml").read_text(encoding="utf-8"))[
    "allow"
]


def breaches(words: Words, allowances: list[dict] = ALLOWANCES, used: set[int] | None = None) -> list[str]:
    """What in these words breaks a rule that binds at this place, and what to say instead."""
    found = []
    for rule in RULES:
        if not rule.binds(words.place):
            continue
        for match in rule.found_in(words.text):
            at = _allowance(rule, words, match, allowances)
            if at is None:
                found.append(
                    f"{rule.code} {words.place}: «{match}» in «{words.text[:120]}» – say: {rule.remedy}"
                )
            elif used is not None:
                used.add(at)
    return found


def _allowance(rule: LanguageRule, words: Words, match: str, allowances: list[dict]) -> int | None:
    for at, entry in enumerate(allowances):
        if (
            entry["rule"] == rule.code
            and fnmatch(words.place, entry["where"])
            and re.search(entry["words"], match, re.IGNORECASE)
            and re.search(entry.get("context", ""), words.text, re.IGNORECASE)
        ):
            return at
    return None


@cache
def whole_repository() -> tuple[list[str], frozenset[int]]:
    """Every breach in every readable string, and the allowances that some string needs."""
    used: set[int] = set()
    found = {breach for words in everything() for breach in breaches(words, used=used)}
    return sorted(found), frozenset(used)


def test_every_readable_string_keeps_the_language_rules():
    found, _used = whole_repository()
    assert not found, "\n".join(["", *found])


def test_every_allowance_is_needed_and_says_why():
    _found, used = whole_repository()
    idle = [entry for at, entry in enumerate(ALLOWANCES) if at not in used]
    assert not idle, f"nothing needs these any more: {idle}"
    assert all(len(entry["reason"].split()) >= 4 for entry in ALLOWANCES)


STUDENT = "src/headway/district/portals/student/templates/student/home.html"
PLANTED = [
    ("LR01", "You failed this competency."),
    ("LR01", "3 learners are failing"),
    ("LR01", "Esta evidencia es un fracaso."),
    ("LR01", "El estudiante reprobó."),
    ("LR01", "The grade F was recorded."),
    ("LR02", "The work is below standard."),
    ("LR02", "This is not proficient."),
    ("LR02", "El trabajo es insuficiente."),
    ("LR03", "You are emerging in fractions."),
    ("LR03", "%(name)s is not yet proficient."),
    ("LR03", "Tu hija está en desarrollo."),
    ("LR04", "Great for fast learners"),
    ("LR04", "Para alumnos lentos"),
    ("LR05", "Reading above grade level"),
    ("LR05", "Lee por encima de su grado."),
    ("LR06", "You are behind in mathematics."),
    ("LR06", "Vas atrasada en matemáticas."),
    ("LR06", "An at-risk learner"),
    ("LR06", "Estudiantes en riesgo"),
    ("LR07", "Your score is high."),
    ("LR07", "85 % reached"),
    ("LR07", "85% reached"),
    ("LR07", "You earned 12 points."),
    ("LR07", "Tu puntaje subió."),
    ("LR10", "Her GPA and class rank"),
    ("LR10", "El cuadro de honor"),
    ("LR11", "Above the class average"),
    ("LR11", "El promedio de la clase"),
    ("LR12", "Promoted to level 6"),
    ("LR12", "Debe repetir el año."),
    ("LR14", "A task for extra credit"),
    ("LR14", "Hay una bonificación."),
    ("LR15", "You may retake it without penalty."),
    ("LR15", "Una segunda oportunidad"),
    ("LR15", "Remedial mathematics"),
    ("LR15", "Clases remediales"),
    ("LR16", "A learner of high potential"),
    ("LR16", "Grupos por capacidad"),
    ("LR17", "She is a visual learner."),
    ("LR17", "Tu estilo de aprendizaje"),
    ("LR19", "Learn at your own pace."),
    ("LR19", "Aprende a tu ritmo."),
    ("LR21", "The risk score of this learner"),
    ("LR23", "Modules of the curriculum"),
    ("LR23", "El currículo del año"),
    ("LR24", "Headway is competency-based education."),
    ("LR26", "Not enough seat time"),
    ("LR26", "Faltan horas crédito."),
]
KIND = [
    "The work shows Developing. One more piece from a new context would confirm it.",
    "You have shown Proficient in 2 of 4 targets; the next opportunity is on Friday.",
    "At this pace: between 12 May and 3 June. Target: 29 May.",
    "The plan is ahead of plan since March.",
    "That didn't work: the file could not be opened.",
    "El trabajo muestra En desarrollo; lo que sigue es una evidencia más.",
    "Faltan dos evidencias; tu docente te ayuda el viernes.",
    "%(done)s of %(total)s targets reached",
    "Sort by name, %(number)d%% of nothing",
]


@pytest.mark.parametrize(("code", "sentence"), PLANTED)
def test_a_planted_sentence_is_found(code, sentence):
    assert code in {found.split()[0] for found in breaches(Words(STUDENT, sentence), allowances=[])}


@pytest.mark.parametrize("sentence", KIND)
def test_a_kind_sentence_passes(sentence):
    assert breaches(Words(STUDENT, sentence), allowances=[]) == []


def test_an_allowance_reaches_only_its_own_place():
    allowance = [{"rule": "LR07", "where": "demo/*", "words": "percent", "reason": "a test of the allowance"}]
    assert breaches(Words("demo/continuum/x.toml", "Find ten percent."), allowance) == []
    assert breaches(Words(STUDENT, "Find ten percent."), allowance)


def test_every_rule_is_tried_by_a_planted_sentence():
    tried = {code for code, _ in PLANTED}
    assert {rule.code for rule in RULES} <= tried
    for rule in RULES:
        assert any(rule.found_in(sentence) for _, sentence in PLANTED), f"{rule.code}: {rule.pattern}"


def test_readers_see_what_stands_between_tags_and_not_the_code():
    assert bare_text(
        '<p title="x">Hello {{ name }} there{# not this #}</p>{% if a %}<b>you</b>{% endif %}'
    ) == [
        "Hello",
        "there",
        "you",
    ]
    assert constants('"""Doc."""\ndef f():\n    """Doc."""\n    return "A sentence."\n') == ["A sentence."]


# -- translation --


def test_words_on_pages_come_from_the_catalogues():
    """Only the product's name and marks between values stand in a template itself."""
    stray = [
        f"{place(path)}: {text}"
        for path in templates()
        for text in bare_text(path.read_text(encoding="utf-8"))
        if re.search(r"[A-Za-zÁ-ú]{2,}", text)
        and text.strip(" ·") != "Headway"
        and not text.startswith("&")
        and not re.search(r"^-?[a-z]+(-[a-z]+)*$|[\w-]+=", text)  # pieces of attributes inside macros
    ]
    assert not stray, "\n".join(["", *stray])


def test_spanish_is_complete():
    missing = messages.check()["es"]
    assert not missing, "\n".join(["`python -m headway.district.site.messages update`, then fill:", *missing])


def test_the_compiled_catalogue_says_what_the_readable_one_says():
    for language in messages.LANGUAGES:
        path = messages.catalogue_path(language)
        with path.with_suffix(".mo").open("rb") as source:
            compiled = _read_mo(source)
        readable = {
            (message.context, _first(message.id)): _as_tuple(message.string)
            for message in messages.read(language)
            if message.id and message.string and all(_as_tuple(message.string)) and not message.fuzzy
        }
        assert compiled == readable


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_the_places_for_values(language):
    for message in messages.read(language):
        if not message.id or not any(_as_tuple(message.string)):
            continue
        wanted = set(re.findall(r"%\(\w+\)[sd]", " ".join(_as_tuple(message.id))))
        for form in filter(None, _as_tuple(message.string)):
            assert set(re.findall(r"%\(\w+\)[sd]", form)) <= wanted, f"{message.id!r} -> {form!r}"
        assert wanted <= set(re.findall(r"%\(\w+\)[sd]", " ".join(_as_tuple(message.string)))), message.id


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_of_what_is_said_about_files_keep_the_values_in_braces(language):
    braces = re.compile(r"\{\w+\}")
    for message in messages.read(language):
        (words, *_more), (said, *_forms) = _as_tuple(message.id), _as_tuple(message.string)
        if words and said and braces.search(words):
            assert sorted(braces.findall(said)) == sorted(braces.findall(words)), f"{words!r} -> {said!r}"


def test_sentences_of_formats_are_found_however_they_are_put_together():
    source = '"""A document."""\nAGAIN = "Send it again."\nWORDINGS: dict = {"a": ("error", "{n} more: {what}", f"Mend it. {AGAIN}")}'
    source += '\ndef f(n):\n    """Says it."""\n    say("x", "Row {line} is " "empty.", "Mend it. " + AGAIN, f"Row {n} is odd.", "no sentence")'
    found = messages._sentences(source)
    assert set(found) == {
        "Send it again.",
        "{n} more: {what}",
        "Mend it. Send it again.",
        "Row {line} is empty.",
    }


def test_an_update_keeps_what_is_translated_and_returns_what_is_new(tmp_path):
    page = tmp_path / "templates" / "page.html"
    page.parent.mkdir()
    page.write_text('{{ _("One") }} {{ ngettext("%(num)s piece", "%(num)s pieces", n) }}', encoding="utf-8")
    assert set(messages.update(tmp_path)["es"]) == {"%(num)s piece", "One"}
    assert messages.fill("es", {"One": "Uno", "Three": "Tres"}, tmp_path) == ["Three"]

    page.write_text('{{ _("Two") }}', encoding="utf-8")
    assert messages.update(tmp_path) == {"es": ["Two"]}
    page.write_text('{{ _("One") }}', encoding="utf-8")
    assert messages.update(tmp_path) == {"es": []}, "words that come back find their translation again"
    text = messages.catalogue_path("es", tmp_path).read_text(encoding="utf-8")
    assert '#: templates/page.html\nmsgid "One"\nmsgstr "Uno"' in text


def _read_mo(source) -> dict:
    from babel.messages.mofile import read_mo

    return {
        (message.context, _first(message.id)): _as_tuple(message.string)
        for message in read_mo(source)
        if message.id
    }


def _as_tuple(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, (tuple, list)) else (str(words),)


def _first(words: object) -> str:
    return _as_tuple(words)[0]


def test_the_repository_is_where_the_scan_looks():
    assert (ROOT / "pyproject.toml").exists()
    assert {"base.html", "gallery.html"} <= {path.name for path in templates()}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_translation_says_its_sentence_twice(language):
    """Two people who fill in the same words at once must not leave both."""
    for message in messages.read(language):
        for said in filter(None, _as_tuple(message.string)):
            half = len(said) // 2
            assert len(said) < 8 or said[:half] != said[half:], said
