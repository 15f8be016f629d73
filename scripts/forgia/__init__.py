"""What a forge asks for: the comment of a pull request, checksums, a release. The steps are `make` targets."""
