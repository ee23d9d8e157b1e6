"""The one error of the loaders."""


class LoadError(Exception):
    """A file that cannot be read; the message is one Chinese line saying what is wrong and what to do, without the path."""
