//! Reports made beside the file's thread: frozen on it, laid out and written off it. The preview paints the very pages
//! that are written.

use super::control::Control;
use super::worker::Failure;
use crate::domain::access::{Viewer, may_see_concern};
use crate::domain::identifiers::Guard;
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::report::{LogLine, ReportKind, ReportOptions};
use crate::domain::snapshot::AuditSnapshot;
use crate::exchange::{Look, looks, looks_in_report, round_json};
use crate::ops::Session;
use crate::platform::atomic;
use crate::report::kinds::{NoReport, Source, build, data_name, file_name, themes};
use crate::report::{Laid, LayoutWarning, lay_out, write_pdf};
use crate::stats::results::{RoundResults, results_with};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a report of a round is made from.
#[derive(Debug)]
pub struct Frozen {
    /// The round.
    pub snapshot: AuditSnapshot,
    log: Vec<LogLine>,
    beside: PathBuf,
    today: jiff::civil::Date,
    not_a_person: BTreeSet<String>,
}

/// Of which round reports are wanted, and who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The round.
    pub round: RoundId,
    /// The panel member who looks; none: whoever runs the round.
    pub by: Option<MemberId>,
}

/// Leaves of each urgent concern that is not open to whoever looks only that there is one: it still counts.
fn hide_concerns(snapshot: &mut AuditSnapshot, by: Option<MemberId>) {
    let Some(by) = by else { return };
    let member = snapshot.members.iter().find(|member| member.id == by).cloned();
    for concern in &mut snapshot.concerns {
        if !member.as_ref().is_some_and(|member| may_see_concern(Some(member), concern)) {
            concern.what = "Not open to everybody on the panel".to_owned();
            for text in [&mut concern.told, &mut concern.outcome, &mut concern.follow_up] {
                text.clear();
            }
        }
    }
}

/// A report on its pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Paged {
    /// The pages, as they are painted and written.
    pub laid: Laid,
    /// What the reader should be told before it goes out.
    pub warnings: Vec<String>,
    /// What looks like a person in it.
    pub looks: Vec<Look>,
}

fn failed(why: impl ToString) -> Failure {
    Failure::Words("The report was not made", why.to_string())
}

