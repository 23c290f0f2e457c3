"""What a user names as inputs, as documents: folders, archives, files of lines."""
