//! The summary: the panel's edition for managers, everything of the round by plan reference.
//!
//! Names of panel members are not in it; notes only where they were chosen for the report and the comparison of
//! their plan is open.

use super::shared::{after, plans, round, sections};
use super::{Part, Source, advice, overdue};
use crate::report::doc::ReportDoc;

/// Its parts, in the order printed.
pub(super) const PARTS: &[Part] = &[
    Part { code: "headline", title: "Headline", write: round::headline },
    Part { code: "trend", title: "Over time", write: after::trend },
    Part { code: "before", title: "Against the round before", write: after::versus },
    Part { code: "read", title: "What was read", write: |doc, s| round::what_was_read(doc, s.snapshot, s.results) },
    Part { code: "gaps", title: "Gaps", write: |doc, s| plans::gaps(doc, s.snapshot, s.results) },
    Part { code: "grades", title: "Grades by section", write: |doc, s| sections::grades(doc, s.snapshot, s.results) },
    Part { code: "map", title: "Plans and sections", write: |doc, s| sections::map(doc, s.snapshot, s.results) },
    Part { code: "threads", title: "The golden thread", write: |doc, s| after::threads(doc, s.snapshot) },
    Part {
        code: "standards",
        title: "Health and social care",
        write: |doc, s| plans::standards(doc, s.snapshot, s.results),
    },
    Part { code: "advice", title: "Advice on time", write: |doc, s| advice::section(doc, s.snapshot) },
    Part { code: "plans", title: "Plan results", write: |doc, s| plans::plans(doc, s.snapshot, s.results) },
    Part { code: "findings", title: "What readers found", write: |doc, s| after::findings(doc, s.snapshot) },
    Part { code: "family", title: "What families said", write: |doc, s| after::family(doc, s.snapshot) },
    Part { code: "outcomes", title: "What happens to the plans", write: |doc, s| after::outcomes(doc, s.snapshot) },
    Part { code: "actions", title: "Actions", write: actions },
    Part { code: "concerns", title: "Urgent concerns", write: |doc, s| after::concern_counts(doc, s.snapshot) },
    Part { code: "agreement", title: "How far readers agreed", write: |doc, s| plans::agreement(doc, s.results) },
    Part { code: "drawn", title: "How the sample was drawn", write: |doc, s| round::how_drawn(doc, s.snapshot) },
    Part { code: "criteria", title: "Answers by criterion", write: |doc, s| plans::by_criterion(doc, s.snapshot) },
];

/// All of them, then those that are late.
fn actions(doc: &mut ReportDoc, source: &Source<'_>) {
    after::actions(doc, source.snapshot);
    overdue::for_the_panel(doc, source);
}
