from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "headway.district.policy"
    label = "policy"
