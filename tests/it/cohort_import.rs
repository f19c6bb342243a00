//! Lists of plans that cannot be taken as they are, and lists from a worksheet: a clear message with its place,
//! nothing half done.

use crate::program::Bench;
use rust_xlsxwriter::{Format, Workbook};
use std::io::Write;
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

/// Imports a file of these bytes; the program must refuse it with these words and leave the audit file as it was.
fn refused(name: &str, bytes: &[u8], words: &[&str]) {
    let bench = Bench::new();
    bench.new_file();
    let before = std::fs::read(bench.path("a.gthread")).unwrap();
    std::fs::write(bench.path(name), bytes).unwrap();
    let ran = bench.run(&["import-plans", "a.gthread", name, "--json"]);
    ran.assert_refused(words);
    assert_eq!(std::fs::read(bench.path("a.gthread")).unwrap(), before, "{name}");
}

/// Imports a CSV; returns the warnings as (row, column).
fn warned(text: &str) -> Vec<(u64, String)> {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", text);
    let ran = bench.done(&["import-plans", "a.gthread", "plans.csv", "--json"]).json();
    let warnings = ran["warnings"].as_array().unwrap();
    assert!(warnings.iter().all(|w| w["file"] == "plans.csv" && !w["message"].as_str().unwrap().is_empty()));
    warnings.iter().map(|w| (w["row"].as_u64().unwrap(), w["column"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn a_wrong_encoding_is_refused_with_the_row_and_what_to_do() {
    refused("plans.csv", b"reference,setting\nK1,Hill\nK2,Caf\xE9\n", &["plans.csv, row 3", "CSV UTF-8"]);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain("reference\nK1\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    refused("plans.csv", &utf16, &["plans.csv", "UTF-16", "CSV UTF-8"]);
}

#[test]
fn a_missing_reference_column_an_empty_file_and_a_header_alone_are_refused() {
    refused("plans.csv", b"number,age\n1,2\n", &["plans.csv", "\u{201c}reference\u{201d}"]);
    refused("plans.csv", b"", &["plans.csv is empty"]);
    refused("plans.csv", b"reference,age\n", &["plans.csv", "no rows"]);
}

#[test]
fn a_repeated_reference_is_refused_with_both_rows() {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", "reference\nK1\nK2\nK1\n");
    let ran = bench.run(&["import-plans", "a.gthread", "plans.csv", "--json"]);
    ran.assert_refused(&["No plan was taken in"]);
    let json = ran.json();
    assert_eq!((&json["rejected"], &json["added"]), (&1.into(), &0.into()));
    let warning = &json["warnings"][0];
    assert_eq!((&warning["row"], &warning["column"]), (&4.into(), &"reference".into()));
    assert!(warning["message"].as_str().unwrap().contains("row 2"));
}

#[test]
fn future_dates_and_text_in_a_number_are_not_known_and_named_by_row_and_column() {
    let text = "reference,age,issued_on,phase_transfer_due_on\nK1,9,2999-01-01,2999-02-15\nK2,nine,2020-01-01,\n";
    let due = (2, "phase_transfer_due_on".to_owned());
    let rest = [(2, "issued_on".to_owned()), (3, "age".to_owned())];
    let warned = warned(text);
    assert_eq!(warned.iter().filter(|w| **w != due).cloned().collect::<Vec<_>>(), rest);
}

#[test]
fn two_hundred_columns_are_read_and_one_more_is_refused() {
    let table = |columns: usize| {
        let head: Vec<String> = (1..columns).map(|n| format!("extra{n}")).collect();
        format!("reference,{}\nK1{}\n", head.join(","), ",x".repeat(columns - 1))
    };
    assert_eq!(warned(&table(200)).len(), 199, "each column that is not known here is named");
    refused("plans.csv", table(201).as_bytes(), &["plans.csv has 201 columns", "200"]);
}

#[test]
fn a_folder_that_is_no_export_an_old_workbook_and_a_locked_one_are_refused() {
    let bench = Bench::new();
    bench.new_file();
    std::fs::create_dir(bench.path("folder.csv")).unwrap();
    bench.run(&["import-plans", "a.gthread", "folder.csv"]).assert_refused(&["folder.csv", "SEN2"]);
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old";
    refused("plans.xls", compound, &["plans.xls", ".xls", "save it as"]);
    refused("plans.xlsx", compound, &["plans.xlsx", "password"]);
    refused("plans.xlsx", b"PK\x03\x04 cut off", &["plans.xlsx", "damaged"]);
}

/// The parts of the smallest workbook, with this worksheet.
fn workbook(sheet: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/{kind}\" \
             Target=\"{target}\"/></Relationships>"
        )
    };
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"/>")),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" \
                 r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\">{sheet}</worksheet>")),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_claims_a_million_rows_is_refused_at_once() {
    let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>reference</t></is></c></row>";
    let claims = workbook(&format!("<dimension ref=\"A1:CV1048576\"/><sheetData>{row}</sheetData>"));
    let begun = Instant::now();
    refused("plans.xlsx", &claims, &["plans.xlsx", "1048576 rows", "250000"]);
    assert!(begun.elapsed() < Duration::from_secs(20));
    let bomb = workbook(&format!("<sheetData>{row}{}</sheetData>", "<row/>".repeat(12_000_000)));
    refused("plans.xlsx", &bomb, &["plans.xlsx", "bytes when unpacked"]);
}

