"""The rules of a question bank, one file a subject: what is asked, of what, and how."""
