#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use crate::exchange::csv_table::CsvFile;
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::io::Write;
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;

/// Every row of the table that is read of a file, with its number.
fn table(path: &Path) -> Result<Vec<(u64, Vec<String>)>, ImportError> {
    let file = CsvFile::open(path)?;
    let mut table = file.table()?;
    let width = table.headers().len();
    let mut rows = vec![(0, table.headers().to_vec())];
    while let Some(row) = table.next_row()? {
        rows.push((row.number(), (0..width).map(|at| row.raw(Some(at)).to_owned()).collect()));
    }
    Ok(rows)
}

fn saved(book: &mut Workbook, name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    book.save(&path).unwrap();
    (folder, path)
}

fn words(row: &[&str]) -> Vec<String> {
    row.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn values_are_read_as_a_person_would_write_them_and_rows_keep_their_numbers() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (column, head) in ["Reference", "Issued on", "age", "share", "eal", "note"].into_iter().enumerate() {
        sheet.write(1, column as u16, head).unwrap();
    }
    sheet.write(2, 0, 1234567).unwrap();
    sheet
        .write_datetime_with_format(2, 1, rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 2, 29).unwrap(), &day)
        .unwrap();
    sheet.write(2, 2, 9.0).unwrap();
    sheet.write(2, 3, 0.25).unwrap();
    sheet.write(2, 4, true).unwrap();
    sheet.write(2, 5, "one, \"two\"\nthree").unwrap();
    // An empty row, then one whose last cells are empty.
    sheet.write(5, 0, "K2").unwrap();
    sheet.write_formula(5, 2, Formula::new("=4+4").set_result("8")).unwrap();
    let (_folder, path) = saved(&mut book, "cohort.xlsx");
    let rows = table(&path).unwrap();
    assert_eq!(rows[0].1, words(&["reference", "issued_on", "age", "share", "eal", "note"]));
    assert_eq!(rows[1], (3, words(&["1234567", "2024-02-29", "9", "0.25", "true", "one, \"two\"\nthree"])));
    assert_eq!(rows[2], (6, words(&["K2", "", "8", "", "", ""])));
    assert_eq!(rows.len(), 3);
}

#[test]
fn the_worksheet_with_a_reference_is_taken_and_else_the_first_with_anything_in_it() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Empty").unwrap();
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Read me").unwrap();
    book.add_worksheet().set_name("Plans").unwrap().write(0, 0, "REFERENCE").unwrap().write(1, 0, "K1").unwrap();
    let (_folder, path) = saved(&mut book, "x.xlsx");
    assert_eq!(table(&path).unwrap()[0].1, ["reference"]);
    let read = read_sheet("x.xlsx", File::open(&path).unwrap()).unwrap();
    assert_eq!(read.one_of_many.as_deref(), Some("Plans"));
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Empty").unwrap();
    book.add_worksheet().write(0, 0, "name").unwrap();
    let (_folder, path) = saved(&mut book, "x.xlsx");
    let read = read_sheet("x.xlsx", File::open(&path).unwrap()).unwrap();
    assert_eq!((read.text.as_slice(), read.one_of_many), (b"name\n".as_slice(), None));
}

#[test]
fn what_stands_beside_the_table_is_left_out_and_said() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "reference").unwrap();
    sheet.write(1, 0, "K1").unwrap().write(1, 3, "ask Ann").unwrap();
    let (_folder, path) = saved(&mut book, "x.xlsx");
    assert_eq!(table(&path).unwrap()[1].1, ["K1"]);
    assert_eq!(read_sheet("x.xlsx", File::open(&path).unwrap()).unwrap().beside, Some(2));
}

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook of one worksheet written by hand.
fn by_hand(sheet: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.xlsx");
    let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
    for (name, text) in [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text).unwrap();
    }
    zip.finish().unwrap();
    (folder, path)
}

fn sheet(inside: &str) -> String {
    format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inside}</worksheet>"#)
}

fn refusal(path: &Path) -> ImportError {
    CsvFile::open(path).err().expect("must be refused")
}

const ROW: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c></row>"#;

