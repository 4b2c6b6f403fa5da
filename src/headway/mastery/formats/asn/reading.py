"""From the bytes of an RDF/XML, RDF/JSON or CTDL-ASN file to a `Framework`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from headway.mastery.formats.asn import vocabulary as v
from headway.mastery.formats.asn.graph import Graph
from headway.mastery.formats.asn.json_graphs import graph_of_json, parsed
from headway.mastery.formats.asn.model import Alignment, Framework, Statement
from headway.mastery.formats.asn.rdf_xml import graph_of_xml
from headway.mastery.formats.asn.trees import Forest, forest_of
from headway.mastery.formats.asn.wording import problem, refuse
from headway.mastery.formats.markup import plain
from headway.mastery.formats.opening import MEGABYTE, decoded, refuse_other_files, unpacked
from headway.mastery.formats.problems import Problem, shown

__all__ = ["DEFAULT_MAX_BYTES", "read_framework", "read_graph"]

DEFAULT_MAX_BYTES = 32 * MEGABYTE
FALLBACK_LANGUAGE = "en"


def read_framework(raw: bytes, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Framework:
    """The framework in an ASN file (RDF/XML or RDF/JSON), an Australian MRAC file (RDF/XML) or CTDL-ASN (JSON-LD).

    Plain or gzip; `max_bytes` bounds the size after unpacking. What is not understood is kept with the items and
    counted in `unknown`. Raises FormatProblem when the file cannot be taken apart, declares entities, or holds no
    items, or several frameworks.
    """
    raw = unpacked(raw, max_bytes)
    refuse_other_files(raw)
    text = decoded(raw)
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return read_graph(graph_of_xml(text))
    return read_graph(graph_of_json(parsed(text)))


def read_graph(graph: Graph) -> Framework:
    """The same for a graph that was taken apart already."""
    return _Reading(graph).framework()


class _Reading:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.problems: list[Problem] = []
        self.document = self._document()
        self.language = self._document_language()
        self.unknown: Counter[str] = Counter()
        self.untagged = 0
        self.only_in: Counter[str] = Counter()
        self.odd_levels: Counter[str] = Counter()

    def framework(self) -> Framework:
        graph, document = self.graph, self.document
        items = [one for one in graph.things if graph.is_a(one, *v.STATEMENT_TYPES) and one != document]
        if not items:
            raise refuse("no_statements", count=len(graph.things))
        silent = self._silent(items)
        forest = forest_of(graph, document, items, silent, self.problems)
        statements = self._statements(forest)
        titles, descriptions = self._titles(forest), self._by_language(document, v.DESCRIPTION)
        self._remark(silent)
        rights = graph.first(document, *v.RIGHTS)
        license = self._about_file(*v.LICENSE)
        if not license:
            said = problem("no_licence", rights=rights) if rights else problem("no_licence_no_rights")
            self.problems.append(said)
        modified = self._about_file(*v.MODIFIED)
        if not modified:
            self.problems.append(problem("no_moment"))
        return Framework(
            uri=document,
            titles=titles,
            descriptions=descriptions if descriptions != titles else {},
            creator="; ".join(
                dict.fromkeys(one.text for one in graph.values(document, *v.CREATOR) if not one.is_address)
            ),
            publisher="; ".join(
                dict.fromkeys(one.text for one in graph.values(document, *v.PUBLISHER) if not one.is_address)
            ),
            rights=rights,
            rights_holder=graph.first(document, *v.RIGHTS_HOLDER) or self._about_file(*v.RIGHTS_HOLDER),
            license=license,
            status=_last(graph.first(document, *v.STATUS)),
            source=graph.first(document, *v.SOURCE),
            version=graph.first(document, *v.VERSION),
            jurisdiction=_last(graph.first(document, *v.JURISDICTION)),
            subjects=self._subjects(document),
            education_levels=self._levels(document),
            language=self.language,
            modified=modified,
            statements=statements,
            unknown=dict(self.unknown.most_common()),
            problems=tuple(self.problems),
        )

    # -- the framework -------------------------------------------------------------------------------------------

    def _document(self) -> str:
        """The address of the framework: what says that it is one, else the one thing at the top, else where items
        say they belong."""
        graph = self.graph
        documents = [one for one in graph.things if graph.is_a(one, *v.DOCUMENT_TYPES)]
        if len(documents) > 1:
            titles = [graph.first(one, *v.TITLE) or one for one in documents]
            raise refuse("several_frameworks", titles="; ".join(titles[:5]))
        if documents:
            return documents[0]
        items = [one for one in graph.things if graph.is_a(one, *v.STATEMENT_TYPES)]
        below = {child for one in graph.things for child in graph.addresses(one, *v.CHILD)}
        tops = [one for one in items if one not in below and not graph.addresses(one, *v.PARENT)]
        if len(tops) == 1 and len(items) > 1:
            return tops[0]
        belongs = Counter(whole for one in items for whole in graph.addresses(one, *v.PART_OF))
        address = belongs.most_common(1)[0][0] if belongs else (items[0] + "#framework" if items else "")
        if items:
            self.problems.append(problem("no_document", name=shown(_last(address), 80)))
        return address

    def _document_language(self) -> str:
        written = self.graph.first(self.document, *v.LANGUAGE)
        if written:
            return v.tag_of(written)
        tags: Counter[str] = Counter()
        translations: set[str] = set()  # beside words without a language, a tag tells what those are not
        untagged = 0
        for said in self.graph.things.values():
            for name, values in said.items():
                found = [v.tag_of(value.language) for value in values if value.language]
                silent = [value for value in values if value.text.strip() and not value.language]
                tags.update(found)
                untagged += len(silent) if name in v.WORDS else 0
                if found and silent:
                    translations.update(found)
        for tag in translations:
            del tags[tag]
        tag, count = tags.most_common(1)[0] if tags else (FALLBACK_LANGUAGE, 0)
        # A few words in a named language say nothing about many without one.
        return tag if count >= untagged else FALLBACK_LANGUAGE

    def _titles(self, forest: Forest) -> dict[str, str]:
        """The title; where the uppermost item is the framework, the deepest heading that stands alone names it."""
        titles = self._by_language(self.document, v.TITLE)
        if self.graph.is_a(self.document, *v.STATEMENT_TYPES):
            written = titles.get(self.language, "")
            name = self._lone_heading(forest)
            if name and name != written:
                holder = self.graph.first(self.document, *v.RIGHTS_HOLDER)
                titles[self.language] = f"{name} ({holder})" if holder else name
                self.problems.append(
                    problem("title_from_heading", written=written or "–", name=titles[self.language])
                )
        return titles or {self.language: _last(self.document) or self.document}

    def _lone_heading(self, forest: Forest) -> str:
        below, name = forest.children.get(self.document, ()), ""
        while len(below) == 1:
            name = self.graph.first(below[0], *v.TITLE, *v.WORDS)
            below = forest.children.get(below[0], ())
        return name

    def _about_file(self, *names: str) -> str:
        """Said of the framework, or of the file that is about it."""
        found = self.graph.first(self.document, *names)
        if found:
            return found
        for one in self.graph.things:
            if self.document in self.graph.addresses(one, v.ABOUT):
                return self.graph.first(one, *names)
        return ""

    # -- items ---------------------------------------------------------------------------------------------------

    def _silent(self, items: Iterable[str]) -> set[str]:
        """The items that say nothing at all."""
        return {
            one
            for one in items
            if not self.graph.first(one, *v.WORDS, *v.TITLE) and not self.graph.first(one, *v.CODE)
        }

    def _statements(self, forest: Forest) -> tuple[Statement, ...]:
        guids: dict[str, str] = {}
        made = []
        for address in forest.order:
            one = self._statement(address, forest.parents.get(address, ()))
            if one.guid:
                if one.guid in guids:
                    self.problems.append(
                        problem("guid_twice", row=address, identifier=one.code, value=one.guid)
                    )
                    one = replace(one, guid="")
                else:
                    guids[one.guid] = address
            made.append(one)
        return tuple(made)

    def _statement(self, address: str, parents: tuple[str, ...]) -> Statement:
        graph = self.graph
        code = graph.first(address, *v.CODE)
        titles = self._by_language(address, v.TITLE)
        words = self._by_language(address, v.WORDS, remark=code)
        extra: list[str] = []
        if titles and words and not graph.first(address, *v.SHORT_NAME):
            # The Australian files: the title is the statement, the description a longer text about it.
            extra = list(words.values())
            words, titles = titles, {}
        elif not words:
            words, titles = titles, {}
        if not words:
            words = {self.language: code}
            self.problems.append(problem("code_for_statement", row=address, identifier=code, value=code))
        self._remark_on_languages(address, words)
        exact = [one.text for one in graph.values(address, f"{v.SKOS}exactMatch", *v.GUID)]
        guid = next((found for one in exact if (found := v.uuid_in(one))), "")
        return Statement(
            uri=address,
            guid=guid,
            statements=words,
            titles=titles,
            code=code,
            alternative_code=graph.first(address, *v.OTHER_CODE),
            enumeration=graph.first(address, *v.ENUMERATION),
            label=graph.first(address, *v.LABEL),
            education_levels=self._levels(address, count=True),
            subjects=self._subjects(address),
            concepts=tuple(dict.fromkeys(_last(one.text) for one in graph.values(address, *v.CONCEPT))),
            notes=(*extra, *(plain(one.text) for one in graph.values(address, *v.COMMENT))),
            rights=graph.first(address, *v.RIGHTS),
            modified=graph.first(address, *v.MODIFIED),
            language=v.tag_of(graph.first(address, *v.LANGUAGE)) or self.language,
            indexed=_last(graph.first(address, *v.INDEXED)).lower() not in ("no", "false"),
            parents=parents,
            alignments=self._alignments(address),
            other=self._other(address),
        )

    def _by_language(self, address: str, names: tuple[str, ...], remark: str | None = None) -> dict[str, str]:
        """The texts of the first of these properties that is there, one for each language."""
        for name in names:
            found: dict[str, str] = {}
            twice = 0
            for value in self.graph.values(address, name):
                if not value.text.strip():
                    continue
                tag = v.tag_of(value.language) if value.language else self.language
                twice += tag in found
                found.setdefault(tag, plain(value.text))
            if found:
                if twice and remark is not None:
                    self.problems.append(
                        problem("two_statements", row=address, identifier=remark, count=twice + 1)
                    )
                return found
        return {}

    def _alignments(self, address: str) -> tuple[Alignment, ...]:
        return tuple(
            Alignment(v.prefixed(name), target)
            for name in v.ALIGNMENTS
            for target in self.graph.addresses(address, name)
            if not v.uuid_in(target)
        )

    def _levels(self, address: str, *, count: bool = False) -> tuple[str, ...]:
        codes = tuple(dict.fromkeys(v.level_code(one.text) for one in self.graph.values(address, *v.LEVEL)))
        if count:
            self.odd_levels.update(code for code in codes if code not in v.KNOWN_LEVELS)
        return codes

    def _subjects(self, address: str) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(self._named(one.text) for one in self.graph.values(address, *v.SUBJECT) if one.text)
        )

    def _named(self, written: str) -> str:
        """The name of a term: what the file calls it, else the last part of its address."""
        return self.graph.first(written, *v.TITLE) or _last(written)

    def _other(self, address: str) -> Mapping[str, tuple[str, ...]]:
        kept: defaultdict[str, list[str]] = defaultdict(list)
        for name, values in self.graph.things[address].items():
            if name not in v.UNDERSTOOD:
                kept[v.prefixed(name)] += [one.text for one in values]
                self.unknown[v.prefixed(name)] += len(values)
        return {name: tuple(values) for name, values in kept.items()}

    # -- what is said --------------------------------------------------------------------------------------------

    def _remark_on_languages(self, address: str, words: Mapping[str, str]) -> None:
        if self.language not in words:
            self.only_in[next(iter(words))] += 1
            return
        written = list(self.graph.values(address, *v.WORDS, *v.TITLE))
        self.untagged += bool(written) and not any(value.language for value in written)

    def _remark(self, silent: Iterable[str]) -> None:
        say = self.problems.append
        for address in sorted(silent):
            say(problem("no_words", row=address, identifier=address))
        if self.untagged:
            say(problem("no_language", language=self.language, count=self.untagged))
        for language, count in self.only_in.most_common():
            say(problem("other_language", language=language, count=count))
        for level, count in self.odd_levels.most_common():
            say(problem("unknown_level", field="educationLevel", value=level, count=count))
        twice = [one for one, count in self.graph.described.items() if count > 1]
        if twice:
            say(problem("described_twice", count=len(twice), value=twice[0]))
        for name, count in self.unknown.most_common():
            say(problem("unknown_property", field=name, count=count))
        for form, count in self.graph.unread.most_common():
            say(problem("not_expressible", field=form, count=count))


def _last(address: str) -> str:
    return (
        address.strip().rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        if "/" in address
        else address.strip()
    )
