"""Two-step sign-in: codes of an authenticator app, recovery codes."""
