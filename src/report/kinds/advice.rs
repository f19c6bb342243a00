//! Advice on time: over all requests of the register, by service, as the six-week clock of the register has it. A lawful
//! exception is counted apart; a request not due yet is no delay.

use crate::domain::numerals::thousands;
use crate::domain::snapshot::AuditSnapshot;
use crate::report::doc::{Column, ReportDoc, Table};
use crate::stats::advice::{AdviceResults, OnTime, advice_results};

use super::figures::Counted;

/// The register on the day of the report.
pub(super) fn register(snapshot: &AuditSnapshot) -> AdviceResults {
    advice_results(&snapshot.advice, snapshot.taken_at.date())
}

/// In time, of those that were due and had no exception.
pub(super) fn in_time(figure: &OnTime) -> Counted {
    Counted::new(figure.on_time, figure.n())
}

/// The table by service, with what it leaves out.
pub(super) fn section(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    if snapshot.advice.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Service", 3.0),
        Column::right("Asked", 0.8),
        Column::right("In six weeks", 1.6),
        Column::right("Late", 0.7),
        Column::right("Not received", 0.9),
        Column::right("Exception", 0.9),
        Column::right("Not due yet", 0.9),
        Column::right("Dates unclear", 0.8),
    ];
    let mut table = Table::new(columns).caption("Advice asked for, by service, over all requests of the register");
    let cells = |name: &str, f: &OnTime| {
        [
            name.to_owned(),
            thousands(f.requests),
            in_time(f).percent_words(),
            thousands(f.late),
            thousands(f.overdue),
            thousands(f.excepted),
            thousands(f.not_due),
            thousands(f.unknown),
        ]
    };
    let register = register(snapshot);
    for figure in &register.services {
        let name = figure.service.trim();
        table.row(cells(if name.is_empty() { "Service not named" } else { name }, figure));
    }
    if register.services.len() > 1 {
        table.strong_row(cells("All services", &register.all));
    }
    doc.section("Advice on time");
    doc.paragraph(
        "Advice is due six weeks after it is asked for (SEND Regulations 2014, regulation 8). These are all requests \
         of the register, not only those for what was read, so there is no interval. In six weeks: of those that came, \
         late ones, and those whose six weeks are over.",
    );
    doc.push(table);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::domain::advice::Advice;
    use crate::domain::ids::AdviceId;
    use jiff::civil::{Date, date};

    fn request(requested_on: Option<Date>, returned_on: Option<Date>, exception: &str) -> Advice {
        Advice {
            id: AdviceId(uuid::Uuid::nil()),
            reference: String::new(),
            service: "Speech and language therapy".to_owned(),
            provider: String::new(),
            author_role: String::new(),
            requested_on,
            returned_on,
            outcome: String::new(),
            exception: exception.to_owned(),
            checked_by_provider_on: None,
        }
    }

    #[test]
    fn a_report_counts_advice_as_the_register_does() {
        let asked = Some(date(2026, 9, 1));
        let requests = [
            request(asked, Some(date(2026, 10, 13)), ""),
            request(asked, Some(date(2026, 10, 14)), ""),
            request(asked, Some(date(2026, 10, 1)), "exempt"),
            request(Some(date(2026, 11, 1)), None, ""),
            request(asked, None, ""),
            request(None, Some(date(2026, 9, 1)), ""),
        ];
        let all = advice_results(&requests, date(2026, 11, 22)).all;
        assert_eq!((all.on_time, all.late, all.excepted, all.not_due, all.overdue, all.unknown), (1, 1, 1, 1, 1, 1));
        assert_eq!(in_time(&all).words(), "1 of 3");
    }
}
