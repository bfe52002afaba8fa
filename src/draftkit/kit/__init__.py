"""The media kit: every form of some pieces and their photos in one zip, with a list of what is in it."""
