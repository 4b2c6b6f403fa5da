"""The teacher's portal: class grid, ratings, decisions, and a learner as her teachers see her."""
