//! Results, an overview and a start screen made of the widgets alone.

use crate::pictures::{picture, window};
use egui::{Ui, vec2};
use golden_thread::ui::theme::{NoticeTone, Theme, space};
use golden_thread::ui::widgets::*;

pub(crate) const GRADES: [GradeMark<'static>; 4] = [
    GradeMark { letter: "O", name: "Outstanding", place: 0, of: 4 },
    GradeMark { letter: "G", name: "Good", place: 1, of: 4 },
    GradeMark { letter: "R", name: "Requires improvement", place: 2, of: 4 },
    GradeMark { letter: "I", name: "Inadequate", place: 3, of: 4 },
];

pub(crate) const COLUMNS: [HeatColumn<'static>; 9] = [
    HeatColumn { code: "A", name: "Views, interests and aspirations", apart: false },
    HeatColumn { code: "B", name: "Special educational needs", apart: false },
    HeatColumn { code: "C", name: "Health needs", apart: false },
    HeatColumn { code: "D", name: "Social care needs", apart: false },
    HeatColumn { code: "E", name: "Outcomes", apart: false },
    HeatColumn { code: "F", name: "Special educational provision", apart: false },
    HeatColumn { code: "G", name: "Health provision", apart: false },
    HeatColumn { code: "H", name: "Social care provision", apart: false },
    HeatColumn { code: "", name: "Plan grade", apart: true },
];

/// Names and grades that look like a round: seeded by arithmetic, so that every run shows the same.
pub(crate) fn plans(count: usize) -> Vec<(String, Vec<Option<usize>>)> {
    let grade = |row: usize, column: usize| match (row * 7 + column * 5 + row * column) % 13 {
        0 | 1 => Some(0),
        2..=6 => Some(1),
        7..=10 => Some(2),
        11 => Some(3),
        _ => None,
    };
    (0..count)
        .map(|row| (format!("EHC-{:04}", 101 + row * 37), (0..9).map(|column| grade(row, column)).collect()))
        .collect()
}

fn results(ui: &mut Ui, state: &mut HeatMapState) {
    page_column(ui, |ui| {
        page_title(ui, "Results");
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 48.0;
            figure(ui, "65 %", "Good or better: 13 of 20 plans");
            figure(ui, "43 to 82 %", "95 % interval, drawn from 1,958 plans");
        });
        ui.add_space(space::STEP);
        section_title(ui, "Grades by section");
        let counts: [[u32; 4]; 4] = [[4, 9, 6, 1], [2, 8, 8, 2], [0, 5, 10, 3], [1, 4, 9, 6]];
        let names = [
            "A Views, interests and aspirations",
            "B Special educational needs",
            "C Health needs",
            "D Social care needs",
        ];
        let rows: Vec<_> = names
            .iter()
            .zip(&counts)
            .map(|(name, counts)| BarRow { name, counts, without_grade: 20 - counts.iter().sum::<u32>() })
            .collect();
        stacked_bars(ui, "bars", "Grades by section, counts of plans", "Plans", &GRADES, &rows);
        ui.add_space(space::STEP);
        section_title(ui, "Plans by section");
        let plans = plans(20);
        let rows: Vec<_> = plans.iter().map(|(name, places)| HeatRow { name, places }).collect();
        let detail = |row: usize, column: usize| format!("{} of 8 points. Held by a gap at C1.", (row + column) % 9);
        let map = HeatMap {
            salt: "map",
            name: "Grades of 20 plans by section",
            row_heading: "Plan",
            columns: &COLUMNS,
            rows: &rows,
            grades: &GRADES,
            detail: &detail,
        };
        map.show(ui, state);
    });
}

fn overview(ui: &mut Ui) {
    page_column(ui, |ui| {
        page_title(ui, "Spring 2026, round 2");
        quiet(ui, "Random dip of 20 plans · core, 45 criteria · the plan and its appendices");
        let notice = Notice {
            tone: NoticeTone::Problem,
            what: "The pack of R. Osei was not brought in.",
            why: "It belongs to another round (Autumn 2025).",
            now: "Open that round’s file to bring it in.",
            act: "Open another file…",
            dismissible: true,
        };
        notice_bar(ui, &notice);
        ui.add_space(space::STEP);
        let step = |title, words, state, act| Step { title, words, state, act };
        let steps = [
            step("Set up the round", "Tool version 1, core, the plan and its appendices", StepState::Done, "Change"),
            step("Draw the sample", "20 plans of 1,958, drawn 2 March 2026", StepState::Done, "See the sample"),
            step(
                "Score the plans",
                "31 of 40 sheets handed in. Two panel members have not begun.",
                StepState::Next,
                "See who is waiting",
            ),
            step("Agree the result", "After every plan has its sheets", StepState::Later, ""),
            step("Print the report", "", StepState::Later, ""),
        ];
        stepper(ui, "steps", "Steps of this round", &steps);
    });
}

