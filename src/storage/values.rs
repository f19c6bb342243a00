//! How our own types lie in columns: ids as 16 bytes, codes as text, days as ISO text.

use crate::domain::{
    action, audit_tool, clocks, draft_check, family, finding, ids, measure, pack, panel, plan, plan_result, round,
    sheet, thread,
};
use jiff::civil::Date;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use uuid::Uuid;

macro_rules! id_columns {
    ($($name:ident)+) => { $(
        impl ToSql for ids::$name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.0.as_bytes())))
            }
        }
        impl FromSql for ids::$name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Uuid::from_slice(value.as_blob()?).map(Self).map_err(|e| FromSqlError::Other(Box::new(e)))
            }
        }
    )+ };
}

id_columns!(PlanId SubjectId ToolId RoundId MemberId AssignmentId SheetId NoteId ConcernId MeasureId FindingId
    ReplyId AdviceId ActionId PhraseId PackId ToolDraftId DraftCheckId);

macro_rules! code_columns {
    ($($name:path),+ $(,)?) => { $(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::Borrowed(ValueRef::Text(self.code().as_bytes())))
            }
        }
        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let code = value.as_str()?;
                Self::from_code(code).ok_or_else(|| FromSqlError::Other(format!("unknown code {code}").into()))
            }
        }
    )+ };
}

code_columns!(
    action::ActionState,
    audit_tool::Depth,
    audit_tool::Evidence,
    audit_tool::SubjectKind,
    clocks::Clock,
    clocks::Event,
    clocks::LimitUnit,
    draft_check::DraftDecision,
    family::FamilySays,
    family::FamilyState,
    finding::FindingKind,
    measure::Better,
    measure::Quality,
    measure::ValueKind,
    pack::VersionState,
    panel::Agency,
    panel::Duty,
    plan::PlanKind,
    plan_result::Outcome,
    round::Purpose,
    round::RoundState,
    round::SampleOrigin,
    round::SampleState,
    sheet::AgreedHow,
    sheet::ConcernKind,
    sheet::ConcernReaders,
    sheet::NoteKind,
    sheet::SheetState,
    thread::Link,
);

/// A day as ISO text.
pub(super) struct Day(pub(super) Date);

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.to_string()))
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map(Self).map_err(|e| FromSqlError::Other(Box::new(e)))
    }
}

/// A day or nothing, ready to bind.
pub(super) fn day(date: Option<Date>) -> Option<Day> {
    date.map(Day)
}

/// A column that holds a day or nothing.
pub(super) fn get_day(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Option<Date>> {
    Ok(row.get::<_, Option<Day>>(column)?.map(|d| d.0))
}
