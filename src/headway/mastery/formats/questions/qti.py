"""QTI 2.2 and 3.0, the part of them that is a choice or a short answer: items one by one, or in a package.

Read are choiceInteraction (one or several) and textEntryInteraction with a response declaration (correctResponse, or a
mapping whose entries are worth more than nothing). Everything else is named and left out. Entities and document types
are refused before anything of them is resolved; a package is unpacked within bounds.
Sources: 1EdTech, QTI 2.2 and QTI 3.0 information models; competencies from the manifest's curriculum standards (GUID),
its classification (taxon), or an item's `label`.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from headway.mastery.formats.opening import MEGABYTE
from headway.mastery.formats.problems import FormatProblem, Problem
from headway.mastery.formats.questions.model import CHOICE, SEVERAL, SHORT, Question, Read, Words, objection
from headway.mastery.formats.questions.wording import problem, refuse
from headway.mastery.formats.questions.words_of_markup import WordlessPicture, local, words_of

__all__ = ["is_item", "read_item_file", "read_package"]

MOST_FILES = 5000
MOST_BYTES = 64 * MEGABYTE
LARGEST_ITEM = 2 * MEGABYTE
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
STANDARDS = {"guid", "sourcedid", "taxonid", "id", "identifier"}


def read_package(raw: bytes) -> Read:
    """A zip with items and, mostly, a manifest. Raises FormatProblem for one that is damaged, unsafe or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            files = _unpacked(archive)
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError, NotImplementedError) as error:
        if isinstance(error, FormatProblem):
            raise
        raise refuse("zip_damaged") from error
    manifest = next((name for name in files if posixpath.basename(name).lower() == "imsmanifest.xml"), "")
    about = _competencies(_parsed(files[manifest], manifest)) if manifest else {}
    base = posixpath.dirname(manifest)
    questions: list[Question] = []
    problems: list[Problem] = []
    found_any = False
    for name in sorted(files):
        if name == manifest or not name.lower().endswith(".xml"):
            continue
        try:
            root = _parsed(files[name], name)
        except FormatProblem as problem_:
            problems += problem_.problems
            continue
        if not is_item(root):
            continue
        found_any = True
        relative = posixpath.relpath(name, base) if base else name
        _take(root, name, about.get(relative, ()), questions, problems)
    if not found_any:
        raise refuse("no_items")
    return Read(_languages_together(questions, problems), tuple(problems))


def read_item_file(text: bytes, name: str = "the file") -> Read:
    """One item. Raises FormatProblem where it is none, or no XML that can be read safely."""
    root = _parsed(text, name)
    if not is_item(root):
        raise refuse("not_questions")
    questions: list[Question] = []
    problems: list[Problem] = []
    _take(root, name, (), questions, problems)
    return Read(tuple(questions), tuple(problems))