fn plan_list(ui: &mut Ui, cursor: &mut usize) {
    page_column(ui, |ui| {
        page_title(ui, "Your plans");
        ui.horizontal(|ui| {
            choice_list(ui, "Sort by", &["Least done first", "Reference", "Year group"], Some(0), 200.0);
        });
        ui.add_space(space::STEP);
        let columns = [
            Column::words("Plan", 120.0).sorted(Some(true)),
            Column::words("Year group", 120.0).sorted(None),
            Column::rest("Primary need"),
            Column::figures("Answered", 120.0).sorted(None),
            Column::words("State", 160.0),
        ];
        let plans = plans(12);
        let row_name = |row: usize| format!("{}, {} of 45 answered", plans[row].0, row * 4);
        let table = DataTable {
            salt: "plans",
            name: "Your plans",
            columns: &columns,
            rows: plans.len(),
            row_name: &row_name,
            opens: true,
        };
        table.show(ui, cursor, |ui, row, column| {
            match column {
                0 => strong(ui, &plans[row].0),
                1 => body(ui, &format!("Year {}", 1 + row % 11)),
                2 => body(ui, "Speech, language and communication needs"),
                3 => body(ui, &format!("{} of 45", row * 4)),
                _ => quiet(ui, if row < 3 { "Handed in" } else { "In progress" }),
            };
        });
    });
}

fn start(ui: &mut Ui, form: &mut (String, String, bool)) {
    page_column(ui, |ui| {
        page_title(ui, "Golden Thread");
        empty_state(
            ui,
            "No audit file is open",
            "Open your area’s audit file, or start with the sample to see how a round goes.",
            "Open the sample",
        );
        ui.add_space(space::GROUP);
        TextField::new("Local area").hint("As it should stand on the report").show(ui, &mut form.0);
        TextField::new("Passphrase").password().error(Some("Too short. Use four words or more.")).show(ui, &mut form.1);
        choice_radio(
            ui,
            "What does the panel hold?",
            &[
                ("The plan", ""),
                ("The plan and its appendices", "The advice is attached"),
                ("The plan, its appendices and the case file", ""),
            ],
            Some(1),
        );
        check(ui, "Go to the next criterion after an answer", &mut form.2);
        ui.horizontal(|ui| {
            primary_button(ui, "Make the file");
            Button::quiet("Draw the sample").disabled_because(Some("Bring in a cohort first")).show(ui);
            link_button(ui, "What is a passphrase?");
        });
        ui.horizontal(|ui| {
            for sign_shown in [
                Sign::Tick,
                Sign::HalfDisc,
                Sign::Cross,
                Sign::Question,
                Sign::Dash,
                Sign::Ring,
                Sign::Disc,
                Sign::Flag,
                Sign::Lock,
                Sign::Plus,
                Sign::Handed,
                Sign::ArrowLeft,
                Sign::ArrowRight,
                Sign::ArrowUp,
                Sign::ArrowDown,
                Sign::ChevronLeft,
                Sign::ChevronRight,
                Sign::ChevronUp,
                Sign::ChevronDown,
                Sign::Warning,
                Sign::Info,
                Sign::Search,
                Sign::Note,
                Sign::Undo,
                Sign::Page,
            ] {
                sign(ui, sign_shown, 20.0, ui.visuals().text_color(), "sign");
            }
        });
        ui.allocate_ui(vec2(220.0, 300.0), |ui| {
            let item = |label, current, mine, next| NavItem { label, icon: None, current, mine, next };
            let items = [
                item("Overview", false, true, false),
                item("Plans", true, true, false),
                item("Score", false, true, true),
                item("Moderate", false, false, false),
            ];
            nav_list(ui, "nav", "Places", &items);
        });
    });
}

#[test]
fn the_other_screens_can_be_composed() {
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark"), (Theme::HighContrast, "contrast")] {
        let mut harness = window(theme, [1180.0, 1100.0], 1.0, HeatMapState::default(), results);
        picture(&mut harness, &format!("results-{name}"));
        let mut harness = window(theme, [1180.0, 760.0], 1.0, (), |ui, _| overview(ui));
        picture(&mut harness, &format!("overview-{name}"));
        let mut harness = window(theme, [1180.0, 620.0], 1.0, 0, plan_list);
        picture(&mut harness, &format!("plans-{name}"));
        let form = ("Kingston upon Thames".to_owned(), "abc".to_owned(), true);
        let mut harness = window(theme, [1180.0, 1000.0], 1.0, form, start);
        picture(&mut harness, &format!("start-{name}"));
    }
}
