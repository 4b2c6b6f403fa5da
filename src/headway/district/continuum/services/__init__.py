"""Frameworks come in whole, as a draft version, and are published when they hold together."""

from headway.district.continuum.services.loading import load_framework, store_case_objects
from headway.district.continuum.services.publishing import publish
from headway.district.continuum.services.sharing import share_framework

__all__ = ["load_framework", "publish", "share_framework", "store_case_objects"]
