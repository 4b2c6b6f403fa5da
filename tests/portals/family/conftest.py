from tests.portals.showing import show

__all__ = ["show"]
