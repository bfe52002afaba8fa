"""A small static newsroom: releases, documents for consultation, what explains them. Plain files that need nothing but
a browser."""
