#!/usr/bin/env bash
# Writes every kind of report of the sample's rounds and the certificates of erasure, and checks them with independent
# tools; so too what the tests wrote into the folder "paper" there (REPORT_PDFS): each kind with everything in it, with a
# logo, with pages that lie, and the emergency sheets.
# usage: pdf.sh PROGRAM FOLDER-WITH-THE-SAMPLE
set -euo pipefail
program=$1
cd "$2"
mkdir -p reports
sheets=reports/sheets
for kind in summary board health social-care agreement learning record; do
  "$program" report kingston-sample.gthread --kind "$kind" --out "reports/open-$kind.pdf"
done
# The tool of this round has no health and social care views: that is refused, and nothing is written.
for kind in health social-care; do
  if "$program" report kingston-sample.gthread --round "LGA review, April 2021" --kind "$kind" --out "reports/no.pdf"; then
    echo "a $kind report of a round without that view"
    exit 1
  fi
  [ ! -e reports/no.pdf ]
done
for kind in summary board agreement learning record; do
  "$program" report kingston-sample.gthread --round "LGA review, April 2021" --kind "$kind" --out "reports/lga-$kind.pdf"
done
"$program" report kingston-sample.gthread --kind plan --all-plans --out "$sheets"
"$program" report kingston-sample.gthread --round "LGA review, April 2021" --kind plan --all-plans --out reports/lga-sheets
first=$(ls "$sheets" | head -1)
cp "$sheets/$first" reports/open-plan.pdf
cp "reports/lga-sheets/$(ls reports/lga-sheets | head -1)" reports/lga-plan.pdf
plan=$(pdftotext reports/open-plan.pdf - | sed -n 's/^Plan \([^:]*\): plan feedback.*/\1/p' | head -1)
"$program" report kingston-sample.gthread --kind record --plan "$plan" --out reports/open-record-of-plan.pdf
rm -rf erased && mkdir erased && cp kingston-sample.gthread erased/
"$program" erase erased/kingston-sample.gthread --plan "$plan" --reason "Kept long enough" --certificate reports/certificate-plan.pdf
"$program" erase erased/kingston-sample.gthread --round "LGA review, April 2021" --reason "Kept long enough" \
  --certificate reports/certificate-round.pdf
[ -d venv ] || python3 -m venv venv
./venv/bin/pip install -q pikepdf page-validation pdfua outloud
shopt -s nullglob
for pdf in kingston-sample-summary.pdf reports/*.pdf paper/*.pdf; do
  qpdf --check "$pdf"
  # Fonts embedded, no scripts, text that can be searched.
  pdffonts "$pdf" | tail -n +3 | awk '{ if ($(NF-4) != "yes") { print "not embedded: " $0; exit 1 } }'
  pdfinfo "$pdf" | grep '^JavaScript: *no' > /dev/null
  pdfinfo "$pdf" | grep '^Tagged: *yes' > /dev/null
  case $pdf in
    paper/*) [ -n "$(pdftotext "$pdf" - | tr -d '[:space:]')" ] ;;
    *) pdftotext -layout "$pdf" - | grep 'Kingston upon Thames (sample)' > /dev/null ;;
  esac
  if pdfinfo "$pdf" | grep '^Pages: *1$' > /dev/null && [ "$(stat -c %s "$pdf")" -ge 100000 ]; then
    echo "one page in 100 KB or more: $pdf"
    exit 1
  fi
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
