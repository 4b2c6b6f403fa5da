"""The record of a whole district as the rules of signals read it."""
