//! Figures followed over time, national figures, and what an earlier review counted. All or nothing.

use super::csv_table::{Column, CsvFile, StrictRow};
use super::import_error::{CellProblem, ImportError};
use crate::domain::measure::{Benchmark, Better, MeasureValue, Quality, ValueKind};
use jiff::civil::Date;
use std::collections::HashMap;
use std::path::Path;

const COLUMNS: [&str; 14] = [
    "measure",
    "definition",
    "kind",
    "better",
    "from",
    "to",
    "part_year",
    "numerator",
    "denominator",
    "value",
    "unit",
    "quality",
    "source",
    "note",
];

/// Reads the figures of measures, in the order of the file.
///
/// # Errors
/// The first cell that cannot be taken; a figure given twice (same measure, definition, kind and span).
pub fn read_measures(path: &Path) -> Result<Vec<MeasureValue>, ImportError> {
    read_measure_values(&CsvFile::open(path)?)
}

/// As [`read_measures`], from text; `name` stands for the file in errors.
///
/// # Errors
/// As [`read_measures`].
pub fn read_measures_text(name: &str, text: &str) -> Result<Vec<MeasureValue>, ImportError> {
    read_measure_values(&CsvFile::from_text(name, text)?)
}

fn read_measure_values(file: &CsvFile) -> Result<Vec<MeasureValue>, ImportError> {
    let mut table = file.table()?;
    let columns = table.strict(&COLUMNS, COLUMNS.len())?;
    let (mut values, mut first_rows) = (Vec::new(), HashMap::new());
    while let Some(row) = table.next_row()? {
        let row = StrictRow::new(file.name(), row)?;
        let one = read_measure(row, columns)?;
        let key = (one.measure.clone(), one.definition.clone(), one.kind, one.from, one.to);
        if let Some(first_row) = first_rows.insert(key, row.number()) {
            return Err(row.problem("measure", CellProblem::Repeated { first_row }));
        }
        values.push(one);
    }
    Ok(values)
}

fn read_measure(row: StrictRow<'_>, columns: [Column; 14]) -> Result<MeasureValue, ImportError> {
    let [
        measure,
        definition,
        kind,
        better,
        from,
        to,
        part_year,
        numerator,
        denominator,
        value,
        unit,
        quality,
        source,
        note,
    ] = columns;
    let (from, to) = (read_day(row, from, "from")?, read_day(row, to, "to")?);
    let to = to.ok_or_else(|| row.problem("to", CellProblem::Empty))?;
    let unit = row.needed_line(unit, "unit")?;
    let counted = (read_count(row, numerator, "numerator")?, read_count(row, denominator, "denominator")?);
    let (value, quality) = (read_value(row, value, "value")?, read_quality(row, quality)?);
    let wrong = |column, why| Err(row.problem(column, CellProblem::Contradiction { why }));
    if from.is_some_and(|from| from > to) {
        return wrong("to", "the span ends before it begins");
    }
    match counted {
        (_, Some(0)) | (Some(_), None) => return wrong("denominator", "a numerator needs a denominator above 0"),
        (Some(n), Some(d)) if unit == "percent" && n > d => {
            return wrong("numerator", "the numerator is larger than the denominator");
        }
        _ => {}
    }
    if value.is_some() != quality.is_some() {
        return wrong(
            "quality",
            "a value needs a quality (exact, estimate or unreliable), and none is none without a value",
        );
    }
    Ok(MeasureValue {
        measure: row.needed_line(measure, "measure")?,
        definition: row.line(definition, "definition")?,
        kind: needed_code(row, kind, "kind", ValueKind::from_code, || codes(ValueKind::ALL, ValueKind::code))?,
        better: needed_code(row, better, "better", Better::from_code, || codes(Better::ALL, Better::code))?,
        from,
        to: Some(to),
        part_year: read_yes(row, part_year, "part_year")?,
        numerator: counted.0.map(|n| n as f64),
        denominator: counted.1.map(|n| n as f64),
        value,
        unit,
        quality,
        source: row.line(source, "source")?,
        note: row.line(note, "note")?,
    })
}

