"""Arriving in words and forms: sources side by side, decisions, where a learner starts and why, plans that are signed.

words      facts of `placement` as templates show them, for staff and for learners and families
appeals    asking to look again: who may answer, and what was answered
acts       what the forms of these pages send, handed on to `placement`
pages      the session, the decision and the plan as whole pages, shared by the portals of staff
"""
