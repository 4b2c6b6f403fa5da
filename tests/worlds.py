"""Small named worlds. Alder is a school whose people one can remember; Birch is its neighbour, who must be refused.

    Three Rivers (district)   Priya Raman leads the curriculum · Adam Cole administers · Lena Moss leads
    ├── Alder (school)        Ms Ortiz teaches Mathematics to Ana, Ben, Chloe and Dev · Mr Webb advises them
    │                         Tessa tutors Ana · Cora counsels · Reggie keeps the register · Lee leads the school
    │                         Rosa (reads Spanish) is Ana's mother; Raul is Ana's father, who may not see her record
    │                         Nina has an account and no duty · Gus left the school last June
    └── Birch (school)        Mr Finch teaches Emil; Greta is Emil's guardian; every duty once

The continuum has twelve competencies on levels 3 to 5: mathematics and literacy, five each, and two habits.
Passwords are all PASSWORD. Times are those of `foundation.clock`, so a test that fixes the clock fixes the world.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from headway.district.continuum.models import (
    Competency,
    Descriptor,
    Domain,
    Framework,
    FrameworkVersion,
    Prerequisite,
    Strand,
)
from headway.district.foundation.api import Actor, clock
from headway.district.people import services as people
from headway.district.people.api import Viewer, viewer_for_person
from headway.district.people.models import Account, Learner, Organisation, Person, Section, Term

PASSWORD = "seven quiet herons"
BUILDER = Actor.system("test.world")


@dataclass
class World:
    """Everything in the world, by the name one remembers it under."""

    district: Organisation
    alder: Organisation
    birch: Organisation
    year: Term
    version: FrameworkVersion
    competencies: dict[str, Competency]
    people: dict[str, Person] = field(default_factory=dict)
    learners: dict[str, Learner] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """`world.ortiz` is a person, `world.ana` a learner, `world.mathematics` a section."""
        for named in ("learners", "people", "sections", "more"):
            if name in self.__dict__.get(named, {}):
                return self.__dict__[named][name]
        raise AttributeError(f"nobody and nothing in this world is called {name!r}")

    def competency(self, code: str) -> Competency:
        return self.competencies[code]

    @property
    def subjects(self) -> list[str]:
        """The codes that are rated; habits are noted apart."""
        return [code for code in self.competencies if not code.startswith("HS.")]

    def viewer(self, who: Person | Learner | str) -> Viewer:
        """How the system sees this person now: her duties and relations."""
        if isinstance(who, str):
            who = getattr(self, who)
        person = who.person if isinstance(who, Learner) else who
        viewer = viewer_for_person(person.pk)
        assert viewer is not None, f"{person.name} is not active"
        return viewer


# Who plays which part in the role-by-URL matrix: the fourteen kinds of visitor, and some more.
VISITORS = {
    "anonymous": None,
    "learner": "ana",
    "guardian": "rosa",
    "guardian who may not see": "raul",
    "teacher": "ortiz",
    "adviser": "webb",
    "tutor": "tessa",
    "curriculum lead": "priya",
    "counsellor": "cora",
    "registrar": "reggie",
    "school leader": "lee",
    "district leader": "lena",
    "administrator": "adam",
    "account without a duty": "nina",
    "learner of the neighbour": "emil",
    "guardian of the neighbour": "greta",
    "teacher of the neighbour": "finch",
    "adviser of the neighbour": "willow",
    "tutor of the neighbour": "tom",
    "counsellor of the neighbour": "carl",
    "registrar of the neighbour": "rhea",
    "leader of the neighbour": "leo",
    "administrator of the neighbour": "ada",
}


def build() -> World:
    """The whole world, in one database. Takes part of a second."""
    district = people.create_organisation(kind="district", name="Three Rivers", code="TR", by=BUILDER)
    alder = people.create_organisation(kind="school", name="Alder", code="ALD", parent=district, by=BUILDER)
    birch = people.create_organisation(kind="school", name="Birch", code="BIR", parent=district, by=BUILDER)
    version, competencies = _continuum(district)
    world = World(
        district=district,
        alder=alder,
        birch=birch,
        year=_school_year(district),
        version=version,
        competencies=competencies,
    )
    _Builder(world).everybody()
    return world


def _school_year(district: Organisation) -> Term:
    today = clock.today()
    first = today.year if today >= dt.date(today.year, 7, 1) else today.year - 1
    people.set_days_off(
        organisation=district,
        days=[(dt.date(first, 9, 7), "Labor Day"), (dt.date(first, 12, 25), "Winter break")],
        by=BUILDER,
    )
    return people.create_term(
        organisation=district,
        name=f"{first}-{first + 1}",
        starts_on=dt.date(first, 8, 17),
        ends_on=dt.date(first + 1, 6, 4),
        by=BUILDER,
    )


class _Builder:
    def __init__(self, world: World):
        self.world = world
        # Hashed once: the hash is slow by design, and thirty people would make every test slow.
        self.password = make_password(PASSWORD)

    def everybody(self) -> None:
        self._district_office()
        self._alder()
        self._birch()

    def _district_office(self) -> None:
        self._staff("priya", "Priya", "Raman", "curriculum_lead", self.world.district)
        self._staff("adam", "Adam", "Cole", "administrator", self.world.district)
        self._staff("lena", "Lena", "Moss", "leader", self.world.district)

    def _alder(self) -> None:
        world, alder, today = self.world, self.world.alder, clock.today()
        for key, given, family in (
            ("ana", "Ana", "Reyes"),
            ("ben", "Ben", "Okafor"),
            ("chloe", "Chloe", "Nguyen"),
            ("dev", "Dev", "Patel"),
        ):
            self._learner(key, given, family, alder)
        self._learner("gus", "Gus", "Lindholm", alder)
        people.record_departure(
            learner=world.gus, left_on=world.year.starts_on - dt.timedelta(60), by=BUILDER
        )
        self._guardian("rosa", "Rosa", "Reyes", "ana", language="es")
        self._guardian("raul", "Raul", "Reyes", "ana", may_see=False)
        self._staff("ortiz", "Elena", "Ortiz", "teacher", alder)
        self._staff("webb", "Aiden", "Webb", "adviser", alder)
        self._staff("tessa", "Tessa", "Lind", "tutor", alder)
        self._staff("cora", "Cora", "Bell", "counsellor", alder)
        self._staff("reggie", "Reggie", "Stone", "registrar", alder)
        self._staff("lee", "Lee", "Park", "leader", alder)
        self._person("nina", "Nina", "Voss")
        roster = (world.ana, world.ben, world.chloe, world.dev)
        self._section("mathematics", "Mathematics, Alder", "MA", alder, "ortiz", roster)
        self._home_group("cedar", "Cedar", alder, "webb", roster)
        people.assign_tutor(tutor=world.tessa, learner=world.ana, from_on=today, by=BUILDER)

    def _birch(self) -> None:
        world, birch, today = self.world, self.world.birch, clock.today()
        self._learner("emil", "Emil", "Sand", birch)
        self._guardian("greta", "Greta", "Sand", "emil")
        self._staff("finch", "Theo", "Finch", "teacher", birch)
        self._staff("willow", "Willow", "Gray", "adviser", birch)
        self._staff("tom", "Tom", "Ives", "tutor", birch)
        self._staff("carl", "Carl", "Dunn", "counsellor", birch)
        self._staff("rhea", "Rhea", "Fox", "registrar", birch)
        self._staff("leo", "Leo", "Hart", "leader", birch)
        self._staff("ada", "Ada", "Quinn", "administrator", birch)
        self._section("birch_mathematics", "Mathematics, Birch", "MA", birch, "finch", (world.emil,))
        self._home_group("maple", "Maple", birch, "willow", (world.emil,))
        people.assign_tutor(tutor=world.tom, learner=world.emil, from_on=today, by=BUILDER)

    def _person(self, key: str, given: str, family: str, *, language: str = "en") -> Person:
        person = people.create_person(given_name=given, family_name=family, language=language, by=BUILDER)
        account = Account.objects.create(username=key, email=f"{key}@example.org", password=self.password)
        person.account = account
        person.save(update_fields=["account"])
        self.world.people[key] = person
        return person

    def _staff(self, key: str, given: str, family: str, role: str, organisation: Organisation) -> None:
        person = self._person(key, given, family)
        people.assign_duty(person=person, role=role, organisation=organisation, by=BUILDER)

    def _learner(self, key: str, given: str, family: str, school: Organisation) -> None:
        person = self._person(key, given, family)
        self.world.learners[key] = people.admit_learner(
            person=person,
            school=school,
            local_identifier=f"L-{key}",
            birth_on=self.world.year.starts_on.replace(year=self.world.year.starts_on.year - 10),
            entered_on=self.world.year.starts_on.replace(year=self.world.year.starts_on.year - 2),
            by=BUILDER,
        )

    def _guardian(
        self, key: str, given: str, family: str, child: str, *, language: str = "en", may_see: bool = True
    ) -> None:
        person = self._person(key, given, family, language=language)
        people.set_guardian(
            guardian=person,
            learner=self.world.learners[child],
            relation="parent",
            may_see=may_see,
            by=BUILDER,
        )

    def _section(
        self,
        key: str,
        title: str,
        domain: str,
        school: Organisation,
        teacher: str,
        roster: tuple[Learner, ...],
    ) -> None:
        world = self.world
        course = people.create_course(
            organisation=world.district, title=title.split(",")[0], domain_code=domain, level=4, by=BUILDER
        )
        section = people.create_section(
            school=school, title=title, course=course, terms=[world.year], by=BUILDER
        )
        world.sections[key] = section
        people.staff_section(section=section, person=world.people[teacher], is_primary=True, by=BUILDER)
        for learner in roster:
            people.enrol(section=section, learner=learner, from_on=world.year.starts_on, by=BUILDER)

    def _home_group(
        self, key: str, name: str, school: Organisation, adviser: str, members: tuple[Learner, ...]
    ) -> None:
        world = self.world
        group = people.create_home_group(school=school, name=name, by=BUILDER)
        world.more[key] = group
        since = world.year.starts_on
        people.advise(home_group=group, person=world.people[adviser], from_on=since, by=BUILDER)
        for learner in members:
            people.join_home_group(home_group=group, learner=learner, from_on=since, by=BUILDER)


# -- a continuum small enough to draw on a napkin --

DOMAINS = (("MA", "Mathematics", "Matemáticas", "academic"), ("LI", "Literacy", "Lectura y escritura", "academic"),
           ("HS", "Habits of success", "Hábitos para el éxito", "habits"))  # fmt: skip
STRANDS = (("MA.FR", "MA", "Fractions", "Fracciones"), ("MA.DA", "MA", "Data", "Datos"),
           ("LI.RE", "LI", "Reading", "Lectura"), ("LI.WR", "LI", "Writing", "Escritura"),
           ("HS.PR", "HS", "Persisting", "Perseverar"))  # fmt: skip
# code, strand, level, title, título, the rest of "I can …", el resto de "Puedo …", needs
COMPETENCIES = (
    ("MA.FR.1", "MA.FR", 3, "Parts of a whole", "Partes de un todo",
     "name a part of a whole as a fraction.", "nombrar una parte de un todo como fracción.", ()),
    ("MA.FR.2", "MA.FR", 4, "Equal fractions", "Fracciones iguales",
     "explain why two fractions are equal.", "explicar por qué dos fracciones son iguales.", ("MA.FR.1",)),
    ("MA.FR.3", "MA.FR", 5, "Adding fractions", "Sumar fracciones",
     "add fractions with different denominators.", "sumar fracciones con distinto denominador.", ("MA.FR.2",)),
    ("MA.DA.1", "MA.DA", 4, "Reading a chart", "Leer una gráfica",
     "read and question a chart.", "leer y cuestionar una gráfica.", ()),
    ("MA.DA.2", "MA.DA", 5, "Planning a survey", "Planear una encuesta",
     "plan a survey and show what it found.", "planear una encuesta y mostrar lo que encontró.",
     ("MA.DA.1", "MA.FR.1")),
    ("LI.RE.1", "LI.RE", 3, "Main idea", "Idea principal",
     "tell what a text is mostly about.", "decir de qué trata un texto.", ()),
    ("LI.RE.2", "LI.RE", 4, "Evidence from the text", "Pruebas del texto",
     "quote the lines that support what I say.", "citar las líneas que apoyan lo que digo.", ("LI.RE.1",)),
    ("LI.RE.3", "LI.RE", 5, "Two sources", "Dos fuentes",
     "bring two sources together.", "reunir dos fuentes.", ("LI.RE.2",)),
    ("LI.WR.1", "LI.WR", 4, "An opinion with reasons", "Una opinión con razones",
     "write an opinion with reasons.", "escribir una opinión con razones.", ()),
    ("LI.WR.2", "LI.WR", 5, "Answering the other side", "Responder a la otra parte",
     "answer somebody who sees it otherwise.", "responder a quien lo ve de otro modo.",
     ("LI.WR.1", "LI.RE.2")),
    ("HS.PR.1", "HS.PR", 3, "Asking for help", "Pedir ayuda",
     "say what I tried and ask for help.", "decir qué intenté y pedir ayuda.", ()),
    ("HS.PR.2", "HS.PR", 4, "Trying another way", "Intentar de otra manera",
     "try another way when the first one did not work.", "intentar de otra manera.", ("HS.PR.1",)),
)  # fmt: skip
LEVEL_WORDS = (
    ("Starts with help.", "Empieza con ayuda."),
    ("Does parts of it alone.", "Hace partes por su cuenta."),
    ("Does it alone, in a familiar setting.", "Lo hace por su cuenta, en un contexto conocido."),
    ("Does it in a new setting and explains how.", "Lo hace en un contexto nuevo y explica cómo."),
)


def _continuum(district: Organisation) -> tuple[FrameworkVersion, dict[str, Competency]]:
    framework = Framework.objects.create(
        identifier="3f6f1f5e-6f43-5f0e-8f1a-7a11de7c0001",
        title="Three Rivers continuum",
        organisation=district,
        is_continuum=True,
        is_shared=True,
    )
    version = FrameworkVersion.objects.create(
        framework=framework,
        number=1,
        status="published",
        published_at=clock.now() - dt.timedelta(days=120),
        effective_on=clock.today() - dt.timedelta(days=120),
        published_by=BUILDER.key,
    )
    domains, strands, made = {}, {}, {}
    for sequence, (code, name, spanish, kind) in enumerate(DOMAINS):
        domains[code] = Domain.objects.create(
            version=version,
            code=code,
            name=name,
            kind=kind,
            sequence=sequence,
            translations={"es": {"name": spanish}},
        )
    for sequence, (code, domain, name, spanish) in enumerate(STRANDS):
        strands[code] = Strand.objects.create(
            domain=domains[domain],
            code=code,
            name=name,
            sequence=sequence,
            translations={"es": {"name": spanish}},
        )
    for sequence, (code, strand, level, title, título, can, puedo, _needs) in enumerate(COMPETENCIES):
        made[code] = Competency.objects.create(
            version=version,
            identifier=f"world-{code}",
            domain=strands[strand].domain,
            strand=strands[strand],
            code=code,
            title=title,
            statement=f"I can {can}",
            kind=strands[strand].domain.kind,
            level=level,
            depth=2,
            sequence=sequence,
            translations={"es": {"title": título, "statement": f"Puedo {puedo}"}},
        )
    Prerequisite.objects.bulk_create(
        Prerequisite(version=version, before=made[before], after=made[code])
        for code, *_rest, needs in COMPETENCIES
        for before in needs
    )
    Descriptor.objects.bulk_create(
        Descriptor(competency=competency, level=level, text=text, translations={"es": {"text": texto}})
        for competency in made.values()
        for level, (text, texto) in enumerate(LEVEL_WORDS, start=1)
    )
    return version, made
