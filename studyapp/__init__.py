"""Read source texts, answer questions tied to their paragraphs, review what fades."""

__version__ = "0.1.0"
