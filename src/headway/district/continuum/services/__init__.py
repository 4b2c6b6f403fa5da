"""Frameworks come in whole, as a draft version, and are published when they hold together."""

from headway.district.continuum.services.loading import load_framework
from headway.district.continuum.services.publishing import publish

__all__ = ["load_framework", "publish"]
