"""What was found, in one sentence each: page, table and printed report say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import FindingInfo, NamedItem

__all__ = ["finding_sentence", "in_reader_words", "where_words"]

Items = Mapping[str, NamedItem]


def in_reader_words(one: FindingInfo, places: Mapping[str, str]) -> FindingInfo:
    """The finding with its domain and strands named in the reader's language: to be shown, not to ask with."""
    facts = dict(one.facts)
    for name in ("domain", "strand"):
        if facts.get(name):
            facts[name] = places.get(str(facts[name]), facts[name])
    if facts.get("strands"):
        facts["strands"] = [places.get(str(name), name) for name in facts["strands"]]
    return replace(one, facts=facts)


def finding_sentence(one: FindingInfo, items: Items) -> str:
    """The finding as a sentence that names what it is about."""
    write = _SENTENCES.get(one.kind)
    return write(one, items) if write else _about_items(one, items)


def where_words(one: FindingInfo) -> str:
    """Domain and strand; blank where the finding is about the whole line."""
    parts = [str(one.facts.get(name) or "") for name in ("domain", "strand")]
    return " · ".join(part for part in parts if part)


def _name(key: object, items: Items) -> str:
    item = items.get(str(key))
    if item is None:
        return str(key)
    return f"{item.code} “{_short(item.title or item.statement)}”" if item.code else f"“{_short(item.title)}”"


def _short(text: str, longest: int = 70) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"


def _names(keys: Sequence[str], items: Items, most: int = 3) -> str:
    named = [_name(key, items) for key in keys[:most]]
    if len(keys) > most:
        named.append(_("and %(num)d more") % {"num": len(keys) - most})
    return ", ".join(named)


def _about_items(one: FindingInfo, items: Items) -> str:
    return f"{_names(one.items, items)}." if one.items else where_words(one)


def _circle(one: FindingInfo, items: Items) -> str:
    loop = [_code(key, items) for key in one.items]
    return _("Each of these waits for the next: %(loop)s.") % {"loop": " → ".join([*loop, loop[0]])}


def _code(key: str, items: Items) -> str:
    item = items.get(key)
    return (item.code or _short(item.title, 40)) if item else key


def _unreachable(one: FindingInfo, items: Items) -> str:
    count = int(one.facts.get("count", len(one.items)))
    because = {
        "circle": _("a circle of prerequisites comes first"),
        "missing": _("something that has to come first is not there"),
        "not_ratable": _("what has to come first is a heading and cannot be shown"),
    }.get(str(one.facts.get("because", "")), "")
    said = ngettext(
        "%(name)s cannot be reached", "%(num)d competencies cannot be reached, among them %(name)s", count
    )
    return said % {"num": count, "name": _name(one.items[0], items)} + (f": {because}." if because else ".")


def _missing_item(one: FindingInfo, items: Items) -> str:
    return _("A prerequisite of %(name)s names %(written)s, which is not there.") % {
        "name": _names(one.items, items),
        "written": one.facts.get("written", ""),
    }


def _code_mismatch(one: FindingInfo, items: Items) -> str:
    return _("A prerequisite writes %(written)s; %(name)s is probably meant.") % {
        "written": one.facts.get("written", ""),
        "name": _name(one.items[0], items),
    }


def _seam(one: FindingInfo) -> dict[str, object]:
    seam = int(one.facts["seam"])
    return {"before": seam - 1, "after": seam}


def _seam_broken(one: FindingInfo, items: Items) -> str:
    ends, begins = len(one.facts.get("before", ())), len(one.facts.get("after", ()))
    stop = ngettext("one step stops", "%(num)d steps stop", ends) % {"num": ends}
    begin = ngettext("one begins anew", "%(num)d begin anew", begins) % {"num": begins}
    return _("Nothing leads from level %(before)d to level %(after)d: %(stop)s, %(begin)s.") % {
        **_seam(one),
        "stop": stop,
        "begin": begin,
    }


def _no_successor(one: FindingInfo, items: Items) -> str:
    if one.facts.get("scope") == "item":
        return _("%(name)s prepares for nothing from level %(after)d on.") % {
            "name": _name(one.items[0], items),
            **_seam(one),
        }
    count = int(one.facts.get("count", len(one.items)))
    return ngettext(
        "%(num)d step prepares for nothing from level %(after)d on.",
        "%(num)d steps prepare for nothing from level %(after)d on.",
        count,
    ) % {"num": count, **_seam(one)}


