"""The command line `ciclo` and the MkDocs hooks: they call `macros`, and hold no domain rule."""
