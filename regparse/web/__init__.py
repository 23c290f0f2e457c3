"""The store as pages: files that open from disk, and the same pages live."""
