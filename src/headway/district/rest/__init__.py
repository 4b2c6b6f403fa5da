"""Interfaces for other systems: data instead of pages, behind the same doors."""
