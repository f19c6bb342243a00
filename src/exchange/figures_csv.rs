//! The Department's figures of how each authority's plans divide, as kept with the program.

use super::csv_table::{CsvFile, StrictRow};
use super::import_error::{CellProblem, ImportError};

/// How many plans of an authority are in one category of one division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortFigure {
    /// Three-digit code of the authority.
    pub la_code: String,
    /// Its name.
    pub la_name: String,
    /// The division, such as `need`.
    pub dimension: String,
    /// The category, such as `ASD`.
    pub category: String,
    /// Plans.
    pub plans: u64,
}

const COLUMNS: [&str; 6] = ["ons_code", "la_code", "la_name", "dimension", "category", "plans"];

/// Reads the figures, in the order of the text.
///
/// # Errors
/// The first cell that cannot be taken.
pub fn read_cohort_figures(text: &str) -> Result<Vec<CohortFigure>, ImportError> {
    let file = CsvFile::from_text("dfe-ehc-plan-cohorts-2025.csv", text)?;
    let mut table = file.table()?;
    let [_, la_code, la_name, dimension, category, plans] = table.strict(&COLUMNS, COLUMNS.len())?;
    let mut figures = Vec::new();
    while let Some(row) = table.next_row()? {
        let row = StrictRow::new(file.name(), row)?;
        let count = row.needed_line(plans, "plans")?;
        let wanted = CellProblem::NotANumber { wanted: "a whole number" };
        figures.push(CohortFigure {
            la_code: row.needed_line(la_code, "la_code")?,
            la_name: row.needed_line(la_name, "la_name")?,
            dimension: row.needed_line(dimension, "dimension")?,
            category: row.needed_line(category, "category")?,
            plans: count.parse().map_err(|_| row.problem("plans", wanted))?,
        });
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_figures_kept_with_the_program_are_read_and_add_up_to_what_is_published() {
        let figures = read_cohort_figures(crate::assets::DFE_COHORTS).unwrap();
        let total = |code: &str, dimension: &str| -> u64 {
            figures.iter().filter(|f| f.la_code == code && f.dimension == dimension).map(|f| f.plans).sum()
        };
        assert_eq!((total("314", "all"), total("886", "all")), (1_958, 20_635));
        let everywhere: u64 = figures.iter().filter(|f| f.dimension == "all").map(|f| f.plans).sum();
        assert_eq!(everywhere, 638_745);
        assert_eq!(total("886", "age"), 20_635);
    }
}