pub(super) fn codes<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| code(*one)).collect()
}

pub(super) fn needed_code<T>(
    row: StrictRow<'_>,
    column: Column,
    name: &str,
    from_code: impl Fn(&str) -> Option<T>,
    allowed: impl Fn() -> Vec<&'static str>,
) -> Result<T, ImportError> {
    let given = row.needed_line(column, name)?;
    from_code(&given).ok_or_else(|| row.problem(name, CellProblem::UnknownCode { given, allowed: allowed() }))
}

/// `none`, or nothing, is no quality.
fn read_quality(row: StrictRow<'_>, column: Column) -> Result<Option<Quality>, ImportError> {
    match row.line(column, "quality")?.as_str() {
        "" | "none" => Ok(None),
        given => Quality::from_code(given).map(Some).ok_or_else(|| {
            let mut allowed = codes(Quality::ALL, Quality::code);
            allowed.push("none");
            row.problem("quality", CellProblem::UnknownCode { given: given.to_owned(), allowed })
        }),
    }
}

pub(super) fn read_yes(row: StrictRow<'_>, column: Column, name: &str) -> Result<bool, ImportError> {
    let given = row.line(column, name)?;
    if given.is_empty() {
        return Ok(false);
    }
    super::cells::yes_no(&given)
        .ok_or_else(|| row.problem(name, CellProblem::UnknownCode { given, allowed: vec!["yes", "no"] }))
}

pub(super) fn read_day(row: StrictRow<'_>, column: Column, name: &str) -> Result<Option<Date>, ImportError> {
    match row.line(column, name)?.as_str() {
        "" => Ok(None),
        text => match super::cells::iso_date(text.as_bytes()) {
            None => Err(row.problem(name, CellProblem::NotADate)),
            day => Ok(day),
        },
    }
}

fn read_count(row: StrictRow<'_>, column: Column, name: &str) -> Result<Option<u64>, ImportError> {
    let text = row.line(column, name)?;
    // `parse` would take a plus sign too.
    let read = if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None };
    match read {
        None if !text.is_empty() => Err(row.problem(name, CellProblem::NotANumber { wanted: "a whole number" })),
        count => Ok(count),
    }
}

fn read_value(row: StrictRow<'_>, column: Column, name: &str) -> Result<Option<f64>, ImportError> {
    let text = row.line(column, name)?;
    if text.is_empty() {
        return Ok(None);
    }
    let is_plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    match text.parse::<f64>() {
        Ok(value) if is_plain && value.is_finite() => Ok(Some(value)),
        _ => Err(row.problem(name, CellProblem::NotANumber { wanted: "a number, such as 82 or 82.5" })),
    }
}

/// The kinds of area national figures are of.
const AREA_LEVELS: [&str; 3] = ["National", "Regional", "Local authority"];

const BENCHMARK_COLUMNS: [&str; 8] =
    ["geographic_level", "ons_code", "la_code", "name", "region", "year", "measure", "value"];

/// Reads the national figures kept with the program, in the order of the text.
///
/// # Errors
/// The first cell that cannot be taken.
pub fn read_benchmarks(text: &str) -> Result<Vec<Benchmark>, ImportError> {
    let file = CsvFile::from_text("dfe-ehc-plan-benchmarks-2025.csv", text)?;
    let mut table = file.table()?;
    let [level, ons_code, la_code, name, region, year, measure, value] =
        table.strict(&BENCHMARK_COLUMNS, BENCHMARK_COLUMNS.len())?;
    let mut figures = Vec::new();
    while let Some(row) = table.next_row()? {
        let row = StrictRow::new(file.name(), row)?;
        let is_level = |given: &str| AREA_LEVELS.contains(&given).then(|| given.to_owned());
        figures.push(Benchmark {
            level: needed_code(row, level, "geographic_level", is_level, || AREA_LEVELS.to_vec())?,
            ons_code: row.needed_line(ons_code, "ons_code")?,
            la_code: row.line(la_code, "la_code")?,
            name: row.needed_line(name, "name")?,
            region: row.line(region, "region")?,
            year: read_year(row, year)?,
            measure: row.needed_line(measure, "measure")?,
            value: Some(needed_count(row, value, "value")? as f64),
        });
    }
    Ok(figures)
}

