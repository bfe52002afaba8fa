"""draftkit: plain-text legal drafts in git, ministry-format Word documents out."""

__version__ = "0.1.0"
