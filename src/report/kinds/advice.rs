//! Advice on time: over all requests of the register, by service. Six weeks from being asked; exactly six weeks is in
//! time. A lawful exception is counted apart; a request not due yet is no delay.

use crate::domain::advice::Advice;
use crate::domain::snapshot::AuditSnapshot;
use crate::report::doc::{Column, ReportDoc, Table};
use jiff::civil::Date;
use std::collections::BTreeMap;

use super::figures::Counted;

/// Days within which advice is due (SEND Regulations 2014, regulation 8).
const ADVICE_DAYS: i32 = 42;

/// The requests to one service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct AdviceFigure {
    pub(super) asked: u64,
    pub(super) on_time: u64,
    pub(super) late: u64,
    pub(super) exception: u64,
    pub(super) not_due: u64,
    pub(super) undated: u64,
}

impl AdviceFigure {
    /// In time, of those that were due and had no exception.
    pub(super) fn in_time(self) -> Counted {
        Counted::new(self.on_time, self.on_time + self.late)
    }

    fn add(&mut self, request: &Advice, today: Date) {
        self.asked += 1;
        let Some(asked) = request.requested_on else {
            self.undated += 1;
            return;
        };
        let days = |until: Date| (until - asked).get_days();
        let in_time = request.returned_on.map(|returned| days(returned) <= ADVICE_DAYS);
        match in_time {
            Some(true) => self.on_time += 1,
            _ if !request.exception.trim().is_empty() => self.exception += 1,
            Some(false) => self.late += 1,
            None if days(today) <= ADVICE_DAYS => self.not_due += 1,
            None => self.late += 1,
        }
    }
}

/// The services asked, by name.
pub(super) fn by_service(snapshot: &AuditSnapshot) -> BTreeMap<&str, AdviceFigure> {
    let mut services: BTreeMap<&str, AdviceFigure> = BTreeMap::new();
    for request in &snapshot.advice {
        services.entry(request.service.trim()).or_default().add(request, snapshot.taken_at.date());
    }
    services
}

/// All requests together.
pub(super) fn all(snapshot: &AuditSnapshot) -> AdviceFigure {
    let mut all = AdviceFigure::default();
    for request in &snapshot.advice {
        all.add(request, snapshot.taken_at.date());
    }
    all
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
        Column::right("Exception", 0.9),
        Column::right("Not due yet", 0.9),
        Column::right("No date", 0.8),
    ];
    let mut table = Table::new(columns).caption("Advice asked for, by service, over all requests of the register");
    let cells = |name: &str, f: AdviceFigure| {
        [
            name.to_owned(),
            f.asked.to_string(),
            f.in_time().percent_words(),
            f.late.to_string(),
            f.exception.to_string(),
            f.not_due.to_string(),
            f.undated.to_string(),
        ]
    };
    for (service, figure) in by_service(snapshot) {
        let name = if service.is_empty() { "Service not named" } else { service };
        table.row(cells(name, figure));
    }
    table.strong_row(cells("All services", all(snapshot)));
    doc.section("Advice on time");
    doc.paragraph(
        "Advice is due six weeks after it is asked for (SEND Regulations 2014, regulation 8). These are all requests \
         of the register, not only those for the plans read, so there is no interval.",
    );
    doc.push(table);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::domain::ids::AdviceId;
    use jiff::civil::date;

    fn request(requested_on: Option<Date>, returned_on: Option<Date>, exception: &str) -> Advice {
        Advice {
            id: AdviceId(uuid::Uuid::nil()),
            reference: String::new(),
            service: String::new(),
            provider: String::new(),
            author_role: String::new(),
            requested_on,
            returned_on,
            outcome: String::new(),
            exception: exception.to_owned(),
            checked_by_provider_on: None,
        }
    }

    fn figure(request: &Advice) -> AdviceFigure {
        let mut figure = AdviceFigure::default();
        figure.add(request, date(2026, 11, 22));
        figure
    }

    #[test]
    fn exactly_six_weeks_is_in_time_and_a_day_more_is_late() {
        let asked = Some(date(2026, 9, 1));
        assert_eq!(figure(&request(asked, Some(date(2026, 10, 13)), "")).on_time, 1);
        assert_eq!(figure(&request(asked, Some(date(2026, 10, 14)), "")).late, 1);
        assert_eq!(figure(&request(asked, Some(date(2026, 10, 14)), "exempt")).exception, 1);
    }

    #[test]
    fn what_has_not_come_is_late_only_when_it_is_due() {
        assert_eq!(figure(&request(Some(date(2026, 11, 1)), None, "")).not_due, 1);
        assert_eq!(figure(&request(Some(date(2026, 9, 1)), None, "")).late, 1);
        assert_eq!(figure(&request(None, Some(date(2026, 9, 1)), "")).undated, 1);
    }
}
