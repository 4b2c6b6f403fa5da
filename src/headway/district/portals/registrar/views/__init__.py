"""Pages and acts of the register."""
