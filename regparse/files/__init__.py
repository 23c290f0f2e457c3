"""The disk: files written whole or not at all, locks, limits on what is read, the files that ship."""
