"""Joining what exists: pieces of several frameworks as one line, whose seams can then be mended."""

from headway.district.continuum.services.joining.offers import DomainOffer, offered_domains
from headway.district.continuum.services.joining.plans import (
    JoinedRow,
    Joining,
    Part,
    Unit,
    plan_joining,
)
from headway.district.continuum.services.joining.writing import join_frameworks

__all__ = [
    "DomainOffer",
    "JoinedRow",
    "Joining",
    "Part",
    "Unit",
    "join_frameworks",
    "offered_domains",
    "plan_joining",
]
