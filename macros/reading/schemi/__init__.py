"""What an editor is told of the data files: JSON Schemas from the registry, with the words of the manual."""
