"""The language rules as patterns, in English and Spanish, and where each of them binds.

LR08, LR09, LR13, LR18, LR20, LR22, LR25 and LR26's property half speak about structure or judgement, not about words;
they are asserted where the mathematics and the pages are tested.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatch

EVERYWHERE = ("*",)
# Pages of learners, families and teachers, and the parts that every page shares.
LEARNERS_SIDE = (
    "*portals/student/*",
    "*portals/family/*",
    "*portals/teacher/*",
    "src/headway/district/templates/*",
    "src/headway/mastery/*",
    "src/headway/district/proficiency/*",
    "src/headway/district/pacing/*",
    "demo/*",
)
PROSE = ("README.md", "docs/*", "*templates/*")

BANDS = r"(emerging|beginning|developing|approaching|proficient|extending|advanced)"
PERSON = r"(\bhe|\bshe|\bthey|\byou|\bi|\b(the|this|that|your|each|every) (learner|student|child|pupil|daughter|son)|\b(learners|students|children)|%\((name|learner|who|student|child)\)s|\{(name|learner|who|student|child)\})"
BANDS_ES = r"(inicial(es)?|en desarrollo|competentes?|en profundización|avanzad[oa]s?)"
PERSON_ES = r"(\bél|\bella|\btú|\bellos|\bellas|\b(el|la|este|esta|cada) (estudiante|alumn[oa]|niñ[oa])|\btu (hij[oa])|\b(los|las) (estudiantes|alumn[oa]s)|%\((name|learner|who|student|child)\)s|\{(name|learner|who|student|child)\})"


@dataclass(frozen=True)
class LanguageRule:
    code: str
    pattern: str
    remedy: str
    where: tuple[str, ...] = EVERYWHERE
    case: bool = False

    def binds(self, place: str) -> bool:
        """No value of ours is named after failing either; other names (columns of formats) are given from outside."""
        if place.endswith("#name") and self.code != "LR01":
            return False
        return any(fnmatch(place, glob) for glob in self.where)

    def found_in(self, text: str) -> list[str]:
        flags = 0 if self.case else re.IGNORECASE
        return [match.group(0) for match in re.finditer(self.pattern, text, flags)]


RULES = (
    LanguageRule("LR01", r"\b(fail(s|ed|ing|ure|ures)?|flunk\w*)\b", "not yet proficient; didn't work"),
    LanguageRule("LR01", r"\b([Gg]rade|[Mm]ark|an) F\b", "not yet proficient", case=True),
    LanguageRule(
        "LR01", r"\b(fracas\w*|reprob\w+|suspens[oa]s?|fall(o|ó|a|as|an|ar|aron|ido|ida|os))\b", "no funcionó"
    ),
    LanguageRule(
        "LR02",
        r"\b(below (the )?standards?|unsatisfactory|deficien\w+|inadequate|incompetent|(does not|doesn't|do not|don't) meet|not proficient)\b",
        "not yet proficient, with the next step",
    ),
    LanguageRule(
        "LR02",
        r"\b(insatisfactori\w+|insuficientes?|no cumplen?|por debajo del estándar|no competentes?|incompetentes?)\b",
        "todavía no, con el siguiente paso",
    ),
    LanguageRule(
        "LR03",
        rf"{PERSON}(('s|'re|’s|’re)| (is|are|was|were|am|remains?))( not yet| still| now| already| only)? {BANDS}\b",
        "say it of the work: 'the work shows …'",
    ),
    LanguageRule(
        "LR03",
        rf"{PERSON_ES} (es|está|eres|estás|son|están|sigue|sigues)( todavía| aún| ya| solo)? {BANDS_ES}\b",
        "decirlo del trabajo: «el trabajo muestra …»",
    ),
    LanguageRule(
        "LR04",
        r"\b((fast|slow|quick|bright|weak|strong|poor|able|gifted|struggling|smart)(er|est)? (learners?|students?|kids?|child(ren)?|pupils?)|gifted|learns? (fast|quick|slow)(ly|er)?)\b",
        "describe the work and the effort",
    ),
    LanguageRule(
        "LR04",
        r"\b((estudiantes?|alumn[oa]s?|niñ[oa]s?|aprendices?) (muy )?(rápid[oa]s?|lent[oa]s?|brillantes?|débil(es)?|list[oa]s?)|superdotad\w+|aprendes? (rápido|despacio|lento))\b",
        "describir el trabajo y el esfuerzo",
    ),
    LanguageRule(
        "LR05",
        r"\b((above|on|below|at|under|over) grade\b|grade[- ]levels?)",
        "level, stage, performance band",
    ),
    LanguageRule(
        "LR05", r"\b((por (encima|debajo)|sobre|bajo) (del? )?(su )?grado|nivel(es)? de grado)\b", "nivel"
    ),
    LanguageRule(
        "LR06",
        r"\b(behind|lag(s|ged|ging)?|off[- ]track|ahead(?! of (the )?plan))\b",
        "on target; ahead of plan; the plan needs adjusting",
        LEARNERS_SIDE,
    ),
    LanguageRule(
        "LR06",
        r"\b(atrasad[oa]s?|retrasad[oa]s?|rezagad[oa]s?|adelantad[oa]s?(?! al plan)|se (queda|quedó) atrás)\b",
        "según el plan; conviene ajustar el plan",
        LEARNERS_SIDE,
    ),
    LanguageRule("LR06", r"\bat[- ]risk\b", "name the missing support"),
    LanguageRule("LR06", r"\ben riesgo\b", "nombrar el apoyo que hace falta"),
    LanguageRule(
        "LR07",
        r"\b(scor(e|es|ed|ing)|percent(age|ages|s)?|out of 100|100-point|zeros? (for|on))\b",
        "level, evidence, growth",
    ),
    LanguageRule("LR07", r"\b\d+([.,]\d+)? ?%(?![\w(%])", "counts in a sentence"),
    LanguageRule(
        "LR07",
        r"(?<!decimal )(?<!starting )(?<!end )(?<!entry )(?<!check)\bpoints\b(?! (of view|out|to|at)\b)|\b\d+ points?\b|\bextra points?\b",
        "level, evidence",
    ),
    LanguageRule(
        "LR07",
        r"\b(puntajes?|puntuaci(ón|ones)|porcentajes?|por ciento|puntos(?! de (vista|partida|acceso)))\b",
        "nivel, evidencia",
    ),
    LanguageRule(
        "LR10",
        r"\b(GPA|grade[- ]point|class rank|honou?r roll|valedictorian|rank(s|ed|ing|ings)?)\b",
        "level by level, competency by competency",
    ),
    LanguageRule(
        "LR10",
        r"\b(cuadro de honor|rankings?|clasificación de (estudiantes|alumnos)|puesto en la clase)\b",
        "nivel por nivel",
    ),
    LanguageRule(
        "LR11",
        r"\b(leaderboards?|percentiles?|averag(e|es|ed|ing)|top (\d+|n|five|ten)\b|better than (other|most|your class)|compared (to|with) (other (learners|students)|your class|classmates))",
        "against the learner's own earlier work",
    ),
    LanguageRule(
        "LR11",
        r"\b(percentil(es)?|promedi(o|os|ar)|tabla de posiciones|mejor que (otros|otras|tus compañer))",
        "frente a su propio trabajo anterior",
    ),
    LanguageRule(
        "LR12",
        r"\b(promot(e|es|ed|ing|ion)|pass(ed|es|ing)? along|(hold|held|holding) back|retain(s|ed|ing)?|repeat(s|ed|ing)? (a |the |this )?(grade|year|course|level))\b",
        "advance, continue",
    ),
    LanguageRule(
        "LR12",
        r"\b(promov(er|ido|ida|emos)|repet(ir|ido|idor|idora) (el |de )?(grado|año|curso|nivel)|repitentes?|retenid[oa]s?)\b",
        "avanzar, continuar",
    ),
    LanguageRule("LR14", r"\b(extra credit|bonus(es)?|next standards?)\b", "going deeper, extending"),
    LanguageRule("LR14", r"\b(créditos? extra|puntos? extra|bonificaci\w+)\b", "profundizar"),
    LanguageRule(
        "LR15",
        r"\b(retak(e|es|en|ing)|resits?|penalt(y|ies)|penali[sz]\w+|maximum score|second chances?|make-?up (tests?|exams?|work)|late (work|submissions?))\b",
        "continue the cycle; next opportunity to show it",
    ),
    LanguageRule(
        "LR15",
        r"\b(penaliza\w*|recuperatori\w+|segundas? oportunidad(es)?|examen de recuperación|entrega tardía)\b",
        "siguiente oportunidad para demostrarlo",
    ),
    LanguageRule(
        "LR16",
        r"\b((high|low|limited|little|great)[- ]potential|ability[- ]group\w*|(high|low)[- ]ability|low kids)\b",
        "what is next",
    ),
    LanguageRule(
        "LR16",
        r"\b((alto|bajo|poco|gran) potencial|grupos? (de|por) (capacidad|habilidad)(es)?)\b",
        "lo que sigue",
    ),
    LanguageRule(
        "LR17",
        r"\b(learning styles?|(visual|auditory|kina?esthetic) learners?|(good|bad|excellent|average) (students?|learners?))\b",
        "what helps this piece of work",
    ),
    LanguageRule(
        "LR17",
        r"\b(estilos? de aprendizaje|(buen|mal|excelente)[oa]?s? (estudiantes?|alumn[oa]s?))\b",
        "lo que ayuda en este trabajo",
    ),
    LanguageRule(
        "LR19", r"\b(self[- ]paced|at (your|their|her|his|one's|its) own pace)\b", "name the agreed target"
    ),
    LanguageRule("LR19", r"\ba (tu|su) (propio )?ritmo\b", "nombrar la meta acordada"),
    LanguageRule("LR21", r"\b(risk scores?|likely to (drop out|not graduate))\b", "the plan and its range"),
    LanguageRule(
        "LR23",
        r"\b(curricul(um|a|ar))\b",
        "learning experiences; continuum",
        ("*templates/*", "*portals/*", "demo/*"),
    ),
    LanguageRule(
        "LR23",
        r"\b(curr[ií]cul(o|os|um|ar))\b",
        "experiencias de aprendizaje",
        ("*templates/*", "*portals/*", "demo/*"),
    ),
    LanguageRule(
        "LR24",
        r"\b(headway|software|platform|tool|product|app) (is|delivers|produces|creates|provides|guarantees|makes)( a| an)? (competency|mastery|proficiency)-based (education|learning|schools?)",
        "the software supports what a district does",
    ),
    LanguageRule("LR26", r"\b(seat[- ]time|credit hours?|carnegie units?)\b", "what has been shown"),
    LanguageRule("LR26", r"\b(horas? crédito|horas de asiento)\b", "lo que se ha demostrado"),
    # The founding papers write it; we do not: time and support are added, nobody is repaired.
    LanguageRule("LR15", r"\bremedia(l|te|tion|ting)\b", "competency recovery; more time and support"),
    LanguageRule("LR15", r"\bremedia(l|les|ción)\b", "más tiempo y apoyo"),
)
