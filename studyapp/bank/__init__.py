"""Bank: YAML files in, checked and versioned questions out; grading of an answer."""
