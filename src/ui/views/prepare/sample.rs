//! Drawing the sample: the workload first, then what it would look like, then the draw. Afterwards what was drawn.

use super::arrangement::{Arrangement, MOST_TICKED};
use super::data::PrepareData;
use super::state::{SampleForm, whole};
use super::{drawn, preview};
use crate::domain::audit_tool::{Depth, SubjectKind};
use crate::domain::sampling::StratumFact;
use crate::ops::{Command, Prepare};
use crate::stats::worst_half_width;
use crate::ui::action::Action;
use crate::ui::cx::Cx;
use crate::ui::day;
use crate::ui::theme::space;
use crate::ui::widgets::{
    Button, TextField, body, check, choice_list, page_title, quiet, quiet_group, small, small_title,
};
use crate::words::thousands;
use egui::Ui;

/// Draws the form.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, data: &PrepareData, form: &mut SampleForm) {
    let arrangement = &data.arrangement;
    if !arrangement.plans.is_empty() {
        drawn::show(ui, cx, arrangement, &mut form.drawn);
        return;
    }
    page_title(ui, "Draw the sample");
    let depth = cx.round.map_or(Depth::Core, |round| round.facts.depth);
    let subject = cx.subject();
    quiet(ui, &format!("From {}, as of {}.", subject.count(data.readable as u64), data.as_of));
    if !arrangement.is_random() {
        small(ui, &format!("This round is no random dip: {} can also be chosen, below.", subject.nouns()));
    }
    ui.add_space(space::STEP);
    let before = form.request();
    workload(ui, data, form, (depth, subject));
    ui.add_space(space::STEP);
    numbers(ui, data, form, subject);
    ui.add_space(space::STEP);
    filters(ui, arrangement, form, subject);
    ui.add_space(space::STEP);
    strata(ui, data, form, subject);
    ui.add_space(space::STEP);
    if form.request() != before {
        form.preview = None;
    }
    let Some(round) = cx.round.map(|round| round.id) else {
        small(ui, "Make the round first.");
        return;
    };
    let request = form.request();
    let reason = match () {
        () if !cx.round_is_open() => Some("The round is closed"),
        () if data.cohort == 0 => Some("Import the plans first"),
        () if data.readable == 0 => Some("No advice has come yet: bring the advice register in first"),
        () if request.is_none() => Some("Enter the numbers above"),
        () => None,
    };
    ui.horizontal_wrapped(|ui| {
        if Button::quiet("See what it would give").disabled_because(reason).show(ui).clicked() {
            cx.act(Action::PreviewDraw);
        }
        let pressed = Button::primary("Draw the sample").disabled_because(reason).show(ui).clicked();
        if let (true, Some(request)) = (pressed, request) {
            cx.run(Command::Prepare(Prepare::DrawSample { round, request }));
        }
    });
    small(ui, reason.unwrap_or("The same seed and cohort give the same sample, so that anyone can check the draw."));
    if let Some(shown) = &form.preview {
        ui.add_space(space::STEP);
        preview::show(ui, shown, &mut form.preview_fact, subject);
    }
    if !arrangement.is_random() {
        ui.add_space(space::GROUP);
        drawn::by_hand(ui, cx, arrangement, &mut form.drawn);
    }
}

fn number(ui: &mut Ui, label: &str, text: &mut String) {
    let error = text.trim().parse::<u64>().is_err().then_some("Enter a number.");
    TextField::new(label).error(error).width(120.0).show(ui, text);
}

fn numbers(ui: &mut Ui, data: &PrepareData, form: &mut SampleForm, subject: SubjectKind) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        number(ui, &format!("{} in the sample", subject.heads()), &mut form.size);
        number(ui, "Reserves", &mut form.reserves);
        number(ui, "Seed", &mut form.seed);
        if data.titles.len() > 1 {
            number(ui, "Leave out plans of the last rounds", &mut form.exclude_last);
        }
        let error = form.since().is_none().then_some(day::FAULT);
        let field = TextField::new("Only issued since").error(error);
        field.width(150.0).show(ui, &mut form.issued_since);
    });
    let size = whole(&form.size).unwrap_or(0) as u64;
    let cohort = data.readable as u64;
    if let Some(half) = worst_half_width(size, Some(cohort)).filter(|_| size > 0) {
        small(ui, &format!("{size} of {}: ± {:.0} points at worst.", thousands(cohort), half * 100.0));
    }
    if (1..20).contains(&size) {
        let words = format!("A sample under 20 {} cannot be definitive; the report will say so.", subject.nouns());
        small(ui, &words);
    }
}

