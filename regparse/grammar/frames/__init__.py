"""The reading of Chinese sentences as phrases and frames: who is bound, and which body has which part."""
