"""Chinese predicates: verbs with their objects and complements, one act each.

Where a norm's acts stand, ``stretches`` tells. A stretch is parted at its commas into chunks (``chunks``), some of
which only tell how or when. A chunk is read from left to right as adverbs, prepositional phrases, a verb and what it
governs, up to the joint behind which another verb opens (``verbs``). The objects of an enumerating verb are taken
apart (``objects``). Which word is what, stands in ``lexicon/predicates.toml`` and ``lexicon/phrases.toml``.
"""
