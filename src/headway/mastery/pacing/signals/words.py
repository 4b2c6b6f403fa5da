"""The sentences of signals, for adults of the school. They speak of the plan and the work, and say what comes next."""

from __future__ import annotations

from headway.mastery.facts import Reason, SentenceTable, say
from headway.mastery.pacing.chances import TEN, of_ten

__all__ = ["SENTENCES", "next_step", "reading", "sentence"]

SENTENCES: SentenceTable = {
    "en": {
        "off_target": {
            "one": (
                "Learning units: {done} of {total} are proficient; the plan's line with its buffer asks for {due} by now. "
                "Going on as until now, about one of ten plans like this one is reached by its day, {by_on}."
            ),
            "other": (
                "Learning units: {done} of {total} are proficient; the plan's line with its buffer asks for {due} by now. "
                "Going on as until now, about {count} of ten plans like this one are reached by their day, {by_on}."
            ),
        },
        "off_target_hardly": (
            "Learning units: {done} of {total} are proficient; the plan's line with its buffer asks for {due} by now. "
            "Going on as until now, hardly any of ten plans like this one is reached by its day, {by_on}."
        ),
        "off_target_nearly": (
            "Learning units: {done} of {total} are proficient; the plan's line with its buffer asks for {due} by now. "
            "Going on as until now, nearly all of ten plans like this one are reached by their day, {by_on}."
        ),
        "off_target_past": (
            "The agreed date, {by_on}, has passed. Learning units: {done} of {total} are proficient."
        ),
        "stalled": {
            "one": "For one day of school nothing new was shown in this domain. Learning units open: {open}.",
            "other": (
                "For {count} days of school nothing new was shown in this domain, though there was time. "
                "Learning units open: {open}."
            ),
        },
        "not_seen": {
            "one": "No evidence, check-in or attendance for one day of school.",
            "other": "No evidence, check-in or attendance for {count} days of school.",
        },
        # Where attendance isn't noted, its absence is no reading.
        "not_seen_in_work": {
            "one": "No evidence, check-in or contact with the family for one day of school.",
            "other": (
                "No evidence, check-in or contact with the family for {count} days of school. "
                "Attendance is not being noted at this school."
            ),
        },
        "not_negotiated": {
            "one": "This domain has been active for one day of school without an agreed target.",
            "other": "This domain has been active for {count} days of school without an agreed target.",
        },
        "waiting": {
            "one": "For one day of school the record has held all that is asked, and nobody has signed yet.",
            "other": "For {count} days of school the record has held all that is asked, and nobody has signed yet.",
        },
        "next_off_target": "Sit down with the plan: another way, more support, or a new date.",
        "next_stalled": "Ask what is in the way, and choose the next piece of work together.",
        "next_not_seen": "Call the learner or the family today.",
        "next_not_negotiated": "Agree on a target together; three minutes are a beginning.",
        "next_waiting": "Look at the work and sign, or say what is still open.",
    },
    "es": {
        "off_target": {
            "one": (
                "Unidades de aprendizaje: {done} de {total} están en competente; la línea del plan, con su margen, pide "
                "{due} a estas alturas. Si se sigue como hasta ahora, más o menos uno de cada diez planes como este se "
                "logra para su fecha, {by_on}."
            ),
            "other": (
                "Unidades de aprendizaje: {done} de {total} están en competente; la línea del plan, con su margen, pide "
                "{due} a estas alturas. Si se sigue como hasta ahora, unos {count} de cada diez planes como este se "
                "logran para su fecha, {by_on}."
            ),
        },
        "off_target_hardly": (
            "Unidades de aprendizaje: {done} de {total} están en competente; la línea del plan, con su margen, pide "
            "{due} a estas alturas. Si se sigue como hasta ahora, de cada diez planes como este casi ninguno se logra "
            "para su fecha, {by_on}."
        ),
        "off_target_nearly": (
            "Unidades de aprendizaje: {done} de {total} están en competente; la línea del plan, con su margen, pide "
            "{due} a estas alturas. Si se sigue como hasta ahora, de cada diez planes como este casi todos se logran "
            "para su fecha, {by_on}."
        ),
        "off_target_past": (
            "La fecha acordada, {by_on}, ya pasó. Unidades de aprendizaje: {done} de {total} están en competente."
        ),
        "stalled": {
            "one": "En un día lectivo no se mostró nada nuevo en esta área. Unidades de aprendizaje abiertas: {open}.",
            "other": (
                "En {count} días lectivos no se mostró nada nuevo en esta área, aunque había tiempo. "
                "Unidades de aprendizaje abiertas: {open}."
            ),
        },
        "not_seen": {
            "one": "Sin evidencia, repaso de la semana ni asistencia en un día lectivo.",
            "other": "Sin evidencia, repaso de la semana ni asistencia en {count} días lectivos.",
        },
        "not_seen_in_work": {
            "one": "Sin evidencia, repaso de la semana ni contacto con la familia en un día lectivo.",
            "other": (
                "Sin evidencia, repaso de la semana ni contacto con la familia en {count} días lectivos. "
                "Por ahora no se anota la asistencia en esta escuela."
            ),
        },
        "not_negotiated": {
            "one": "Esta área lleva un día lectivo activa sin una meta acordada.",
            "other": "Esta área lleva {count} días lectivos activa sin una meta acordada.",
        },
        "waiting": {
            "one": "El registro tiene todo lo que se pide desde hace un día lectivo, y nadie ha firmado todavía.",
            "other": "El registro tiene todo lo que se pide desde hace {count} días lectivos, y nadie ha firmado todavía.",
        },
        "next_off_target": "Revisen el plan juntos: otro camino, más apoyo o una fecha nueva.",
        "next_stalled": "Pregunta qué se interpone y elijan juntos el siguiente trabajo.",
        "next_not_seen": "Llama hoy a quien aprende o a la familia.",
        "next_not_negotiated": "Acuerden una meta juntos; tres minutos bastan para empezar.",
        "next_waiting": "Mira el trabajo y firma, o di qué queda abierto.",
    },
}


def reading(kind: str, evidence: dict[str, float], by_on: str = "") -> Reason:
    """The reason that a signal's evidence is. by_on: the agreed date as people write it, for plans."""
    if kind == "off_target":
        known = {name: float(evidence[name]) for name in ("done", "total")}
        if evidence.get("past"):
            return Reason.of("off_target_past", by_on=by_on, **known)
        known["due"] = float(evidence["due"])
        count = of_ten(float(evidence["chance"]))
        if 0 < count < TEN:
            return Reason.of("off_target", count=count, by_on=by_on, **known)
        return Reason.of("off_target_nearly" if count else "off_target_hardly", by_on=by_on, **known)
    days = int(evidence["days"])
    if kind == "not_seen" and evidence.get("in_work"):
        return Reason.of("not_seen_in_work", count=days)
    if kind == "stalled":
        return Reason.of(kind, count=days, open=float(evidence["open"]))
    return Reason.of(kind, count=days)


def sentence(reason: Reason, language: str) -> str:
    """What the record says, as an adult reads it, in "en" or "es"."""
    return say(reason, SENTENCES, language)


def next_step(kind: str, language: str) -> str:
    """What an adult does next: no line of a signal stands without it (LR20)."""
    return say(Reason.of(f"next_{kind}"), SENTENCES, language)
