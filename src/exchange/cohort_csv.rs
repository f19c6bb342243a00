//! A cohort from a plain CSV: at least `reference`, and a column for each fact that is known.
//!
//! * Column names in any case; spaces and hyphens count as underscores. Comma, semicolon or tab.
//! * `year_group`: `R`, `N1` (two before reception), `N2`, or the number of the year, 0 for reception, −4 to 21.
//!   Where it is missing it stays unknown, even with an age: what counts is the age on 31 August, not today's.
//! * yes/no facts: yes, no, true, false, y, n, 1, 0. Dates: YYYY-MM-DD. `sex`: F or M, or a code of your own.
//! * A value that cannot be read is "not known", with a warning. A row without a reference, or that repeats one, is
//!   rejected; so is a row with something beyond the last column, since its cells may stand in the wrong columns.

use super::cells::{DateCell, fact_text, sex_code, yes_no};
use super::cohort::{CohortKind, CohortOptions, CohortRead, Fact, Notes, Progress, Rejected, in_order};
use super::csv_table::{Column, CsvFile, Row, Table, column_key};
use super::import_error::ImportError;
use super::safe_text::{check_reference, shown, unguard_formula};
use super::settings::Settings;
use crate::domain::plan::{PlanFacts, PlanKind};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

pub(crate) fn read_cohort_csv(
    path: &Path,
    options: &CohortOptions,
    notes: Notes,
    progress: &mut Progress<'_>,
) -> Result<CohortRead, ImportError> {
    read_cohort_file(&CsvFile::open(path)?, options, notes, progress)
}

/// Reads a cohort from the text of a plain CSV; `name` stands for the file in errors and warnings.
///
/// # Errors
/// As [`super::read_cohort`].
pub fn read_cohort_text(name: &str, text: &str, options: &CohortOptions) -> Result<CohortRead, ImportError> {
    let file = CsvFile::from_text(name, text)?;
    read_cohort_file(&file, options, Notes::default(), &mut Progress::new(&mut |_, _| true))
}

fn read_cohort_file(
    file: &CsvFile,
    options: &CohortOptions,
    mut notes: Notes,
    progress: &mut Progress<'_>,
) -> Result<CohortRead, ImportError> {
    let settings = options.settings.as_deref().map(Settings::read).transpose()?;
    if options.key.is_some() {
        notes.warn(file.name(), None, None, "a key belongs to a SEN2 return; it was not used for this file");
    }
    let mut table = file.table()?;
    let columns = find_columns(&mut table, options, &mut notes)?;
    progress.start(file.size())?;
    let mut reader = Reader { columns, settings, today: options.today, first_rows: HashMap::new(), notes };
    let (mut plans, mut rejected) = (Vec::new(), Vec::new());
    while let Some(row) = table.next_row()? {
        match reader.read_plan(file.name(), row) {
            Ok(plan) => plans.push(plan),
            Err(refusal) => rejected.push(refusal),
        }
        progress.within(table.bytes_read())?;
    }
    if plans.is_empty() && rejected.is_empty() {
        return Err(ImportError::NoRows { file: file.name().to_owned() });
    }
    progress.file_done(file.size())?;
    let mut carried: BTreeSet<Fact> = reader.columns.facts.iter().map(|(fact, _)| *fact).collect();
    if reader.settings.is_some() && carried.contains(&Fact::Setting) {
        carried.insert(Fact::SettingType);
    }
    Ok(CohortRead {
        kind: CohortKind::Csv,
        as_of: options.as_of.unwrap_or(options.today),
        plans,
        columns: in_order(&carried),
        rejected,
        warnings: reader.notes.finish(),
        keyed: false,
    })
}

struct Columns {
    reference: usize,
    facts: Vec<(Fact, usize)>,
}

fn find_columns(table: &mut Table<'_>, options: &CohortOptions, notes: &mut Notes) -> Result<Columns, ImportError> {
    let renames: HashMap<String, String> =
        options.columns.iter().map(|(theirs, ours)| (column_key(theirs), column_key(ours))).collect();
    table.rename_columns(|header| renames.get(header).cloned());
    let reference = table.needed("reference")?;
    let mut facts = Vec::new();
    for fact in Fact::ALL {
        if let Some(place) = table.column(fact.code())? {
            facts.push((*fact, place));
        }
    }
    for header in table.headers() {
        if header != "reference" && Fact::from_code(header).is_none() {
            let message = "this column is not known here; it was left out";
            notes.warn(table.file(), Some(1), Some(&shown(header)), message);
        }
    }
    Ok(Columns { reference, facts })
}

struct Reader {
    columns: Columns,
    settings: Option<Settings>,
    today: Date,
    /// Each reference taken, and the row that has it.
    first_rows: HashMap<String, u64>,
    notes: Notes,
}

