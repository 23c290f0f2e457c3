"""Parts that more than one document prints: quotations, links to clauses, tables of bans and of changes in law."""
