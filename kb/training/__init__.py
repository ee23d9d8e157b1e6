"""Training the built-in encoder: paragraphs -> vocabulary -> vectors by company -> one table; needs scipy."""
