"""The pages on which authors work on a draft."""