impl Reader {
    fn read_plan(&mut self, file: &str, row: Row<'_>) -> Result<PlanFacts, Rejected> {
        let refuse = |column: Option<&str>, message: String| Rejected {
            file: file.to_owned(),
            row: row.number(),
            column: column.map(str::to_owned),
            message,
        };
        if row.is_shifted() {
            let message = "something stands beyond the last column, so the cells may be in the wrong columns; put a \
                           text with a comma in it between quotation marks";
            return Err(refuse(None, message.to_owned()));
        }
        let reference = check_reference(&unguard_formula(row.text(Some(self.columns.reference))))
            .map_err(|problem| refuse(Some("reference"), problem.to_string()))?;
        if let Some(first) = self.first_rows.get(&reference) {
            return Err(refuse(Some("reference"), format!("the reference of row {first} is repeated here")));
        }
        self.first_rows.insert(reference.clone(), row.number());
        if row.is_short() {
            self.notes.warn(file, Some(row.number()), None, "this row ends early; the facts it lacks are not known");
        }
        Ok(self.read_facts(file, row, reference))
    }

    fn read_facts(&mut self, file: &str, row: Row<'_>, reference: String) -> PlanFacts {
        let mut plan = PlanFacts { reference, ..PlanFacts::default() };
        for &(fact, place) in &self.columns.facts {
            if let Err(message) = read_fact(fact, row, Some(place), self.today, &mut plan) {
                self.notes.warn(file, Some(row.number()), Some(fact.code()), message);
            }
        }
        if let (None, Some(settings), Some(urn)) = (&plan.setting_type, &self.settings, &plan.setting) {
            plan.setting_type = settings.get_type(urn).map(str::to_owned);
        }
        plan
    }
}

const NOT_YES_NO: &str = "this is neither yes nor no; taken as not known";
const NOT_A_DATE: &str = "this is not a date (write YYYY-MM-DD, such as 2025-01-16); taken as not known";
const UNLIKELY_DATE: &str = "this date is before 1900 or in the future; taken as not known";
const NOT_TEXT: &str = "this text is too long or has an invisible character in it; taken as not known";

/// Reads one fact into the plan; the error is the warning.
fn read_fact(fact: Fact, row: Row<'_>, place: Column, today: Date, plan: &mut PlanFacts) -> Result<(), &'static str> {
    let cell = unguard_formula(row.text(place));
    if cell.is_empty() {
        return Ok(());
    }
    let yes_no = || yes_no(&cell).map(Some).ok_or(NOT_YES_NO);
    let text = || fact_text(&cell).map(Some).ok_or(NOT_TEXT);
    let day = || match DateCell::iso(cell.as_bytes(), today) {
        DateCell::Day(day) => Ok(Some(day)),
        DateCell::Empty => Ok(None),
        DateCell::Unlikely => Err(UNLIKELY_DATE),
        DateCell::Unreadable => Err(NOT_A_DATE),
    };
    match fact {
        Fact::YearGroup => {
            plan.year_group = Some(year_group(&cell).ok_or(
                "this is not a year group (R, N1, N2, or a number from 0 for reception to 14); taken as not known",
            )?)
        }
        Fact::Age => plan.age = Some(age(&cell).ok_or("this is not an age in whole years; taken as not known")?),
        Fact::Sex => plan.sex = text()?.map(sex_code),
        Fact::Ethnicity => plan.ethnicity = text()?,
        Fact::PrimaryNeed => plan.primary_need = text()?,
        Fact::SecondaryNeed => plan.secondary_need = text()?,
        Fact::Setting => plan.setting = text()?,
        Fact::SettingType => plan.setting_type = text()?,
        Fact::SenUnit => plan.sen_unit = yes_no()?,
        Fact::ResourcedProvision => plan.resourced_provision = yes_no()?,
        Fact::Placement => plan.placement = text()?,
        Fact::PlanKind => {
            let kind = PlanKind::from_code(&column_key(&cell));
            plan.plan_kind = Some(kind.ok_or("this is not new, amended or transferred_in; taken as not known")?);
        }
        Fact::RequestedOn => plan.requested_on = day()?,
        Fact::IssuedOn => plan.issued_on = day()?,
        Fact::LastReviewOn => plan.last_review_on = day()?,
        Fact::DecisionOn => plan.decision_on = day()?,
        Fact::PersonalBudget => plan.personal_budget = yes_no()?,
        Fact::Coordinator => plan.coordinator = text()?,
        Fact::LookedAfter => plan.flags.looked_after = yes_no()?,
        Fact::ChildInNeed => plan.flags.child_in_need = yes_no()?,
        Fact::ProtectionPlan => plan.flags.protection_plan = yes_no()?,
        Fact::Adopted => plan.flags.adopted = yes_no()?,
        Fact::Eal => plan.flags.eal = yes_no()?,
        Fact::OutOfArea => plan.flags.out_of_area = yes_no()?,
        Fact::NotInEducation => plan.flags.not_in_education = yes_no()?,
    }
    Ok(())
}

fn year_group(cell: &str) -> Option<i32> {
    let word = cell.to_ascii_lowercase();
    let word = word.strip_prefix("year").or_else(|| word.strip_prefix('y')).unwrap_or(&word).trim();
    match word {
        "r" | "reception" => Some(0),
        "n1" => Some(-2),
        "n2" => Some(-1),
        number => number.parse().ok().filter(|n| (-4..=21).contains(n)),
    }
}

fn age(cell: &str) -> Option<i32> {
    cell.parse().ok().filter(|n| (0..=30).contains(n))
}
