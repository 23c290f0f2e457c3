"""Provisions as rows and bodies by their parts: what exports, batches and pages tabulate."""
