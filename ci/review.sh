#!/bin/sh
# Check a project of drafts and show what a change request changes in it; action.yml and ci/gitlab.yml call this.
#   review.sh BASE OUT [FAIL-ON]   BASE: what the change goes into (a commit or branch; empty: check only)
# Into OUT go draftkit.sarif, draftkit.html, one redline and one comparison table a document, and comment.md.
# Exit status: that of the check.
set -eu
base=$1 out=$2 fail_on=${3:-error}
mkdir -p "$out"
short() { # a block of a comment, whose length has a limit, cut at so many letters
  python3 -X utf8 -c 'import sys; t, n = sys.stdin.read(), int(sys.argv[1]); print(t if len(t) <= n else t[:n] + "\n…\n```")' "$1"
}
status=0
draftkit check --fail-on "$fail_on" --format sarif --out "$out/draftkit.sarif" || status=$?
[ "$status" -le 1 ] || exit "$status"
draftkit check --format html --out "$out/draftkit.html" || :
{
  echo "### draftkit"
  echo
  echo '```text'
  draftkit check --fail-on "$fail_on" || :
  echo '```'
} 2>&1 | short 30000 >"$out/comment.md"
[ -n "$base" ] || exit "$status"
draftkit diff "$base..HEAD" --format json --out "$out/diff.json" || [ $? -eq 1 ]
# the names of the documents that changed, without the state in brackets behind them
python3 - "$out/diff.json" >"$out/changed.txt" <<'P'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    for one in json.load(file)["documents"]:
        if one["total"] and "(" in one["old"] and "(" in one["new"]:  # a new document has nothing to compare
            print(one["new"].rpartition(" (")[0])
P
while read -r name; do
  draftkit diff "$base..HEAD" "$name" --redline "$out/$name-sua-doi.docx" </dev/null >/dev/null || [ $? -eq 1 ]
  draftkit diff "$base..HEAD" "$name" --table "$out/$name-so-sanh.docx" </dev/null >/dev/null || [ $? -eq 1 ]
done <"$out/changed.txt"
{
  echo
  echo '```diff'
  draftkit diff "$base..HEAD" || :
  echo '```'
} 2>&1 | short 30000 >>"$out/comment.md"
rm "$out/diff.json" "$out/changed.txt"
exit "$status"