fn needed_count(row: StrictRow<'_>, column: Column, name: &str) -> Result<u64, ImportError> {
    read_count(row, column, name)?.ok_or_else(|| row.problem(name, CellProblem::Empty))
}

fn read_year(row: StrictRow<'_>, column: Column) -> Result<i32, ImportError> {
    let year = i32::try_from(needed_count(row, column, "year")?).ok().filter(|y| (1900..=2200).contains(y));
    year.ok_or_else(|| row.problem("year", CellProblem::NotANumber { wanted: "a year" }))
}

/// What reviewers counted in a sample of plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LgaFinding {
    /// Code of the section.
    pub heading: String,
    /// What was looked for.
    pub finding: String,
    /// In how many plans it was met.
    pub plans_met: u64,
    /// Of how many.
    pub plans_reviewed: u64,
    /// Paragraph of the reviewers' report.
    pub source_paragraph: String,
    /// May be empty.
    pub note: String,
}

const FINDING_COLUMNS: [&str; 6] = ["heading", "finding", "plans_met", "plans_reviewed", "source_paragraph", "note"];

/// Reads the findings kept with the program, in the order of the text.
///
/// # Errors
/// The first cell that cannot be taken; more plans met than reviewed.
pub fn read_lga_findings(text: &str) -> Result<Vec<LgaFinding>, ImportError> {
    let file = CsvFile::from_text("lga-review-kingston-2021.csv", text)?;
    let mut table = file.table()?;
    let [heading, finding, met, reviewed, paragraph, note] = table.strict(&FINDING_COLUMNS, FINDING_COLUMNS.len())?;
    let mut findings = Vec::new();
    while let Some(row) = table.next_row()? {
        let row = StrictRow::new(file.name(), row)?;
        let one = LgaFinding {
            heading: row.needed_line(heading, "heading")?,
            finding: row.needed_line(finding, "finding")?,
            plans_met: needed_count(row, met, "plans_met")?,
            plans_reviewed: needed_count(row, reviewed, "plans_reviewed")?,
            source_paragraph: row.line(paragraph, "source_paragraph")?,
            note: row.line(note, "note")?,
        };
        if one.plans_met > one.plans_reviewed {
            let why = "more plans met than reviewed";
            return Err(row.problem("plans_met", CellProblem::Contradiction { why }));
        }
        findings.push(one);
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use jiff::civil::date;

    const KPIS: &str = include_str!("../../assets/benchmarks/kingston-kpis.csv");
    const BENCHMARKS: &str = include_str!("../../assets/benchmarks/dfe-ehc-plan-benchmarks-2025.csv");
    const FINDINGS: &str = include_str!("../../assets/benchmarks/lga-review-kingston-2021.csv");

    #[test]
    fn kingstons_published_measures_are_read_whole() {
        let rows = read_measures_text("kingston-kpis.csv", KPIS).unwrap();
        assert_eq!(rows.len(), 137);
        let names: std::collections::BTreeSet<&str> = rows.iter().map(|r| r.measure.as_str()).collect();
        assert_eq!(names.len(), 51);
        assert_eq!(rows.iter().filter(|r| r.kind == ValueKind::Target).count(), 35);
        assert_eq!(rows.iter().filter(|r| r.part_year).count(), 7);
        assert_eq!(rows.iter().filter(|r| r.value.is_none() && r.quality.is_none()).count(), 5);
        let reviews = rows.iter().find(|r| r.numerator == Some(898.0) && r.denominator == Some(1166.0)).unwrap();
        assert_eq!((reviews.from, reviews.to), (Some(date(2020, 1, 1)), Some(date(2020, 12, 31))));
        assert_eq!((reviews.value, reviews.better, reviews.quality), (Some(77.0), Better::Up, Some(Quality::Exact)));
    }

    #[test]
    fn a_figure_that_contradicts_itself_is_refused_with_row_and_column() {
        let head = KPIS.lines().next().unwrap();
        let refused = |row: &str| read_measures_text("m.csv", &format!("{head}\n{row}\n")).unwrap_err().to_string();
        for (row, column) in [
            ("M,,result,up,2020-01-01,2019-12-31,,,,5,percent,exact,S,", "to"),
            ("M,,result,up,2020-01-01,2020-12-31,,5,4,5,percent,exact,S,", "numerator"),
            ("M,,result,up,2020-01-01,2020-12-31,,5,0,5,percent,exact,S,", "denominator"),
            ("M,,result,up,2020-01-01,2020-12-31,,5,,5,percent,exact,S,", "denominator"),
            ("M,,result,up,2020-01-01,2020-12-31,,,,5,percent,none,S,", "quality"),
            ("M,,result,up,2020-01-01,2020-12-31,,,,,percent,exact,S,", "quality"),
            ("M,,result,up,2020-01-01,2020-12-31,,,,five,percent,exact,S,", "value"),
            ("M,,result,up,2020-01-01,2020-12-31,,,,NaN,percent,exact,S,", "value"),
            ("M,,result,sideways,2020-01-01,2020-12-31,,,,5,percent,exact,S,", "better"),
            ("M,,goal,up,2020-01-01,2020-12-31,,,,5,percent,exact,S,", "kind"),
            ("M,,result,up,01/01/2020,2020-12-31,,,,5,percent,exact,S,", "from"),
            ("M,,result,up,2020-01-01,,,,,5,percent,exact,S,", "to"),
            ("M,,result,up,2020-01-01,2020-12-31,perhaps,,,5,percent,exact,S,", "part_year"),
            (",,result,up,2020-01-01,2020-12-31,,,,5,percent,exact,S,", "measure"),
        ] {
            let message = refused(row);
            assert!(message.starts_with(&format!("m.csv, row 2, column {column}: ")), "{row}: {message}");
        }
        let row = "M,,result,up,,2020-12-31,,,,5,percent,exact,S,";
        assert!(refused(&format!("{row}\n{row}")).contains("row 3, column measure: this repeats row 2"));
    }

    #[test]
    fn national_figures_are_read_whole() {
        let rows = read_benchmarks(BENCHMARKS).unwrap();
        assert_eq!(rows.len(), 5314);
        let find = |name: &str, year, measure: &str| {
            rows.iter().find(|r| r.name == name && r.year == year && r.measure == measure).and_then(|r| r.value)
        };
        assert_eq!(find("Kingston upon Thames", 2025, "plans_in_january"), Some(1958.0));
        assert_eq!(find("Kent", 2025, "plans_in_january"), Some(20635.0));
        let is_authority = |r: &&Benchmark| r.level == "Local authority";
        assert!(rows.iter().filter(is_authority).all(|r| !r.la_code.is_empty() && !r.region.is_empty()));
        let is_national = |r: &&Benchmark| r.level == "National";
        assert!(rows.iter().filter(is_national).all(|r| r.la_code.is_empty() && r.region.is_empty()));
    }

    #[test]
    fn a_national_figure_of_an_unknown_kind_of_area_is_refused() {
        let head = BENCHMARKS.lines().next().unwrap();
        let refused = read_benchmarks(&format!("{head}\nParish,E1,,X,,2025,new_plans,1\n")).unwrap_err().to_string();
        assert!(refused.contains("row 2, column geographic_level"), "{refused}");
    }

    #[test]
    fn the_findings_of_the_review_are_read_whole() {
        let findings = read_lga_findings(FINDINGS).unwrap();
        assert_eq!(findings.len(), 12);
        assert_eq!((findings[0].heading.as_str(), findings[0].plans_met, findings[0].plans_reviewed), ("A", 10, 20));
        let text = "heading,finding,plans_met,plans_reviewed,source_paragraph,note\nA,x,21,20,,\n";
        assert!(read_lga_findings(text).unwrap_err().to_string().contains("row 2, column plans_met"));
    }
}
