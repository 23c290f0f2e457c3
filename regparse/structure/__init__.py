"""From the lines of a document to its outline: head, clauses, closing, annexes, every line placed."""
