"""What the history of git keeps."""
