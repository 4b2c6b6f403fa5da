"""The door of `checks`."""

__all__: list[str] = []
