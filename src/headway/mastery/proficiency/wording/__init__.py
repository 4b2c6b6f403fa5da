"""Rules and reasons in words, English and Spanish, for a child of twelve (plain) and for staff (full)."""
