"""The roster of a class: its list, the import of one, each pupil."""