#[test]
fn a_worksheet_is_read_as_a_csv_is_with_its_own_row_numbers() {
    let bench = Bench::new();
    bench.new_file();
    let mut book = Workbook::new();
    book.add_worksheet().set_name("About").unwrap().write(0, 0, "Printed from the case system").unwrap();
    let sheet = book.add_worksheet().set_name("Plans").unwrap();
    for (column, head) in ["Reference", "Age", "Issued on", "Primary need"].into_iter().enumerate() {
        sheet.write(2, column as u16, head).unwrap();
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (row, reference) in [(3, "K1"), (4, "K2"), (6, "K3")] {
        sheet.write(row, 0, reference).unwrap().write(row, 1, 9).unwrap().write(row, 3, "ASD").unwrap();
        let issued = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 3, 1).unwrap();
        sheet.write_datetime_with_format(row, 2, issued, &day).unwrap();
    }
    sheet.write(6, 1, "#N/A").unwrap();
    book.save(bench.path("plans.xlsx")).unwrap();
    let ran = bench.done(&["import-plans", "a.gthread", "plans.xlsx", "--json"]).json();
    assert_eq!((&ran["read"], &ran["added"]), (&3.into(), &3.into()));
    let warnings = ran["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0]["message"].as_str().unwrap().contains("Plans"), "which worksheet was read");
    assert_eq!((&warnings[1]["row"], &warnings[1]["column"]), (&7.into(), &"age".into()));
    // The same plans as a CSV change nothing but what the worksheet could not say.
    bench.write(
        "plans.csv",
        "reference,age,issued_on,primary_need\nK1,9,2024-03-01,ASD\nK2,9,2024-03-01,ASD\nK3,,2024-03-01,ASD\n",
    );
    let again = bench.done(&["import-plans", "a.gthread", "plans.csv", "--json"]).json();
    assert_eq!((&again["unchanged"], &again["updated"], &again["left"]), (&3.into(), &0.into(), &0.into()));
}

#[test]
fn a_panel_is_read_from_a_worksheet_too() {
    let bench = Bench::new();
    bench.new_file();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in
        [["name", "agency", "role", "email"], ["Ann Ash", "education", "Officer", ""]].iter().enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    book.save(bench.path("panel.xlsx")).unwrap();
    let ran = bench.done(&["people", "a.gthread", "import", "panel.xlsx", "--json"]).json();
    assert_eq!(ran["added"], 1);
}

#[test]
fn a_columns_file_maps_leaves_out_and_is_kept_in_the_audit_file() {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", "Case Ref,NCY,Age\nK1,7,99\n");
    bench.write("map.toml", "[columns]\n\"Case Ref\" = \"reference\"\n\"NCY\" = \"year_group\"\n\"Age\" = \"\"\n");
    let ran = bench.done(&["import-plans", "a.gthread", "plans.csv", "--map", "map.toml", "--json"]).json();
    assert_eq!((&ran["added"], ran["warnings"].as_array().unwrap().len()), (&1.into(), 0));
    let world = Box::new(golden_thread::platform::clock::Machine);
    let session = golden_thread::ops::Session::open(&bench.path("a.gthread"), None, world).unwrap();
    let kept = session.kept_columns().unwrap();
    assert_eq!(kept.get("Case Ref").map(String::as_str), Some("reference"));
    drop(session);
    bench.write("map.toml", "[columns]\n\"Case Ref\" = \"colour\"\n");
    bench.run(&["import-plans", "a.gthread", "plans.csv", "--map", "map.toml"]).assert_refused(&["map.toml", "colour"]);
}

#[test]
fn an_old_cohort_is_said_when_a_sample_is_drawn() {
    let bench = Bench::new();
    bench.new_file();
    bench.write("plans.csv", "reference\nK1\nK2\n");
    bench.done(&["import-plans", "a.gthread", "plans.csv", "--as-of", "2020-01-01"]);
    bench.done(&["round", "a.gthread", "new", "--title", "R"]);
    let ran = bench.done(&["sample", "a.gthread", "--size", "1", "--seed", "1"]);
    assert!(ran.out.contains("as of 1 January 2020"), "{}", ran.out);
}
