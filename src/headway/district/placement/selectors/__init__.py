"""Reading where learners were placed."""