fn workload(ui: &mut Ui, data: &PrepareData, form: &mut SampleForm, (depth, subject): (Depth, SubjectKind)) {
    small_title(ui, "What the panel can do");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        number(ui, &format!("Readers for each {}", subject.noun()), &mut form.readers);
        TextField::new("Hours each member has").width(120.0).show(ui, &mut form.hours);
        number(ui, &format!("Minutes {}", subject.any()), form.minutes_text(depth));
    });
    let panel = data.arrangement.panel().count();
    for words in [form.capacity_words((depth, subject), panel), form.workload_words((depth, subject), panel)] {
        if !words.is_empty() {
            body(ui, &words);
        }
    }
}

fn filters(ui: &mut Ui, data: &Arrangement, form: &mut SampleForm, subject: SubjectKind) {
    small_title(ui, &format!("Only some {}", subject.nouns()));
    let words = format!(
        "Without a filter, all {} of the cohort can be drawn. What is drawn must pass every filter.",
        subject.nouns()
    );
    small(ui, &words);
    let mut gone = None;
    for (at, (fact, values)) in form.filters.iter_mut().enumerate() {
        let known = data.facts.iter().find(|(known, _)| known == fact).map_or(&[][..], |(_, values)| values);
        quiet_group(ui, |ui| {
            small_title(ui, fact.label());
            if known.len() <= MOST_TICKED {
                for (value, plans) in known {
                    let mut ticked = values.contains(value);
                    let label = format!("{} ({})", preview::value_words(*fact, value), thousands(*plans as u64));
                    if check(ui, &label, &mut ticked) {
                        values.retain(|other| other != value);
                        if ticked {
                            values.push(value.clone());
                        }
                    }
                }
            } else {
                let mut text = values.join("; ");
                let label = format!("{}, between semicolons", fact.label());
                if TextField::new(&label).show(ui, &mut text).changed() {
                    *values = text.split(';').map(|part| part.trim_start().to_owned()).collect();
                }
            }
            let name = format!("Take the filter by {} away", fact.label().to_lowercase());
            if Button::link("Take this filter away").name(&name).show(ui).clicked() {
                gone = Some(at);
            }
        });
    }
    if let Some(at) = gone {
        form.filters.remove(at);
    }
    let free: Vec<StratumFact> =
        data.facts.iter().map(|(fact, _)| *fact).filter(|f| !form.filters.iter().any(|(g, _)| f == g)).collect();
    let words: Vec<&str> = free.iter().map(|fact| fact.label()).collect();
    if !free.is_empty()
        && let Some(fact) = choice_list(ui, "Filter by", &words, None, 300.0).and_then(|at| free.get(at))
    {
        form.filters.push((*fact, Vec::new()));
    }
}

fn strata(ui: &mut Ui, data: &PrepareData, form: &mut SampleForm, subject: SubjectKind) {
    if data.strata.is_empty() {
        return;
    }
    small_title(ui, "Divide by");
    let words =
        format!("Each group gets its share of the sample. Without any, {} are drawn from all alike.", subject.nouns());
    small(ui, &words);
    quiet_group(ui, |ui| {
        for (fact, groups) in &data.strata {
            let mut ticked = form.stratify.contains(fact);
            if check(ui, &format!("{} ({groups} groups)", fact.label()), &mut ticked) {
                form.stratify.retain(|chosen| chosen != fact);
                if ticked {
                    form.stratify.push(*fact);
                }
            }
        }
        if !form.stratify.is_empty() {
            number(ui, "At least from each group", &mut form.min_per_stratum);
        }
    });
}
