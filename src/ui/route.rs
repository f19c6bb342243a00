//! Where the window stands.

use super::widgets::Icon;
use crate::domain::audit_tool::{Lead, SubjectKind};
use crate::domain::ids::SubjectId;
use crate::domain::panel::Duty;

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
    /// The practice plan: its agreed answers.
    Practice(SubjectId),
    /// Agreeing the result.
    Agree,
    /// The results.
    Results,
    /// The audit tools.
    Tools,
    /// All plans known.
    Cohort,
    /// One discipline across all plans.
    Discipline(Discipline),
    /// The advice register of the whole cohort.
    Advice,
    /// The running register of drafts.
    Drafts,
    /// Clocks of all plans.
    Clocks,
    /// Urgent concerns of the round.
    Concerns,
    /// What families said.
    Families,
    /// Packs out and back.
    Packs,
    /// What is done about the findings.
    Actions,
    /// Figures followed over time.
    Measures,
    /// A year on one page.
    Year,
    /// Taking care of the file.
    File,
    /// The reports.
    Reports,
}

/// A discipline with a view of its own in the audit tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Discipline {
    /// Health.
    Health,
    /// Social care.
    SocialCare,
}

impl Discipline {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Health, Self::SocialCare];

    /// Code of its view in the audit tool.
    #[must_use]
    pub fn view(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::SocialCare => "social_care",
        }
    }

    /// The words shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Health => "Health",
            Self::SocialCare => "Social care",
        }
    }

    /// Whom the tool's sections are led by.
    #[must_use]
    pub fn lead(self) -> Lead {
        match self {
            Self::Health => Lead::Health,
            Self::SocialCare => Lead::SocialCare,
        }
    }

    /// The officer designated for it.
    #[must_use]
    pub fn duty(self) -> Duty {
        match self {
            Self::Health => Duty::Dco,
            Self::SocialCare => Duty::Dsco,
        }
    }
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
    /// Getting the plans ready for their readers.
    Ready,
    /// Giving plans to members.
    Allocate,
}

impl Route {
    /// The places at the left, in their order, each with its words.
    pub const PLACES: &[(&'static str, Self)] = &[
        ("Overview", Self::Overview),
        ("Cohort", Self::Cohort),
        ("Plans", Self::Plans),
        ("Health", Self::Discipline(Discipline::Health)),
        ("Social care", Self::Discipline(Discipline::SocialCare)),
        ("Agree", Self::Agree),
        ("Results", Self::Results),
        ("Actions", Self::Actions),
        ("Measures", Self::Measures),
        ("Year", Self::Year),
        ("Audit tools", Self::Tools),
        ("Reports", Self::Reports),
        ("Advice", Self::Advice),
        ("On time", Self::Clocks),
        ("Drafts", Self::Drafts),
        ("Families", Self::Families),
        ("Concerns", Self::Concerns),
        ("Packs", Self::Packs),
        ("File", Self::File),
    ];

    /// The words of a place where this is read: the list of what is read bears its name.
    #[must_use]
    pub fn place_words(label: &'static str, to: Self, subject: SubjectKind) -> &'static str {
        match (to, subject) {
            // "Drafts" is the register.
            (Self::Plans, SubjectKind::Draft) => "Drafts sampled",
            (Self::Plans, subject) => subject.heads(),
            _ => label,
        }
    }

    /// The place this belongs to, among [`Self::PLACES`].
    #[must_use]
    pub fn place(self) -> Option<usize> {
        let home = match self {
            Self::Prepare(_) => Self::Overview,
            Self::Sheet(_) | Self::Practice(_) => Self::Plans,
            other => other,
        };
        Self::PLACES.iter().position(|(_, route)| *route == home)
    }

    /// What is drawn beside its words.
    #[must_use]
    pub fn icon(self) -> Icon {
        match self {
            Self::Start | Self::Overview | Self::Prepare(_) => Icon::Tiles,
            Self::Who | Self::Discipline(Discipline::SocialCare) => Icon::People,
            Self::Plans | Self::Sheet(_) | Self::Practice(_) => Icon::Page,
            Self::Discipline(Discipline::Health) => Icon::Health,
            Self::Agree => Icon::Overlap,
            Self::Results => Icon::Bars,
            Self::Reports => Icon::Printer,
            Self::Advice => Icon::Letter,
            Self::Clocks => Icon::Clock,
            Self::Families => Icon::House,
            Self::Concerns => Icon::Alarm,
            Self::Cohort => Icon::Table,
            Self::Actions => Icon::Ticked,
            Self::Measures => Icon::Trend,
            Self::Year => Icon::Calendar,
            Self::Drafts => Icon::Pencil,
            Self::Tools => Icon::Clipboard,
            Self::Packs => Icon::Parcel,
            Self::File => Icon::Folder,
        }
    }
}

/// A group of the places at the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The steps of a round.
    Round,
    /// What stands beside the score sheets.
    Beside,
    /// What goes over all rounds.
    Across,
    /// Files and tools.
    Care,
}

impl Group {
    /// All, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Round, Self::Beside, Self::Across, Self::Care];

    /// The group of the place with these words.
    #[must_use]
    pub fn of(place: &str) -> Self {
        match place {
            "Advice" | "Families" | "Concerns" | "On time" => Self::Beside,
            "Cohort" | "Drafts" | "Actions" | "Measures" | "Year" => Self::Across,
            "Packs" | "File" | "Audit tools" => Self::Care,
            _ => Self::Round,
        }
    }

    /// The words over it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Round => "The round",
            Self::Beside => "Beside the sheets",
            Self::Across => "Across rounds",
            Self::Care => "Files and tools",
        }
    }
}
