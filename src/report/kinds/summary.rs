//! The summary: the panel's edition for managers, everything of the round by plan reference.
//!
//! Names of panel members are not in it; notes only where they were chosen for the report and the comparison of
//! their plan is open.

use crate::report::doc::{
    BarRow, Block, Callout, CalloutKind, Category, Chip, ColourToken, Column, HeatColumn, HeatMap, HeatRow, KeyFigure,
    Note, ReportDoc, ReportMeta, RichText, StackedBars, Table,
};
use crate::domain::access::Viewer;
use crate::domain::audit_tool::AuditTool;
use crate::domain::round::{DrawRecord, Purpose, SampleState};
use crate::domain::sheet::NoteKind;
use crate::domain::snapshot::AuditSnapshot;
use crate::stats::results::{NOT_GRADED, RoundResults};
use crate::stats::worst_half_width;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Under so many plans a share cannot be definitive.
const SMALL_SAMPLE: u64 = 20;

/// Days after which a cohort is old.
const OLD_COHORT_DAYS: i32 = 60;

/// The summary of a round.
#[must_use]
pub fn summary(snapshot: &AuditSnapshot, results: &RoundResults) -> ReportDoc {
    let mut doc = ReportDoc::new(meta(snapshot));
    headline(&mut doc, snapshot, results);
    what_was_read(&mut doc, snapshot, results);
    grades(&mut doc, snapshot, results);
    map(&mut doc, snapshot, results);
    gaps(&mut doc, snapshot, results);
    standards(&mut doc, results);
    plans(&mut doc, snapshot, results);
    notes(&mut doc, snapshot);
    agreement(&mut doc, results);
    how_drawn(&mut doc, snapshot);
    by_criterion(&mut doc, snapshot);
    doc
}

fn day(date: Date) -> String {
    let month = usize::try_from(date.month()).unwrap_or(1);
    let name = crate::report::doc::MONTHS.get(month.saturating_sub(1)).copied().unwrap_or_default();
    format!("{} {name} {}", date.day(), date.year())
}

