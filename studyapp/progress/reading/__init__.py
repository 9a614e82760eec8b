"""The texts with what a learner remembers of them: sources, modules, maps, the search."""
