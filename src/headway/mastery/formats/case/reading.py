"""From the bytes of a CASE package to a `CasePackage`: everything that can be understood, and remarks on the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from headway.mastery.formats.case.checks import Nodes, check_structure
from headway.mastery.formats.case.decoding import (
    DEFAULT_MAX_BYTES,
    described,
    holds_unkeepable_text,
    read_json_object,
)
from headway.mastery.formats.case.members import Members, Remarks, says_something
from headway.mastery.formats.case.model import (
    Association,
    CasePackage,
    Definition,
    Document,
    Item,
    Link,
    Rubric,
    RubricCriterion,
)
from headway.mastery.formats.case.rubrics import by_position, rubric_level
from headway.mastery.formats.case.shape import check_shape, detect_version, listed, row_of
from headway.mastery.formats.case.vocabulary import (
    ASSOCIATION_TYPES,
    DEFINITION_KINDS,
    EXTENSION_WORD,
    INDISPENSABLE,
    PLACES,
    REQUIRED,
    SPELLINGS,
    UUID,
    CaseVersion,
    identity,
)
from headway.mastery.formats.case.wording import refuse


def read_package(raw: bytes, *, max_bytes: int = DEFAULT_MAX_BYTES) -> CasePackage:
    """The framework in a CASE 1.0 or 1.1 package, plain or gzip.

    `max_bytes` bounds the size after unpacking. An object that cannot be understood is left out of the typed members,
    stays in `content`, and has an error in `problems`; the others are read. Raises `FormatProblem` when the file as a
    whole cannot be taken apart (see `read_json_object`), or has no CFDocument with an identifier, or holds something
    else where a list of objects should be.
    """
    content, may_hold_unkeepable = read_json_object(raw, max_bytes)
    return read_content(content, may_hold_unkeepable=may_hold_unkeepable)


def read_content(content: Mapping[str, Any], *, may_hold_unkeepable: bool = True) -> CasePackage:
    """The same as `read_package` for JSON that is already parsed, such as an answer of another system.

    `may_hold_unkeepable=False` skips the search for characters that cannot be stored.
    """
    check_shape(content)
    return _Reader(content, may_hold_unkeepable).package()


class _Reader:
    """One pass over the content, kind by kind, so that links find the objects they lead to."""

    def __init__(self, content: Mapping[str, Any], may_hold_unkeepable: bool) -> None:
        self.content = content
        self.may_hold_unkeepable = may_hold_unkeepable
        self.remarks = Remarks()
        self.left_out: set[str] = set()
        # identity -> kind -> row of the object that was taken under it
        self.taken: dict[str, dict[str, str]] = {}
        # identity -> row of the items that were left out
        self.items_left_out: dict[str, str] = {}

    def package(self) -> CasePackage:
        document = self._document()
        items = tuple(self._item(members, position) for position, members in self._taken("CFItem"))
        nodes = Nodes(document, items, self.items_left_out)
        definitions = tuple(
            self._definition(kind, members, position)
            for kind in DEFINITION_KINDS
            for position, members in self._taken(kind)
        )
        rubrics = tuple(
            self._rubric(members, position, nodes) for position, members in self._taken("CFRubric")
        )
        associations = [
            self._association(members, position, nodes) for position, members in self._taken("CFAssociation")
        ]
        kept = check_structure([one for one in associations if one is not None], nodes, self.remarks)
        self.left_out |= kept.left_out
        version = self._version()
        return CasePackage(
            document=document,
            items=items,
            associations=kept.associations,
            groupings=tuple(one for one in definitions if one.kind == "CFAssociationGrouping"),
            definitions=tuple(one for one in definitions if one.kind != "CFAssociationGrouping"),
            rubrics=rubrics,
            case_version=version,
            problems=self.remarks.all(),
            left_out=frozenset(self.left_out),
            content=self.content,
        )

    # -- taking objects ------------------------------------------------------------------------------------------

    def _taken(self, kind: str) -> Iterator[tuple[int, Members]]:
        """The objects of one kind that can be understood, with their positions."""
        for position, payload in enumerate(listed(self.content, kind)):
            members = self._take(kind, payload, row_of(kind, position))
            if members is not None:
                yield position, members

    def _take(self, kind: str, payload: object, row: str) -> Members | None:
        if not isinstance(payload, dict):
            self._leave_out("not_an_object", row, what=kind, found=described(payload))
            return None
        members = Members(payload, kind, row, self.remarks)
        if not self._complete(members) or not self._keepable(members) or not self._single(members):
            if kind == "CFItem":
                self.items_left_out[identity(members.identifier)] = row
            return None
        members.remark_on_others()
        return members

    def _complete(self, members: Members) -> bool:
        """Whether nothing indispensable is missing; says what is."""
        complete = True
        payload, kind = members.payload, members.kind
        for field in REQUIRED[kind]:
            value = members.identifier if field == "identifier" else payload.get(field)
            if says_something(value, field):
                continue
            if field in INDISPENSABLE:
                self._leave_out("missing_needed", members.row, members.identifier, field, what=kind)
                complete = False
            else:
                self.remarks.say(
                    "missing_expected",
                    row=members.row,
                    identifier=members.identifier,
                    field=field,
                    what=kind,
                )
        return complete

    def _keepable(self, members: Members) -> bool:
        if self.may_hold_unkeepable and holds_unkeepable_text(members.payload):
            self._leave_out("unkeepable_text", members.row, what=members.kind)
            return False
        return True

    def _single(self, members: Members) -> bool:
        """Whether this object may use its identifier; remarks when the identifier is unusual."""
        identifier, kind, row = members.identifier, members.kind, members.row
        key = identity(identifier)
        if not UUID.fullmatch(key):
            self.remarks.say("not_a_uuid", row=row, identifier=identifier, field="identifier")
        earlier = self.taken.setdefault(key, {})
        # Links lead to the framework or to an item, so these two share one set of identifiers.
        first = earlier.get(kind) or (earlier.get("CFDocument") if kind == "CFItem" else None)
        if first:
            self._leave_out("identifier_twice", row, identifier, "identifier", first=first)
            return False
        if earlier:
            first = next(iter(earlier.values()))
            self.remarks.say(
                "identifier_shared", row=row, identifier=identifier, field="identifier", first=first
            )
        earlier[kind] = row
        return True

    def _leave_out(
        self, wording: str, row: str, identifier: str = "", field: str = "", **params: object
    ) -> None:
        self.left_out.add(row)
        self.remarks.say(wording, row=row, identifier=identifier, field=field, **params)

    # -- one object of each kind ---------------------------------------------------------------------------------

    def _document(self) -> Document:
        payload = self.content["CFDocument"]
        if not Members(payload, "CFDocument", "CFDocument", self.remarks).identifier:
            raise refuse("document_unnamed", row="CFDocument", field="identifier")
        if self.may_hold_unkeepable and holds_unkeepable_text(self._around_objects()):
            raise refuse("unkeepable_outside")
        members = self._take("CFDocument", payload, "CFDocument")
        assert members is not None, "a document with an identifier and checked text is always taken"
        text = members.text
        return Document(
            identifier=members.identifier,
            uri=text("uri"),
            title=text("title"),
            creator=text("creator"),
            last_changed=members.moment("lastChangeDateTime"),
            language=text("language"),
            description=text("description"),
            notes=text("notes"),
            version=text("version"),
            publisher=text("publisher"),
            official_source=text("officialSourceURL"),
            adoption_status=text("adoptionStatus"),
            framework_type=text("frameworkType"),
            subjects=members.texts("subject"),
            subject_links=members.links("subjectURI"),
            license=members.link("licenseURI"),
            status_start=members.day("statusStartDate"),
            status_end=members.day("statusEndDate"),
            payload=payload,
        )

    def _around_objects(self) -> list[Any]:
        """The document, and all that is not in one of the lists of objects."""
        lists = {place[0] for place in PLACES.values() if len(place) == 1} - {"CFDocument"}
        inner = {place[1] for place in PLACES.values() if len(place) == 2}
        around: list[Any] = [[*self.content]]
        around += [value for name, value in self.content.items() if name not in lists | {"CFDefinitions"}]
        definitions = self.content.get("CFDefinitions") or {}
        around += [(name, value) for name, value in definitions.items() if name not in inner]
        return around

    def _item(self, members: Members, position: int) -> Item:
        text = members.text
        return Item(
            identifier=members.identifier,
            uri=text("uri"),
            statement=text("fullStatement"),
            code=text("humanCodingScheme"),
            abbreviated=text("abbreviatedStatement"),
            alternative_label=text("alternativeLabel"),
            enumeration=text("listEnumeration") or text("listEnumInSource"),
            item_type=text("CFItemType"),
            item_type_link=members.link("CFItemTypeURI"),
            keywords=members.texts("conceptKeywords"),
            keywords_link=members.link("conceptKeywordsURI"),
            subjects=members.texts("subject"),
            subject_links=members.links("subjectURI"),
            education_levels=members.education_levels(),
            language=text("language"),
            notes=text("notes"),
            license=members.link("licenseURI"),
            status_start=members.day("statusStartDate"),
            status_end=members.day("statusEndDate"),
            last_changed=members.moment("lastChangeDateTime"),
            position=position,
            payload=members.payload,
        )

    def _definition(self, kind: str, members: Members, position: int) -> Definition:
        text = members.text
        return Definition(
            kind=kind,
            identifier=members.identifier,
            uri=text("uri"),
            title=text("title"),
            description=text("description"),
            hierarchy_code=text("hierarchyCode"),
            type_code=text("typeCode"),
            keywords=text("keywords"),
            license_text=text("licenseText"),
            last_changed=members.moment("lastChangeDateTime"),
            position=position,
            payload=members.payload,
        )

    def _association(self, members: Members, position: int, nodes: Nodes) -> Association | None:
        origin, destination = members.link("originNodeURI"), members.link("destinationNodeURI")
        if origin is None or destination is None:
            # The shape of the end was already remarked on; a link with one end is no link.
            field = "originNodeURI" if origin is None else "destinationNodeURI"
            self._leave_out("missing_needed", members.row, members.identifier, field, what="CFAssociation")
            return None
        origin_inside, origin = _placed(origin, nodes)
        destination_inside, destination = _placed(destination, nodes)
        return Association(
            identifier=members.identifier,
            uri=members.text("uri"),
            type=self._association_type(members),
            origin=origin,
            destination=destination,
            origin_inside=origin_inside,
            destination_inside=destination_inside,
            sequence=members.sequence_number(),
            grouping=members.link("CFAssociationGroupingURI"),
            notes=members.text("notes"),
            last_changed=members.moment("lastChangeDateTime"),
            position=position,
            payload=members.payload,
        )

    def _association_type(self, members: Members) -> str:
        written = members.text("associationType").strip()
        if written in ASSOCIATION_TYPES or EXTENSION_WORD.fullmatch(written):
            return written
        meant = SPELLINGS.get("".join(written.replace("_", " ").split()).lower())
        if meant is None:
            self.remarks.say(
                "unknown_association_type",
                row=members.row,
                identifier=members.identifier,
                field="associationType",
                value=written,
            )
            return written
        self.remarks.count(
            "type_spelling", row=members.row, field="associationType", value=written, read_as=meant
        )
        return meant

    def _rubric(self, members: Members, position: int, nodes: Nodes) -> Rubric:
        text = members.text
        criteria = [
            self._criterion(inner, nodes)
            for inner in self._taken_inside(members, "CFRubricCriterion", "CFRubricCriteria")
        ]
        return Rubric(
            identifier=members.identifier,
            uri=text("uri"),
            title=text("title"),
            description=text("description"),
            criteria=tuple(sorted(criteria, key=by_position)),
            last_changed=members.moment("lastChangeDateTime"),
            position=position,
            payload=members.payload,
        )

    def _criterion(self, members: Members, nodes: Nodes) -> RubricCriterion:
        text = members.text
        item = members.link("CFItemURI")
        item_inside = False
        if item is not None:
            item_inside, item = _placed(item, nodes)
            if not item_inside:
                self.remarks.say(
                    "criterion_unknown_item",
                    row=members.row,
                    identifier=members.identifier,
                    field="CFItemURI",
                    value=item.title or item.identifier or item.uri,
                )
        levels = [
            rubric_level(inner)
            for inner in self._taken_inside(members, "CFRubricCriterionLevel", "CFRubricCriterionLevels")
        ]
        return RubricCriterion(
            identifier=members.identifier,
            uri=text("uri"),
            category=text("category"),
            description=text("description"),
            item=item,
            item_inside=item_inside,
            weight=members.number("weight"),
            position=members.integer("position"),
            levels=tuple(sorted(levels, key=by_position)),
            last_changed=members.moment("lastChangeDateTime"),
            payload=members.payload,
        )

    def _taken_inside(self, around: Members, kind: str, field: str) -> Iterator[Members]:
        for index, payload in enumerate(around.objects(field)):
            members = self._take(kind, payload, f"{around.row}.{field}[{index}]")
            if members is not None:
                yield members

    # -- the version ---------------------------------------------------------------------------------------------

    def _version(self) -> CaseVersion:
        stated = self.content["CFDocument"].get("caseVersion")
        if stated in ("1.0", "1.1"):
            return stated
        version = detect_version(self.content)
        if stated is not None:
            self.remarks.say(
                "unknown_case_version", row="CFDocument", field="caseVersion", value=stated, read_as=version
            )
        return version


def _placed(link: Link, nodes: Nodes) -> tuple[bool, Link]:
    """Whether the link leads to a node of this package, and the link with that node's own identifier."""
    found = nodes.find(link)
    if found is None:
        return False, link
    return True, link if found == link.identifier else replace(link, identifier=found)
