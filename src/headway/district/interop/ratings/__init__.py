"""Ratings that were recorded elsewhere, from tables."""

from headway.district.interop.ratings.importer import RatingsImporter

__all__ = ["IMPORTER"]

IMPORTER = RatingsImporter()