fn count(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

fn meta(snapshot: &AuditSnapshot) -> ReportMeta {
    let (file, facts, tool) = (&snapshot.file, &snapshot.round.facts, &snapshot.tool);
    let title = format!("{}: summary", facts.title);
    let mut meta = ReportMeta::new(title, &file.local_area, &facts.title, snapshot.taken_at);
    meta.subtitle = vec![
        file.local_area.clone(),
        format!("Audit tool: {}, version {}", tool.title, tool.version),
        format!("{} depth. Evidence given: {}", facts.depth, lower_first(facts.evidence.label())),
        format!("Made on {}", meta.created_text()),
    ];
    meta.marking = Some("OFFICIAL-SENSITIVE".to_owned());
    if file.is_sample {
        meta.bands.push("Sample data: no real person".to_owned());
    }
    if !file.is_encrypted {
        meta.bands.push("The audit file is not encrypted".to_owned());
    }
    meta.digest = format!("Data {}", snapshot.head_digest.get(..16).unwrap_or_default());
    meta
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn headline(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if let Some(caution) = &snapshot.round.caution {
        let (kind, title) = (CalloutKind::Caution, "Read with care".to_owned());
        doc.push(Callout { kind, title, text: caution.as_str().into() });
    }
    let agreed = results.plan_results.len() as u64;
    let mut figures = Vec::new();
    if let Some(share) = &results.good_or_better {
        let words = RichText::strong(format!("Good or better: {}", share.words())).plain(share_basis(share.method));
        figures.push(KeyFigure::new(format!("{} of {}", share.count, share.n), words));
    } else if snapshot.tool.grades.is_empty() {
        let words = "plans read. This audit tool gives no grades: what was found is counted for each criterion.";
        figures.push(KeyFigure::new(results.plans.to_string(), words));
    } else {
        figures.push(KeyFigure::new("Not yet", "No plan is fully agreed, so no plan has a grade."));
    }
    if let Some(share) = &results.good_or_better_12_months {
        let words = RichText::strong(format!("Over twelve months: {}", share.words()))
            .plain(", random dips with the same tool version, depth, evidence and filters");
        figures.push(KeyFigure::new(format!("{} of {}", share.count, share.n), words));
    }
    doc.push(Block::KeyFigures(figures));
    if agreed < results.plans {
        doc.paragraph(format!(
            "{agreed} of {} agreed. Plans not fully agreed are not in any grade.",
            plans_words(results)
        ));
    }
    if snapshot.round.facts.purpose != Purpose::Random {
        doc.paragraph(
            "The plans were not drawn at random. What is said here holds for these plans; it cannot be carried over \
             to all plans, so there is no interval.",
        );
    } else if results.good_or_better.as_ref().is_some_and(|share| share.n < SMALL_SAMPLE) {
        doc.paragraph("Fewer than 20 plans are agreed: a sample this small cannot be definitive.");
    }
    if results.provisional > 0 {
        let plans = count(results.provisional, "plan is", "plans are");
        doc.paragraph(format!(
            "The grades of {plans} provisional: too little of what this depth asks could be tested on the evidence \
             given."
        ));
    }
}

fn plans_words(results: &RoundResults) -> String {
    count(results.plans, "plan", "plans")
}

fn share_basis(method: Option<&str>) -> String {
    match method {
        Some("wilson-fpc-95") => ". The range is the 95 % interval for all plans drawn from.".to_owned(),
        Some(_) => ". The range is the 95 % interval; how many plans were drawn from is not known.".to_owned(),
        None => String::new(),
    }
}

fn what_was_read(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    let (facts, tool) = (&snapshot.round.facts, &snapshot.tool);
    let asked = tool.asked(facts.depth).count();
    let tested = tool.tested(facts.depth, facts.evidence).count();
    let mut agencies: Vec<_> = panel(snapshot).map(|m| m.facts.agency).collect();
    let people = agencies.len() as u64;
    agencies.sort_unstable();
    agencies.dedup();
    let mut rows = vec![
        ("Plans read", plans_words(results)),
        (
            "Panel",
            format!(
                "{} from {}",
                count(people, "person", "people"),
                count(agencies.len() as u64, "agency", "agencies")
            ),
        ),
        ("Score sheets", sheets_words(results)),
        ("Criteria", format!("{tested} of {asked} tested")),
        ("Evidence given", facts.evidence.label().to_owned()),
    ];
    if let Some(draw) = &snapshot.round.draw {
        let drawn = crate_day(draw.drawn_ms);
        rows.push((
            "Sample",
            drawn.map_or_else(|| facts.purpose.label().to_owned(), |d| format!("{}, {d}", facts.purpose)),
        ));
    }
    doc.section("What was read");
    doc.push(Block::key_values(rows));
    let not_tested: Vec<String> =
        tool.asked(facts.depth).filter(|(_, c)| c.evidence > facts.evidence).map(|(_, c)| c.code.clone()).collect();
    if !not_tested.is_empty() {
        doc.paragraph(
            RichText::strong("Not tested: ").plain(not_tested.join(", ")).plain(
                ". Their evidence was not given to the panel, so they were not put to it and count for nothing.",
            ),
        );
    }
}

/// The UTC day of an instant: reports have no time zone of their own.
fn crate_day(at_ms: i64) -> Option<String> {
    let days = i32::try_from(at_ms.div_euclid(86_400_000)).ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    Some(day(epoch.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?))
}

fn panel(snapshot: &AuditSnapshot) -> impl Iterator<Item = &crate::domain::panel::Member> {
    let works = |id| snapshot.assignments.iter().any(|a| a.member == id);
    snapshot.members.iter().filter(move |m| works(m.id))
}

fn sheets_words(results: &RoundResults) -> String {
    let mut words = format!("{} handed in", results.sheets.submitted);
    if results.sheets.draft > 0 {
        words += &format!(", {} still in draft", results.sheets.draft);
    }
    words
}

fn letters(labels: &[&str]) -> Vec<String> {
    let firsts: Vec<String> =
        labels.iter().map(|l| l.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default()).collect();
    let unique = firsts.iter().all(|f| firsts.iter().filter(|other| *other == f).count() == 1);
    if unique { firsts } else { (1..=labels.len()).map(|n| n.to_string()).collect() }
}

fn step(place: usize, of: usize) -> ColourToken {
    ColourToken::Scale { step: u8::try_from(place).unwrap_or(u8::MAX), of: u8::try_from(of).unwrap_or(u8::MAX) }
}

fn grade_categories(tool: &AuditTool) -> Vec<Category> {
    let labels: Vec<&str> = tool.grades.iter().map(|g| g.label.as_str()).collect();
    let colour = |place: usize, code: &str| match code {
        "outstanding" => ColourToken::Outstanding,
        "good" => ColourToken::Good,
        "requires_improvement" => ColourToken::RequiresImprovement,
        "inadequate" => ColourToken::Inadequate,
        _ => step(place, tool.grades.len()),
    };
    let grades = tool.grades.iter().zip(letters(&labels)).enumerate();
    grades.map(|(place, (g, letter))| Category::new(&g.label, letter, colour(place, &g.code))).collect()
}

fn answer_categories(tool: &AuditTool) -> Vec<Category> {
    let labels: Vec<&str> = tool.answers.iter().map(|a| a.label.as_str()).collect();
    let colour = |place: usize, code: &str| match code {
        "met" => ColourToken::Met,
        "partly" => ColourToken::Partly,
        "not_met" => ColourToken::NotMet,
        "not_evidenced" => ColourToken::NotEvidenced,
        "na" => ColourToken::NotApplicable,
        _ => step(place, tool.answers.len()),
    };
    let answers = tool.answers.iter().zip(letters(&labels)).enumerate();
    answers.map(|(place, (a, letter))| Category::new(&a.label, letter, colour(place, &a.code))).collect()
}

fn no_grade() -> Category {
    Category::new("No grade", "\u{2013}", ColourToken::Empty)
}

fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn section_name(code: &str, title: &str) -> String {
    format!("{code} {title}")
}

fn grades(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if snapshot.tool.grades.is_empty() || results.plan_results.is_empty() {
        return answers_by_section(doc, snapshot, results);
    }
    let agreed = results.plan_results.len();
    let mut categories = grade_categories(&snapshot.tool);
    categories.push(no_grade());
    let rows = results.headings.iter().map(|h| {
        let counts: Vec<u32> = h.grades.0.iter().map(|(_, n)| small(*n)).collect();
        BarRow::new(section_name(&h.code, &h.title), counts, agreed.to_string())
    });
    let rows: Vec<BarRow> = rows.collect();
    doc.section("Grades by section");
    doc.push(StackedBars {
        title: format!("Plans by grade in each section, {} fully agreed", count(agreed as u64, "plan", "plans")),
        alt: grades_in_words(snapshot, results),
        row_title: "Section".to_owned(),
        total_title: "Plans".to_owned(),
        categories,
        rows,
    });
    doc.push(Block::SmallPrint(
        "No grade: fewer than the tool's number of criteria of the section were answered. Grades are the local \
         area's own words for shares of points; they are not an inspectorate's judgement."
            .into(),
    ));
    // Whole on one page: a head repeated in the middle of thirteen rows helps nobody.
    doc.push(Block::KeepTogether(vec![grades_table(snapshot, results).into()]));
}

fn grades_table(snapshot: &AuditSnapshot, results: &RoundResults) -> Table {
    let mut columns = vec![Column::left("Section", 7.0)];
    columns.extend(snapshot.tool.grades.iter().map(|g| Column::right(&g.label, 1.2)));
    columns.extend([
        Column::right("No grade", 1.0),
        Column::right("Not evidenced", 1.2),
        Column::right("Not tested", 1.0),
    ]);
    let mut table = Table::new(columns).caption(
        "The same as figures, with answers \u{201c}not evidenced\u{201d} and criteria not tested counted apart",
    );
    for h in &results.headings {
        let mut cells = vec![section_name(&h.code, &h.title)];
        cells.extend(h.grades.0.iter().map(|(_, n)| n.to_string()));
        cells.push(h.answers.get(crate::domain::audit_tool::NOT_EVIDENCED).to_string());
        cells.push(h.not_tested.to_string());
        table.row(cells);
    }
    table
}

fn grades_in_words(snapshot: &AuditSnapshot, results: &RoundResults) -> String {
    let sections = results.headings.iter().map(|h| {
        let grades = snapshot.tool.grades.iter().map(|g| format!("{} {}", h.grades.get(&g.code), g.label));
        let grades: Vec<String> = grades.chain([format!("{} without a grade", h.grades.get(NOT_GRADED))]).collect();
        format!("{}: {}", section_name(&h.code, &h.title), grades.join(", "))
    });
    sections.collect::<Vec<_>>().join(". ")
}

fn answers_by_section(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if results.headings.iter().all(|h| h.answers.total() == 0) {
        return;
    }
    let rows: Vec<BarRow> = results
        .headings
        .iter()
        .map(|h| {
            let counts: Vec<u32> = h.answers.0.iter().map(|(_, n)| small(*n)).collect();
            BarRow::new(section_name(&h.code, &h.title), counts, h.answers.total().to_string())
        })
        .collect();
    let alt = results.headings.iter().map(|h| {
        let answers = snapshot.tool.answers.iter().map(|a| format!("{} {}", h.answers.get(&a.code), a.label));
        format!("{}: {}", section_name(&h.code, &h.title), answers.collect::<Vec<_>>().join(", "))
    });
    doc.section("Answers by section");
    doc.push(StackedBars {
        title: "Agreed answers in each section".to_owned(),
        alt: alt.collect::<Vec<_>>().join(". "),
        row_title: "Section".to_owned(),
        total_title: "Answers".to_owned(),
        categories: answer_categories(&snapshot.tool),
        rows,
    });
}

fn map(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if snapshot.tool.grades.is_empty() || results.plan_results.is_empty() {
        return;
    }
    let categories = grade_categories(&snapshot.tool);
    let chip = |grade: Option<&str>, points: String| {
        let place = grade.and_then(|code| snapshot.tool.grade_place(code));
        let category = place.and_then(|place| categories.get(place)).cloned().unwrap_or_else(no_grade);
        Chip::new(category.letter, category.colour, format!("{}, {points}", category.label))
    };
    let mut columns: Vec<HeatColumn> = results.headings.iter().map(|h| HeatColumn::new(&h.code, &h.title)).collect();
    columns.push(HeatColumn::new("Plan", "Whole plan").apart());
    let rows: Vec<HeatRow> = results
        .plan_results
        .iter()
        .map(|plan| {
            let sections = plan.grading.sections.iter();
            let mut cells: Vec<Chip> = sections
                .map(|s| chip(s.grade.as_deref(), format!("{} of {} points", s.points, s.base_points)))
                .collect();
            cells.push(chip(plan.grade.as_deref(), plan.sentence.clone()));
            HeatRow::new(&plan.plan, cells)
        })
        .collect();
    let mut legend = categories.clone();
    legend.push(no_grade());
    doc.section("Plans and sections");
    doc.push(HeatMap {
        title: "Each plan's grade in each section, plans in draw order".to_owned(),
        alt: format!("Grades of {} plans in {} sections and as a whole.", rows.len(), results.headings.len()),
        row_title: "Plan".to_owned(),
        columns,
        rows,
        legend,
    });
}

fn gaps(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    let has_musts = snapshot.tool.criteria().any(|(_, c)| c.kind == crate::domain::audit_tool::Kind::Must);
    let answered = results.headings.iter().any(|h| h.answers.total() > 0);
    if !has_musts || !answered {
        return;
    }
    doc.section("Gaps");
    doc.paragraph(
        "A gap is a duty in statute or regulations that was not met; in part, one partly met; to be confirmed, one of \
         which nothing could be seen: the audit lead checks the case file. Three counts, never one.",
    );
    doc.push(Block::KeyFigures(vec![
        KeyFigure::new(results.gaps.gap.to_string(), "gaps"),
        KeyFigure::new(results.gaps.in_part.to_string(), "gaps in part"),
        KeyFigure::new(results.gaps.to_confirm.to_string(), "to be confirmed"),
    ]));
    let n = results.not_evidenced;
    doc.paragraph(format!(
        "Apart from these, over all criteria {} \u{201c}not evidenced\u{201d}. Not evidenced is not the same as not met.",
        count(n, "answer is", "answers are")
    ));
    let mut by_criterion: BTreeMap<&str, [Vec<&str>; 3]> = BTreeMap::new();
    for plan in &results.plan_results {
        let kinds = [&plan.grading.gaps, &plan.grading.in_part, &plan.grading.to_confirm];
        for (kind, codes) in kinds.into_iter().enumerate() {
            for code in codes {
                by_criterion.entry(code).or_default()[kind].push(&plan.plan);
            }
        }
    }
    if by_criterion.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Criterion", 4.0),
        Column::right("Gap", 0.7),
        Column::right("In part", 0.7),
        Column::right("To confirm", 0.9),
        Column::left("Plans with a gap", 2.4),
    ];
    let agreed = results.plan_results.len() as u64;
    let caption = format!("Plans with each gap, of {} fully agreed", count(agreed, "plan", "plans"));
    let mut table = Table::new(columns).caption(caption);
    for (_, criterion) in snapshot.tool.criteria() {
        let Some([gap, in_part, to_confirm]) = by_criterion.get(criterion.code.as_str()) else { continue };
        table.row([
            format!("{} {}", criterion.code, criterion.question),
            gap.len().to_string(),
            in_part.len().to_string(),
            to_confirm.len().to_string(),
            gap.join(", "),
        ]);
    }
    doc.push(table);
}

fn standards(doc: &mut ReportDoc, results: &RoundResults) {
    if results.plan_results.is_empty() || results.views.is_empty() {
        return;
    }
    let share = |count: usize, n: usize| if n == 0 { "none".to_owned() } else { format!("{count} of {n}") };
    let rows = results.views.iter().map(|view| {
        let (all, content) = (view.summary.all, view.summary.with_content);
        let words = format!(
            "{} plans agreed; {} of those with such content",
            share(all.count, all.n),
            share(content.count, content.n)
        );
        (format!("{}: meets the standard", view.title), words)
    });
    let rows: Vec<_> = rows.collect();
    doc.section("Health and social care");
    doc.push(Block::key_values(rows));
}

fn plans(doc: &mut ReportDoc, snapshot: &AuditSnapshot, results: &RoundResults) {
    if snapshot.tool.grades.is_empty() || results.plan_results.is_empty() {
        return;
    }
    let categories = grade_categories(&snapshot.tool);
    let columns = vec![
        Column::left("Plan", 1.2),
        Column::left("Grade", 1.8),
        Column::right("Points", 0.9),
        Column::left("Why", 5.0),
    ];
    let mut table = Table::new(columns).caption("Each plan with its grade, and why it has it");
    for plan in &results.plan_results {
        let place = plan.grade.as_deref().and_then(|code| snapshot.tool.grade_place(code));
        let category = place.and_then(|place| categories.get(place)).cloned().unwrap_or_else(no_grade);
        let percent = plan.percent.map_or_else(|| "\u{2013}".to_owned(), |p| format!("{p:.0} %"));
        let grade = crate::report::doc::Cell::chip(&category);
        table.row([plan.plan.as_str().into(), grade, percent.into(), plan.sentence.as_str().into()]);
    }
    doc.section("Plan results");
    doc.push(table);
}

fn notes(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let chosen = |wanted: NoteKind| -> Vec<Note> {
        let mut notes = Vec::new();
        for sheet in snapshot.shown_sheets(Viewer::Round) {
            let plan = snapshot.get_plan(sheet.subject).map(|p| p.facts.reference.clone()).unwrap_or_default();
            for note in sheet.notes.iter().filter(|n| n.in_report && n.kind == wanted) {
                let heading = snapshot.tool.get_criterion(&note.criterion).map(|(h, _)| h);
                let section = heading.map(|h| section_name(&h.code, &h.title)).unwrap_or_default();
                notes.push(Note { quote: note.text.clone(), plan: plan.clone(), section });
            }
        }
        notes
    };
    let (strengths, considerations) = (chosen(NoteKind::Strength), chosen(NoteKind::Consideration));
    if strengths.is_empty() && considerations.is_empty() {
        return;
    }
    doc.section("What readers wrote");
    if !strengths.is_empty() {
        doc.subsection("Strengths");
        doc.push(strengths);
    }
    if !considerations.is_empty() {
        doc.subsection("Areas for consideration");
        doc.push(considerations);
    }
}

fn agreement(doc: &mut ReportDoc, results: &RoundResults) {
    let whole = &results.agreement.whole;
    let (Some(percent), Some(within)) = (whole.percent, whole.within_one_percent) else { return };
    doc.section("How far readers agreed");
    doc.paragraph(format!(
        "Before anything was discussed, two readers gave the same answer on {percent:.0} answers in 100, and answers \
         within one level on {within:.0}. {} compared, on the readers\u{2019} own score sheets; moderation does not \
         change these figures.",
        count(whole.units, "answer was", "answers were")
    ));
    if let Some(lowest) = lowest_section(results) {
        doc.paragraph(lowest);
    }
}

fn lowest_section(results: &RoundResults) -> Option<String> {
    let sections = results.agreement.by_heading.iter().filter_map(|h| Some((h.figures.percent?, h)));
    let (percent, section) = sections.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let title = results.headings.iter().find(|h| h.code == section.code).map(|h| h.title.as_str())?;
    Some(format!("They agreed least in section {} ({title}): on {percent:.0} answers in 100.", section.code))
}

fn how_drawn(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let Some(draw) = &snapshot.round.draw else { return };
    doc.section("How the sample was drawn");
    doc.push(Block::key_values(draw_facts(snapshot, draw)));
    if let Some(frame) = draw.frame.filter(|_| snapshot.round.facts.purpose == Purpose::Random) {
        let n = snapshot.sampled().count() as u64;
        if let Some(width) = worst_half_width(n, Some(frame)) {
            doc.paragraph(format!(
                "A sample of {n} of {frame} plans can be off by \u{b1} {:.0} percentage points at worst.",
                100.0 * width
            ));
        }
    }
    if draw.min_per_stratum > 0 {
        doc.paragraph(
            "Strata were given a minimum, so their plans had unequal chances. The shares here are not weighted.",
        );
    }
    if let Some(as_of) = draw.cohort_as_of.filter(|_| snapshot.round.facts.purpose == Purpose::Random) {
        let drawn = jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(draw.drawn_ms.div_euclid(86_400_000).clamp(0, 100_000)));
        let age_days = drawn.ok().and_then(|drawn| (drawn - as_of).get_days().into());
        if age_days.is_some_and(|days: i32| days > OLD_COHORT_DAYS) {
            doc.paragraph("The cohort was more than 60 days old when the sample was drawn: newer plans had no chance.");
        }
    }
    withdrawn(doc, snapshot);
    if draw.strata.len() > 1 {
        let columns = vec![Column::left("Stratum", 4.0), Column::right("Plans", 1.0), Column::right("Sampled", 1.0)];
        let mut table = Table::new(columns).caption("Strata, those without a sampled plan too");
        for s in &draw.strata {
            table.row([s.name.clone(), s.population.to_string(), s.sampled.to_string()]);
        }
        doc.push(table);
    }
}

