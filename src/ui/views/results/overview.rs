//! In short: headlines, grades by section, gaps, standards, this round against the one before.

use super::data::ResultsData;
use super::plan_rows::Behind;
use super::state::ResultsScreen;
use super::view::{letters, marks, table_switch};
use crate::stats::change::Part;
use crate::ui::theme::{Type, space, tokens};
use crate::ui::views::cell_body;
use crate::ui::widgets::{
    BarRow, Button, Column, DataTable, body, figure, fit, quiet, section_title, small, stacked_bars, strong, text_in,
};
use egui::Ui;

pub(super) fn show(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    headline(ui, data, state);
    sections(ui, data, state);
    gaps(ui, data, state);
    standards(ui, data, state);
    against_before(ui, data, state);
}

/// A link to the plans behind a figure; `words` are what it says.
fn plans_behind(ui: &mut Ui, state: &mut ResultsScreen, figure: Behind, words: &str, title: &str) {
    if Button::link(words).name(&format!("See those behind: {title}")).show(ui).clicked() {
        let mut letters = title.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        state.open_behind(figure, format!("{first}{}", letters.as_str()));
    }
}

fn headline(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 56.0;
        for headline in &data.headlines {
            fit(ui, 380.0);
            ui.vertical(|ui| {
                ui.set_max_width(380.0_f32.min(ui.available_width()));
                figure(ui, &headline.figure, &headline.words);
                text_in(ui, &headline.uncertainty, Type::Small, tokens(ui).text_quiet);
            });
        }
    });
    for words in &data.provisos {
        quiet(ui, words);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        if !data.grades.is_empty() {
            plans_behind(ui, state, Behind::GoodOrBetter, "See those good or better", "Good or better in this round");
        }
        if data.results.not_agreed > 0 {
            plans_behind(ui, state, Behind::NotAgreed, "See those not agreed", "Not fully agreed");
        }
        if data.results.provisional > 0 {
            plans_behind(ui, state, Behind::Provisional, "See the provisional ones", "With a provisional grade");
        }
    });
}

fn sections(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    if data.grades.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    section_title(ui, "Grades by section");
    if state.shows_table {
        grades_table(ui, data, state);
    } else {
        let letters = letters(data);
        let marks = marks(data, &letters);
        let rows: Vec<BarRow<'_>> = data
            .bars
            .iter()
            .map(|bar| BarRow { name: &bar.name, counts: &bar.counts, without_grade: bar.without_grade })
            .collect();
        let title = format!("{} by grade in each section", data.subject.heads());
        stacked_bars(ui, "bars", &title, data.subject.heads(), &marks, &rows);
    }
    ui.horizontal(|ui| {
        table_switch(ui, state);
        let nouns = data.subject.nouns();
        let words = match state.shows_table {
            true => format!("Enter on a row opens its {nouns}"),
            false => format!("In the table each row opens its {nouns}"),
        };
        small(ui, &words);
    });
}

fn grades_table(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    let mut columns = vec![Column::rest("Section").at_least(230.0)];
    // A head of a grade needs its own width; the figures under it need little.
    let width = |grade: &str| (36.0 + 6.8 * grade.chars().count() as f32).max(100.0);
    columns.extend(data.grades.iter().map(|grade| Column::figures(grade, width(grade))));
    columns.push(Column::figures("No grade", 100.0));
    let row_name = |row: usize| data.bars.get(row).map(|bar| bar.name.clone()).unwrap_or_default();
    let title = format!("{} by grade in each section", data.subject.heads());
    let table = DataTable {
        salt: "grades",
        name: &title,
        columns: &columns,
        rows: data.bars.len(),
        row_name: &row_name,
        opens: true,
    };
    let shown = table.show_within(ui, usize::MAX, &mut state.rows[0], |ui, row, column| {
        let Some(bar) = data.bars.get(row) else { return };
        let words = match column {
            0 => bar.name.clone(),
            at => bar.counts.get(at - 1).copied().unwrap_or(bar.without_grade).to_string(),
        };
        cell_body(ui, &words);
    });
    if let Some((row, bar)) = shown.opened.and_then(|row| Some((row, data.bars.get(row)?))) {
        state.open_behind(Behind::Section(row), format!("Section {}", bar.name));
    }
}

fn gaps(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    ui.add_space(space::GROUP);
    section_title(ui, "Gaps");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(32.0, 12.0);
        for (value, words, behind) in &data.gaps {
            fit(ui, 172.0);
            ui.vertical(|ui| {
                ui.set_max_width(172.0);
                figure(ui, value, words);
                if let Some(behind) = behind.clone().filter(|_| value != "0") {
                    plans_behind(ui, state, behind, &format!("See the {}", data.subject.nouns()), words);
                }
            });
        }
    });
}

fn standards(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    if data.standards.is_empty() {
        return;
    }
    ui.add_space(space::GROUP);
    section_title(ui, "Health and social care");
    for (title, words, at) in &data.standards {
        strong(ui, title);
        body(ui, words);
        plans_behind(
            ui,
            state,
            Behind::Standard(*at),
            &format!("See the {}", data.subject.nouns()),
            &format!("{title}: the standard"),
        );
    }
}

fn against_before(ui: &mut Ui, data: &ResultsData, state: &mut ResultsScreen) {
    let Some(versus) = &data.versus else { return };
    ui.add_space(space::GROUP);
    section_title(ui, &format!("Against the round before: {}", versus.title));
    small(ui, "Random dips with the same tool version, depth, evidence and filters.");
    for (name, change) in [("Good or better", &versus.good_or_better), ("Without a gap", &versus.without_gap)] {
        if let Some(change) = change {
            strong(ui, &format!("{name}: {}", change.counts()));
            body(ui, &change.words());
        }
    }
    for proviso in &versus.provisos {
        quiet(ui, &proviso.words());
    }
    if versus.sections.is_empty() {
        return;
    }
    ui.add_space(space::STEP);
    small(ui, "Good or better by section: counts only, since among a dozen comparisons one stands out by chance.");
    let columns = [Column::rest("Section"), Column::figures("Before", 160.0), Column::figures("Now", 160.0)];
    let name = |code: &str| data.columns.iter().find(|(c, _)| c == code).map_or("", |(_, title)| title.as_str());
    let row_name = |row: usize| versus.sections.get(row).map(|(code, ..)| code.clone()).unwrap_or_default();
    let table = DataTable {
        salt: "before",
        name: "Good or better by section, before and now",
        columns: &columns,
        rows: versus.sections.len(),
        row_name: &row_name,
        opens: false,
    };
    table.show_within(ui, usize::MAX, &mut state.rows[1], |ui, row, column| {
        let Some((code, before, now)) = versus.sections.get(row) else { return };
        let part = |part: &Part| if part.n == 0 { "–".to_owned() } else { format!("{} of {}", part.count, part.n) };
        let words = match column {
            0 => format!("{code} {}", name(code)),
            1 => part(before),
            _ => part(now),
        };
        cell_body(ui, &words);
    });
}
