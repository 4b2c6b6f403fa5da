"""Facts of the record as plain values for the teacher's templates. Pure: no database, no request."""
