"""The workbench: the project in a browser on this machine, pages that are edited where they stand. Needs the extra
`serve` (starlette, uvicorn)."""
