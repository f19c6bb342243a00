//! Which part of the results is shown, how the plans are arranged, and where the keyboard stands.

use super::data::ResultsData;
use super::plan_rows::{Behind, PlanRow, Sorting, arranged};
use crate::domain::ids::SubjectId;
use crate::domain::sampling::StratumFact;
use crate::ui::widgets::HeatMapState;

/// A part of the results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// Headlines, sections, gaps, standards, the round before.
    #[default]
    Overview,
    /// The map of plans.
    Plans,
    /// By a fact of the plans, by agency.
    Breakdown,
    /// How far readers agree.
    Agreement,
    /// Notes for the report.
    Notes,
}

impl Tab {
    /// All of them, with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Overview, "In short"),
        (Self::Plans, "Plan by plan"),
        (Self::Breakdown, "By group"),
        (Self::Agreement, "Agreement"),
        (Self::Notes, "Notes"),
    ];
}

/// What stands in front of a part: the plans behind a figure, or one plan's record.
#[derive(Debug, Clone, PartialEq)]
pub enum Front {
    /// The plans behind a figure.
    Behind {
        /// Which figure.
        figure: Behind,
        /// Its words.
        title: String,
    },
    /// What the panel agreed on a plan.
    Plan(SubjectId),
}

/// The state of the results.
#[derive(Debug, Default)]
pub struct ResultsScreen {
    /// The part shown.
    pub tab: Tab,
    /// What stands in front of it, the last one uppermost.
    pub front: Vec<Front>,
    /// The cell of the map the keyboard stands on.
    pub map: HeatMapState,
    /// The map shows answers by criterion.
    pub by_criterion: bool,
    /// The order of the plans.
    pub sorting: Sorting,
    /// Only plans with this value of a fact.
    pub only: Option<(StratumFact, String)>,
    /// The fact a value is being chosen of.
    pub filter_fact: Option<StratumFact>,
    /// The fact of the breakdown, by its place.
    pub breakdown: usize,
    /// Small counts are left out of it.
    pub suppresses: bool,
    /// The coefficients are shown.
    pub shows_annex: bool,
    /// The tables behind the pictures are shown instead of them.
    pub shows_table: bool,
    /// Rows of tables the keyboard stands on, by table.
    pub rows: [usize; 8],
}

impl ResultsScreen {
    /// The plans as they are arranged now.
    #[must_use]
    pub fn plans<'a>(&self, data: &'a ResultsData) -> Vec<&'a PlanRow> {
        arranged(&data.plans, self.sorting, self.only.as_ref())
    }

    /// Shows the plans behind a figure.
    pub fn open_behind(&mut self, figure: Behind, title: impl Into<String>) {
        self.front.push(Front::Behind { figure, title: title.into() });
    }

    /// Shows what was agreed on a plan.
    pub fn open_plan(&mut self, subject: SubjectId) {
        self.front.push(Front::Plan(subject));
    }
}
