//! Replies to the findings, and what stands in the way of closing.

use crate::domain::plan_result::Reply;
use crate::domain::rules::CloseObstacle;
use crate::domain::snapshot::AuditSnapshot;
use crate::words::obstacle_words;
use jiff::civil::Date;

/// What is left before a round closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingData {
    /// Title of the round.
    pub title: String,
    /// The day it was read.
    pub today: Date,
    /// Findings in the report.
    pub in_report: usize,
    /// Sendings of the findings with the replies, oldest first.
    pub replies: Vec<Reply>,
    /// What stands in the way, in sentences.
    pub obstacles: Vec<String>,
    /// Whether the round has plans.
    pub has_sample: bool,
}

impl ClosingData {
    /// Of a frozen round.
    #[must_use]
    pub fn new(snapshot: &AuditSnapshot, obstacles: &[CloseObstacle]) -> Self {
        Self {
            title: snapshot.round.facts.title.clone(),
            today: snapshot.taken_at.date(),
            in_report: snapshot.findings.iter().filter(|finding| finding.in_report).count(),
            replies: snapshot.replies.clone(),
            obstacles: obstacles.iter().map(|of| obstacle_words(of, snapshot.tool.subject)).collect(),
            has_sample: snapshot.sampled().next().is_some(),
        }
    }
}
