//! Identifiers: UUIDv7, one type each, so that a plan's id is never taken for a member's.

use uuid::Uuid;

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident;)+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+ };
}

id! {
    /// A plan of the cohort.
    PlanId;
    /// What is read: the plan itself, a draft, a piece of advice, a review, the plan in practice.
    SubjectId;
    /// One version of one audit tool.
    ToolId;
    /// An audit round.
    RoundId;
    /// A panel member.
    MemberId;
    /// One member's task on one subject in one round.
    AssignmentId;
    /// A score sheet.
    SheetId;
    /// A note on a criterion of a score sheet.
    NoteId;
    /// An urgent concern.
    ConcernId;
    /// A measure followed over time.
    MeasureId;
    /// A finding of a round.
    FindingId;
    /// Findings sent out for accuracy, and the reply.
    ReplyId;
    /// A request for advice.
    AdviceId;
    /// An action.
    ActionId;
    /// A phrase a member keeps.
    PhraseId;
    /// A pack.
    PackId;
    /// A draft of an audit tool.
    ToolDraftId;
    /// A check of a draft.
    DraftCheckId;
}