impl Frozen {
    /// Freezes a round on the file's thread.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(session: &mut Session, asked: Asked) -> Result<Self, Failure> {
        Self::freeze(session, asked, None)
    }

    /// Freezes a round for an export, with the sheet that whoever asks has not handed in; the log and the content are
    /// verified first.
    ///
    /// # Errors
    /// When they are not what they should be, or the file cannot be read.
    pub fn with_own(session: &mut Session, asked: Asked) -> Result<Self, Failure> {
        session.verify()?;
        Self::freeze(session, asked, asked.by)
    }

    fn freeze(session: &mut Session, asked: Asked, own: Option<MemberId>) -> Result<Self, Failure> {
        let round = session.round(Some(&asked.round.to_string()))?;
        let mut snapshot = session.report_snapshot(&round, asked.by, own)?;
        hide_concerns(&mut snapshot, asked.by);
        Ok(Self {
            snapshot,
            log: session.round_log(&round)?,
            beside: session.path().to_owned(),
            today: session.today(),
            not_a_person: session.not_a_person()?,
        })
    }

    /// What looks like a person in everything of the round that may leave it.
    #[must_use]
    pub fn looks(&self, viewer: Viewer) -> Vec<Look> {
        let all = round_json::Choice { viewer, plan: None, letters: false };
        looks(&self.snapshot, &all, &self.guard())
    }

    fn guard(&self) -> Guard<'_> {
        Guard { today: self.today, not_a_person: &self.not_a_person }
    }

    /// Where an export is proposed to be written: beside the audit file, named after the round.
    #[must_use]
    pub fn proposed_export(&self) -> PathBuf {
        self.beside.with_file_name(data_name(&self.snapshot.round.facts.title))
    }

    /// The same, once the content is the one its log speaks of: nothing leaves another file.
    ///
    /// # Errors
    /// When it is not, or the file cannot be read.
    pub fn to_go_out(session: &mut Session, asked: Asked) -> Result<Self, Failure> {
        session.verify()?;
        Self::of(session, asked)
    }

    /// Where a report is proposed to be written: beside the audit file, named after round and kind.
    #[must_use]
    pub fn proposed(&self, kind: ReportKind, plan: Option<SubjectId>) -> PathBuf {
        let plan = plan.and_then(|subject| self.snapshot.get_plan(subject));
        let plan = plan.map(|p| (p.sampled.order, p.facts.reference.as_str()));
        self.beside.with_file_name(file_name(kind, &self.snapshot.round.facts.title, plan))
    }

    /// Works the results out.
    ///
    /// # Errors
    /// When it is cancelled.
    pub fn results(&self, control: &mut Control) -> Result<RoundResults, Failure> {
        let total = crate::stats::REPLICATES as u64;
        results_with(&self.snapshot, &mut |done| control.go_on(done as u64, total)).ok_or(Failure::Cancelled)
    }

    /// The five themes of the learning note: the name under which wording is kept, and what is shown; of other kinds
    /// none.
    #[must_use]
    pub fn themes(&self, results: &RoundResults, kind: ReportKind) -> Vec<(String, String)> {
        if kind != ReportKind::Learning {
            return Vec::new();
        }
        let options = ReportOptions::of(kind, &self.snapshot.report_texts);
        themes(&Source { snapshot: &self.snapshot, results, options: &options, log: &self.log })
    }

    /// Sets a report on pages; or why there is none.
    ///
    /// # Errors
    /// When a shipped font cannot be read.
    pub fn pages(
        &self,
        results: &RoundResults,
        kind: ReportKind,
        plan: Option<SubjectId>,
    ) -> Result<Result<Paged, NoReport>, Failure> {
        let options = ReportOptions::of(kind, &self.snapshot.report_texts);
        let source = Source { snapshot: &self.snapshot, results, options: &options, log: &self.log };
        let doc = match build(kind, &source, plan) {
            Ok(doc) => doc,
            Err(why) => return Ok(Err(why)),
        };
        let laid = lay_out(&doc).map_err(failed)?;
        let warnings = laid.warnings.iter().map(warning_words).collect();
        let looks = looks_in_report(&self.snapshot, &self.guard(), &doc.to_text());
        Ok(Ok(Paged { laid, warnings, looks }))
    }

    /// Writes a report as PDF; the file appears whole or not at all.
    ///
    /// # Errors
    /// When there is no such report, it is cancelled, or the file cannot be written.
    pub fn save(
        &self,
        (kind, plan): (ReportKind, Option<SubjectId>),
        path: &Path,
        replace: bool,
        control: &mut Control,
    ) -> Result<PathBuf, Failure> {
        if !replace && path.exists() {
            return Err(Failure::WouldReplace(path.to_owned()));
        }
        let results = self.results(control)?;
        self.write(&results, (kind, plan), path, control)?;
        Ok(path.to_owned())
    }

    fn write(
        &self,
        results: &RoundResults,
        (kind, plan): (ReportKind, Option<SubjectId>),
        path: &Path,
        control: &mut Control,
    ) -> Result<(), Failure> {
        let options = ReportOptions::of(kind, &self.snapshot.report_texts);
        let source = Source { snapshot: &self.snapshot, results, options: &options, log: &self.log };
        let doc = build(kind, &source, plan).map_err(|why| failed(crate::words::no_report(why).why))?;
        let bytes = write_pdf(&doc.meta, &lay_out(&doc).map_err(failed)?).map_err(failed)?;
        if control.is_cancelled() {
            return Err(Failure::Cancelled);
        }
        atomic::write(path, &bytes).map_err(|error| Failure::NotWritten(path.to_owned(), error))
    }

    /// Writes a feedback sheet for every plan that is fully agreed into a folder; each file whole or not at all. Sheets
    /// of the same plan are replaced.
    ///
    /// # Errors
    /// When it is cancelled or a file cannot be written; what was written by then stays.
    pub fn save_all(&self, folder: &Path, control: &mut Control) -> Result<usize, Failure> {
        let results = self.results(control)?;
        std::fs::create_dir_all(folder).map_err(|error| Failure::NotWritten(folder.to_owned(), error))?;
        let total = results.plan_results.len();
        for (done, result) in results.plan_results.iter().enumerate() {
            if !control.go_on(done as u64, total as u64) {
                return Err(Failure::Cancelled);
            }
            let of_plan = (ReportKind::Plan, Some(result.subject));
            let name = self.proposed(of_plan.0, of_plan.1);
            let path = folder.join(name.file_name().unwrap_or_default());
            self.write(&results, of_plan, &path, control)?;
        }
        Ok(total)
    }
}

fn warning_words(warning: &LayoutWarning) -> String {
    match warning {
        LayoutWarning::NotInFont(characters) => {
            let characters: Vec<String> = characters.iter().map(|c| format!("U+{:04X}", *c as u32)).collect();
            format!("The print lacks these characters and shows a box instead: {}.", characters.join(", "))
        }
        LayoutWarning::Shortened(text) => {
            let start: String = text.chars().take(60).collect();
            format!("Too long for its place, so it ends in an ellipsis: \u{201c}{start}\u{201d}.")
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::domain::sheet::ConcernKind;
    use crate::ops::Actor;
    use crate::testing::{self, TestFile};

    #[test]
    fn a_concern_for_the_lead_counts_in_everybodys_report_and_says_nothing_there() {
        let (_file, mut session) = TestFile::new();
        let round = testing::round(&mut session, 2, 4);
        let plan = session.round_progress(&round).unwrap().plans[0].sampled.subject;
        let told = ("Duty social worker", None);
        session.record_concern(&Actor::Lead, (round.id, plan), ConcernKind::Safeguarding, "Left alone", told).unwrap();
        let by = session.member("Member 03").unwrap().id;
        let lead = Frozen::of(&mut session, Asked { round: round.id, by: None }).unwrap();
        let member = Frozen::of(&mut session, Asked { round: round.id, by: Some(by) }).unwrap();
        assert_eq!(lead.snapshot.concerns[0].what, "Left alone");
        assert_eq!(member.snapshot.concerns.len(), 1);
        let seen = format!("{:?}", member.snapshot.concerns);
        assert!(!seen.contains("Left alone") && !seen.contains("Duty social worker"), "{seen}");
    }
}
