"""Assessments from outside: how their files are read, what they suggest, and what a person has to settle."""
