#![allow(clippy::unwrap_used, clippy::expect_used)]
use crate::domain::plan::{PlanFacts, PlanKind};
use crate::exchange::{CohortKind, CohortOptions, CohortRead, Fact, ImportError, read_cohort};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const TODAY: Date = date(2025, 6, 1);

/// A return of the year 2025: persons 71, 72 and 74 with an active plan, 73 with one that ceased.
#[derive(Clone)]
struct Export {
    tables: BTreeMap<&'static str, String>,
    key: Option<String>,
    settings: Option<String>,
}

const PERSON: &str = "\
persontableid,NativeId,personorderseqcolumn,sourceid,sen2tableid,surname,forename,personbirthdate,sex,ethnicity,postcode,upn,uniquelearnernumber,upnunknown
71,71,1,1,1,\"Marker, Surname-One\",Forenameone,2015-Sep-20 00:00:00,M,WBRI,ZZ99 9ZZ,T314100011001,1234567890,
72,72,2,1,1,Markersurnametwo,Żółć,2010-Jan-10 00:00:00,F,MOTH,ZZ98 8ZZ,T314100012002,,
73,73,3,1,1,Markersurnamethree,Forenamethree,2003-Mar-03 00:00:00,F,WIRI,ZZ97 7ZZ,T314100013003,,
74,74,4,1,1,Markersurnamefour,Forenamefour,2024-Oct-04 00:00:00,,,ZZ96 6ZZ,T314100014004,,
";
const REQUESTS: &str = "\
requeststableid,NativeId,requestsorderseqcolumn,sourceid,persontableid,receiveddate,requestsource,rya,requestoutcomedate,requestoutcome,requestmediation,requesttribunal,exported
150,150,1,1,71,2019-Jan-24 00:00:00,4,false,,N,false,false,
151,151,2,1,71,2021-Jan-24 00:00:00,4,false,,Y,false,false,
152,152,3,1,72,2020-Jul-07 00:00:00,2,false,,Y,false,false,
153,153,4,1,73,2015-Jul-07 00:00:00,2,false,,Y,false,false,
154,154,5,1,74,2024-Nov-07 00:00:00,2,false,,Y,false,false,
";
const ASSESSMENT: &str = "\
assessmenttableid,NativeId,assessmentorderseqcolumn,sourceid,requeststableid,assessmentoutcome,assessmentoutcomedate,assessmentmediation,assessmenttribunal,othermediation,othertribunal,week20
42,42,1,1,151,Y,,false,false,false,false,false
43,43,2,1,153,Y,,false,false,false,false,false
44,44,3,1,154,Y,,false,false,false,false,false
";
const NAMED_PLAN: &str = "\
namedplantableid,NativeId,namedplanorderseqcolumn,sourceid,assessmenttableid,startdate,planres,planwbp,pb,oa,dp,ceasedate,ceasereason
88,88,1,1,42,2021-Aug-08 00:00:00,,,true,false,ED,,
89,89,2,1,43,2015-Dec-01 00:00:00,,,false,false,,2024-Aug-31 00:00:00,1
90,90,3,1,44,2025-Jan-10 00:00:00,,,false,false,,,
";
const ACTIVE_PLANS: &str = "\
activeplanstableid,NativeId,activeplansorderseqcolumn,sourceid,requeststableid,transferla,reviewmeeting,reviewoutcome,reviewdraft,phasetransferduedate,phasetransferfinaldate,lastreview
541,541,1,1,151,,2024-Dec-01 00:00:00,A,,2026-Feb-15,2025-Jan-30,2025-Jan-06 00:00:00
542,542,2,1,152,305,2024-Nov-22 00:00:00,M,,,,2025-Jan-08 00:00:00
543,543,3,1,154,,,,,,,
";
const PLACEMENT_DETAIL: &str = "\
placementdetailtableid,NativeId,placementdetailorderseqcolumn,sourceid,activeplanstableid,urn,ukprn,sensetting,sensettingother,placementrank,entrydate,leavingdate,senunitindicator,resourcedprovisionindicator,res,wbp
26,26,1,1,541,100001,,,,1,2021-Aug-08 00:00:00,2022-Feb-24 00:00:00,false,false,,
27,27,2,1,541,100010,,,,1,2022-Feb-25 00:00:00,,true,false,,
28,28,3,1,541,100011,,,,2,2022-Feb-25 00:00:00,,false,false,,
29,29,4,1,542,,10004375,,,1,2023-Sep-01 00:00:00,,false,true,,
30,30,5,1,543,,,EYP,,1,2025-Jan-10 00:00:00,,,,,
";
const SEN_NEED: &str = "\
senneedtableid,NativeId,senneedorderseqcolumn,sourceid,activeplanstableid,sentype,sentyperank
93,93,1,1,541,VI,2
94,94,2,1,541,SLCN,1
95,95,3,1,542,ASD,1
96,96,4,1,543,PMLD,1
";
const SEN2: &str = "\
sen2tableid,NativeId,sen2orderseqcolumn,sourceid,collection,year,referencedate,sourcelevel,lea,softwarecode,release,serialno,datetime,dmo,dco,dsco
1,1,1,1,SEN2,2025,2025-Jan-16 00:00:00,L,314,synthetic,1,1,2025-Jan-16 00:00:00,Markerofficerone,Markerofficertwo,Markerofficerthree
";