#[test]
fn a_worksheet_written_by_hand_is_read() {
    let (_folder, path) = by_hand(sheet(&format!("<sheetData>{ROW}</sheetData>")).as_bytes());
    assert_eq!(table(&path).unwrap()[0].1, ["reference"]);
}

#[test]
fn a_worksheet_that_claims_a_million_rows_is_refused() {
    let claim = sheet(&format!(r#"<dimension ref="A1:B1048576"/><sheetData>{ROW}</sheetData>"#));
    let (_folder, path) = by_hand(claim.as_bytes());
    let error = refusal(&path);
    assert!(matches!(error, ImportError::WorkbookTooLarge { what: "rows", found: 1_048_576, .. }), "{error}");
    let far = sheet(&format!(r#"<sheetData>{ROW}<row r="900000"><c r="A900000"><v>1</v></c></row></sheetData>"#));
    let (_folder, path) = by_hand(far.as_bytes());
    assert!(matches!(refusal(&path), ImportError::WorkbookTooLarge { what: "rows", found: 900_000, .. }));
}

#[test]
fn a_packed_bomb_is_refused_before_it_is_kept() {
    let mut bomb = sheet(&format!("<sheetData>{ROW}")).into_bytes();
    bomb.resize(40 * 1024 * 1024, b' ');
    let (_folder, path) = by_hand(&bomb);
    assert!(path.metadata().unwrap().len() < 200_000, "it packs well");
    let error = refusal(&path);
    assert!(matches!(error, ImportError::WorkbookTooLarge { what: "bytes when unpacked", .. }), "{error}");
}

#[test]
fn a_part_that_unpacks_to_more_than_it_claims_is_refused() {
    let mut bomb = sheet(&format!("<sheetData>{ROW}")).into_bytes();
    bomb.resize(40 * 1024 * 1024, b' ');
    let (_folder, path) = by_hand(&bomb);
    let mut bytes = std::fs::read(&path).unwrap();
    // The claimed size, in the local header and in the directory.
    let size = (bomb.len() as u32).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..at + 4] == size).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    std::fs::write(&path, bytes).unwrap();
    assert!(matches!(refusal(&path), ImportError::WorkbookTooLarge { .. } | ImportError::DamagedWorkbook { .. }));
}

#[test]
fn two_hundred_and_one_columns_and_an_empty_workbook_are_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for column in 0..=200u16 {
        sheet.write(0, column, "c").unwrap();
    }
    let (_folder, path) = saved(&mut book, "x.xlsx");
    assert!(matches!(refusal(&path), ImportError::TooManyColumns { columns: 201, .. }));
    let mut book = Workbook::new();
    book.add_worksheet();
    let (_folder, path) = saved(&mut book, "x.xlsx");
    assert!(matches!(refusal(&path), ImportError::Empty { .. }));
}

#[test]
fn other_forms_are_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        refusal(&path)
    };
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    assert!(matches!(write("a.xls", compound), ImportError::OldSpreadsheet { .. }));
    assert!(matches!(write("a.xlsx", compound), ImportError::ProtectedWorkbook { .. }));
    assert!(matches!(write("a.xlsx", b"PK\x03\x04 cut off"), ImportError::DamagedWorkbook { .. }));
    for name in ["a.xlsm", "a.xlsb", "a.ods"] {
        assert!(matches!(write(name, b"PK\x03\x04"), ImportError::Spreadsheet { .. }), "{name}");
    }
    let error = write("old.xls", compound).to_string();
    assert!(error.contains("old.xls") && error.contains("Save") || error.contains("save"), "{error}");
}

#[test]
fn a_damaged_workbook_is_refused_or_read_and_never_brings_the_program_down() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..50u32 {
        sheet.write(row, 0, format!("reference {row}")).unwrap().write(row, 1, row).unwrap();
    }
    let (_folder, path) = saved(&mut book, "x.xlsx");
    let sound = std::fs::read(&path).unwrap();
    for at in (0..sound.len()).step_by(37) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x55;
        std::fs::write(&path, &bytes).unwrap();
        let _ = table(&path);
    }
    for length in (0..sound.len()).step_by(211) {
        std::fs::write(&path, &sound[..length]).unwrap();
        assert!(table(&path).is_err(), "cut to {length}");
    }
}
