"""The demo's content: our own continuum, tasks, names and words, read from the demo folder's TOML files."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import (
    CompetencyContent,
    ContinuumMap,
    DescriptorContent,
    DomainContent,
    FrameworkContent,
    Importance,
    PrerequisiteContent,
    StrandContent,
)
from headway.district.demo.examples import example_problems, exemplars_of, notes_of, with_examples
from headway.district.demo.tasks import WholeTask, read_tasks
from headway.district.foundation.api import FieldProblem, Refused
from headway.mastery.simulation import CompetencyMap

__all__ = ["Content", "TaskText", "competency_map", "framework", "read"]

# Identifiers of the demo's framework and competencies are derived from their codes, so they last over builds.
NAMESPACE = uuid.UUID("5d0b9c0e-3c1d-5a53-9d0f-6b1d9c7e4a10")
TITLE = {"en": "Cedar Ridge continuum", "es": "Continuo de Cedar Ridge"}


@dataclass(frozen=True)
class TaskText:
    """A task of the demo, in both languages."""

    code: str
    title: Mapping[str, str]
    prompt: Mapping[str, str]
    competencies: tuple[str, ...]
    form: str
    depth: int | None


@dataclass(frozen=True)
class Content:
    """Everything in the demo folder. domains and strands as in the files; competencies in map order."""

    domains: tuple[dict[str, Any], ...]
    strands: tuple[dict[str, Any], ...]
    competencies: tuple[dict[str, Any], ...]
    tasks: tuple[TaskText, ...]
    names: Mapping[str, Mapping[str, list[str]]]
    places: Mapping[str, Any]
    feedback: Mapping[int, Mapping[str, list[str]]]
    reasons: Mapping[str, list[str]]
    whole_tasks: tuple[WholeTask, ...] = ()

    def domain(self, code: str) -> dict[str, Any]:
        return next(domain for domain in self.domains if domain["code"] == code)


def folder() -> Path:
    """The demo folder: the one that the settings name, else the checkout's."""
    named = settings.ENVIRONMENT["HEADWAY_DEMO_CONTENT"]
    return Path(named) if named else Path(__file__).resolve().parents[4] / "demo"


def read(root: Path | None = None) -> Content:
    """All files of the folder. Raises Refused naming the file that is missing or cannot be read."""
    root = root or folder()
    if not (root / "continuum").is_dir():
        raise Refused(
            _("The demo's content isn't there: %(folder)s.") % {"folder": root},
            remedy=_("Set HEADWAY_DEMO_CONTENT to the demo folder of the source."),
        )
    domains, strands, competencies, tasks = [], [], [], []
    examples: dict[str, list[dict[str, Any]]] = {"exemplar": [], "note": []}
    for place in sorted(path.parent for path in root.glob("continuum/*/domain.toml")):
        domain = _toml(place / "domain.toml")
        domains.append(domain)
        for path in sorted(place.glob("*.toml")):
            if path.name == "domain.toml":
                continue
            text = _toml(path)
            strand = text["strand"] | {"domain": domain["code"]}
            strands.append(strand)
            competencies += [one | {"strand": strand["code"]} for one in text.get("competency", ())]
            tasks += [_task(one) for one in text.get("task", ())]
        for path in sorted(place.glob("examples/*.toml")):
            text = _toml(path)
            for kind, found in examples.items():
                found += text.get(kind, ())
    domains.sort(key=lambda domain: domain["sequence"])
    place_of = {domain["code"]: place for place, domain in enumerate(domains)}
    # In learning order, as the files say: what others grow from stands first.
    strands.sort(key=lambda strand: (place_of[strand["domain"]], strand["sequence"], strand["code"]))
    strand_place = {strand["code"]: place for place, strand in enumerate(strands)}
    competencies.sort(key=lambda one: (strand_place[one["strand"]], one["level"], one["code"]))
    words = _toml(root / "words" / "feedback.toml")
    content = Content(
        domains=tuple(domains),
        strands=tuple(strands),
        competencies=tuple(with_examples(one, examples) for one in competencies),
        tasks=tuple(tasks),
        names=_toml(root / "people" / "names.toml"),
        places=_toml(root / "people" / "schools.toml"),
        feedback={level["number"]: {"en": level["en"], "es": level["es"]} for level in words["level"]},
        reasons=words["reasons"],
        whole_tasks=read_tasks(root, tasks, frozenset(one["code"] for one in competencies)),
    )
    _check(content, examples)
    return content


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise Refused(
            _("The demo's content isn't complete: %(file)s is not there.") % {"file": path},
            remedy=_("Restore the demo folder from the source."),
        ) from problem
    except tomllib.TOMLDecodeError as problem:
        raise Refused(
            _("The file %(file)s can't be read: %(problem)s.") % {"file": path, "problem": problem},
            remedy=_("Correct this line of the file."),
        ) from problem


