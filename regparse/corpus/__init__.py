"""Notices that answer to their ids: those that ship, the user's own, and what a user names as a source."""
