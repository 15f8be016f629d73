"""Files to texts, texts to nodes and rows, each value with its place."""
