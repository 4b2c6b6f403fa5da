"""Reading what moving on rests on."""
