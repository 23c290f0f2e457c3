"""What is printed and handed on: briefs, comparisons, and the typesetting of both."""
