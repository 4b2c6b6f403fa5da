"""What a statement asks for: its demands, each a verb or verbs with one object, and whether the later ones are tied to
the first.

"Add and subtract fractions" is one demand: the verbs share their object. "Compare fractions and explain my choice" is
tied: the second speaks of the first. "Analyze a poem and design a bridge" is two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from headway.mastery.continuum.gaps.vocabulary import VOCABULARIES, Vocabulary
from headway.mastery.continuum.gaps.wording import words_in

__all__ = ["Demand", "demands_of"]

Span = tuple[int, int, str]  # start, end, the verb as the lists write it


@dataclass(frozen=True)
class Demand:
    """verbs: what is to be done. inner: those of them that nobody can see. joined_at: where the join to what stands
    before begins. end: where it ends. is_tied: whether it speaks of what stands before."""

    verbs: tuple[Span, ...]
    inner: tuple[Span, ...]
    joined_at: int
    end: int
    is_tied: bool


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,/]\d+)*|[,;.&:()]")
# "e.g., x and y" and what stands in brackets illustrates; it asks for nothing.
_ASIDE = re.compile(
    r"\([^)]*\)|\b(?:e\.g\.|i\.e\.|for\s+example|such\s+as|por\s+ejemplo|p\.\s*ej\.)[^.;)]*", re.I
)
_INFINITIVE = re.compile(r"^(\w*[aei]r)(?:(?:me|te|se|nos)?(?:lo|la|los|las|le|les|me|se|nos))?$")
LONGEST_FILLING = 4
SHORTEST_STEM = 5
SHORTEST_INFINITIVE = 3


def demands_of(statement: str, language: str) -> tuple[tuple[Demand, ...], frozenset[int]]:
    """The demands in order, none where nothing is asked for; and the places where something may be asked for."""
    vocabulary = VOCABULARIES[language]
    bare = _ASIDE.sub(lambda found: " " * len(found.group()), statement)
    lead_in = vocabulary.lead_in.match(bare)
    begin = lead_in.end() if lead_in else 0
    tokens = [_Token(one.group().lower(), *one.span()) for one in _TOKEN.finditer(bare, begin)]
    verbs, asked = _verb_places(tokens, language, is_led_in=bool(bare[:begin].strip()))
    demands = _grouped(tokens, verbs, vocabulary, len(statement.rstrip()))
    return _with_tied_chains(demands), frozenset(tokens[place].start for place in asked) | {0}


def _with_tied_chains(demands: tuple[Demand, ...]) -> tuple[Demand, ...]:
    """Three steps of one piece of work: the middle one is tied when the last is."""
    if len(demands) == 3 and demands[2].is_tied:
        return (demands[0], replace(demands[1], is_tied=True), demands[2])
    return demands


def _verb_places(
    tokens: Sequence[_Token], language: str, *, is_led_in: bool
) -> tuple[dict[int, str], set[int]]:
    """Token → verb, for verbs that stand where something is asked: at the beginning and after a join."""
    vocabulary, forms = VOCABULARIES[language], _forms(language)
    places: dict[int, str] = {}
    asked: set[int] = set()
    since_join = 0
    asking = True
    for place, token in enumerate(tokens):
        word = token.word
        if asking:
            asked.add(place)
            verb = _verb(word, language, forms)
            if (
                verb
                and _fits_first(word, places, tokens, language)
                and not _is_noun_here(tokens, place, language, bool(places))
            ):
                places[place] = verb
                asking = False
            elif (
                word in vocabulary.fillers or word in vocabulary.joins or word.endswith(("ly", "mente"))
            ) and since_join < LONGEST_FILLING:
                since_join += 1
            else:
                if is_led_in and not places:
                    places[place] = word  # whatever follows "I can" is what is asked for
                asking = False
        elif word in vocabulary.joins and not _is_abbreviation(tokens, place):
            asking, since_join = True, 0
    return places, asked


def _fits_first(word: str, places: Mapping[int, str], tokens: Sequence[_Token], language: str) -> bool:
    """In Spanish, demands after an infinitive are infinitives: other forms are what somebody in the statement does."""
    if language != "es" or not places:
        return True
    first = tokens[min(places)].word
    return bool(_INFINITIVE.match(first)) == bool(_INFINITIVE.match(word))


def _is_abbreviation(tokens: Sequence[_Token], place: int) -> bool:
    """A full stop right after a single letter or before a lower-case word ends no sentence."""
    return tokens[place].word == "." and place > 0 and len(tokens[place - 1].word) == 1


# English words that are verbs and nouns alike: after a join they are verbs only when an object follows.
_OBJECT_BEGINS = words_in(
    """
    a an the my our his her its their it them this that these those each both one two three how why what
    which whether where with from in on for by between about more as into up out if when
    """
)
_BOTH = words_in(
    """
    act address balance cause change chart check code color control copy cut debate design diagram
    display draft estimate exercise factor fit form graph group guide help highlight interview judge
    label lead list map match measure model move name order outline paint place plan play plot practice
    present print produce prompt question quote rate record reason report research review sample scale
    schedule search set shade share show sketch sort start state structure support survey talk test
    trace track transfer turn type use view work
    """
)


def _is_noun_here(tokens: Sequence[_Token], place: int, language: str, is_later: bool) -> bool:
    if language != "en" or not is_later or tokens[place].word not in _BOTH:
        return False
    following = tokens[place + 1].word if place + 1 < len(tokens) else "."
    if following in {".", ",", ";", "of"}:
        return True
    return False if following in _OBJECT_BEGINS else tokens[place - 1].word == ","


def _grouped(
    tokens: Sequence[_Token], verbs: Mapping[int, str], vocabulary: Vocabulary, end: int
) -> tuple[Demand, ...]:
    """Verbs with nothing but joins between them share what follows."""
    between = vocabulary.joins | vocabulary.fillers | {"or", "o", "u"}
    groups: list[list[int]] = []
    for place in sorted(verbs):
        last = groups[-1][-1] if groups else None
        if last is not None and all(
            token.word in between or token.word.endswith(("ly", "mente"))
            for token in tokens[last + 1 : place]
        ):
            groups[-1].append(place)
        else:
            groups.append([place])
    demands = []
    for number, group in enumerate(groups):
        until = groups[number + 1][0] if number + 1 < len(groups) else len(tokens)
        spans = tuple((tokens[one].start, tokens[one].end, verbs[one]) for one in group)
        demands.append(
            Demand(
                verbs=spans,
                inner=tuple(span for span in spans if span[2] in vocabulary.inner),
                joined_at=_join_before(tokens, group[0], vocabulary),
                end=tokens[until - 1].end if number + 1 < len(groups) else end,
                is_tied=number > 0 and _is_tied(tokens, verbs, groups[0][0], group, until, vocabulary),
            )
        )
    return tuple(demands)


def _join_before(tokens: Sequence[_Token], place: int, vocabulary: Vocabulary) -> int:
    while place > 0 and tokens[place - 1].word in vocabulary.joins | vocabulary.fillers:
        place -= 1
    return tokens[place].start


def _is_tied(
    tokens: Sequence[_Token],
    verbs: Mapping[int, str],
    first: int,
    group: Sequence[int],
    until: int,
    vocabulary: Vocabulary,
) -> bool:
    """Whether a later demand speaks of an earlier one: by its verb, a pronoun, a word like "results" or a word of both;
    or because it may belong to a clause or a purpose that stands before the join."""
    said = [token.word for token in tokens[group[-1] + 1 : until]]
    if any(_has_pronoun(token.word) for token in tokens[group[0] : until]):
        return True
    if vocabulary.ties & set(said) or vocabulary.linking & set(said):
        return True
    if any(verbs[place] in vocabulary.tied_verbs for place in group):
        return True
    own_work = verbs[group[0]] in vocabulary.products and said[:1] in (["a"], ["an"], ["un"], ["una"])
    between = [token.word for token in tokens[first + 1 : group[0]]]
    if not own_work and (vocabulary.clauses & set(between) or _has_purpose(between)):
        return True
    before = {_stem(token.word) for token in tokens[first : group[0]] if len(token.word) >= SHORTEST_STEM}
    return any(len(word) >= SHORTEST_STEM and _stem(word) in before for word in said)


def _stem(word: str) -> str:
    return word[:SHORTEST_STEM]


def _has_pronoun(word: str) -> bool:
    """Spanish "explicarlo", "resolverla": the pronoun is written to the verb."""
    found = _INFINITIVE.match(word)
    return found is not None and found.group(1) != word and not word.endswith(("se", "me"))


def _has_purpose(words: Sequence[str]) -> bool:
    """ "to compare", "para comparar": what follows a join may be a second purpose."""
    english, spanish = _forms("en"), _forms("es")
    return any(
        (one == "to" and other in english) or (one == "para" and _verb(other, "es", spanish) != "")
        for one, other in pairwise(words)
    )


# Words that end like Spanish infinitives and are none.
_NO_INFINITIVES = words_in(
    """
    lugar hogar mujer ayer familiar particular similar popular escolar lunar solar circular rectangular
    triangular singular auxiliar carácter mar par taller líder primer tercer cualquier nuclear celular
    molecular lineal azúcar dólar militar peculiar regular irregular muscular ocular placer deber
    menester alrededor titular estelar polar bipolar angular perpendicular poliedro tubular escalar
    vascular ejemplar pilar altar radar collar millar
    """
)


def _verb(word: str, language: str, forms: Mapping[str, str]) -> str:
    if word in forms:
        return forms[word]
    infinitive = _INFINITIVE.match(word) if language == "es" else None
    if not infinitive:
        return ""
    bare = infinitive.group(1)
    if bare in forms:
        return forms[bare]
    return bare if len(bare) > SHORTEST_INFINITIVE and bare not in _NO_INFINITIVES else ""


@cache
def _forms(language: str) -> Mapping[str, str]:
    """Verbs as they follow a lead-in, and the forms in which Spanish statements begin without one."""
    vocabulary = VOCABULARIES[language]
    forms = {verb: verb for verb in (*vocabulary.demands, *vocabulary.inner)}
    if language == "es":
        for verb in list(forms):
            for form in _spanish_forms(verb):
                forms.setdefault(form, verb)
    return forms


_IRREGULAR = {
    "comprender": "comprendo comprende comprenden comprenderá comprenderán",
    "entender": "entiendo entiende entienden",
    "saber": "sé sabe saben sabrá sabrán",
    "conocer": "conozco conoce conocen",
    "resolver": "resuelvo resuelve resuelven",
    "demostrar": "demuestro demuestra demuestran",
    "mostrar": "muestro muestra muestran",
    "contar": "cuento cuenta cuentan",
    "hacer": "hago hará harán",
    "decir": "digo dice dicen dirá dirán",
    "proponer": "propongo",
    "construir": "construyo construye construyen",
    "seguir": "sigo sigue siguen",
    "elegir": "elijo elige eligen",
    "medir": "mido mide miden",
    "corregir": "corrijo corrige corrigen",
    "predecir": "predigo predice predicen",
    "encontrar": "encuentro encuentra encuentran",
    "componer": "compongo",
    "describir": "describo",
    "dar": "doy",
    "convertir": "convierto convierte convierten",
    "inferir": "infiero infiere infieren",
}


def _spanish_forms(verb: str) -> list[str]:
    """First and third person, present and future, of a regular verb, and the few irregular ones that matter."""
    stem, ending = verb[:-2], verb[-2:]
    forms = _IRREGULAR.get(verb, "").split()
    if ending == "ar":
        forms += [stem + "o", stem + "a", stem + "an"]
    elif ending in ("er", "ir"):
        forms += [stem + "o", stem + "e", stem + "en"]
    if ending in ("ar", "er", "ir"):
        forms += [verb + "á", verb + "án", verb + "é"]
    return [form for form in forms if len(form) > 2 or form == "sé"]
