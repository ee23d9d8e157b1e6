"""The app's pages, one module a page, and the pure functions that make their markup."""
