"""Word stems, lightly: forms of one word come together, different words stay apart. English and Spanish.

Plain lists of endings, longest first, each with the length that must remain. Lighter than Porter's stemmer on
purpose: a stem is also shown to people as a shared word, and a wrong pair misleads more than a missed one.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["STOP_WORDS", "stem"]

# Words that carry no subject matter. Also those with which every standard begins ("students will be able to").
_ENGLISH_STOPS = ["a", "about", "after", "all", "also", "an", "and", "another", "any", "are", "as", "at", "be", "because", "been", "being", "between", "both", "but", "by", "can", "could", "do", "does", "done", "during", "each", "eg", "either", "etc", "every", "for", "from", "had", "has", "have", "having", "he", "her", "his", "how", "i", "if", "in", "including", "into", "is", "it", "its", "itself", "may", "more", "most", "must", "not", "of", "on", "one's", "only", "or", "other", "our", "out", "over", "same", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "two", "under", "up", "upon", "use", "used", "using", "uses", "very", "was", "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whose", "why", "will", "with", "within", "without", "would", "you", "your", "student", "students", "able", "include", "includes"]
_SPANISH_STOPS = ["a", "al", "algo", "algunos", "ante", "aquel", "asi", "aun", "aunque", "bajo", "cada", "como", "con", "contra", "cual", "cuales", "cuando", "cuya", "cuyo", "de", "del", "desde", "donde", "durante", "e", "el", "ella", "ellas", "ellos", "en", "entre", "era", "es", "esa", "ese", "eso", "esta", "estan", "estas", "este", "esto", "estos", "fue", "ha", "han", "hasta", "hay", "la", "las", "le", "les", "lo", "los", "mas", "mediante", "mi", "mientras", "mismo", "mucho", "muy", "ni", "no", "nos", "o", "otra", "otras", "otro", "otros", "para", "pero", "por", "porque", "pues", "que", "quien", "se", "segun", "ser", "si", "sin", "sobre", "son", "su", "sus", "tal", "tambien", "tan", "tanto", "toda", "todas", "todo", "todos", "un", "una", "unas", "uno", "unos", "usa", "usan", "usando", "usar", "u", "y", "ya", "estudiante", "estudiantes", "incluye", "incluyen"]

STOP_WORDS = {"en": frozenset(_ENGLISH_STOPS), "es": frozenset(_SPANISH_STOPS)}

# (ending, what takes its place, how many letters must remain before it)
_ENGLISH = (
    ("izations", "", 4),
    ("ization", "", 4),
    ("ications", "y", 4),
    ("ication", "y", 4),
    ("icative", "y", 4),
    ("ational", "", 4),
    ("ating", "", 4),
    ("ates", "", 4),
    ("ated", "", 4),
    ("ate", "", 4),
    ("ations", "", 4),
    ("ation", "", 4),
    ("ically", "", 4),
    ("iveness", "", 4),
    ("itions", "", 3),
    ("ition", "", 3),
    ("itive", "", 3),
    ("ements", "", 4),
    ("ement", "", 4),
    ("ments", "", 4),
    ("ment", "", 4),
    ("nesses", "", 4),
    ("ness", "", 4),
    ("ingly", "", 4),
    ("ional", "", 4),
    ("ions", "", 4),
    ("ion", "", 4),
    ("ities", "", 4),
    ("ity", "", 4),
    ("ical", "", 4),
    ("ives", "", 4),
    ("ive", "", 4),
    ("ally", "", 4),
    ("ied", "y", 3),
    ("ies", "y", 3),
    ("ying", "y", 3),
    ("ings", "", 3),
    ("ing", "", 3),
    ("edly", "", 4),
    ("ers", "", 4),
    ("ors", "", 4),
    ("er", "", 4),
    ("or", "", 5),
    ("ed", "", 3),
    ("ly", "", 4),
    ("al", "", 5),
    ("sses", "ss", 2),
    ("xes", "x", 2),
    ("ches", "ch", 2),
    ("shes", "sh", 2),
    ("es", "e", 3),
    ("s", "", 3),
)
_SPANISH = (
    ("aciones", "", 3),
    ("acion", "", 3),
    ("iciones", "", 3),
    ("icion", "", 3),
    ("uciones", "u", 3),
    ("ucion", "u", 3),
    ("amientos", "", 3),
    ("amiento", "", 3),
    ("imientos", "", 3),
    ("imiento", "", 3),
    ("idades", "", 4),
    ("idad", "", 4),
    ("amente", "", 4),
    ("mente", "", 4),
    ("iones", "", 3),
    ("ion", "", 3),
    ("ativos", "", 3),
    ("ativas", "", 3),
    ("ativo", "", 3),
    ("ativa", "", 3),
    ("iendo", "", 3),
    ("yendo", "", 3),
    ("ando", "", 3),
    ("ados", "", 3),
    ("adas", "", 3),
    ("idos", "", 3),
    ("idas", "", 3),
    ("ado", "", 3),
    ("ada", "", 3),
    ("ido", "", 3),
    ("ida", "", 3),
    ("aran", "", 3),
    ("eran", "", 3),
    ("ar", "", 3),
    ("er", "", 3),
    ("ir", "", 3),
    ("an", "", 4),
    ("en", "", 4),
    ("ces", "z", 2),
    ("es", "", 3),
    ("as", "", 3),
    ("os", "", 3),
    ("a", "", 3),
    ("o", "", 3),
    ("e", "", 3),
    ("s", "", 3),
)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a lower-case word without accents. Languages without a list of endings keep their words whole."""
    if language == "en":
        return _english(word)
    return _cut(word, _SPANISH) if language == "es" else word


def _english(word: str) -> str:
    """Endings, then what is left of doubling and a last e or y: multiply, multiples, multiplication are one."""
    if word.endswith(("ss", "us", "is")):
        return word
    cut = word if word.endswith("ply") else _cut(word, _ENGLISH)
    if cut != word and len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "aeiouls":
        cut = cut[:-1]
    return cut[:-1] if len(cut) > 3 and cut[-1] in "ey" else cut


def _cut(word: str, endings: tuple[tuple[str, str, int], ...]) -> str:
    for ending, instead, remaining in endings:
        if word.endswith(ending) and len(word) - len(ending) >= remaining:
            return word[: len(word) - len(ending)] + instead
    return word
