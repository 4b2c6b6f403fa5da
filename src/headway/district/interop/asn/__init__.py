"""Frameworks that come as RDF or JSON-LD: the Achievement Standards Network, the Australian Curriculum, CTDL-ASN."""

from headway.district.interop.asn.importer import AsnImporter

__all__ = ["IMPORTER"]

IMPORTER = AsnImporter()
