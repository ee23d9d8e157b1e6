"""Records in, answers out: the knowledge base (store, indexes, search) and its command line."""
