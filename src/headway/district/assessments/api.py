"""The door of `assessments`."""

__all__: list[str] = []
