"""The door of `placement`."""

__all__: list[str] = []
