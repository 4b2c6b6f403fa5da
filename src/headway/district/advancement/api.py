"""The door of `advancement`."""

__all__: list[str] = []