def _no_predecessor(one: FindingInfo, items: Items) -> str:
    if one.facts.get("scope") == "item":
        return _("Nothing up to level %(before)d prepares for %(name)s.") % {
            "name": _name(one.items[0], items),
            **_seam(one),
        }
    count = int(one.facts.get("count", len(one.items)))
    return ngettext(
        "Nothing up to level %(before)d prepares for %(num)d step.",
        "Nothing up to level %(before)d prepares for %(num)d steps.",
        count,
    ) % {"num": count, **_seam(one)}


def _pair(one: FindingInfo, items: Items) -> dict[str, object]:
    levels = list(one.facts.get("levels", (None, None)))
    return {
        "before": _name(one.items[0], items),
        "after": _name(one.items[1], items),
        "low": levels[0],
        "high": levels[1],
    }


def _backward(one: FindingInfo, items: Items) -> str:
    return _("%(before)s (level %(low)s) has to come before %(after)s (level %(high)s).") % _pair(one, items)


def _jump(one: FindingInfo, items: Items) -> str:
    said = _("From %(before)s (level %(low)s) straight to %(after)s (level %(high)s).") % _pair(one, items)
    if between := one.facts.get("between"):
        way = " → ".join(_code(key, items) for key in between)
        said += " " + _("A way in smaller steps is there: %(way)s.") % {"way": way}
    return said


def _duplicate(one: FindingInfo, items: Items) -> str:
    said = _("These say the same: %(names)s.") % {"names": _names(one.items, items, 4)}
    return f"{said} {_pattern(one)}".strip()


def _near_duplicate(one: FindingInfo, items: Items) -> str:
    said = _("These say almost the same: %(names)s.") % {"names": _names(one.items, items, 4)}
    return f"{said} {_pattern(one)}".strip()


def _pattern(one: FindingInfo) -> str:
    """What repeats stand for depends on where they stand."""
    return {
        "across_levels": _("They stand at several levels: say what grows from one to the next."),
        "across_frameworks": _(
            "They stand in different frameworks: a crosswalk can say that they belong together."
        ),
    }.get(str(one.facts.get("pattern", "")), "")


def _lacking(one_item: Callable[[], str], many: Callable[[int], str], all_: Callable[[int], str]):
    def write(one: FindingInfo, items: Items) -> str:
        count = int(one.facts.get("count", len(one.items)))
        if one.facts.get("scope") == "source":
            return all_(count) % {"num": count}
        if one.facts.get("scope") == "strand":
            return many(count) % {"num": count, "total": one.facts.get("total", count)}
        return one_item() % {"name": _name(one.items[0], items)}

    return write


_orphan = _lacking(
    lambda: _("Nothing prepares for %(name)s, and it prepares for nothing."),
    lambda n: _("%(num)d of the %(total)d competencies here are connected to nothing."),
    lambda n: _("None of its %(num)d competencies has a prerequisite."),
)
_no_i_can = _lacking(
    lambda: _("%(name)s does not say “I can …”."),
    lambda n: _("%(num)d of the %(total)d competencies here do not say “I can …”."),
    lambda n: _("None of its %(num)d competencies says “I can …”."),
)
_no_descriptors = _lacking(
    lambda: _("%(name)s does not say what work at each level looks like."),
    lambda n: _("%(num)d of the %(total)d competencies here do not say what work at each level looks like."),
    lambda n: _("None of its %(num)d competencies says what work at each level looks like."),
)
_no_exemplar = _lacking(
    lambda: _("%(name)s has no exemplar."),
    lambda n: _("%(num)d of the %(total)d competencies here have no exemplar."),
    lambda n: _("None of its %(num)d competencies has an exemplar."),
)
_no_level = _lacking(
    lambda: _("%(name)s has no level."),
    lambda n: _("%(num)d of the %(total)d competencies here have no level."),
    lambda n: _("None of its %(num)d competencies has a level."),
)
_no_depth = _lacking(
    lambda: _("%(name)s has no depth of knowledge."),
    lambda n: _("%(num)d of the %(total)d competencies here have no depth of knowledge."),
    lambda n: _("None of its %(num)d competencies has a depth of knowledge."),
)


def _strand(one: FindingInfo) -> str:
    return str(one.facts.get("strand") or one.facts.get("domain") or "")


def _strand_stops(one: FindingInfo, items: Items) -> str:
    return _("%(strand)s stops at level %(last)s; its domain goes on to level %(goes)s.") % {
        "strand": _strand(one),
        "last": one.facts.get("last"),
        "goes": one.facts.get("domain_goes_to"),
    }


