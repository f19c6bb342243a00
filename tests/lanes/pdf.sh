#!/usr/bin/env bash
# Writes the summaries of the sample and checks them with independent tools.
# usage: pdf.sh PROGRAM FOLDER-WITH-THE-SAMPLE
set -euo pipefail
program=$1
cd "$2"
"$program" report kingston-sample.gthread --round "LGA review, April 2021" --kind summary --out lga-summary.pdf
[ -d venv ] || python3 -m venv venv
./venv/bin/pip install -q pikepdf page-validation pdfua outloud
for pdf in kingston-sample-summary.pdf lga-summary.pdf; do
  qpdf --check "$pdf"
  # Fonts embedded, no scripts, text that can be searched.
  pdffonts "$pdf" | tail -n +3 | awk '{ if ($(NF-4) != "yes") { print "not embedded: " $0; exit 1 } }'
  pdfinfo "$pdf" | grep '^JavaScript: *no' > /dev/null
  pdfinfo "$pdf" | grep '^Tagged: *yes' > /dev/null
  pdftotext -layout "$pdf" - | grep 'Kingston upon Thames (sample)' > /dev/null
  ./venv/bin/python - "$pdf" <<'PY'
import page, sys
result = page.validate_pdf(sys.argv[1], profile="ua1")
print(sys.argv[1], "PDF/UA-1 rules passed:", result.rules.passed, "of", result.rules.total)
for failure in result.failures:
    print(" ", failure.rule_id, failure.message)
sys.exit(not result.is_compliant)
PY
  ./venv/bin/pdfua check "$pdf"
  ./venv/bin/outloud "$pdf" --criteria
done