impl Export {
    fn new() -> Self {
        let tables = [
            ("person", PERSON),
            ("requests", REQUESTS),
            ("assessment", ASSESSMENT),
            ("namedplan", NAMED_PLAN),
            ("plandetail", "plandetailtableid,NativeId,plandetailorderseqcolumn\n1,1,1\n"),
            ("activeplans", ACTIVE_PLANS),
            ("placementdetail", PLACEMENT_DETAIL),
            ("senneed", SEN_NEED),
            ("sen2", SEN2),
        ];
        let tables = tables.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
        Self { tables, key: None, settings: None }
    }

    fn keyed() -> Self {
        let key = "upn,reference\nT314100011001,K1\nt314100012002,K2\nT314100013003,K3\nT314100014004,K4\nX0,K9\n";
        Self { key: Some(key.to_owned()), ..Self::new() }
    }

    /// With a piece of a table replaced; the piece must be there.
    fn with(mut self, table: &'static str, from: &str, to: &str) -> Self {
        let text = self.tables.get_mut(table).unwrap();
        assert!(text.contains(from), "{table} has no {from}");
        *text = text.replace(from, to);
        self
    }

    fn adding(mut self, table: &'static str, row: &str) -> Self {
        self.tables.get_mut(table).unwrap().push_str(row);
        self.tables.get_mut(table).unwrap().push('\n');
        self
    }

    fn without(mut self, table: &'static str) -> Self {
        self.tables.remove(table).unwrap();
        self
    }

    /// Takes a column out of a table, cells and all.
    fn without_column(mut self, table: &'static str, column: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(self.tables[table].as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let place = rows[0].iter().position(|h| h == column).unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in rows {
            writer.write_record(row.iter().enumerate().filter(|(i, _)| *i != place).map(|(_, c)| c)).unwrap();
        }
        self.tables.insert(table, String::from_utf8(writer.into_inner().unwrap()).unwrap());
        self
    }

    fn write(&self, folder: &Path) -> CohortOptions {
        for (name, text) in &self.tables {
            let bytes = format!("\u{feff}{}", text.replace('\n', "\r\n"));
            std::fs::write(folder.join(format!("Blade-Export_16-01-2025_{name}.csv")), bytes).unwrap();
        }
        let mut options = CohortOptions::new(TODAY);
        for (text, name, slot) in
            [(&self.key, "key.csv", &mut options.key), (&self.settings, "gias.csv", &mut options.settings)]
        {
            if let Some(text) = text {
                *slot = Some(folder.join(name));
                std::fs::write(folder.join(name), text).unwrap();
            }
        }
        options
    }

    fn read(&self) -> Result<CohortRead, ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let options = self.write(folder.path());
        read_cohort(&[folder.path().to_owned()], &options, &mut |_, _| true)
    }

    fn plans(&self) -> Vec<PlanFacts> {
        self.read().unwrap().plans
    }
}

