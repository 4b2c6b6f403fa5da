"""Acts: a learner's share of time, graduation dates, and what is learned from the record."""
