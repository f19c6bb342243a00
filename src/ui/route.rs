//! Where the window stands.

use crate::domain::ids::SubjectId;

/// A place of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Route {
    /// No file is open.
    #[default]
    Start,
    /// Choosing who is acting.
    Who,
    /// Where the round stands and what comes next.
    Overview,
    /// A step of preparing a round.
    Prepare(Task),
    /// The plans of the sample.
    Plans,
    /// The acting member's score sheet on a plan.
    Sheet(SubjectId),
    /// Agreeing the result.
    Agree,
    /// The results.
    Results,
    /// The reports.
    Reports,
}

/// A step of preparing a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// Bringing the plans in.
    Plans,
    /// Bringing the panel in.
    Panel,
    /// Making a round.
    Round,
    /// Drawing its sample.
    Sample,
    /// Giving plans to members.
    Allocate,
}

impl Route {
    /// The place among those at the left.
    #[must_use]
    pub fn place(self) -> Option<usize> {
        match self {
            Self::Start | Self::Who => None,
            Self::Overview | Self::Prepare(_) => Some(0),
            Self::Plans | Self::Sheet(_) => Some(1),
            Self::Agree => Some(2),
            Self::Results => Some(3),
            Self::Reports => Some(4),
        }
    }
}
