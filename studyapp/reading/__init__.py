"""Reading: seed text and sidecar in, articles with lasting paragraph ids out."""
