"""What the MkDocs hooks use: generated pages, installed files, the frame around each page."""
