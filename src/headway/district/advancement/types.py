"""Words about advancement that other apps may hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo
from headway.district.foundation.api import clock
from headway.mastery.advancement import GrainRule, NotYet, Ready

__all__ = [
    "AwaitedInfo",
    "ChoiceInfo",
    "ExceptionInfo",
    "Grain",
    "GroupEnd",
    "MovedInfo",
    "NextChoiceKind",
    "Opens",
    "Passage",
    "PassagePage",
    "ReadyCount",
    "ReadyItem",
    "SectionOffer",
    "SignOutcome",
    "Signer",
    "Stage",
    "Way",
]


class Grain(models.TextChoices):
    """What somebody moves on from."""

    COMPETENCY = "competency", _("A competency")
    MODULE = "module", _("A module")
    LEVEL = "level", _("A level of a domain")
    GATEWAY = "gateway", _("A gateway")


class Signer(models.TextChoices):
    """Whose name stands under it."""

    TEACHER = "teacher", _("A teacher of the learner")
    VERIFIER = "verifier", _("Somebody who did not teach the learner")
    LEADER = "leader", _("A leader of the school")


class NextChoiceKind(models.TextChoices):
    """What a learner does with what she can do now (R058)."""

    APPLY = "apply", _("Use it somewhere new")
    ADVANCE = "advance", _("Go on to what is next")
    DEEPER = "deeper", _("Go deeper")


class GroupEnd(models.TextChoices):
    """How a learner's time in a band ended."""

    MET = "met", _("What the band is for was met")
    MOVED = "moved", _("Moved to another group")
    LEFT = "left", _("Left the school")


class Way(models.TextChoices):
    """How a learner goes on who is beyond what her teachers teach (R059)."""

    REGROUP = "regroup", _("Another group at the school")
    COURSE = "course", _("A course elsewhere")
    DUAL = "dual", _("Dual enrolment")
    MENTOR = "mentor", _("A mentor")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a learner is in one domain, since when, and on what that stands. source: "placement" | "advancement"."""

    level: int
    since: dt.date
    source: str
    uuid: UUID


@dataclass(frozen=True, slots=True)
class Passage:
    """What somebody moves on from, and to. key names it within a learner: "level/MA/4", "module/…", "gateway/8"."""

    grain: str
    domain_code: str = ""
    from_level: int | None = None
    to_level: int | None = None
    module_id: int | None = None
    module_uuid: UUID | None = None
    gateway_code: str = ""
    # A module's title, for words only: what is left is the same, whatever it is called.
    title: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        what = {Grain.LEVEL: f"{self.domain_code}/{self.from_level}", Grain.MODULE: str(self.module_uuid)}
        return f"{self.grain}/{what.get(Grain(self.grain), self.gateway_code)}"

    @property
    def code(self) -> str:
        """What names it in an address beside its grain."""
        return {Grain.LEVEL: self.domain_code, Grain.MODULE: str(self.module_uuid)}.get(
            Grain(self.grain), self.gateway_code
        )


@dataclass(frozen=True, slots=True)
class ReadyItem:
    """A learner whose record holds what the rule asks, and who waits for a signature.

    since: the day of the last decision that made it so. days_waiting: since then, or since she came to the level, where
    that was later. is_dated: her level in the domain was decided by a person;
    where nobody has yet, it is read from what she has shown. awaited: the first of two signatures stands already.
    """

    learner_id: int
    learner_uuid: UUID
    learner_name: str
    passage: Passage
    since: dt.date
    days_waiting: int
    met: int
    open: int
    rule: GrainRule
    rule_version: str
    is_dated: bool = True
    awaited: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReadyCount:
    """How many of a school's learners would be ready for their next level in a domain. of: her school's learners."""

    school: str
    domain_code: str
    ready: int
    of: int


@dataclass(frozen=True, slots=True)
class PassagePage:
    """Everything about one learner's way on: what holds, what is open, by which rule, and who may sign."""

    learner_uuid: UUID
    learner_name: str
    passage: Passage
    rule: GrainRule
    rule_version: str
    answer: Ready | NotYet
    since: dt.date | None
    asked: tuple[tuple[CompetencyInfo, dt.date | None], ...]
    cumulative: tuple[CompetencyInfo, ...]
    missing: tuple[str, ...]
    stage: Stage | None
    offers: tuple[SectionOffer, ...]
    may_sign: bool
    may_verify: bool
    may_except: bool
    awaited: AwaitedInfo | None

    @property
    def is_ready(self) -> bool:
        return isinstance(self.answer, Ready)


@dataclass(frozen=True, slots=True)
class SectionOffer:
    """A section of her school for what is next. is_hers: she is in it already."""

    uuid: UUID
    title: str
    teachers: str = ""
    is_hers: bool = False


@dataclass(frozen=True, slots=True)
class AwaitedInfo:
    """The first of two signatures. is_mine: the viewer's own."""

    uuid: UUID
    learner_uuid: UUID
    learner_name: str
    passage: Passage
    signed_by: str
    signed_at: dt.datetime
    module_title: str = ""
    is_mine: bool = False

    @property
    def days_waiting(self) -> int:
        """Whole days since the first signature, by the district's calendar."""
        return max((clock.today() - clock.local_date(self.signed_at)).days, 0)


@dataclass(frozen=True, slots=True)
class Opens:
    """What opened the same minute: competencies, modules, and the section that she joined or may still be chosen."""

    competencies: tuple[CompetencyInfo, ...] = ()
    modules: tuple[tuple[UUID, str], ...] = ()
    joined: str = ""
    left: str = ""
    to_choose: tuple[SectionOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class SignOutcome:
    """advancement_uuid: she has moved on. awaited_uuid: a second person has to look first."""

    passage: Passage
    advancement_uuid: UUID | None = None
    awaited_uuid: UUID | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class MovedInfo:
    """One sign-off as it is told afterwards."""

    uuid: UUID
    learner_uuid: UUID
    learner_name: str
    passage: Passage
    signed_by: str
    verified_by: str
    signed_at: dt.datetime
    is_exception: bool
    is_withdrawn: bool
    rule_version: str
    may_take_back: bool
    module_title: str = ""
    opens: Opens = Opens()


@dataclass(frozen=True, slots=True)
class ExceptionInfo:
    """Somebody moved on with foundations open: who decided it, why, and what the plan sees to."""

    uuid: UUID
    learner_uuid: UUID
    learner_name: str
    school: str
    passage: Passage
    signed_by: str
    signed_at: dt.datetime
    reason: str
    open: tuple[CompetencyInfo, ...]
    is_withdrawn: bool
    plan_task_uuid: UUID | None


@dataclass(frozen=True, slots=True)
class ChoiceInfo:
    """What a learner does with what she can do now; agreed_by is empty until her teacher talked it over with her."""

    uuid: UUID
    learner_uuid: UUID
    learner_name: str
    competency: CompetencyInfo
    choice: str
    text: str
    chosen_by: str
    agreed_by: str
    chosen_at: dt.datetime
