"""What a Slate district recorded, into `elsewhere`: beside our record, never inside."""

from headway.district.interop.slate.importer import SlateImporter

__all__ = ["IMPORTER"]

IMPORTER = SlateImporter()
