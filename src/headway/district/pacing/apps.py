from django.apps import AppConfig


class PacingConfig(AppConfig):
    name = "headway.district.pacing"
    label = "pacing"

    def ready(self) -> None:
        from headway.district.pacing.state_rule import problems_of_state_lens
        from headway.district.policy.api import PolicyKind, also_checked

        also_checked(PolicyKind.STATE_LENS, problems_of_state_lens)
