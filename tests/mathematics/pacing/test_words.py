"""The sentences beside levels and paces: complete in both languages, and within the language rules."""

import re
from string import Formatter

import pytest

from headway.mastery.pacing import words as pacing_words
from headway.mastery.proficiency import words as proficiency_words

TABLES = {
    "proficiency": proficiency_words.SENTENCES,
    "pacing": pacing_words.SENTENCES,
    "set aside": proficiency_words.SET_ASIDE_SENTENCES,
    "level names": {
        language: dict(enumerate(names)) for language, names in proficiency_words.DEFAULT_LEVEL_NAMES.items()
    },
}

# Words that never stand beside a learner's work, by language: about a person, a mark, or a comparison.
NEVER_SAID = {
    "en": (
        r"fail\w*|flunk\w*|score\w*|points?|average|rank\w*|percent\w*|%|grade|behind|ahead(?! of plan)|remedial|at.risk|"
        r"fast|slow|gifted|below|above|retake|promote\w*|retain\w*|unsatisfactory|deficient|penalty|late"
    ),
    "es": (
        r"reprob\w*|suspen\w*|fracas\w*|fall[oóa]\w*|punt(?:os?|aje|uaci\w+)|promedio|ranking|por ciento|%|"
        r"grado|atras\w*|adelantad\w*|rezag\w*|riesgo|rápid\w*|lent\w*|dotad\w*|deficiente|insuficiente|"
        r"repetir|promover|retener"
    ),
}


def forms(sentence):
    return [sentence] if isinstance(sentence, str) else list(sentence.values())


def all_sentences(language):
    return [
        (f"{name}.{code}", text)
        for name, table in TABLES.items()
        for code, s in table[language].items()
        for text in forms(s)
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_uses_a_word_that_labels_or_compares_learners(language):
    pattern = re.compile(rf"(?<!\w)(?:{NEVER_SAID[language]})(?!\w)", re.IGNORECASE)
    said = [(where, text) for where, text in all_sentences(language) if pattern.search(text)]
    assert said == []


@pytest.mark.parametrize("name", ["proficiency", "pacing"])
def test_both_languages_say_the_same_things_with_the_same_numbers(name):
    english, spanish = TABLES[name]["en"], TABLES[name]["es"]
    assert list(english) == list(spanish)
    for code in english:
        for one, other in zip(forms(english[code]), forms(spanish[code]), strict=True):
            assert params(one) == params(other), code


def test_every_reason_for_setting_a_rating_aside_has_its_sentence_in_both_languages():
    for language in ("en", "es"):
        for why in proficiency_words.SetAside:
            assert proficiency_words.why_set_aside(why, language).endswith(".")


def params(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}