fn draw_facts(snapshot: &AuditSnapshot, draw: &DrawRecord) -> Vec<(&'static str, String)> {
    let method = match draw.method.as_str() {
        "stratified" => format!("Stratified by {}, in proportion", draw.stratified_by.join(" and ").replace('_', " ")),
        "simple" => "Simple random".to_owned(),
        _ => "Chosen, not drawn".to_owned(),
    };
    let known = |n: Option<u64>| n.map_or_else(|| "not known".to_owned(), |n| n.to_string());
    let mut rows = vec![("Purpose", snapshot.round.facts.purpose.label().to_owned()), ("Method", method)];
    if let Some(seed) = draw.seed {
        rows.push(("Seed", format!("{seed} (rule {})", draw.algorithm)));
    }
    rows.push(("Plans drawn from", known(draw.frame)));
    if let Some(as_of) = draw.cohort_as_of {
        rows.push(("Cohort as of", day(as_of)));
    }
    if let Some(since) = draw.issued_since {
        rows.push(("Only plans issued since", day(since)));
    }
    if draw.exclude_last_rounds > 0 {
        rows.push(("Left out", format!("plans sampled in the last {} rounds", draw.exclude_last_rounds)));
    }
    let when = if draw.seed.is_some() { "Drawn on" } else { "Recorded on" };
    rows.extend(crate_day(draw.drawn_ms).map(|d| (when, d)));
    rows.push(("Cohort digest", draw.cohort_digest.get(..16).unwrap_or_default().to_owned()));
    rows.push(("Data digest", snapshot.head_digest.clone()));
    rows
}

