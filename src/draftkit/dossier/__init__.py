"""The papers that travel with a draft: one `dossier.yaml`, a numbered folder and one zip. Stands on the pipeline, as a
library user would."""
