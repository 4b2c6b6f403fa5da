"""A requirement in words: what it asks for, and what of it is still needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from headway.mastery.facts import Form
from headway.mastery.proficiency.requirements import Any, Filter, Predicate, SecondScorer, Tree
from headway.mastery.proficiency.requirements.filters import MARKS
from headway.mastery.proficiency.requirements.trees import All
from headway.mastery.proficiency.wording import phrases
from headway.mastery.proficiency.wording.phrases import Phrase

Register = Literal["plain", "full"]


def asks(tree: Tree, language: str, register: Register = "plain") -> str:
    """What a requirement asks for, as a part of a sentence."""
    if isinstance(tree, Predicate):
        return _of_predicate(tree, tree.at_least, phrases.ASKS[language], language, register)
    return _joined(tree, [asks(part, language, register) for part in tree.parts], language)


def more(tree: Tree, gap: int, language: str, register: Register = "plain") -> str:
    """What is still needed of it: gap more than there is. Of a choice, what it asks for."""
    if isinstance(tree, Predicate):
        return _of_predicate(tree, gap, phrases.MORE[language], language, register)
    return asks(tree, language, register)


def how(traits: str, language: str) -> str:
    """How an added piece comes about; traits as a reason carries them, such as `context,depth=3`."""
    said = []
    listed_traits = traits.split(",")
    for trait in listed_traits:
        name, _, value = trait.partition("=")
        if name == "context" and "transfer" in listed_traits:
            continue  # a situation that is new is another one
        phrase = phrases.HOW[language][name]
        assert isinstance(phrase, str)
        depth = phrases.DEPTHS[language][int(value) - 1] if name == "depth" else ""
        form = phrases.FORMS[language][int(value)] if name == "form" else ""
        said.append(phrase.format(value=value, depth=depth, form=form))
    return listed(said, language, "and")


def listed(some: Sequence[str], language: str, word: str) -> str:
    """One, two and three."""
    between = f" {phrases.JOINED[language][word]} "
    return between.join([", ".join(some[:-1]), some[-1]]) if len(some) > 1 else some[0]


def _of_predicate(
    predicate: Predicate, count: int, table: phrases.Phrases, language: str, register: Register
) -> str:
    settings = {
        "count": count,
        "of": getattr(predicate, "of", ""),
        "raters": getattr(predicate, "raters", ""),
        "filter": _of_filter(predicate.only, language, register),
    }
    said = _form(table[predicate.NAME], count).format(**settings)
    if isinstance(predicate, SecondScorer) and register == "full":
        said += f" ({phrases.AGREEMENT[language][predicate.agree]})"
    return said


def _of_filter(only: Filter, language: str, register: Register) -> str:
    table = phrases.FILTER[language]
    said = []
    for name, forms in (("forms", only.forms), ("without_forms", only.without_forms)):
        if forms:
            said.append(_form(table[name]).format(forms=_forms(forms, language)))
    if only.depth is not None:
        name = "depth_full" if register == "full" else "depth"
        depth = phrases.DEPTHS[language][only.depth - 1]
        said.append(_form(table[name]).format(depth=depth, number=only.depth))
    marks = {name: _form(table[name]) for name in MARKS}
    said += [phrase for name, phrase in marks.items() if MARKS[name] in only.marks]
    said += [
        _form(table["without"]).format(mark=phrase)
        for name, phrase in marks.items()
        if MARKS[name] in only.without
    ]
    if only.raters > 1:
        said.append(_form(table["raters"]).format(count=only.raters))
    for name, limit in (("within_days", only.within_days), ("last", only.last)):
        if limit is not None:
            said.append(_form(table[name], limit).format(count=limit))
    return " " + ", ".join(said) if said else ""


def _forms(forms: Sequence[Form], language: str) -> str:
    return listed([phrases.FORMS[language][form] for form in forms], language, "or")


def _form(phrase: Phrase, count: int = 1) -> str:
    return phrase if isinstance(phrase, str) else phrase["one" if count == 1 else "other"]


def _joined(tree: All, parts: list[str], language: str) -> str:
    """A choice inside another group stands in brackets, so that it is read in one way only."""
    words = phrases.JOINED[language]
    if len(parts) == 1:
        return parts[0]
    said = [
        f"({part})" if isinstance(one, All) and len(one.parts) > 1 and not _reads_on(tree, one) else part
        for one, part in zip(tree.parts, parts, strict=True)
    ]
    if isinstance(tree, Any):
        return f"{words['either']}{str(words['any']).join(said)}"
    return str(words["all"]).join(said)


def _reads_on(tree: All, part: All) -> bool:
    """“Either one; or two together with three” needs no brackets."""
    return isinstance(tree, Any) and not isinstance(part, Any)
