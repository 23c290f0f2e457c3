"""Chinese predicates: verbs with their objects and complements, one act each.

Where a norm's acts stand, ``stretches`` tells. A stretch is parted at its commas into chunks (``chunks``), of which some only tell how or when; a chunk is read from
left to right as adverbs, prepositional phrases, a verb and what it governs, up to the joint behind which another verb
opens (``verbs``); the objects of an enumerating verb are taken apart (``objects``). Which word is what, stands in
``lexicon/predicates.toml`` and ``lexicon/phrases.toml`` (``classes``).
"""
