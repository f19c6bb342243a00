//! Over time, golden threads, findings, families, what happens to the plans, actions, urgent concerns.

use super::super::Source;
use super::super::facts::{self, LinkCounts, chosen_notes};
use super::super::figures::{Counted, Shown};
use super::super::words::{count, day, day_of_instant, section_name, small};
use crate::domain::action::{Action, ActionState};
use crate::domain::audit_tool::SubjectKind;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::numerals::thousands;
use crate::domain::plan_result::Outcome;
use crate::domain::sheet::NoteKind;
use crate::domain::snapshot::AuditSnapshot;
use crate::report::doc::{
    Axis, BarRow, Block, Category, ColourToken, Column, IntervalPlot, IntervalRow, ReportDoc, RichText, StackedBars,
    Table, Target, ThreadPicture, ThreadRow,
};
use crate::stats::change::Verdict;
use crate::stats::results::Share;
use crate::stats::versus::versus as compare;
use std::collections::BTreeMap;

/// Good or better of this round and the earlier random dips that may join it, as points with intervals and the target;
/// of a first round its own point beside the target.
pub(in crate::report::kinds) fn trend(doc: &mut ReportDoc, source: &Source<'_>) {
    let Some(rows) = trend_rows(source) else {
        if let Some(words) = source.snapshot.not_joined_words() {
            doc.section("Over time");
            doc.paragraph(words);
        }
        return;
    };
    let target = source.options.target_percent;
    let subject = source.snapshot.tool.subject;
    let nouns = subject.nouns();
    let alt: Vec<String> =
        rows.iter().map(|row| format!("{}: {} {nouns} good or better", row.label, row.base)).collect();
    if rows.len() > 1 {
        doc.section("Over time");
        doc.paragraph(
            "Random dips of the last twelve months with the same tool version, depth, evidence and filters. A change is \
             called one only where chance alone would hardly have made it.",
        );
    } else {
        doc.section("Against the target");
    }
    if let Some(words) = source.snapshot.not_joined_words() {
        doc.paragraph(words);
    }
    doc.push(IntervalPlot {
        title: "Good or better, by round".to_owned(),
        alt: alt.join(". "),
        row_title: "Drawn on".to_owned(),
        value_title: "Good or better".to_owned(),
        interval_title: "95 % interval".to_owned(),
        base_title: subject.heads().to_owned(),
        axis: Axis::percent(),
        rows,
        target: target.map(|value| Target { value, label: format!("Target {value:.0} %") }),
    });
}

/// The points; none where there is nothing to compare, or where a small count would have to be hidden.
fn trend_rows(source: &Source<'_>) -> Option<Vec<IntervalRow>> {
    let own = source.results.good_or_better.as_ref()?;
    let drawn_ms = source.snapshot.round.draw.as_ref()?.drawn_ms;
    let mut rounds: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
    for plan in &source.snapshot.earlier {
        let round = rounds.entry(plan.drawn_ms).or_default();
        round.0 += u64::from(plan.good_or_better);
        round.1 += 1;
    }
    if own.method.is_none() || (rounds.is_empty() && source.options.target_percent.is_none()) {
        return None;
    }
    let frame = source.snapshot.earlier_frame;
    let mut points: Vec<(i64, Share)> =
        rounds.into_iter().filter_map(|(at, (good, n))| Some((at, Share::new(good, n, frame, true)?))).collect();
    points.push((drawn_ms, own.clone()));
    let hidden = |share: &Share| Counted::new(share.count, share.n).shown(source.options.suppresses) == Shown::Hidden;
    if points.iter().any(|(_, share)| hidden(share)) {
        return None;
    }
    let year = source.results.good_or_better_12_months.as_ref().filter(|share| points.len() > 1 && !hidden(share));
    if source.options.suppresses && year.is_some_and(|year| tells_of_few(&points, year)) {
        return None;
    }
    let row = |label: String, share: &Share| IntervalRow {
        label,
        value: Some(share.percent),
        interval: share.low.zip(share.high),
        base: Counted::new(share.count, share.n).words(),
        break_before: None,
    };
    let mut rows: Vec<IntervalRow> =
        points.iter().map(|(at, share)| row(day_of_instant(*at).unwrap_or_default(), share)).collect();
    if let Some(share) = year {
        let any = source.snapshot.tool.subject.any();
        let words = format!("All of them together; {any} seen twice counts once, as it was seen last.");
        rows.push(IntervalRow { break_before: Some(words), ..row("Twelve months".to_owned(), share) });
    }
    Some(rows)
}

