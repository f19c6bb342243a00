//! How the columns of a file are called here: proposed by name, kept as a small TOML that people can read.
//!
//! The TOML has one table `columns` of `"name in the file" = "name here"`. Nothing on the right leaves a column out.

use super::cohort::Fact;
use super::csv_table::{CsvFile, column_key};
use super::import_error::ImportError;
use super::safe_text::shown;
use super::sen2;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Names of columns in a file and what they are here; an empty name here leaves the column out.
pub type ColumnMap = BTreeMap<String, String>;

/// The name here of the column without which no plan can be read.
pub const REFERENCE: &str = "reference";

/// How many rows are looked at for examples.
const ROWS_LOOKED_AT: usize = 200;
/// How many examples are shown.
const EXAMPLES: usize = 3;

/// Other names that case systems give to the facts, as letters and digits only.
const SYNONYMS: &[(&str, &[&str])] = &[
    (
        REFERENCE,
        &[
            "ref",
            "caseref",
            "casereference",
            "caseid",
            "casenumber",
            "caseno",
            "planref",
            "planreference",
            "planid",
            "ehcpid",
            "ehcpref",
            "ehcpnumber",
            "ehcid",
            "personid",
            "clientid",
            "clientnumber",
            "systemid",
            "mosaicid",
            "liquidlogicid",
            "lcsid",
            "ehmid",
            "capitaid",
            "stuid",
            "studentid",
            "pupilid",
            "uniqueid",
            "caseworkerref",
            "senid",
            "synergyid",
            "impulseid",
        ],
    ),
    (
        "year_group",
        &[
            "ncy",
            "nationalcurriculumyear",
            "nationalcurriculumyeargroup",
            "ncyear",
            "schoolyear",
            "year",
            "yr",
            "yrgroup",
            "ncyeargroup",
        ],
    ),
    ("age", &["ageyears", "currentage", "ageinyears", "ageatcensus"]),
    ("sex", &["gender", "gendercurrent", "legalsex"]),
    ("ethnicity", &["ethnicorigin", "ethnicgroup", "ethnicitycode", "ethniccode", "ethnicitygroup"]),
    (
        "primary_need",
        &[
            "need",
            "need1",
            "senneed",
            "sentype",
            "sentype1",
            "primarysentype",
            "primarysenneed",
            "mainneed",
            "primaryneedtype",
            "needprimary",
            "primaryneedcode",
        ],
    ),
    ("secondary_need", &["need2", "sentype2", "secondarysentype", "secondarysenneed", "needsecondary", "secondneed"]),
    (
        "setting",
        &[
            "school",
            "schoolname",
            "settingname",
            "placementname",
            "provision",
            "provider",
            "establishment",
            "urn",
            "schoolurn",
            "baseschool",
            "currentschool",
            "currentsetting",
            "namedschool",
            "placementurn",
        ],
    ),
    (
        "setting_type",
        &[
            "schooltype",
            "typeofsetting",
            "provisiontype",
            "establishmenttype",
            "placementtype",
            "typeofprovision",
            "schoolphasetype",
        ],
    ),
    ("sen_unit", &["senunitindicator", "inunit", "unit", "senunitplace"]),
    (
        "resourced_provision",
        &[
            "resourcedprovisionindicator",
            "resourceprovision",
            "resourcebase",
            "resourcedbase",
            "arp",
            "additionallyresourcedprovision",
        ],
    ),
    ("placement", &["sensetting", "placementkind", "otherplacement", "ehe", "placementstatus", "educationstatus"]),
    ("plan_kind", &["plantype", "kind", "planstatus", "typeofplan", "planorigin"]),
    (
        "requested_on",
        &[
            "requestdate",
            "daterequested",
            "receiveddate",
            "requestreceived",
            "ehcnarequestdate",
            "dateofrequest",
            "requestedon",
            "requestreceiveddate",
        ],
    ),
    (
        "issued_on",
        &[
            "issuedate",
            "dateissued",
            "startdate",
            "planstartdate",
            "finalplandate",
            "datefinalplan",
            "ehcpissued",
            "dateplanissued",
            "finalissued",
            "finalplanissued",
            "ehcpstartdate",
            "dateoffinalplan",
        ],
    ),
    (
        "last_review_on",
        &[
            "lastreview",
            "lastreviewdate",
            "reviewmeeting",
            "lastannualreview",
            "annualreviewdate",
            "lastar",
            "ardate",
            "reviewmeetingdate",
            "dateoflastreview",
            "lastreviewmeeting",
            "lastannualreviewdate",
        ],
    ),
    (
        "decision_on",
        &[
            "decisiondate",
            "reviewdecisiondate",
            "ardecision",
            "ardecisiondate",
            "datedecision",
            "annualreviewdecision",
            "reviewdecision",
        ],
    ),
    (
        "transferred_on",
        &[
            "transferdate",
            "datetransferred",
            "transferredin",
            "datemovedin",
            "transferindate",
            "dateoftransfer",
            "movedin",
        ],
    ),
    ("phase_transfer_due_on", &["phasetransferduedate", "phasetransferdue", "transferdue", "phasetransferdate"]),
    ("phase_transfer_final_on", &["phasetransferfinaldate", "phasetransferfinal", "phasetransfercompleted"]),
    ("personal_budget", &["pb", "haspersonalbudget", "personalbudgetinplace", "directpayment"]),
    (
        "coordinator",
        &[
            "caseofficer",
            "ehccoordinator",
            "ehcco",
            "ehcoordinator",
            "casemanager",
            "caseworker",
            "officer",
            "allocatedworker",
            "planco",
            "plancoordinator",
            "sendofficer",
            "coordinatorcode",
            "keyworker",
        ],
    ),
    (
        "looked_after",
        &[
            "lac",
            "cla",
            "cic",
            "lookedafterchild",
            "childlookedafter",
            "islookedafter",
            "childincare",
            "childrenlookedafter",
        ],
    ),
    ("child_in_need", &["cin", "childinneedplan", "cinplan", "ischildinneed"]),
    ("protection_plan", &["cp", "cpp", "cpplan", "childprotection", "childprotectionplan", "cpstatus"]),
    ("adopted", &["isadopted", "previouslylookedafter", "adoption"]),
    ("eal", &["englishasanadditionallanguage", "englishadditionallanguage", "englishasadditionallanguage"]),
    ("out_of_area", &["ooa", "outofborough", "oob", "outofcounty", "outofauthority", "placedoutofarea", "ooc"]),
    ("not_in_education", &["neet", "nie", "notineducationemploymentortraining", "missingeducation", "cme", "eotas"]),
];

