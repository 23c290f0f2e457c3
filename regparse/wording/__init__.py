"""How facts are said in English and in Chinese: the names of codes, headings, fixed sentences."""