fn references(read: &CohortRead) -> Vec<&str> {
    read.plans.iter().map(|p| p.reference.as_str()).collect()
}

/// File ending, row and column of the rejected rows.
fn rejected(read: &CohortRead) -> Vec<(&str, u64, &str)> {
    let of = |file: &'_ str| file.rsplit('_').next().map(|n| n.trim_end_matches(".csv")).unwrap_or_default().to_owned();
    read.rejected.iter().map(|r| (&*String::leak(of(&r.file)), r.row, r.column.as_deref().unwrap_or(""))).collect()
}

/// File ending, row and column of the warnings, but for the one about the missing key.
fn warned(read: &CohortRead) -> Vec<(&str, Option<u64>, &str)> {
    let of = |file: &'_ str| file.rsplit('_').next().map(|n| n.trim_end_matches(".csv")).unwrap_or_default().to_owned();
    read.warnings
        .iter()
        .filter(|w| !w.message.starts_with("no key was given"))
        .map(|w| (&*String::leak(of(&w.file)), w.row, w.column.as_deref().unwrap_or("")))
        .collect()
}

#[test]
fn every_fact_of_an_active_plan_is_joined_from_its_tables() {
    let mut export = Export::keyed();
    export.settings = Some("urn,name,type\n100010,Some School,special_academy\n".to_owned());
    let read = export.read().unwrap();
    assert_eq!(read.kind, CohortKind::Sen2 { year: 2025, reference_date: Some(date(2025, 1, 16)) });
    assert_eq!((read.as_of, read.keyed, read.read_count()), (date(2025, 1, 16), true, 3));
    assert!(read.rejected.is_empty() && read.warnings.is_empty(), "{read:?}");
    let text = |s: &str| Some(s.to_owned());
    let expected = PlanFacts {
        reference: "K1".into(),
        year_group: Some(4),
        age: Some(9),
        sex: text("M"),
        ethnicity: text("WBRI"),
        primary_need: text("SLCN"),
        secondary_need: text("VI"),
        setting: text("100010"),
        setting_type: text("special_academy"),
        sen_unit: Some(true),
        resourced_provision: Some(false),
        plan_kind: Some(PlanKind::Amended),
        requested_on: Some(date(2021, 1, 24)),
        issued_on: Some(date(2021, 8, 8)),
        last_review_on: Some(date(2024, 12, 1)),
        decision_on: Some(date(2025, 1, 6)),
        phase_transfer_due_on: Some(date(2026, 2, 15)),
        phase_transfer_final_on: Some(date(2025, 1, 30)),
        personal_budget: Some(true),
        ..PlanFacts::default()
    };
    assert_eq!(read.plans[0], expected);
    let moved = &read.plans[1];
    assert_eq!((moved.reference.as_str(), moved.plan_kind), ("K2", Some(PlanKind::TransferredIn)));
    assert_eq!((moved.issued_on, moved.personal_budget, moved.requested_on), (None, None, Some(date(2020, 7, 7))));
    // No URN: the other number stands for the setting.
    assert_eq!(
        (moved.setting.as_deref(), moved.year_group, moved.resourced_provision),
        (Some("10004375"), Some(10), Some(true))
    );
    let baby = &read.plans[2];
    assert_eq!((baby.age, baby.year_group, baby.plan_kind), (Some(0), Some(-4), Some(PlanKind::New)));
    assert_eq!((baby.setting.as_deref(), baby.placement.as_deref(), baby.sen_unit), (None, Some("EYP"), None));
    assert_eq!((baby.sex.as_deref(), baby.last_review_on), (None, None));
}