/// Parts of names of columns that hold what stays behind: who somebody is.
const PERSONAL: &[&str] = &[
    "name",
    "surname",
    "forename",
    "dob",
    "birth",
    "address",
    "postcode",
    "upn",
    "uln",
    "nhs",
    "phone",
    "mobile",
    "email",
    "parent",
    "carer",
    "guardian",
    "uniquelearner",
    "uniquepupil",
];

fn letters_of(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a column of this name holds who somebody is.
fn is_personal(letters: &str) -> bool {
    const NOT: &[&str] = &["schoolname", "settingname", "placementname"];
    !NOT.contains(&letters) && PERSONAL.iter().any(|part| letters.contains(part))
}

/// What a column of this name is here, as far as its name says.
#[must_use]
pub fn propose(header: &str) -> Option<&'static str> {
    let key = column_key(header);
    if key == REFERENCE {
        return Some(REFERENCE);
    }
    if let Some(fact) = Fact::from_code(&key) {
        return Some(fact.code());
    }
    let letters = letters_of(header);
    let own = || Fact::ALL.iter().map(|fact| fact.code()).find(|code| code.replace('_', "") == letters);
    let synonym = || SYNONYMS.iter().find(|(_, names)| names.contains(&letters.as_str())).map(|(code, _)| *code);
    own().or_else(synonym)
}

/// A column of a file, for a person to say what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSeen {
    /// Its name in the file, as compared: lower case, underscores for spaces.
    pub header: String,
    /// What it is taken for; none: left out.
    pub is: Option<&'static str>,
    /// Some of its values; none where they would say who somebody is.
    pub examples: Vec<String>,
    /// Whether it seems to hold who somebody is.
    pub is_personal: bool,
}

