"""What people do: propose, sign, check in, decide on a stage."""