#[test]
fn the_facts_a_return_carries_are_those_of_its_columns() {
    let full = Export::new().read().unwrap().columns;
    let up_to = Fact::ALL.iter().position(|fact| *fact == Fact::PersonalBudget).unwrap();
    let not_there = [Fact::SettingType, Fact::TransferredOn];
    let of_return: Vec<Fact> = Fact::ALL[..=up_to].iter().copied().filter(|f| !not_there.contains(f)).collect();
    assert_eq!(full, of_return);
    let older = Export::new().without_column("activeplans", "reviewmeeting").without("senneed").read().unwrap().columns;
    for gone in [Fact::LastReviewOn, Fact::PrimaryNeed, Fact::SecondaryNeed] {
        assert!(full.contains(&gone) && !older.contains(&gone), "{gone:?}");
    }
}

#[test]
fn without_a_key_references_come_from_the_return_with_one_warning() {
    let read = Export::new().read().unwrap();
    assert_eq!(references(&read), ["SEN2-2025-71", "SEN2-2025-72", "SEN2-2025-74"]);
    assert!(!read.keyed);
    assert_eq!(read.warnings.len(), 1);
    assert!(read.warnings[0].message.contains("cannot be found by the case number"), "{:?}", read.warnings);
}

#[test]
fn nothing_that_names_a_person_leaves_the_module() {
    let spoilt = |export: Export| {
        export
            .with("person", "2010-Jan-10 00:00:00", "2010-Jan-Markerbirth")
            .with("person", "Żółć,", "Żółć,Markerextra,")
            .with("person", ",WBRI,", ",Marker-code,")
            .with("activeplans", "2024-Nov-22 00:00:00", "Markerreview")
            .adding("senneed", "97,97,5,1,543,ASD,Markerrank")
            .adding("requests", "154,154,9,1,74,2024-Nov-07 00:00:00,2,false,,Y,false,false,")
    };
    let mut lacking = Export::keyed();
    lacking.key = Some("upn,reference\nT314100013003,K3\nT314100012002,Marker ref\n".to_owned());
    let reads = [Export::new(), Export::keyed(), spoilt(Export::new()), spoilt(Export::keyed()), lacking]
        .map(|e| e.read().unwrap());
    assert!(!reads[2].rejected.is_empty() && !reads[4].rejected.is_empty());
    let shown = format!("{reads:?}");
    let secrets = [
        "marker",
        "forename",
        "żółć",
        "zz9",
        "t31410001",
        "1234567890",
        "2015-09-20",
        "2015-sep",
        "2010-jan",
        "2010-01-10",
        "2024-10-04",
        "2024-oct",
    ];
    for secret in secrets {
        assert!(!shown.to_lowercase().contains(secret), "{secret} is in {shown}");
    }
    // The same when nothing can be read.
    let broken = Export::new().with("person", "\"Marker, Surname-One\"", "\"Marker, Surname-One").read().unwrap_err();
    let shown = format!("{broken:?} {broken}").to_lowercase();
    assert!(secrets.iter().all(|secret| !shown.contains(secret)), "{shown}");
}

#[test]
fn a_upn_that_the_key_lacks_or_has_twice_is_rejected_where_it_stands() {
    let mut export = Export::keyed().with("person", "T314100014004", "");
    export.key = Some("upn,reference\nT314100012002,K2\nT314100012002,K7\n".to_owned());
    let read = export.read().unwrap();
    assert!(read.plans.is_empty());
    assert_eq!(rejected(&read), [("person", 2, "upn"), ("person", 3, "upn"), ("person", 5, "upn")]);
    let messages: Vec<&str> = read.rejected.iter().map(|r| r.message.as_str()).collect();
    assert!(messages[0].contains("not in the key"), "{messages:?}");
    assert!(messages[1].contains("more than one reference"), "{messages:?}");
    assert!(messages[2].contains("no UPN"), "{messages:?}");
}

#[test]
fn a_reference_of_the_key_must_be_one_a_plan_may_have_and_only_once() {
    let mut export = Export::keyed();
    export.key = Some("upn,reference\nT314100011001,K 1\nT314100012002,K2\nT314100014004,K2\n".to_owned());
    let read = export.read().unwrap();
    assert_eq!(references(&read), ["K2"]);
    assert_eq!(rejected(&read), [("person", 2, "upn"), ("activeplans", 4, "")]);
    assert!(read.rejected[0].message.starts_with("row 2 of the key"), "{:?}", read.rejected);
    assert!(read.rejected[1].message.contains("reference of row 3"), "{:?}", read.rejected);
}

