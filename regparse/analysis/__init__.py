"""From bytes to a notice: the stages in order, norms put into clauses, references resolved."""
