"""Training the encoder: text -> vocabulary -> vectors by company -> pairs -> one table; needs scipy and torch."""
