//! Foreign files in: cohorts (CSV or XLSX, SEN2 export), panels, answers, agreed answers, measures. CSV cells out made safe.
//! Wherever a CSV is read, the worksheet of an XLSX is read the same way.
//!
//! A cohort is read tolerantly: what cannot be read is not known, with a [`Warning`] that names file, row and column;
//! a row that cannot be a plan is [`Rejected`]. Everything else is strict: all or nothing, and the error says where.
//! Rows are line numbers, the header being row 1. [`ImportError`]'s `Display` is meant for people as it stands.
//! Only paths given by the caller are read, each file whole, up to 256 MiB. No names, birth dates, UPNs, ULNs or
//! postcodes of children leave this module, nor do values of a cohort's cells in any message.

mod actions_csv;
mod advice_csv;
mod agreed_csv;
mod answers_csv;
mod cells;
mod cohort;
mod cohort_csv;
mod column_map;
mod csv_table;
mod drafts_csv;
mod figures_csv;
mod import_error;
mod log_csv;
mod measures_csv;
mod outgoing;
mod panel_csv;
pub mod picture;
pub mod round_json;
mod round_tables;
mod safe_text;
mod sen2;
mod settings;
mod tables;
pub mod tool_file;
pub mod tool_rows;
mod tool_slips;
mod xlsx;

pub use actions_csv::{ActionRow, actions_table, read_actions};
pub use advice_csv::{AdviceRead, RejectedAdvice, read_advice};
pub use agreed_csv::{AgreedRow, read_agreed};
pub use answers_csv::{AnswerRow, MAX_NOTE_BYTES, StreamLine, parse_stream_line, read_answers};
pub use cohort::{
    CohortKind, CohortOptions, CohortRead, Fact, MAX_WARNINGS, Rejected, Warning, add_known_facts, read_cohort,
};
pub use cohort_csv::read_cohort_text;
pub use column_map::{
    ColumnMap, ColumnSeen, REFERENCE, look_at_columns, map_from_toml, map_of, map_to_toml, propose as propose_column,
};
pub use csv_table::{MAX_COLUMNS, MAX_FILE_BYTES};
pub use drafts_csv::{DraftLine, drafts_table};
pub use figures_csv::{CohortFigure, read_cohort_figures};
pub use import_error::{CellProblem, ImportError};
pub use log_csv::{LogEntry, log_to_csv};
pub use measures_csv::{LgaFinding, read_benchmarks, read_lga_findings, read_measures, read_measures_text};
pub use outgoing::{Look, LookIn, PointedOut, looks, looks_in_report, point_out};
pub use panel_csv::{PanelRead, panel_to_csv, read_panel};
pub use round_tables::round_tables;
pub use safe_text::{
    MAX_REFERENCE_CHARS, ReferenceProblem, check_reference, guard_formula, has_control_or_bidi, nfc, unguard_formula,
};
pub use tables::{Cell, MAX_WORKSHEET_TEXT, Table, TableError, to_workbook};
pub use xlsx::{MAX_CELLS, MAX_PARTS, MAX_SHEET_ROWS, MAX_UNPACKED_BYTES, MAX_WORKBOOK_BYTES};
