"""How things are written: numerals, dates, labels of numbered units; what Markdown and spreadsheets would misread."""