#[test]
fn an_active_plan_without_a_request_or_a_person_is_rejected() {
    let read = Export::new().with("activeplans", ",152,", ",999,").read().unwrap();
    assert_eq!((references(&read).len(), rejected(&read)), (2, vec![("activeplans", 3, "requeststableid")]));
    let read = Export::new().with("activeplans", ",152,", ",,").read().unwrap();
    assert_eq!(rejected(&read), [("activeplans", 3, "requeststableid")]);
    let read = Export::new().with("requests", ",72,", ",99,").read().unwrap();
    assert_eq!(rejected(&read), [("activeplans", 3, "requeststableid")]);
    assert!(read.rejected[0].message.contains("person"), "{:?}", read.rejected);
}

#[test]
fn two_rows_with_one_id_make_a_plan_uncertain_and_it_is_rejected() {
    let twice = REQUESTS.lines().nth(2).unwrap();
    assert_eq!(
        rejected(&Export::new().adding("requests", twice).read().unwrap()),
        [("requests", 7, "requeststableid")]
    );
    let twice = PERSON.lines().nth(2).unwrap();
    assert_eq!(rejected(&Export::new().adding("person", twice).read().unwrap()), [("person", 6, "persontableid")]);
    let read = Export::new().with("activeplans", "\n543,", "\n541,").read().unwrap();
    assert_eq!(rejected(&read), [("activeplans", 2, "activeplanstableid"), ("activeplans", 4, "activeplanstableid")]);
}

#[test]
fn a_second_active_plan_of_one_person_is_rejected_as_a_repeated_reference() {
    for (request, why) in [("150", "another request"), ("151", "the same request")] {
        let read = Export::new().adding("activeplans", &format!("544,544,4,1,{request},,,,,,,")).read().unwrap();
        assert_eq!(references(&read), ["SEN2-2025-71", "SEN2-2025-72", "SEN2-2025-74"], "{why}");
        assert_eq!(rejected(&read), [("activeplans", 5, "requeststableid")], "{why}");
        assert!(read.rejected[0].message.contains("reference of row 2 is repeated"), "{:?}", read.rejected);
    }
}

#[test]
fn unreadable_optional_values_are_not_known_and_named_by_file_row_and_column() {
    let read = Export::new()
        .with("person", "2010-Jan-10 00:00:00", "10/01/2010")
        .with("requests", "2020-Jul-07", "2020-Jul-32")
        .with("namedplan", ",true,false,ED", ",perhaps,false,ED")
        .with("namedplan", "2025-Jan-10", "1825-Jan-10")
        .with("activeplans", ",M,", ",Q,")
        .with("activeplans", "2024-Dec-01", "2025-Dec-01")
        .with("activeplans", ",305,", ",,")
        .with("placementdetail", ",true,false,,", ",x,false,,")
        .with("senneed", "PMLD,1", "PMLD,one")
        .read()
        .unwrap();
    assert_eq!(references(&read).len(), 3);
    assert_eq!(
        warned(&read),
        [
            ("activeplans", Some(2), "reviewmeeting"),
            ("activeplans", Some(3), "reviewoutcome"),
            ("requests", Some(4), "receiveddate"),
            ("namedplan", Some(2), "pb"),
            ("namedplan", Some(4), "startdate"),
            ("person", Some(3), "personbirthdate"),
            ("placementdetail", Some(3), "senunitindicator"),
            ("senneed", Some(5), "sentyperank"),
            ("namedplan", None, "startdate"),
            ("senneed", None, "sentype"),
        ]
    );
    let [first, second, third] = &read.plans[..] else { panic!() };
    assert_eq!((first.last_review_on, first.personal_budget, first.sen_unit), (None, None, None));
    assert_eq!((second.age, second.year_group, second.requested_on, second.plan_kind), (None, None, None, None));
    assert_eq!((third.issued_on, third.primary_need.as_deref()), (None, None));
    // Nothing else is lost with them.
    assert_eq!((first.decision_on, second.sex.as_deref()), (Some(date(2025, 1, 6)), Some("F")));
}

