"""What a level rests on from an earlier version of the continuum, in words: carried over, or to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.district.continuum.api import EarlierText
from headway.district.foundation.api import translated
from headway.district.policy.api import DistrictScale
from headway.district.portals.presenting.voices import Voice, listed, quoted
from headway.district.proficiency.api import CarriedOver, Explanation, StandingInfo

__all__ = ["Carried", "carried_of", "carried_words", "made_under"]


@dataclass(frozen=True, slots=True)
class Carried:
    """label: the mark. sentences: what it means, first what is known, then who decides."""

    label: str
    sentences: tuple[str, ...]
    to_confirm: bool


def carried_words(standing: StandingInfo | None) -> str:
    """The mark beside a level in a list; empty where nothing is carried over."""
    if standing is None:
        return ""
    if standing.to_confirm:
        return _("carried over, to be confirmed")
    return _("carried over") if standing.carried_from is not None else ""


def carried_of(why: Explanation, scale: DistrictScale, voice: Voice | None = None) -> Carried | None:
    """The mark with its meaning, for the page of one competency. voice: None where a teacher reads."""
    found = why.carried
    if found is None:
        return None
    if found.to_confirm:
        return Carried(
            _("To be confirmed"),
            (*_parts(found, scale), *_who_decides(why.level, scale, voice)),
            to_confirm=True,
        )
    if len(found.parts) == 1:
        (part,) = found.parts
        return Carried(
            _("Carried over"),
            (
                _("Carried over from version %(number)s, where it read: %(words)s")
                % {"number": part.text.version_number, "words": quoted(translated(part.text, "statement"))},
            ),
            to_confirm=False,
        )
    return Carried(_("Carried over"), _parts(found, scale), to_confirm=False)


def made_under(text: EarlierText | None) -> str:
    """Beside an old rating or decision: the words it was made under; empty where they are today's."""
    if text is None:
        return ""
    return _("Made under version %(number)s: %(words)s") % {
        "number": text.version_number,
        "words": quoted(translated(text, "statement")),
    }


def _parts(found: CarriedOver, scale: DistrictScale) -> tuple[str, ...]:
    titles = listed([quoted(translated(part.text, "title")) for part in found.parts])
    return (
        _("In an earlier version these stood apart: %(titles)s.") % {"titles": titles},
        *(
            _("%(words)s %(level)s.")
            % {
                "words": quoted(translated(part.text, "statement")),
                "level": _("The work showed %(level)s") % {"level": scale.name_of(part.level)}
                if part.level is not None
                else _("No level was decided"),
            }
            for part in found.parts
        ),
    )


def _who_decides(level: int | None, scale: DistrictScale, voice: Voice | None) -> tuple[str, ...]:
    if level is not None:
        so_far = _("Each of them reached at least %(level)s, so that is carried over for now.") % {
            "level": scale.name_of(level)
        }
    else:
        so_far = _("They don't say the same about the whole, so no level is carried over yet.")
    if voice is None:
        return so_far, _("You decide what the work shows of the whole.")
    return so_far, voice.say(
        _(
            "A teacher looks at all your work again and decides what it shows of the whole. None of it is lost."
        ),
        _("A teacher looks at all the work of %(name)s again and decides what it shows of the whole."),
    )
