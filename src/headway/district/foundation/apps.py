from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "headway.district.foundation"
    label = "foundation"

    def ready(self) -> None:
        from headway.district.foundation import lookups  # noqa: F401  # registers them