/// The columns of a CSV or a worksheet with what they are taken for: as kept from before, else by their name, and no
/// two for the same. None for a SEN2 return, whose columns are known.
///
/// # Errors
/// When the file cannot be read.
pub fn look_at_columns(sources: &[PathBuf], kept: &ColumnMap) -> Result<Option<Vec<ColumnSeen>>, ImportError> {
    let path = match sen2::find_return(sources)? {
        sen2::Found::Return(_) => return Ok(None),
        sen2::Found::PlainCsv(path) => path,
    };
    let file = CsvFile::open(&path)?;
    let mut table = file.table()?;
    let mut seen: Vec<ColumnSeen> = table
        .headers()
        .iter()
        .map(|header| {
            let is_personal = is_personal(&letters_of(header));
            ColumnSeen { header: header.clone(), is: None, examples: Vec::new(), is_personal }
        })
        .collect();
    take_for(&mut seen, kept);
    for _ in 0..ROWS_LOOKED_AT {
        let Some(row) = table.next_row()? else { break };
        for (place, column) in seen.iter_mut().enumerate().filter(|(_, c)| !c.is_personal) {
            let cell = shown(row.text(Some(place)));
            if column.examples.len() < EXAMPLES && !cell.is_empty() && !column.examples.contains(&cell) {
                column.examples.push(cell);
            }
        }
    }
    Ok(Some(seen.into_iter().filter(|column| !column.header.is_empty()).collect()))
}

/// Says what each column is: first as kept, then those with our own names, then by synonyms.
fn take_for(seen: &mut [ColumnSeen], kept: &ColumnMap) {
    let kept: BTreeMap<String, &str> = kept.iter().map(|(theirs, ours)| (column_key(theirs), ours.as_str())).collect();
    let mut taken = BTreeSet::new();
    for column in seen.iter_mut() {
        if let Some(ours) = kept.get(&column.header).and_then(|ours| known(ours)) {
            column.is = taken.insert(ours).then_some(ours);
        }
    }
    let is_open = |column: &ColumnSeen| column.is.is_none() && !kept.contains_key(&column.header);
    for column in seen.iter_mut().filter(|c| is_open(c)) {
        if let Some(ours) = known(&column.header) {
            column.is = taken.insert(ours).then_some(ours);
        }
    }
    for column in seen.iter_mut().filter(|c| is_open(c) && !c.is_personal) {
        if let Some(ours) = propose(&column.header) {
            column.is = taken.insert(ours).then_some(ours);
        }
    }
}

/// A name of ours as it is written here.
fn known(name: &str) -> Option<&'static str> {
    let key = column_key(name);
    if key == REFERENCE { Some(REFERENCE) } else { Fact::from_code(&key).map(|fact| fact.code()) }
}

/// The map that says what these columns are; those left out are in it too.
#[must_use]
pub fn map_of(columns: &[ColumnSeen]) -> ColumnMap {
    columns.iter().map(|column| (column.header.clone(), column.is.unwrap_or_default().to_owned())).collect()
}

/// A map as TOML.
#[must_use]
pub fn map_to_toml(map: &ColumnMap) -> String {
    let mut columns = toml::Table::new();
    for (theirs, ours) in map {
        columns.insert(theirs.clone(), toml::Value::String(ours.clone()));
    }
    let mut whole = toml::Table::new();
    whole.insert("columns".to_owned(), toml::Value::Table(columns));
    format!("# \"name in the file\" = \"name here\"; nothing on the right leaves the column out\n{whole}")
}

