"""The change of the school year: looked at first, done once, taken back within a day; it changes nobody's level."""
