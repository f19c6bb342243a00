//! A cohort from a plain CSV: at least `reference`, and a column for each fact that is known.
//!
//! * Column names in any case; spaces and hyphens count as underscores. Comma, semicolon or tab.
//! * `year_group`: `R`, `N1` (two before reception), `N2`, or the number of the year, 0 for reception, −4 to 21.
//!   Where it is missing it stays unknown, even with an age: what counts is the age on 31 August, not today's.
//! * yes/no facts: yes, no, true, false, y, n, 1, 0. Dates: YYYY-MM-DD. `sex`: F or M, or a code of your own.
//! * A value that cannot be read is "not known", with a warning. A row without a reference, or that repeats one, is
//!   rejected; so is a row with more cells than columns, since they may stand in the wrong ones.

use super::cells::{DateCell, fact_text, iso_date, sex_code, yes_no};
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
    for (row, message) in file.left_out() {
        notes.warn(file.name(), *row, None, message);
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
        kind: if file.is_sheet() { CohortKind::Xlsx } else { CohortKind::Csv },
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
        if !header.is_empty() && header != "reference" && Fact::from_code(header).is_none() {
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
            let message = "this row has more cells than there are columns, so they may stand in the wrong ones; put a \
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

const SHEET_ERROR: &str = "the worksheet has an error here instead of a value; taken as not known";

/// What a worksheet shows where a formula has no value; exports carry it as text.
fn is_sheet_error(cell: &str) -> bool {
    cell.starts_with('#')
        && ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"]
            .iter()
            .any(|error| cell.eq_ignore_ascii_case(error))
}

/// Reads one fact into the plan; the error is the warning.
fn read_fact(fact: Fact, row: Row<'_>, place: Column, today: Date, plan: &mut PlanFacts) -> Result<(), &'static str> {
    let cell = unguard_formula(row.text(place));
    if cell.is_empty() {
        return Ok(());
    }
    if is_sheet_error(&cell) {
        return Err(SHEET_ERROR);
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
        Fact::TransferredOn => plan.transferred_on = day()?,
        Fact::PhaseTransferDueOn => {
            // A limit may lie ahead.
            let due = iso_date(cell.as_bytes()).filter(|due| (1900..=2200).contains(&due.year()));
            plan.phase_transfer_due_on = Some(due.ok_or(NOT_A_DATE)?);
        }
        Fact::PhaseTransferFinalOn => plan.phase_transfer_final_on = day()?,
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use crate::domain::plan::{PlanFacts, PlanFlags, PlanKind};
    use crate::exchange::{CohortKind, CohortOptions, CohortRead, Fact, ImportError, read_cohort};
    use jiff::civil::date;

    fn read_with(
        text: &str,
        change: impl FnOnce(&mut CohortOptions, &std::path::Path),
    ) -> Result<CohortRead, ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cohort.csv");
        std::fs::write(&path, text).unwrap();
        let mut options = CohortOptions::new(date(2025, 6, 1));
        change(&mut options, folder.path());
        read_cohort(&[path], &options, &mut |_, _| true)
    }

    fn read(text: &str) -> Result<CohortRead, ImportError> {
        read_with(text, |_, _| {})
    }

    fn rows_and_columns(read: &CohortRead) -> Vec<(Option<u64>, &str)> {
        read.warnings.iter().map(|w| (w.row, w.column.as_deref().unwrap_or(""))).collect()
    }

    #[test]
    fn every_column_becomes_its_fact() {
        let text = "reference,year_group,age,sex,ethnicity,primary_need,secondary_need,setting,setting_type,placement,\
                    plan_kind,requested_on,issued_on,last_review_on,personal_budget,coordinator,looked_after,\
                    child_in_need,protection_plan,adopted,eal,out_of_area,not_in_education,transferred_on,\
                    phase_transfer_due_on,phase_transfer_final_on\n\
                    K1,7,12,female,WBRI,ASD,SLCN,100010,special_academy,EHE,Transferred in,2020-01-01,2020-05-20,\
                    2025-06-01,yes,EC7,Y,no,TRUE,0,1,n,false,2023-09-01,\
                    2027-02-15,2025-02-10\n";
        let read = read(text).unwrap();
        let t = |s: &str| Some(s.to_owned());
        let expected = PlanFacts {
            reference: "K1".into(),
            year_group: Some(7),
            age: Some(12),
            sex: t("F"),
            ethnicity: t("WBRI"),
            primary_need: t("ASD"),
            secondary_need: t("SLCN"),
            setting: t("100010"),
            setting_type: t("special_academy"),
            sen_unit: None,
            resourced_provision: None,
            placement: t("EHE"),
            plan_kind: Some(PlanKind::TransferredIn),
            requested_on: Some(date(2020, 1, 1)),
            issued_on: Some(date(2020, 5, 20)),
            last_review_on: Some(date(2025, 6, 1)),
            decision_on: None,
            transferred_on: Some(date(2023, 9, 1)),
            phase_transfer_due_on: Some(date(2027, 2, 15)),
            phase_transfer_final_on: Some(date(2025, 2, 10)),
            personal_budget: Some(true),
            coordinator: t("EC7"),
            service: None,
            flags: PlanFlags {
                looked_after: Some(true),
                child_in_need: Some(false),
                protection_plan: Some(true),
                adopted: Some(false),
                eal: Some(true),
                out_of_area: Some(false),
                not_in_education: Some(false),
            },
        };
        assert_eq!(read.plans, [expected]);
        assert_eq!((read.kind, read.as_of, read.keyed), (CohortKind::Csv, date(2025, 6, 1), false));
        assert_eq!(read.columns.len(), 25);
        assert!(read.warnings.is_empty() && read.rejected.is_empty());
    }

    #[test]
    fn a_second_file_carries_only_its_own_columns_and_empty_cells_are_unknown() {
        let read = read("Reference;Looked After\nK1;yes\nK2;\n").unwrap();
        assert_eq!(read.columns, [Fact::LookedAfter]);
        assert_eq!((read.plans[0].flags.looked_after, read.plans[1].flags.looked_after), (Some(true), None));
        assert!(read.warnings.is_empty());
    }

    #[test]
    fn year_groups_are_read_in_all_their_spellings() {
        let cases = [
            ("R", Some(0)),
            ("reception", Some(0)),
            ("n1", Some(-2)),
            ("N2", Some(-1)),
            ("0", Some(0)),
            ("14", Some(14)),
            ("Year 7", Some(7)),
            ("Y11", Some(11)),
            ("15", Some(15)),
            ("-3", Some(-3)),
            ("22", None),
            ("seven", None),
            ("7.5", None),
        ];
        let mut text = "reference,year_group\n".to_owned();
        for (i, (cell, _)) in cases.iter().enumerate() {
            text.push_str(&format!("K{i},{cell}\n"));
        }
        let read = read(&text).unwrap();
        for (plan, (cell, expected)) in read.plans.iter().zip(cases) {
            assert_eq!(plan.year_group, expected, "{cell}");
        }
        assert_eq!(
            rows_and_columns(&read),
            [(Some(12), "year_group"), (Some(13), "year_group"), (Some(14), "year_group")]
        );
    }

    #[test]
    fn an_age_does_not_make_a_year_group() {
        let plan = &read("reference,age\nK1,12\n").unwrap().plans[0];
        assert_eq!((plan.age, plan.year_group, plan.phase()), (Some(12), None, None));
    }

    #[test]
    fn unreadable_values_are_not_known_and_named_by_row_and_column_without_being_repeated() {
        let text = "reference,age,issued_on,requested_on,last_review_on,adopted,plan_kind,setting\n\
                    K1,Marker,Marker,2025-06-02,1899-12-31,Marker,Marker,Mark\u{202E}er\n\
                    K2,31,31/12/2024,,,,,\n";
        let read = read(text).unwrap();
        assert_eq!(
            rows_and_columns(&read),
            [
                (Some(2), "age"),
                (Some(2), "setting"),
                (Some(2), "plan_kind"),
                (Some(2), "requested_on"),
                (Some(2), "issued_on"),
                (Some(2), "last_review_on"),
                (Some(2), "adopted"),
                (Some(3), "age"),
                (Some(3), "issued_on"),
            ]
        );
        assert_eq!(read.plans[0], PlanFacts { reference: "K1".into(), ..PlanFacts::default() });
        assert!(!format!("{read:?}").contains("Mark"), "{read:?}");
    }

    #[test]
    fn a_missing_repeated_or_unfit_reference_is_rejected_with_its_row() {
        let long = "x".repeat(65);
        let text = format!(
            "reference,age\nK1,5\n,6\nK1,7\nK 2,8\n\"K,3\",9\n\"K\"\"4\",9\nK\u{200E}5,9\n{long},9\nCafe\u{301},9\nCafé,9\nK9,9,extra\n"
        );
        let read = read(&text).unwrap();
        let references: Vec<&str> = read.plans.iter().map(|p| p.reference.as_str()).collect();
        assert_eq!(references, ["K1", "Café"]);
        assert_eq!(read.plans[0].age, Some(5));
        let rows: Vec<u64> = read.rejected.iter().map(|r| r.row).collect();
        assert_eq!(rows, [3, 4, 5, 6, 7, 8, 9, 11, 12]);
        assert!(read.rejected[..8].iter().all(|r| r.column.as_deref() == Some("reference")));
        assert_eq!(read.rejected[1].message, "the reference of row 2 is repeated here");
        assert_eq!(read.read_count(), 11);
    }

    #[test]
    fn unknown_columns_give_one_warning_each_and_are_not_kept() {
        let read =
            read("reference,Surname,age,Date of birth\nK1,Marker,5,2015-01-01\nK2,Marker,6,2014-01-01\n").unwrap();
        assert_eq!(rows_and_columns(&read), [(Some(1), "surname"), (Some(1), "date_of_birth")]);
        assert_eq!(read.columns, [Fact::Age]);
        let shown = format!("{read:?}");
        assert!(!shown.contains("Marker") && !shown.contains("2015"), "{shown}");
    }

    #[test]
    fn columns_can_be_given_our_names() {
        let read = read_with("Case No,SEN Type\nK1,ASD\n", |options, _| {
            options.columns.insert("Case no".into(), "reference".into());
            options.columns.insert("sen_type".into(), "primary_need".into());
        })
        .unwrap();
        assert_eq!((read.plans[0].reference.as_str(), read.plans[0].primary_need.as_deref()), ("K1", Some("ASD")));
        assert!(read.warnings.is_empty());
    }

    #[test]
    fn a_file_that_is_no_cohort_is_refused() {
        let missing = read("case,age\nK1,5\n").unwrap_err().to_string();
        assert!(missing.starts_with("cohort.csv has no column “reference”"), "{missing}");
        assert!(matches!(read("reference,age\n"), Err(ImportError::NoRows { .. })));
        assert!(matches!(read(""), Err(ImportError::Empty { .. })));
        assert!(matches!(read("reference,age,Age\nK1,5,6\n"), Err(ImportError::RepeatedColumn { .. })));
        assert!(matches!(read("reference,age\nK1,\"5\nK2,6\n"), Err(ImportError::OpenQuote { row: 2, .. })));
    }

    #[test]
    fn the_kind_of_a_setting_comes_from_the_list_where_the_file_has_none() {
        let text = "reference,setting\nK1,100010\nK2,100011\n";
        let read = read_with(text, |options, folder| {
            let path = folder.join("gias.csv");
            std::fs::write(&path, "URN,Name,Type\n100010,A School,special_academy\n100012,B,\n").unwrap();
            options.settings = Some(path);
        })
        .unwrap();
        let types: Vec<Option<&str>> = read.plans.iter().map(|p| p.setting_type.as_deref()).collect();
        assert_eq!(types, [Some("special_academy"), None]);
        assert_eq!(read.columns, [Fact::Setting, Fact::SettingType]);
    }

    #[test]
    fn a_key_is_not_used_for_a_plain_file_and_that_is_said() {
        let read = read_with("reference\nK1\n", |options, folder| options.key = Some(folder.join("none.csv"))).unwrap();
        assert_eq!((read.warnings.len(), read.keyed), (1, false));
    }

    #[test]
    fn references_made_safe_for_a_spreadsheet_are_read_back() {
        assert_eq!(read("reference\n'-17\n").unwrap().plans[0].reference, "-17");
    }

    #[test]
    fn a_short_row_is_read_with_a_warning() {
        let read = read("reference,age,sex\nK1,5\n").unwrap();
        assert_eq!((read.plans[0].age, rows_and_columns(&read)), (Some(5), vec![(Some(2), "")]));
    }
}