def is_item(root: Element) -> bool:
    return local(root.tag) == "assessmentitem"


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Names → bytes of the XML files, within bounds that are kept while unpacking: sizes in the directory may lie."""
    entries = [
        one for one in archive.infolist() if not one.is_dir() and one.filename.lower().endswith(".xml")
    ]
    if len(entries) > MOST_FILES:
        raise refuse("zip_too_large", limit=f"{MOST_FILES} files")
    files, left = {}, MOST_BYTES
    for entry in entries:
        with archive.open(entry) as file:
            held = file.read(min(left, LARGEST_ITEM) + 1)
        if len(held) > min(left, LARGEST_ITEM):
            raise refuse("zip_too_large", limit=f"{MOST_BYTES // MEGABYTE} MB")
        left -= len(held)
        files[posixpath.normpath(entry.filename.replace("\\", "/"))] = held
    return files


def _parsed(text: bytes, name: str) -> Element:
    try:
        return fromstring(text, forbid_dtd=True)
    except ParseError as error:
        raise refuse("not_xml", row=name, name=name, line=error.position[0]) from None
    except DefusedXmlException:
        raise refuse("unsafe_xml", row=name, name=name) from None
    except (ValueError, LookupError):
        raise refuse("not_xml", row=name, name=name, line=1) from None
    except RecursionError:
        raise refuse("too_deep", row=name, name=name) from None


def _competencies(manifest: Element) -> dict[str, tuple[str, ...]]:
    """File → codes and identifiers of competencies that its resource names."""
    found = {}
    for resource in _all(manifest, "resource"):
        named: list[str] = []
        for element in resource.iter():
            name = local(element.tag)
            text = (element.text or "").strip()
            if name in ("guid", "caseitemuri") and text:
                named.append(text.rstrip("/").rsplit("/", 1)[-1])
            elif name == "taxon":
                named += [
                    (one.text or "").strip()
                    for one in element.iter()
                    if local(one.tag) in ("id", "string", "langstring") and (one.text or "").strip()
                ]
        if href := resource.get("href"):
            found[posixpath.normpath(href)] = tuple(dict.fromkeys(named))
    return found


def _take(
    root: Element,
    name: str,
    competencies: tuple[str, ...],
    questions: list[Question],
    problems: list[Problem],
) -> None:
    identifier = root.get("identifier") or name
    named = {"row": name, "identifier": identifier}
    body = next(_all(root, "itembody"), None)
    interactions = [
        one for one in (body.iter() if body is not None else ()) if local(one.tag).endswith("interaction")
    ]
    if root.get("adaptive") == "true" or next(_all(root, "templatedeclaration"), None) is not None:
        problems.append(problem("adaptive_item", **named))
        return
    if body is None or not interactions:
        problems.append(problem("interaction_not_read", way="–", **named))
        return
    strange = [
        one for one in interactions if local(one.tag) not in ("choiceinteraction", "textentryinteraction")
    ]
    if strange:
        kind = str(strange[0].tag).rsplit("}", 1)[-1]
        problems.append(problem("interaction_not_read", way=kind, **named))
        return
    if len(interactions) > 1:
        problems.append(problem("several_interactions", count=len(interactions), **named))
        return
    try:
        one = _question(root, body, interactions[0], identifier, name)
    except WordlessPicture:
        problems.append(problem("picture", **named))
        return
    label = (root.get("label") or "").strip()
    one = replace(one, competencies=competencies or ((label,) if label else ()))
    against = objection(one)
    if against is not None:
        problems.append(against)
    else:
        questions.append(one)


def _question(root: Element, body: Element, asked: Element, identifier: str, name: str) -> Question:
    language = (root.get(LANGUAGE) or "en").split("-")[0].lower()
    right, mapped, several = _declared(root, _attribute(asked, "responseidentifier"))
    without = frozenset({"choiceinteraction", "textentryinteraction"})
    stem = words_of(body, without=without)
    if local(asked.tag) == "textentryinteraction":
        return Question(
            identifier,
            SHORT,
            language,
            Words(_with_gap(body, stem)),
            (),
            tuple(dict.fromkeys((*right, *mapped))),
            row=name,
        )
    prompt = next(_all(asked, "prompt"), None)
    if prompt is not None:
        stem = "\n".join(filter(None, (stem, words_of(prompt))))
    choices = list(_all(asked, "simplechoice"))
    most = _attribute(asked, "maxchoices")
    is_several = several or (most.isdigit() and int(most) != 1)
    return Question(
        identifier,
        SEVERAL if is_several else CHOICE,
        language,
        Words(stem, tuple(words_of(one) for one in choices)),
        tuple(one.get("identifier") or "" for one in choices),
        tuple(right or mapped),
        row=name,
    )


def _with_gap(body: Element, stem: str) -> str:
    """The place to write in is a line in the sentence, unless it stands at the end."""
    for parent in body.iter():
        for child in parent:
            if isinstance(child.tag, str) and local(child.tag) == "textentryinteraction":
                was = child.tail
                child.tail = " ___ " + (was or "")
                gapped = words_of(body, without=frozenset({"textentryinteraction"}))
                child.tail = was
                return stem if gapped.rstrip(" .\n").endswith("___") else gapped
    return stem


def _declared(root: Element, response: str) -> tuple[list[str], list[str], bool]:
    """(correct values, values worth something by the mapping, whether several are wanted)."""
    for declaration in _all(root, "responsedeclaration"):
        if declaration.get("identifier") != response:
            continue
        right = [
            (value.text or "").strip()
            for correct in _all(declaration, "correctresponse")
            for value in _all(correct, "value")
            if (value.text or "").strip()
        ]
        mapped = []
        for entry in _all(declaration, "mapentry"):
            try:
                worth = float(_attribute(entry, "mappedvalue") or 0)
            except ValueError:
                worth = 0.0
            if worth > 0 and _attribute(entry, "mapkey"):
                mapped.append(_attribute(entry, "mapkey"))
        return right, mapped, declaration.get("cardinality") in ("multiple", "ordered")
    return [], [], False


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _all(element: Element, name: str):  # type: ignore[no-untyped-def]
    return (one for one in element.iter() if isinstance(one.tag, str) and local(one.tag) == name)


def _languages_together(questions: list[Question], problems: list[Problem]) -> tuple[Question, ...]:
    """Items with one identifier in several languages are one question; English comes first where it is there."""
    found: dict[str, Question] = {}
    for one in sorted(questions, key=lambda q: q.language != "en"):
        first = found.get(one.identifier)
        if first is None:
            found[one.identifier] = one
        elif one.language in (first.language, *first.further):
            problems.append(problem("identifier_twice", row=one.row, identifier=one.identifier))
        elif one.codes != first.codes:
            problems.append(
                problem(
                    "choices_differ",
                    row=one.row,
                    identifier=one.identifier,
                    found=len(one.codes),
                    expected=len(first.codes),
                    language=one.language,
                )
            )
        else:
            words = replace(one.words, key=one.key if one.kind == SHORT else ())
            found[one.identifier] = replace(first, further={**first.further, one.language: words})
    return tuple(found.values())