#[test]
fn returns_of_earlier_years_are_read_by_the_names_of_their_columns() {
    let older = Export::new()
        .with("person", ",sex,", ",gendercurrent,")
        .with("sen2", ",2025,2025-Jan-16", ",2023,2023-Jan-19")
        .without_column("activeplans", "reviewmeeting")
        .without_column("activeplans", "reviewoutcome")
        .without_column("requests", "requestsource");
    let read = older.read().unwrap();
    assert_eq!(references(&read)[0], "SEN2-2023-71");
    assert_eq!(warned(&read)[..2], [("activeplans", None, "reviewmeeting"), ("activeplans", None, "reviewoutcome")]);
    let plan = &read.plans[0];
    assert_eq!((plan.sex.as_deref(), plan.age, plan.year_group), (Some("M"), Some(7), Some(2)));
    // The date of the decision is not the date of a meeting, and a reviewed plan may have been amended.
    assert_eq!((plan.last_review_on, plan.decision_on, plan.plan_kind), (None, Some(date(2025, 1, 6)), None));
    assert_eq!(read.plans[1].plan_kind, Some(PlanKind::TransferredIn));
    assert_eq!(read.plans[2].plan_kind, Some(PlanKind::New));
}

#[test]
fn each_missing_optional_column_gives_one_warning() {
    for (table, column) in [
        ("activeplans", "transferla"),
        ("activeplans", "lastreview"),
        ("activeplans", "phasetransferduedate"),
        ("activeplans", "phasetransferfinaldate"),
        ("requests", "receiveddate"),
        ("namedplan", "startdate"),
        ("namedplan", "pb"),
        ("namedplan", "ceasedate"),
        ("person", "personbirthdate"),
        ("person", "sex"),
        ("person", "ethnicity"),
        ("placementdetail", "urn"),
        ("placementdetail", "ukprn"),
        ("placementdetail", "sensetting"),
        ("placementdetail", "entrydate"),
        ("placementdetail", "senunitindicator"),
        ("placementdetail", "resourcedprovisionindicator"),
    ] {
        let mut read = Export::new().without_column(table, column).read().unwrap();
        read.warnings.retain(|w| w.message.contains("this column is not in the return"));
        assert_eq!((read.plans.len(), warned(&read)), (3, vec![(table, None, column)]));
    }
}

#[test]
fn a_missing_needed_column_names_the_file_and_the_column() {
    for (table, column) in [
        ("person", "persontableid"),
        ("requests", "requeststableid"),
        ("requests", "persontableid"),
        ("activeplans", "activeplanstableid"),
        ("activeplans", "requeststableid"),
        ("assessment", "requeststableid"),
        ("namedplan", "assessmenttableid"),
        ("senneed", "sentype"),
        ("placementdetail", "activeplanstableid"),
    ] {
        let message = Export::new().without_column(table, column).read().unwrap_err().to_string();
        let expected = format!("Blade-Export_16-01-2025_{table}.csv has no column “{column}”");
        assert!(message.starts_with(&expected), "{message}");
    }
    let message = Export::keyed().without_column("person", "upn").read().unwrap_err().to_string();
    assert!(message.contains("_person.csv has no column “upn”"), "{message}");
}

#[test]
fn a_missing_needed_file_is_named_and_a_missing_optional_one_is_a_warning() {
    for table in ["person", "requests", "activeplans"] {
        let message = Export::new().without(table).read().unwrap_err().to_string();
        assert!(message.contains(&format!("_{table}.csv")), "{message}");
    }
    for table in ["assessment", "namedplan", "placementdetail", "senneed"] {
        let read = Export::new().without(table).read().unwrap();
        assert_eq!((read.plans.len(), warned(&read)), (3, vec![(table, None, "")]));
    }
    assert!(warned(&Export::new().without("plandetail").read().unwrap()).is_empty());
    let read = Export::new().without("sen2").read().unwrap();
    assert_eq!((read.as_of, references(&read)[0]), (TODAY, "SEN2-2025-71"));
    assert_eq!(warned(&read), [("sen2", None, ""), ("sen2", None, "referencedate"), ("sen2", None, "year")]);
}