/// Whether the rounds and the year together say how a few plans did that were seen twice.
fn tells_of_few(points: &[(i64, Share)], year: &Share) -> bool {
    let sum = |of: fn(&Share) -> u64| points.iter().map(|(_, share)| of(share)).sum::<u64>();
    let (count, n) = (sum(|s| s.count).saturating_sub(year.count), sum(|s| s.n).saturating_sub(year.n));
    n > 0 && Counted::new(count, n).shown(true) == Shown::Hidden
}

/// This round against the one before of the same kind, with whether chance alone could have made the change.
pub(in crate::report::kinds) fn versus(doc: &mut ReportDoc, source: &Source<'_>) {
    let Some(versus) = compare(source.snapshot, source.results) else { return };
    let heads = source.snapshot.tool.subject.heads();
    let changes =
        [("Good or better".to_owned(), versus.good_or_better), (format!("{heads} without a gap"), versus.without_gap)];
    let changes: Vec<(String, String)> = changes
        .into_iter()
        .filter_map(|(name, change)| change.map(|c| (name, format!("{}. {}", c.counts(), c.words()))))
        .collect();
    if changes.is_empty() {
        return;
    }
    doc.section("Against the round before");
    doc.paragraph(format!(
        "The round before of the same kind: {}. Same tool version, depth, evidence and filters.",
        versus.title
    ));
    doc.push(Block::key_values(changes));
    if !versus.sections.is_empty() {
        let columns =
            vec![Column::left("Section", 4.0), Column::right("Round before", 1.4), Column::right("This round", 1.4)];
        let mut table =
            Table::new(columns).caption(format!("{heads} good or better in each section, of those with a grade there"));
        for (code, before, now) in &versus.sections {
            let title = source.snapshot.tool.get_heading(code).map(|h| h.title.as_str()).unwrap_or_default();
            let words = |part: &crate::stats::change::Part| Counted::new(part.count, part.n).words();
            table.row([section_name(code, title), words(before), words(now)]);
        }
        doc.push(table);
        doc.push(Block::SmallPrint(
            "Counts only: among a dozen sections one stands out by chance. What is a change is said above.".into(),
        ));
    }
    for proviso in &versus.provisos {
        doc.push(Block::SmallPrint(proviso.words().into()));
    }
}

/// The same in one sentence without figures: what may be said where counts are hidden.
pub(in crate::report::kinds) fn versus_words(source: &Source<'_>) -> Option<String> {
    let versus = compare(source.snapshot, source.results)?;
    let words = match versus.good_or_better?.verdict {
        Verdict::Larger => "a larger share is good or better, and chance alone would hardly do that",
        Verdict::Smaller => "a smaller share is good or better, and chance alone would hardly do that",
        Verdict::MayBeChance | Verdict::TooFew => "chance alone may have made whatever difference there is",
    };
    Some(format!("Against the round before ({}): {words}.", versus.title))
}

