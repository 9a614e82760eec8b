"""The server: its connections and waiting lines, work beside requests, log lines, figures."""
