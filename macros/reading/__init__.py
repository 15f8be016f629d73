"""From files to records: every scalar keeps its file and line; nothing is guessed."""