/// Links of the golden thread over all plans.
pub(in crate::report::kinds) fn threads(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let links = facts::links(snapshot);
    let total = |l: &LinkCounts| l.followed + l.broken + l.not_checked;
    let threads = total(&links[0]);
    if threads == 0 {
        return;
    }
    let names = ["Hope to need", "Need to outcome", "Outcome to provision"];
    let checked = |l: &LinkCounts| Counted::new(l.followed, l.followed + l.broken);
    let alt: Vec<String> = names
        .iter()
        .zip(&links)
        .map(|(name, l)| format!("{name}: {} followed, {} not checked", checked(l).words(), l.not_checked))
        .collect();
    let nouns = snapshot.tool.subject.nouns();
    doc.section("The golden thread");
    doc.paragraph(format!(
        "From what the child or young person hopes for to what they need, to what is to be achieved, to what is \
         provided: {}, each link followed or broken.",
        count(
            threads,
            &format!("thread was followed through the {nouns}"),
            &format!("threads were followed through the {nouns}")
        )
    ));
    doc.push(StackedBars {
        title: format!("Links of the golden thread, over all {nouns}"),
        alt: alt.join(". "),
        row_title: "Link".to_owned(),
        total_title: "Threads".to_owned(),
        categories: link_categories(),
        rows: names
            .iter()
            .zip(&links)
            .map(|(name, l)| {
                BarRow::new(*name, [small(l.followed), small(l.broken), small(l.not_checked)], thousands(total(l)))
            })
            .collect(),
    });
}

/// The three states of a link, with their signs.
fn link_categories() -> Vec<Category> {
    vec![
        Category::new("Followed", "F", ColourToken::Met),
        Category::new("Broken", "B", ColourToken::NotMet),
        Category::new("Not checked", "?", ColourToken::NotEvidenced),
    ]
}

/// The threads of one plan, drawn.
pub(in crate::report::kinds) fn thread_picture(
    snapshot: &AuditSnapshot,
    plan: &crate::domain::snapshot::SnapshotPlan,
) -> Option<Block> {
    let threads = facts::threads(snapshot, plan);
    if threads.is_empty() {
        return None;
    }
    let broken = threads
        .iter()
        .flat_map(|t| [t.hope_to_need, t.need_to_outcome, t.outcome_to_provision])
        .filter(|link| *link == crate::domain::thread::Link::Broken)
        .count() as u64;
    Some(Block::Threads(ThreadPicture {
        title: "The golden thread: from hope to provision".to_owned(),
        alt: format!(
            "{}; {}.",
            count(threads.len() as u64, "thread", "threads"),
            count(broken, "link is broken", "links are broken")
        ),
        rows: threads
            .iter()
            .map(|t| ThreadRow {
                beads: [t.hope.clone(), t.need.clone(), t.outcome.clone(), t.provision.clone()],
                links: [t.hope_to_need, t.need_to_outcome, t.outcome_to_provision].map(link_state),
            })
            .collect(),
    }))
}

fn link_state(link: crate::domain::thread::Link) -> crate::report::doc::LinkState {
    use crate::domain::thread::Link;
    use crate::report::doc::LinkState;
    match link {
        Link::Followed => LinkState::Followed,
        Link::Broken => LinkState::Broken,
        Link::NotChecked => LinkState::NotChecked,
    }
}

/// Findings as edited for the report; where there are none of a kind, the notes chosen for it.
pub(in crate::report::kinds) fn findings(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let strengths = facts::findings(snapshot, FindingKind::Strength);
    let considerations = facts::findings(snapshot, FindingKind::Consideration);
    let strong_notes = chosen_notes(snapshot, NoteKind::Strength, None);
    let other_notes = chosen_notes(snapshot, NoteKind::Consideration, None);
    if strengths.is_empty() && considerations.is_empty() && strong_notes.is_empty() && other_notes.is_empty() {
        return;
    }
    doc.section("What readers found");
    for (title, findings, notes) in
        [("Strengths", strengths, strong_notes), ("Areas for consideration", considerations, other_notes)]
    {
        if findings.is_empty() && notes.is_empty() {
            continue;
        }
        doc.subsection(title);
        if !findings.is_empty() {
            doc.push(Block::list(findings.iter().map(|f| finding_words(snapshot, f))));
        }
        if !notes.is_empty() {
            doc.push(notes);
        }
    }
    services(doc, snapshot);
}