fn withdrawn(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let withdrawn: Vec<String> = snapshot
        .plans
        .iter()
        .filter(|p| p.sampled.state == SampleState::Withdrawn)
        .map(|p| format!("{}: {}", p.facts.reference, p.sampled.reason.as_deref().unwrap_or("no reason given")))
        .collect();
    if !withdrawn.is_empty() {
        doc.subsection("Plans withdrawn from the sample");
        doc.push(Block::list(withdrawn));
    }
}

fn by_criterion(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let (tool, facts) = (&snapshot.tool, &snapshot.round.facts);
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for plan in snapshot.sampled() {
        for agreed in snapshot.agreed.get(&plan.sampled.subject).into_iter().flat_map(|a| a.values()) {
            *counts.entry((&agreed.criterion, &agreed.answer)).or_default() += 1;
        }
    }
    if counts.is_empty() {
        return;
    }
    let mut columns = vec![Column::left("Criterion", 5.0)];
    columns.extend(tool.answers.iter().map(|a| Column::right(&a.label, 1.0)));
    columns.push(Column::right("Agreed", 0.9));
    let mut table = Table::new(columns).caption("Plans by agreed answer, for each criterion put to the panel");
    for (_, criterion) in tool.tested(facts.depth, facts.evidence) {
        let of = |answer: &str| counts.get(&(criterion.code.as_str(), answer)).copied().unwrap_or(0);
        let mut cells = vec![format!("{} {}", criterion.code, criterion.question)];
        cells.extend(tool.answers.iter().map(|a| of(&a.code).to_string()));
        cells.push(tool.answers.iter().map(|a| of(&a.code)).sum::<u64>().to_string());
        table.row(cells);
    }
    doc.section("Answers by criterion");
    doc.push(table);
}
