"""Pictures of pace: a learner's own year, level beside pace for a group, and both on paper."""