fn finding_words(snapshot: &AuditSnapshot, finding: &Finding) -> RichText {
    let section = snapshot.tool.get_heading(&finding.heading).map(|h| section_name(&h.code, &h.title));
    let lead = [Some(finding.theme.clone()).filter(|t| !t.is_empty()), section].into_iter().flatten();
    let lead: Vec<String> = lead.collect();
    let base = if finding.sources.is_empty() {
        String::new()
    } else {
        let of = snapshot.sampled().count() as u64;
        format!(" (in {} {})", Counted::new(finding.count_plans() as u64, of).words(), snapshot.tool.subject.nouns())
    };
    let text = RichText::default();
    let text = if lead.is_empty() { text } else { text.bold(format!("{}: ", lead.join(", "))) };
    text.plain(format!("{}{base}", finding.text))
}

/// Needs without a service, for whoever commissions them.
pub(in crate::report::kinds) fn services(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let gaps = facts::findings(snapshot, FindingKind::GapInService);
    if gaps.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Need", 2.0),
        Column::left("Service", 2.0),
        Column::left("Wait", 1.2),
        Column::right(snapshot.tool.subject.heads(), 0.9),
        Column::left("What was found", 3.4),
    ];
    let mut table = Table::new(columns).caption("Gaps in service: needs without a service to meet them");
    for gap in gaps {
        let plans = if gap.sources.is_empty() { "\u{2013}".to_owned() } else { gap.count_plans().to_string() };
        table.row([gap.need.clone(), gap.service.clone(), gap.wait.clone(), plans, gap.text.clone()]);
    }
    doc.subsection("Gaps in service");
    doc.push(table);
}

/// What families said: beside the score, never in it.
pub(in crate::report::kinds) fn family(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let (asked, spoke, figures) = facts::family(snapshot);
    if asked == 0 {
        return;
    }
    doc.section("What families said");
    doc.paragraph(format!(
        "{} asked; {} spoke. What they said stands beside the grades and is no part of them.",
        count(asked, "family was", "families were"),
        spoke
    ));
    if spoke == 0 {
        return;
    }
    let columns = vec![
        Column::left("Of the families who spoke", 4.0),
        Column::right("Yes", 1.0),
        Column::right("In part", 1.0),
        Column::right("No", 1.0),
    ];
    let mut table = Table::new(columns);
    for f in figures {
        let of = |n: u64| Counted::new(n, spoke).words();
        table.row([f.question.to_owned(), of(f.yes), of(f.partly), of(f.no)]);
    }
    doc.push(table);
}

/// How many plans have each result, best first.
pub(in crate::report::kinds) fn outcome_counts(snapshot: &AuditSnapshot) -> Vec<(Outcome, u64)> {
    let of = |outcome: Outcome| {
        let has = |plan: &&crate::domain::snapshot::SnapshotPlan| {
            snapshot.plan_results.get(&plan.sampled.subject).is_some_and(|result| result.outcome == outcome)
        };
        snapshot.sampled().filter(has).count() as u64
    };
    Outcome::ALL.iter().map(|outcome| (*outcome, of(*outcome))).collect()
}

/// What happens to each plan.
pub(in crate::report::kinds) fn outcomes(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    if snapshot.plan_results.is_empty() {
        return;
    }
    let subject = snapshot.tool.subject;
    doc.section(format!("What happens to the {}", subject.nouns()));
    let of = snapshot.sampled().count() as u64;
    let counts = outcome_counts(snapshot);
    doc.push(Block::key_values(
        counts.iter().filter(|(_, n)| *n > 0).map(|(outcome, n)| (outcome.label(), Counted::new(*n, of).words())),
    ));
    let columns = vec![Column::left(subject.head(), 1.2), Column::left("Result", 2.0), Column::left("Reason", 5.0)];
    let mut table = Table::new(columns).caption(format!("The result of each {}", subject.noun()));
    for plan in snapshot.sampled() {
        if let Some(result) = snapshot.plan_results.get(&plan.sampled.subject) {
            table.row([plan.facts.reference.as_str(), result.outcome.label(), &result.reason]);
        }
    }
    doc.push(table);
    if subject != SubjectKind::Plan {
        return;
    }
    doc.push(Block::SmallPrint(
        "A final plan is not simply edited: proposed changes with their evidence go to the family, who have 15 days, \
         and rights of appeal follow."
            .into(),
    ));
}

