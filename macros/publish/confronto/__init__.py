"""The comparison as it is read: terminal, pull-request comment, page, data. Nothing is reckoned here."""
