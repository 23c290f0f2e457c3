"""How good the parse is, measured against what readers wrote down."""
