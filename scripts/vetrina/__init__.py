"""The preview: pages served while they are written, from a builder of its own that may fail, die or hang."""
