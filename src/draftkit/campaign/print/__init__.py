"""Printed pieces for the public: leaflets, flyers; laid out by typst as data, in the identity of the body."""
