"""The one error of the loaders."""


class LoadError(Exception):
    """A file that cannot be read.

    The message is one line of Chinese that says what is wrong and what to do, without the path.
    """
