"""What was agreed, what waits, what is not agreed yet."""