/// Reads a map from TOML.
///
/// # Errors
/// In plain words, what is wrong with it.
pub fn map_from_toml(text: &str) -> Result<ColumnMap, String> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Map {
        columns: ColumnMap,
    }
    let map: Map = toml::from_str(text).map_err(|error| error.to_string())?;
    for ours in map.columns.values().filter(|ours| !ours.is_empty()) {
        if known(ours).is_none() {
            return Err(format!("“{}” is not a column known here", shown(ours)));
        }
    }
    Ok(map.columns)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::exchange::{CohortOptions, read_cohort};
    use jiff::civil::date;

    fn look(text: &str, kept: &ColumnMap) -> Vec<ColumnSeen> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case list.csv");
        std::fs::write(&path, text).unwrap();
        look_at_columns(&[path], kept).unwrap().unwrap()
    }

    fn taken(columns: &[ColumnSeen]) -> Vec<Option<&str>> {
        columns.iter().map(|column| column.is).collect()
    }

    #[test]
    fn columns_are_proposed_by_the_names_case_systems_give_them() {
        let text = "Case Ref,NCY,Gender,Primary SEN Type,SEN Type 2,School Name,LAC,Last Annual Review Date,Colour\n\
                    C1,7,F,ASD,SLCN,Hill School,Y,2025-03-01,red\n";
        let columns = look(text, &ColumnMap::new());
        let expected = [
            "reference",
            "year_group",
            "sex",
            "primary_need",
            "secondary_need",
            "setting",
            "looked_after",
            "last_review_on",
        ];
        let expected: Vec<Option<&str>> = expected.into_iter().map(Some).chain([None]).collect();
        assert_eq!(taken(&columns), expected);
        assert_eq!(columns[5].examples, ["Hill School"]);
    }

    #[test]
    fn every_synonym_is_of_one_fact_only_and_every_fact_is_known() {
        let mut all: Vec<&str> = SYNONYMS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        for (code, names) in SYNONYMS {
            assert_eq!(known(code), Some(*code));
            assert!(names.iter().all(|name| propose(name) == Some(*code)), "{code}");
        }
        assert!(Fact::ALL.iter().all(|fact| propose(&fact.label().to_uppercase()) == Some(fact.code())));
    }

    #[test]
    fn who_somebody_is_is_neither_proposed_nor_shown() {
        let text = "reference,Forename,Date of birth,UPN,Parent email,Postcode,School name\nC1,Marker,Marker,Marker,Marker,Marker,Hill\n";
        let columns = look(text, &ColumnMap::new());
        for column in &columns[1..6] {
            assert!(column.is_personal && column.is.is_none() && column.examples.is_empty(), "{column:?}");
        }
        assert_eq!(columns[6].is, Some("setting"));
    }

    #[test]
    fn two_columns_are_never_proposed_for_one_fact_and_our_own_name_goes_first() {
        let columns = look("Ref,reference,Case ID\n1,2,3\n", &ColumnMap::new());
        assert_eq!(taken(&columns), [None, Some("reference"), None]);
    }

    #[test]
    fn what_was_kept_goes_before_what_is_proposed_and_left_out_stays_left_out() {
        let kept = ColumnMap::from([("Case Ref".into(), String::new()), ("Other".into(), "reference".into())]);
        let columns = look("Case Ref,Other,Age\n1,2,3\n", &kept);
        assert_eq!(taken(&columns), [None, Some("reference"), Some("age")]);
    }

    #[test]
    fn a_map_read_back_from_its_toml_is_the_same_and_reads_the_file() {
        let text = "Case Ref,\"NC \"\"Year\"\"\",Age\nC1,7,12\n";
        let mut columns = look(text, &ColumnMap::new());
        columns[1].is = Some("year_group");
        columns[2].is = None;
        let map = map_of(&columns);
        let toml = map_to_toml(&map);
        assert_eq!(map_from_toml(&toml).unwrap(), map, "{toml}");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, text).unwrap();
        let options = CohortOptions { columns: map, ..CohortOptions::new(date(2026, 11, 1)) };
        let read = read_cohort(&[path], &options, &mut |_, _| true).unwrap();
        let plan = &read.plans[0];
        assert_eq!((plan.reference.as_str(), plan.year_group, plan.age), ("C1", Some(7), None));
        assert!(read.warnings.is_empty(), "a column left out on purpose needs no warning: {:?}", read.warnings);
        assert!(map_from_toml("[columns]\n\"A\" = \"colour\"\n").unwrap_err().contains("colour"));
        assert!(map_from_toml("[other]\n").is_err());
    }
}