#[test]
fn the_option_goes_before_the_date_of_the_return() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = Export::new().write(folder.path());
    options.as_of = Some(date(2024, 9, 20));
    let read = read_cohort(&[folder.path().to_owned()], &options, &mut |_, _| true).unwrap();
    assert_eq!((read.as_of, read.plans[0].age, read.plans[0].year_group), (date(2024, 9, 20), Some(9), Some(4)));
    options.as_of = Some(date(2024, 8, 31));
    let read = read_cohort(&[folder.path().to_owned()], &options, &mut |_, _| true).unwrap();
    assert_eq!((read.plans[0].age, read.plans[0].year_group), (Some(8), Some(3)));
    // Person 74 was not born yet.
    assert_eq!((read.plans[2].age, warned(&read)[0]), (None, ("person", Some(5), "personbirthdate")));
}

#[test]
fn of_several_present_placements_or_named_plans_one_is_taken_and_said_so() {
    let read = Export::new()
        .adding("placementdetail", "31,31,6,1,541,100012,,,,1,2024-Sep-01 00:00:00,,false,true,,")
        .adding("placementdetail", "32,32,7,1,541,100013,,,,1,2020-Sep-01 00:00:00,,false,false,,")
        .adding("namedplan", "91,91,4,1,42,2024-Mar-01 00:00:00,,,false,false,,2024-Apr-01 00:00:00,1")
        .adding("namedplan", "92,92,5,1,42,2022-Mar-01 00:00:00,,,false,false,,,")
        .adding("senneed", "97,97,5,1,541,HI,1")
        .read()
        .unwrap();
    let plan = &read.plans[0];
    assert_eq!(
        (plan.setting.as_deref(), plan.sen_unit, plan.resourced_provision),
        (Some("100012"), Some(false), Some(true))
    );
    assert_eq!((plan.issued_on, plan.personal_budget), (Some(date(2022, 3, 1)), Some(false)));
    assert_eq!(plan.primary_need.as_deref(), Some("SLCN"));
    assert_eq!(
        warned(&read),
        [
            ("namedplan", Some(5), "assessmenttableid"),
            ("namedplan", Some(6), "assessmenttableid"),
            ("placementdetail", Some(7), "placementrank"),
            ("placementdetail", Some(8), "placementrank"),
            ("senneed", Some(6), "sentyperank"),
        ]
    );
}

#[test]
fn an_active_plan_that_had_ceased_stays_with_a_warning() {
    let ceased = |on: &str| Export::new().with("namedplan", ",ED,,", &format!(",ED,{on} 00:00:00,1")).read().unwrap();
    let read = ceased("2024-Dec-31");
    assert_eq!((read.plans.len(), warned(&read)), (3, vec![("namedplan", Some(2), "ceasedate")]));
    assert_eq!(read.plans[0].issued_on, Some(date(2021, 8, 8)));
    assert!(warned(&ceased("2025-Feb-28")).is_empty());
}

#[test]
fn rows_with_moved_cells_are_left_out_and_named() {
    let read = Export::new()
        .with("activeplans", "542,542,", "542,5,42,")
        .with("senneed", "SLCN,1", "SLCN,x,1")
        .read()
        .unwrap();
    assert_eq!(rejected(&read), [("activeplans", 3, "")]);
    assert_eq!(warned(&read), [("senneed", Some(3), ""), ("senneed", None, "sentype")]);
    assert_eq!(read.plans[0].primary_need, None);
}

#[test]
fn ids_that_are_no_numbers_join_all_the_same() {
    let guid = |n: &str| format!("{n}-9f0e");
    let mut export = Export::new();
    for (table, id) in [("activeplans", ",151,"), ("requests", "\n151,"), ("assessment", ",151,")] {
        let to = id.replace("151", &guid("151"));
        export = export.with(table, id, &to);
    }
    assert_eq!(export.plans()[0].issued_on, Some(date(2021, 8, 8)));
    let read = Export::new().with("activeplans", ",151,", ",0151,").read().unwrap();
    assert_eq!(rejected(&read), [("activeplans", 2, "requeststableid")]);
}