def _task(text: dict[str, Any]) -> TaskText:
    return TaskText(
        code=text["code"],
        title=text["title"],
        prompt=text["prompt"],
        competencies=tuple(text["competencies"]),
        form=text["form"],
        depth=text.get("depth"),
    )


def _check(content: Content, examples: Mapping[str, list[dict[str, Any]]]) -> None:
    """References to competencies that aren't there, and examples that do not fit, all at once."""
    known = {one["code"] for one in content.competencies}
    problems = [
        FieldProblem(
            _("%(code)s is named, but there is no such competency.") % {"code": code},
            field=field,
            row=row,
            remedy=_("Correct the code, or add the competency."),
        )
        for row, field, codes in (
            *((one["code"], "prerequisites", one["prerequisites"]) for one in content.competencies),
            *((task.code, "competencies", task.competencies) for task in content.tasks),
            *(
                (kind, "competency", [one.get("competency", "")])
                for kind, found in examples.items()
                for one in found
            ),
        )
        for code in codes
        if code not in known
    ]
    problems += example_problems(content.competencies)
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))


def framework(content: Content) -> FrameworkContent:
    """The demo's continuum as the continuum's door takes it.

    Only essential prerequisites hold back. Where none of them is essential all do: otherwise a competency of level 12
    would stand open to a learner in kindergarten.
    """
    essential = {one["code"] for one in content.competencies if one["importance"] == Importance.ESSENTIAL}
    kinds = {domain["code"]: domain["kind"] for domain in content.domains}
    domain_of = {strand["code"]: strand["domain"] for strand in content.strands}
    return FrameworkContent(
        identifier=str(uuid.uuid5(NAMESPACE, "continuum")),
        title=TITLE["en"],
        creator=content.places["district"],
        is_continuum=True,
        translations={"es": {"title": TITLE["es"]}},
        domains=tuple(
            DomainContent(
                code=domain["code"],
                name=domain["name"]["en"],
                kind=domain["kind"],
                description=domain["description"]["en"],
                sequence=domain["sequence"],
                translations={
                    "es": {"name": domain["name"]["es"], "description": domain["description"]["es"]}
                },
            )
            for domain in content.domains
        ),
        strands=tuple(
            StrandContent(
                code=strand["code"],
                domain_code=strand["domain"],
                name=strand["name"]["en"],
                sequence=place,
                translations={"es": {"name": strand["name"]["es"]}},
            )
            for place, strand in enumerate(content.strands)
        ),
        competencies=tuple(
            CompetencyContent(
                identifier=identifier(one["code"]),
                title=one["title"]["en"],
                statement=one["i_can"]["en"],
                code=one["code"],
                domain_code=domain_of[one["strand"]],
                strand_code=one["strand"],
                kind=kinds[domain_of[one["strand"]]],
                level=one["level"],
                depth=one["depth"],
                importance=one["importance"],
                weight=one["weight"],
                sequence=place,
                translations={"es": {"title": one["title"]["es"], "statement": one["i_can"]["es"]}},
                descriptors=tuple(
                    DescriptorContent(level, text, {"es": {"text": spanish}})
                    for level, (text, spanish) in enumerate(
                        zip(one["descriptors"]["en"], one["descriptors"]["es"], strict=True), start=1
                    )
                ),
                exemplars=exemplars_of(one),
                notes=notes_of(one),
            )
            for place, one in enumerate(content.competencies)
        ),
        prerequisites=tuple(
            PrerequisiteContent(
                identifier(before),
                identifier(one["code"]),
                is_gate=before in essential or essential.isdisjoint(one["prerequisites"]),
            )
            for one in content.competencies
            for before in one["prerequisites"]
        ),
    )


def identifier(code: str) -> str:
    return str(uuid.uuid5(NAMESPACE, code))


def competency_map(content: Content, continuum: ContinuumMap) -> CompetencyMap:
    """The published continuum as the simulation needs it; nodes are the map's positions."""
    domain_place = {domain.id: place for place, domain in enumerate(continuum.domains)}
    strand_place = {strand.id: place for place, strand in enumerate(continuum.strands)}
    position = {one.code: one.position for one in continuum.competencies}
    return CompetencyMap(
        graph=continuum.graph,
        domain=np.array([domain_place[one.domain_id or -1] for one in continuum.competencies]),
        strand=np.array([strand_place[one.strand_id or -1] for one in continuum.competencies]),
        tasks=tuple(tuple(position[code] for code in task.competencies) for task in content.tasks),
    )
