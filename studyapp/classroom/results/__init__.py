"""What came of sittings, for the teacher: results, the gradebook, the map of an article."""