#[test]
fn a_return_without_active_plans_is_refused() {
    let header_only = format!("{}\n", ACTIVE_PLANS.lines().next().unwrap());
    let export = Export::new().with("activeplans", ACTIVE_PLANS, &header_only);
    assert!(matches!(export.read(), Err(ImportError::NoRows { file }) if file.ends_with("_activeplans.csv")));
}

#[test]
fn the_files_may_be_named_one_by_one_in_any_order_and_under_any_name() {
    let folder = tempfile::tempdir().unwrap();
    let options = Export::new().write(folder.path());
    let mut files: Vec<PathBuf> = folder.path().read_dir().unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.reverse();
    let whole = read_cohort(&[folder.path().to_owned()], &options, &mut |_, _| true).unwrap();
    assert_eq!(read_cohort(&files, &options, &mut |_, _| true).unwrap(), whole);
    for (i, file) in files.iter_mut().enumerate() {
        let other = file.with_file_name(format!("{i}.txt"));
        std::fs::rename(&*file, &other).unwrap();
        *file = other;
    }
    assert_eq!(read_cohort(&files, &options, &mut |_, _| true).unwrap().plans, whole.plans);
}

#[test]
fn a_folder_is_searched_whatever_the_case_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let options = Export::new().write(folder.path());
    for entry in folder.path().read_dir().unwrap() {
        let path = entry.unwrap().path();
        let upper = path.file_name().unwrap().to_str().unwrap().to_uppercase();
        std::fs::rename(&path, path.with_file_name(upper)).unwrap();
    }
    std::fs::write(folder.path().join("notes.txt"), "x").unwrap();
    std::fs::write(folder.path().join("~$x_person.csv"), "x").unwrap();
    assert_eq!(read_cohort(&[folder.path().to_owned()], &options, &mut |_, _| true).unwrap().plans.len(), 3);
}

#[test]
fn what_is_no_single_export_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let options = Export::new().write(folder.path());
    let mut tell = |_, _| true;
    let mut refused = |sources: &[PathBuf]| read_cohort(sources, &options, &mut tell).unwrap_err();
    let in_folder = |name: &str| folder.path().join(name);
    assert!(matches!(refused(&[]), ImportError::NoSource));
    // One file of the nine: the others are asked for.
    let person = in_folder("Blade-Export_16-01-2025_person.csv");
    assert!(matches!(refused(std::slice::from_ref(&person)), ImportError::MissingTable { table: "activeplans" }));
    std::fs::write(in_folder("other.csv"), "reference\nK1\n").unwrap();
    let stray = refused(&[person, in_folder("other.csv")]);
    assert!(matches!(stray, ImportError::NotPartOfTheReturn { file } if file == "other.csv"));
    std::fs::write(in_folder("Blade-Export_17-01-2025_person.csv"), PERSON).unwrap();
    let twice = refused(&[folder.path().to_owned()]).to_string();
    assert!(twice.contains("Blade-Export_16-01-2025_person.csv and Blade-Export_17-01-2025_person.csv"), "{twice}");
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(refused(&[empty.path().to_owned()]), ImportError::NotAnExport { .. }));
}

#[test]
fn progress_reaches_the_end_and_can_stop_the_reading() {
    let folder = tempfile::tempdir().unwrap();
    let options = Export::keyed().write(folder.path());
    let mut told = Vec::new();
    let sources = [folder.path().to_owned()];
    read_cohort(&sources, &options, &mut |done, total| {
        told.push((done, total));
        true
    })
    .unwrap();
    let total = told[0].1;
    assert_eq!((told[0], told.last()), ((0, total), Some(&(total, total))));
    assert!(told.is_sorted());
    let stopped = read_cohort(&sources, &options, &mut |done, _| done == 0);
    assert!(matches!(stopped, Err(ImportError::Cancelled)));
}
