"""Word files checked: taken in, their looks and their content judged, findings put beside the text or mended."""
