"""The words by which people head the columns of a framework, in English and Spanish, and what each column means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = [
    "DESCRIPTOR_LEVELS",
    "HEADINGS",
    "MEANINGS",
    "SPANISH_MEANINGS",
    "header_words",
    "is_meaning",
    "known_header",
    "level_in_header",
    "levels_of",
    "plain_words",
]

HEADINGS = tuple(f"heading.{number}" for number in range(1, 6))
HEADING_CODES = tuple(f"heading_code.{number}" for number in range(1, 6))
DESCRIPTOR_LEVELS = tuple(f"descriptor.{number}" for number in range(1, 7))
SPANISH_MEANINGS = ("statement.es", "title.es", *(f"{one}.es" for one in DESCRIPTOR_LEVELS))
LINKS = {
    "exact": "exactMatchOf",
    "related": "isRelatedTo",
    "part_of": "isPartOf",
    "replaced_by": "replacedBy",
    "exemplar": "exemplar",
}
# Every meaning that a column may have, in the order in which a person is offered them. '' is: not used.
MEANINGS = (
    "", "code", "statement", "title", "level", *HEADINGS, *HEADING_CODES, "parent", "position", "kind", "subject",
    "depth", "importance", "weight", *DESCRIPTOR_LEVELS, "prerequisites", "notes", "keywords", "enumeration",
    *SPANISH_MEANINGS, "identifier", "alternative_code", "language", *LINKS,
)  # fmt: skip
# These may be on several columns; their texts are put together.
MAY_REPEAT = {"", "notes", "keywords", "prerequisites", *LINKS}

ENGLISH: dict[str, tuple[str, ...]] = {
    "identifier": ("identifier", "guid", "uuid", "case id", "case identifier", "item id"),
    "code": (
        "code", "human coding scheme", "standard code", "standard id", "standard number", "notation",
        "statement notation", "statement code", "coded notation", "competency code", "competency id", "skill id",
        "item code", "standard", "id", "ksa id", "task id", "indicator code", "objective code", "target code", "ref",
        "reference",
    ),
    "alternative_code": ("alternative code", "alt code", "other code", "alternative label", "local code", "state code"),
    "statement": (
        "full statement", "statement", "standard statement", "standard text", "standard description", "description",
        "competency statement", "competency", "competencies", "learning target", "learning targets", "i can",
        "i can statement", "i can statements", "can do statement", "objective", "learning objective", "expectation",
        "learning expectation", "indicator", "performance indicator", "benchmark", "text", "outcome statement",
        "learning outcome", "skill", "ksa", "task", "element", "content standard", "definition", "standards",
    ),
    "title": (
        "title", "name", "short name", "short title", "abbreviated statement", "label", "short statement",
        "competency name", "skill name", "competency title",
    ),
    "level": (
        "level", "grade", "grades", "grade level", "grade levels", "education level", "educational level", "year",
        "year level", "grade band", "gradeband", "band",
    ),
    "parent": (
        "parent", "parent code", "parent id", "is child of", "child of", "belongs to", "parent standard", "under",
    ),
    "position": ("smart level", "outline", "outline number", "numbering", "hierarchy", "hierarchy code", "path"),
    "kind": ("item type", "cf item type", "type", "statement label", "kind", "item kind", "k s or a"),
    "subject": ("subject", "subject area", "learning area", "content area", "discipline", "course subject"),
    "depth": (
        "dok", "depth of knowledge", "depth", "webb", "webb level", "dok level", "cognitive complexity",
        "cognitive level",
    ),
    "importance": (
        "importance", "essential", "priority", "emphasis", "power standard", "priority standard",
        "essential or supporting", "essential supporting", "essential standard",
    ),
    "weight": ("weight", "units", "learning units", "credit weight", "unit weight"),
    "prerequisites": (
        "prerequisite", "prerequisites", "prerequisite code", "prerequisite codes", "builds on", "requires",
        "depends on", "comes after", "needs first", "prior standards",
    ),
    "notes": (
        "note", "notes", "comment", "comments", "example", "examples", "clarification", "clarifications",
        "progression note", "remarks", "rationale", "clarification statement", "boundary", "assessment boundary",
        "additional information",
    ),
    "keywords": ("keywords", "concept keywords", "tags", "concepts"),
    "enumeration": (
        "list enumeration", "list id", "sequence number", "sequence", "order", "sort order", "list enum in source",
    ),
    "language": ("language", "lang"),
    "exact": ("exact match", "exact match of", "same as"),
    "related": ("is related to", "related", "related to", "aligned to", "alignment", "crosswalk", "related standards"),
    "part_of": ("is part of", "part of"),
    "replaced_by": ("replaced by",),
    "exemplar": ("exemplar", "exemplars"),
}  # fmt: skip
SPANISH: dict[str, tuple[str, ...]] = {
    "identifier": ("identificador",),
    "code": ("codigo", "clave", "codigo del estandar", "codigo de la competencia", "numero de estandar"),
    "alternative_code": ("otro codigo", "codigo local"),
    "statement": (
        "enunciado", "descripcion", "estandar", "competencia", "competencias", "objetivo", "objetivo de aprendizaje",
        "puedo", "yo puedo", "indicador", "indicador de logro", "aprendizaje esperado", "criterio de evaluacion",
        "texto", "destreza",
    ),
    "title": ("titulo", "nombre", "nombre corto", "titulo corto"),
    "level": ("grado", "grados", "nivel", "curso", "nivel educativo", "ano escolar"),
    "parent": ("padre", "codigo padre", "codigo superior", "depende de", "pertenece a"),
    "position": ("numeracion", "jerarquia", "esquema"),
    "kind": ("tipo", "tipo de elemento"),
    "subject": ("materia", "asignatura", "area curricular"),
    "depth": ("profundidad", "nivel dok", "profundidad del conocimiento"),
    "importance": ("importancia", "prioridad", "esencial"),
    "weight": ("peso", "unidades"),
    "prerequisites": ("prerrequisito", "prerrequisitos", "requisitos", "requisitos previos", "requiere"),
    "notes": ("nota", "notas", "observaciones", "comentario", "comentarios", "ejemplo", "ejemplos", "aclaraciones"),
    "keywords": ("palabras clave", "etiquetas"),
    "enumeration": ("orden", "secuencia"),
    "language": ("idioma",),
    "related": ("relacionado con", "alineado con"),
}  # fmt: skip
# Words for headings above the items, with how far out they usually stand.
HEADING_RANKS: dict[str, int] = {
    "conceptual category": 1, "category": 1, "domain": 1, "learner outcome": 1, "role": 1, "pathway": 1, "outcome": 1, "theme": 1, "pillar": 1,
    "skills community": 1, "course": 1, "ambito": 1, "dominio": 1, "eje": 1, "campo": 1, "categoria": 1, "tema": 2,
    "strand": 2, "specialty area": 2, "area": 2, "reporting category": 2, "big idea": 2, "bloque": 2, "hilo": 2,
    "competency group": 2, "anchor standard": 2, "substrand": 3, "sub strand": 3, "subdomain": 3, "sub domain": 3,
    "cluster": 3, "topic": 3, "unit": 3, "work role": 3, "subeje": 3, "unidad": 3, "grupo": 3, "group": 3,
    "section": 3, "subcategory": 3, "competency area": 2, "module": 3, "focus area": 2, "sub topic": 4, "subtopic": 4,
}  # fmt: skip
SPANISH_MARKS = {"es", "esp", "espanol", "spanish", "castellano", "spa"}
ENGLISH_MARKS = {"en", "eng", "ingles", "english"}

# Words for performance levels, lowest first; several districts' words for each.
LEVEL_WORDS: tuple[frozenset[str], ...] = (
    frozenset(["emerging", "beginning", "novice", "starting", "entry", "below", "initial", "emergente", "inicial", "principiante", "inicio"]),
    frozenset(["developing", "approaching", "progressing", "basic", "apprentice", "partial", "desarrollo", "proceso", "basico", "aproximandose"]),
    frozenset(
        ["proficient", "meeting", "competent", "proficiency", "meets", "met", "mastery", "secure", "competente", "logrado", "satisfactorio", "dominio"]
    ),
    frozenset(
        ["extending", "exceeding", "advanced", "applying", "exemplary", "exceeds", "distinguished", "expert", "avanzado", "ampliando", "destacado", "sobresaliente"]
    ),
)  # fmt: skip
_LEVEL_NUMBER = re.compile(
    r"\b(?:level|nivel|performance level|progression level|descriptor|score)\s*([1-6])\b|^([1-6])\b"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[\s_\-/:.,;()\[\]#*&]+")

_LEVEL_PART = re.compile(
    r"(?:grades?|grado|year|yr|level|nivel|gr)?\.?\s*"
    r"(pre-?k(?:indergarten)?|pk|kg|k|tk|kindergarten|kinder|jardin|f|foundation|hs|high school|\d{1,2})"
    r"\s*(?:\.?\s*(?:st|nd|rd|th|o|º|°|er))?(?:\s*(?:grade|grado|year))?",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\s*(?:-|–|—|\bto\b|\ba\b|\bthrough\b)\s*")
_NAMED_LEVELS = {"pk": -1, "prek": -1, "pre-k": -1, "prekindergarten": -1, "pre-kindergarten": -1, "tk": -1}
HIGHEST_LEVEL = 13  # the first year beyond, as on the map
_KINDER = {"k", "kg", "kindergarten", "kinder", "jardin", "f", "foundation"}


def plain_words(text: str) -> str:
    """'fullStatement' → 'full statement'; 'Código:' → 'codigo'; 'progression_level_1' → 'progression level 1'."""
    spaced = _CAMEL.sub(" ", text.strip())
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(sign))
    return " ".join(_SEPARATORS.sub(" ", bare).lower().split())


def _split_language(words: str) -> tuple[str, str]:
    """The words without the mark of a language, and that language."""
    parts = words.split()
    if len(parts) < 2:
        return words, ""
    for mark, language in [*((one, "es") for one in SPANISH_MARKS), *((one, "en") for one in ENGLISH_MARKS)]:
        # "en" and "es" are Spanish words too: at the end of a heading only they name a language.
        ends = parts[-1:] if len(mark) == 2 else [parts[0], parts[-1]]
        if mark in ends:
            parts.remove(mark)
            return " ".join(parts).removesuffix(" in").removesuffix(" en"), language
    return words, ""


_LOOKUP: dict[str, tuple[str, str]] = {
    **{phrase: (meaning, "es") for meaning, phrases in SPANISH.items() for phrase in phrases},
    **{phrase: (meaning, "") for meaning, phrases in ENGLISH.items() for phrase in phrases},
}


def known_header(text: str) -> tuple[str, str, bool]:
    """(meaning, language, the whole heading says so). '' where the heading says nothing known.

    Headings above items are 'heading' and 'heading_code', without their number.
    """
    words, language = _split_language(plain_words(text))
    if words in _LOOKUP:
        meaning, spoken = _LOOKUP[words]
        return meaning, language or spoken, True
    if words in HEADING_RANKS:
        return "heading", language, True
    for ending, meaning in ((" name", "heading"), (" title", "heading"), (" id", "heading_code"), (" code", "heading_code"), (" number", "heading_code")):  # fmt: skip
        if words.endswith(ending) and words.removesuffix(ending) in HEADING_RANKS:
            return meaning, language, True
    best = ""
    for phrase in _LOOKUP:
        if len(phrase) > max(3, len(best)) and f" {phrase} " in f" {words} ":
            best = phrase
    if best:
        meaning, spoken = _LOOKUP[best]
        return meaning, language or spoken, False
    return "", language, False


def heading_rank(text: str) -> int:
    """How far out such headings usually stand; 0 where nobody knows."""
    words = _split_language(plain_words(text))[0]
    for ending in ("", " name", " title", " id", " code", " number"):
        if words.endswith(ending) and (
            rank := HEADING_RANKS.get(words.removesuffix(ending) if ending else words)
        ):
            return rank
    return 0


def level_in_header(text: str) -> tuple[int, str] | None:
    """The performance level that a heading names, with its language; None where it names none."""
    words, language = _split_language(plain_words(text))
    numbered = _LEVEL_NUMBER.search(words)
    if numbered:
        return int(numbered.group(1) or numbered.group(2)), language
    for number, names in enumerate(LEVEL_WORDS, start=1):
        if names & set(words.split()):
            return number, language
    return None


def header_words(texts: Iterable[str]) -> int:
    """How many of these texts are known as headings of columns."""
    return sum(1 for text in texts if known_header(text)[2] or _names_a_level(text))


def _names_a_level(text: str) -> bool:
    return len(text) < 40 and any(sign.isalpha() for sign in text) and level_in_header(text) is not None


def is_meaning(value: str) -> bool:
    return value in MEANINGS


def levels_of(text: str) -> tuple[str, ...] | None:
    """The levels that a cell names, as codes PK, KG, 01 … 13; () for a blank cell, None where it names none.

    'K-2' → KG, 01, 02. '4,5' → 04, 05. 'HS' → 09 … 12. 'Grade 3' → 03.
    """
    text = text.strip()
    if not text:
        return ()
    found: list[int] = []
    for part in re.split(r"[,;|/&]+|\by\b|\band\b", text):
        if not part.strip():
            continue
        ends = [_level_number(one) for one in _SPAN.split(_without_prefix(part.strip()))]
        if not ends or len(ends) > 2 or any(one is None for one in ends):
            return None
        numbers = [one for pair in ends if pair for one in pair]
        found += range(min(numbers), max(numbers) + 1)
    return tuple(_code(number) for number in sorted(set(found)))


def _without_prefix(text: str) -> str:
    """'Pre-K' has a dash that is no span."""
    return re.sub(r"(?i)pre[- ]?k(indergarten)?", "PK", text)


def _level_number(text: str) -> tuple[int, int] | None:
    bare = "".join(s for s in unicodedata.normalize("NFKD", text.strip()) if not unicodedata.combining(s))
    match = _LEVEL_PART.fullmatch(bare)
    if not match:
        return None
    word = match.group(1).lower()
    if word in ("hs", "high school"):
        return 9, 12
    if word in _NAMED_LEVELS:
        return -1, -1
    if word in _KINDER:
        return 0, 0
    number = int(word)
    return (number, number) if number <= HIGHEST_LEVEL else None


def _code(number: int) -> str:
    return {-1: "PK", 0: "KG"}.get(number, f"{number:02d}")
