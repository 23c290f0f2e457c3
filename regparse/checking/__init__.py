"""What a careful reader would flag: problems at their places in the file, editions of a notice beside each other."""