def _strand_hole(one: FindingInfo, items: Items) -> str:
    missing = ", ".join(str(level) for level in one.facts.get("missing", ()))
    return _("%(strand)s goes from level %(low)s to level %(high)s; nothing stands on %(missing)s.") % {
        "strand": _strand(one),
        "low": one.facts.get("low"),
        "high": one.facts.get("high"),
        "missing": missing,
    }


def _one_level(one: FindingInfo, items: Items) -> str:
    strands = [str(name) for name in one.facts.get("strands", ())]
    return ngettext(
        "%(num)d strand of %(domain)s holds one level only: %(names)s.",
        "%(num)d strands of %(domain)s hold one level only: %(names)s.",
        len(strands),
    ) % {
        "num": len(strands),
        "domain": one.facts.get("domain", ""),
        "names": ", ".join(_short(name, 40) for name in strands[:4]) + (" …" if len(strands) > 4 else ""),
    }


def _depth_falls(one: FindingInfo, items: Items) -> str:
    depths = list(one.facts.get("depths", ("", "")))
    return _("From %(before)s (depth %(first)s) to %(after)s (depth %(second)s).") % {
        **_pair(one, items),
        "first": depths[0],
        "second": depths[1],
    }


def _strand_depth(one: FindingInfo, items: Items) -> str:
    return _("%(strand)s reaches depth %(peak)s at level %(level)s and does not reach it again.") % {
        "strand": _strand(one),
        "peak": one.facts.get("peak"),
        "level": one.facts.get("peak_level"),
    }


def _unserved(one: FindingInfo, items: Items) -> str:
    words = one.facts.get("words") or one.facts.get("statement") or one.remedy.get("text", "")
    return _("Nothing serves “%(words)s”.") % {"words": _short(str(words), 120)}


def _serves_none(one: FindingInfo, items: Items) -> str:
    count = int(one.facts.get("count", len(one.items)) or len(one.items))
    if count == 1 and one.items:
        return _("%(name)s serves no statement of the graduate profile.") % {
            "name": _name(one.items[0], items)
        }
    return ngettext(
        "%(num)d essential competency serves no statement of the graduate profile.",
        "%(num)d essential competencies serve no statement of the graduate profile.",
        count,
    ) % {"num": count}


def _wording(one: FindingInfo, items: Items) -> str:
    if one.facts.get("scope") in ("strand", "source") or len(one.items) > 1:
        count = int(one.facts.get("count", len(one.items)))
        return ngettext(
            "%(num)d statement, for example %(name)s.", "%(num)d statements, among them %(name)s.", count
        ) % {"num": count, "name": _name(one.items[0], items)}
    remarks = one.facts.get("remarks") or ()
    words = ", ".join(f"“{_short(str(remark[3]), 90)}”" for remark in remarks[:2])
    instead = [str(verb) for remark in remarks for verb in remark[4]][:4]
    if not words:
        return f"{_name(one.items[0], items)}."
    said = _("%(name)s says %(words)s.") % {"name": _name(one.items[0], items), "words": words}
    if instead:
        said += " " + _("Try: %(verbs)s.") % {"verbs": ", ".join(instead)}
    return said


def _redundant(one: FindingInfo, items: Items) -> str:
    way = " → ".join(_code(key, items) for key in one.facts.get("way", ()))
    said = _("%(before)s has to come before %(after)s.") % _pair(one, items)
    return said + (" " + _("The longer way says it already: %(way)s.") % {"way": way} if way else "")


_SENTENCES: dict[str, Callable[[FindingInfo, Items], str]] = {
    "circle": _circle,
    "unreachable": _unreachable,
    "missing_item": _missing_item,
    "code_mismatch": _code_mismatch,
    "seam_broken": _seam_broken,
    "seam_no_successor": _no_successor,
    "seam_no_predecessor": _no_predecessor,
    "backward": _backward,
    "level_jump": _jump,
    "duplicate": _duplicate,
    "near_duplicate": _near_duplicate,
    "orphan": _orphan,
    "strand_stops": _strand_stops,
    "strand_hole": _strand_hole,
    "strands_of_one_level": _one_level,
    "depth_falls": _depth_falls,
    "strand_depth_falls": _strand_depth,
    "unserved_statement": _unserved,
    "serves_no_statement": _serves_none,
    "no_i_can": _no_i_can,
    "missing_level": _no_level,
    "missing_descriptors": _no_descriptors,
    "missing_exemplar": _no_exemplar,
    "missing_depth": _no_depth,
    "unmeasurable": _wording,
    "activity": _wording,
    "compound": _wording,
    "vague": _wording,
    "grade_language": _wording,
    "hard_to_read": _wording,
    "no_transfer": _wording,
    "redundant": _redundant,
}