/// Actions that came from this round.
pub(in crate::report::kinds) fn own_actions(snapshot: &AuditSnapshot) -> Vec<&Action> {
    snapshot.actions.iter().filter(|a| a.round.is_none_or(|round| round == snapshot.round.id)).collect()
}

/// Whether an action is late on the day of the report: said so, or its day has passed.
pub(in crate::report::kinds) fn is_late(snapshot: &AuditSnapshot, action: &Action) -> bool {
    let has_passed = action.due_on.is_some_and(|due| due < snapshot.taken_at.date());
    action.state != ActionState::Done && (action.state == ActionState::Late || has_passed)
}

/// What is being done, by whom, by when.
pub(in crate::report::kinds) fn actions(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    let actions = own_actions(snapshot);
    if actions.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Action", 4.0),
        Column::left("Owner", 1.4),
        Column::left("Due", 1.2),
        Column::left("State", 1.0),
        Column::left("What shows it", 2.2),
    ];
    let mut table = Table::new(columns).caption("Actions, by the day they are due");
    for action in &actions {
        let state = if is_late(snapshot, action) { ActionState::Late } else { action.state };
        table.row([
            action.what.clone(),
            action.owner.clone(),
            action.due_on.map(day).unwrap_or_default(),
            state.label().to_owned(),
            action.evidence.clone(),
        ]);
    }
    doc.section("Actions");
    doc.push(table);
}

/// How many urgent concerns were raised and closed, by kind: which plans they were about is for those who may see them.
pub(in crate::report::kinds) fn concern_counts(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    if snapshot.concerns.is_empty() {
        return;
    }
    let mut kinds: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for concern in &snapshot.concerns {
        let entry = kinds.entry(concern.kind.label()).or_default();
        entry.0 += u64::from(concern.closed_ms.is_some());
        entry.1 += 1;
    }
    doc.section("Urgent concerns");
    doc.paragraph("They were acted on at once under local procedure, outside blindness and grades.");
    doc.push(Block::key_values(
        kinds.into_iter().map(|(kind, (closed, all))| (kind, format!("{} closed", Counted::new(closed, all).words()))),
    ));
}

/// Urgent concerns with their plans, for the record; what was seen is for those who may see it.
pub(in crate::report::kinds) fn concerns(doc: &mut ReportDoc, snapshot: &AuditSnapshot) {
    if snapshot.concerns.is_empty() {
        return;
    }
    let columns = vec![
        Column::left("Concern", 2.4),
        Column::left(snapshot.tool.subject.head(), 1.2),
        Column::left("Raised", 1.6),
        Column::left("Told", 1.6),
        Column::left("Closed", 1.6),
    ];
    let when = |at: Option<i64>, none: &str| at.and_then(day_of_instant).unwrap_or_else(|| none.to_owned());
    let mut table = Table::new(columns).caption("Urgent concerns: raised, passed on, closed");
    for concern in &snapshot.concerns {
        let plan = snapshot.get_plan(concern.subject).map(|p| p.facts.reference.clone()).unwrap_or_default();
        table.row([
            concern.kind.label().to_owned(),
            plan,
            when(Some(concern.recorded_ms), ""),
            when(concern.told_ms, "not recorded"),
            when(concern.closed_ms, "still open"),
        ]);
    }
    doc.section("Urgent concerns");
    doc.paragraph("They were acted on at once under local procedure, outside blindness and grades.");
    doc.push(table);
}
