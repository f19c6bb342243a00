//! What was typed into the forms of preparing.

use super::arrangement::{Person, PlanCard};
use super::data::{PanelPreview, PrepareData};
use super::plans_data::{PlansPreview, PlansSource};
use crate::domain::audit_tool::{Depth, Evidence, SubjectKind};
use crate::domain::ids::{MemberId, RoundId, SubjectId};
use crate::domain::panel::{Agency, MemberFacts};
use crate::domain::round::Purpose;
use crate::domain::sampling::{FactFilter, StratumFact, Workload, workload};
use crate::exchange::ColumnMap;
use crate::ops::{DrawPreview, DrawRequest, NewRound};
use crate::ui::day;
use crate::ui::path_field::typed_path;
use crate::words::counted;
use jiff::civil::Date;

/// Minutes a plan takes at each depth, for the workload.
fn minutes_per_plan(depth: Depth) -> u32 {
    match depth {
        Depth::Workshop => 30,
        Depth::Core => 45,
        Depth::Full => 90,
    }
}

/// The forms.
#[derive(Debug, Default)]
pub struct PrepareScreen {
    /// Bringing the plans in.
    pub plans: PlansForm,
    /// Bringing the panel in.
    pub panel: PanelForm,
    /// A new round.
    pub round: RoundForm,
    /// A round that comes from another file.
    pub bring_back: super::bring_back::BringBack,
    /// Drawing the sample.
    pub sample: SampleForm,
    /// Getting the plans ready.
    pub ready: ReadyForm,
    /// Allocating.
    pub allocate: AllocateForm,
}

/// Bringing the plans in.
#[derive(Debug, Default)]
pub struct PlansForm {
    /// The path typed.
    pub path: String,
    /// The key of a return.
    pub key: String,
    /// The list of settings.
    pub settings: String,
    /// A file that says what the columns are.
    pub map: String,
    /// Where to write one.
    pub save_map: String,
    /// Whether the files that may come with the source are shown.
    pub shows_more: bool,
    /// What the columns are, as chosen here; none: as kept or proposed.
    pub columns: Option<ColumnMap>,
    /// Whether the columns are shown although nothing about them is to be asked.
    pub shows_columns: bool,
    /// Go on without the rows that cannot be used.
    pub skip_rejected: bool,
    /// What was read.
    pub preview: Option<PlansPreview>,
    /// Where the list of what was not understood stands.
    pub cursor: usize,
}

impl PlansForm {
    /// The source as typed.
    #[must_use]
    pub fn source(&self) -> Option<PlansSource> {
        Some(PlansSource {
            path: typed_path(&self.path)?,
            key: typed_path(&self.key),
            settings: typed_path(&self.settings),
            map: typed_path(&self.map),
            columns: self.columns.clone(),
            skip_rejected: self.skip_rejected,
        })
    }

    /// Another source was named: what was read and chosen belonged to the one before.
    pub fn forget_source(&mut self) {
        self.preview = None;
        self.columns = None;
    }
}

/// Bringing the panel in.
#[derive(Debug, Default)]
pub struct PanelForm {
    /// The path typed.
    pub path: String,
    /// Who was read.
    pub preview: Option<PanelPreview>,
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// The person being written.
    pub person: Option<PersonForm>,
    /// Where to write the panel.
    pub out: String,
}

/// A person being written.
#[derive(Debug)]
pub struct PersonForm {
    /// Who; none: somebody new.
    pub id: Option<MemberId>,
    /// What is known of them.
    pub facts: MemberFacts,
    /// Interests as typed, between semicolons.
    pub interests: String,
    /// The day of the undertaking as typed.
    pub undertaking_on: String,
    /// The day of the training as typed.
    pub trained_on: String,
    /// Whether it was sent off and refused: its fields say why from then on.
    pub was_tried: bool,
}

impl Default for PersonForm {
    fn default() -> Self {
        let facts = MemberFacts::named("", Agency::Education);
        let (interests, undertaking_on, trained_on) = Default::default();
        Self { id: None, facts, interests, undertaking_on, trained_on, was_tried: false }
    }
}

impl PersonForm {
    /// The form of somebody known.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        let facts = person.member.facts.clone();
        let day = day::write_if_any;
        Self {
            id: Some(person.member.id),
            interests: facts.interests.join("; "),
            undertaking_on: day(facts.undertaking_on),
            trained_on: day(facts.trained_on),
            was_tried: false,
            facts,
        }
    }

    /// A day as typed; `Some(None)`: nothing was typed.
    #[must_use]
    pub fn day(text: &str) -> Option<Option<Date>> {
        let text = text.trim();
        if text.is_empty() { Some(None) } else { day::read(text).map(Some) }
    }

    /// The facts as written.
    #[must_use]
    pub fn filled(&self) -> MemberFacts {
        let interests = self.interests.split(';').map(str::trim).filter(|part| !part.is_empty());
        MemberFacts {
            interests: interests.map(str::to_owned).collect(),
            undertaking_on: Self::day(&self.undertaking_on).flatten(),
            trained_on: Self::day(&self.trained_on).flatten(),
            ..self.facts.clone()
        }
    }
}

/// A new round.
#[derive(Debug)]
pub struct RoundForm {
    /// Its title.
    pub title: String,
    /// Place of the tool among those there are.
    pub tool: usize,
    /// How much is asked.
    pub depth: Depth,
    /// What the panel holds.
    pub evidence: Evidence,
    /// Why these plans.
    pub purpose: Purpose,
    /// Whether it was sent off and refused: its fields say why from then on.
    pub was_tried: bool,
    suggested: String,
}

impl Default for RoundForm {
    fn default() -> Self {
        let (depth, evidence, purpose) = (Depth::Core, Evidence::Appendices, Purpose::Random);
        Self { title: String::new(), tool: 0, depth, evidence, purpose, was_tried: false, suggested: String::new() }
    }
}

impl RoundForm {
    /// The round described; none where something is missing.
    #[must_use]
    pub fn request(&self, data: &PrepareData) -> Option<NewRound> {
        let tool = data.tools.get(self.tool)?.id;
        let title = self.title.trim().to_owned();
        let (depth, evidence, purpose) = (self.depth, self.evidence, self.purpose);
        (!title.is_empty()).then_some(NewRound { title, tool, depth, evidence, purpose, caution: None })
    }
}

/// Drawing the sample.
#[derive(Debug)]
pub struct SampleForm {
    /// Plans asked for, as typed.
    pub size: String,
    /// The seed, as typed.
    pub seed: String,
    suggested_seed: String,
    /// Reserves, as typed.
    pub reserves: String,
    /// Facts to divide by.
    pub stratify: Vec<StratumFact>,
    /// Least number from each group, as typed.
    pub min_per_stratum: String,
    /// Earlier rounds whose plans are left out, as typed.
    pub exclude_last: String,
    /// Readers a plan, as typed: for the workload.
    pub readers: String,
    /// Hours each member has, as typed: for the workload.
    pub hours: String,
    /// Minutes a plan, as typed; none: as the depth suggests.
    pub minutes: Option<String>,
    /// Facts to filter by, with their values.
    pub filters: Vec<(StratumFact, Vec<String>)>,
    /// Only plans issued since, as typed.
    pub issued_since: String,
    /// What the draw would give.
    pub preview: Option<DrawPreview>,
    /// Place of the fact the preview shows.
    pub preview_fact: usize,
    /// The sample once it is drawn.
    pub drawn: DrawnForm,
}

/// The sample once it is drawn.
#[derive(Debug, Default)]
pub struct DrawnForm {
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// The plan to withdraw.
    pub withdraw: Option<String>,
    /// Why.
    pub reason: String,
    /// Plans to add, as typed.
    pub add: String,
    /// The plan to add by hand.
    pub by_hand: String,
    /// Why.
    pub by_hand_reason: String,
}

/// Getting the plans ready.
#[derive(Debug, Default)]
pub struct ReadyForm {
    /// The row the keyboard stands on.
    pub cursor: usize,
    /// The plan whose papers are written.
    pub subject: Option<SubjectId>,
    /// The day on the version, as typed.
    pub version_on: String,
    /// Its appendices.
    pub appendices: String,
    /// Where to find it.
    pub where_to_find: String,
    /// Whether the papers are there.
    pub ready: bool,
    /// The round whose lines of enquiry are written.
    pub lines_of: Option<RoundId>,
    /// Lines of enquiry as typed.
    pub lines: String,
    /// Reference of the practice plan, as typed.
    pub practice: String,
}

impl ReadyForm {
    /// Opens the papers of a plan.
    pub fn open(&mut self, plan: &PlanCard) {
        self.subject = Some(plan.subject);
        self.version_on = day::write_if_any(plan.papers.version_on);
        self.appendices.clone_from(&plan.papers.appendices);
        self.where_to_find.clone_from(&plan.papers.where_to_find);
        self.ready = plan.papers.ready;
    }
}

impl Default for SampleForm {
    fn default() -> Self {
        Self {
            size: "20".to_owned(),
            seed: String::new(),
            suggested_seed: String::new(),
            reserves: "5".to_owned(),
            stratify: Vec::new(),
            min_per_stratum: "0".to_owned(),
            exclude_last: "0".to_owned(),
            readers: "2".to_owned(),
            hours: "2".to_owned(),
            minutes: None,
            filters: Vec::new(),
            issued_since: String::new(),
            preview: None,
            preview_fact: 0,
            drawn: DrawnForm::default(),
        }
    }
}

/// A whole number as typed.
#[must_use]
pub fn whole(text: &str) -> Option<usize> {
    text.trim().parse().ok()
}

impl SampleForm {
    /// The draw described; none where a number is missing.
    #[must_use]
    pub fn request(&self) -> Option<DrawRequest> {
        Some(DrawRequest {
            size: whole(&self.size).filter(|size| *size > 0)?,
            seed: self.seed.trim().parse().ok()?,
            stratify: self.stratify.clone(),
            min_per_stratum: whole(&self.min_per_stratum)?,
            filters: self
                .filters
                .iter()
                .map(|(fact, values)| FactFilter {
                    fact: *fact,
                    values: values.iter().map(|v| v.trim().to_owned()).collect(),
                })
                .filter(|filter| !filter.values.is_empty())
                .collect(),
            issued_since: self.since()?,
            exclude_last_rounds: whole(&self.exclude_last)?,
            reserves: whole(&self.reserves)?,
        })
    }

    /// The day typed under "Only issued since"; `Some(None)`: nothing was typed.
    #[must_use]
    pub fn since(&self) -> Option<Option<Date>> {
        PersonForm::day(&self.issued_since)
    }

    /// Minutes a plan, as typed or as the depth suggests.
    pub fn minutes_text(&mut self, depth: Depth) -> &mut String {
        self.minutes.get_or_insert_with(|| minutes_per_plan(depth).to_string())
    }

    fn minutes(&self, depth: Depth) -> u32 {
        let typed = self.minutes.as_deref().and_then(|text| text.trim().parse().ok());
        typed.filter(|minutes| (1..=6_000).contains(minutes)).unwrap_or_else(|| minutes_per_plan(depth))
    }

    /// "Your panel has 12 hours: enough for 8 plans with two members each"; empty where a number is missing.
    #[must_use]
    pub fn capacity_words(&self, (depth, subject): (Depth, SubjectKind), panel: usize) -> String {
        let Some(readers) = whole(&self.readers).filter(|readers| *readers > 0 && panel > 0) else {
            return String::new();
        };
        let Ok(hours) = self.hours.trim().replace(',', ".").parse::<f64>() else { return String::new() };
        let work = workload(0, readers, self.minutes(depth), panel, hours.clamp(0.0, 1_000.0));
        let plans = subject.count(work.plans_possible as u64);
        let with = counted(readers, "member", "members");
        format!("Your panel has {}: enough for {plans} with {with} each.", hours_words(&work, false))
    }

    /// What the draw would ask of the panel.
    #[must_use]
    pub fn workload_words(&self, (depth, subject): (Depth, SubjectKind), panel: usize) -> String {
        let (Some(size), Some(readers)) = (whole(&self.size), whole(&self.readers)) else { return String::new() };
        let Ok(hours) = self.hours.trim().replace(',', ".").parse::<f64>() else { return String::new() };
        let minutes = self.minutes(depth);
        let work = workload(size, readers, minutes, panel, hours.clamp(0.0, 1_000.0));
        let asked = format!(
            "{size} {} × {readers} readers × {minutes} minutes is {} of reading.",
            subject.nouns(),
            hours_words(&work, true)
        );
        if panel == 0 {
            return format!("{asked} There is no panel yet to set against it.");
        }
        let has = format!("A panel of {panel} with {hours} hours each has {}.", hours_words(&work, false));
        let verdict = match work.plans_possible {
            possible if possible >= size => "That is enough.".to_owned(),
            0 => format!("That is not enough for one {}.", subject.noun()),
            possible => format!("That is enough for {}.", subject.count(possible as u64)),
        };
        format!("{asked} {has} {verdict}")
    }
}

fn hours_words(work: &Workload, needed: bool) -> String {
    let hours = if needed { work.hours_needed() } else { work.hours_there_are() };
    // Whole hours as such, others to the half: more would only look exact.
    let halves = (hours * 2.0).round() / 2.0;
    if halves.fract() == 0.0 { format!("{halves:.0} hours") } else { format!("{halves:.1} hours") }
}

/// Allocating.
#[derive(Debug)]
pub struct AllocateForm {
    /// Readers a plan, as typed.
    pub per_plan: String,
    /// Plan and member the keyboard stands on.
    pub cursor: (usize, usize),
}

impl Default for AllocateForm {
    fn default() -> Self {
        Self { per_plan: "2".to_owned(), cursor: (0, 0) }
    }
}

impl PrepareScreen {
    /// What the file suggests, where nothing was typed yet.
    pub fn begin_with(&mut self, data: &PrepareData) {
        let round = &mut self.round;
        if round.title == round.suggested || data.titles.contains(&round.title) {
            round.suggested.clone_from(&data.suggested_title);
            round.title.clone_from(&data.suggested_title);
        }
        if self.sample.seed == self.sample.suggested_seed {
            // Any number will do: what matters is that it is recorded. The day the plans are of is easily repeated.
            let digits: String = data.as_of.chars().filter(char::is_ascii_digit).collect();
            self.sample.suggested_seed = if digits.is_empty() { "1".to_owned() } else { digits };
            self.sample.seed.clone_from(&self.sample.suggested_seed);
        }
    }

    /// The round's id, needed by two of the forms.
    #[must_use]
    pub fn draw(&self, round: RoundId) -> Option<crate::ops::Prepare> {
        Some(crate::ops::Prepare::DrawSample { round, request: self.sample.request()? })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_workload_is_said_in_hours_before_the_draw() {
        let form = SampleForm::default();
        let words = form.workload_words((Depth::Core, SubjectKind::Plan), 6);
        assert_eq!(
            words,
            "20 plans × 2 readers × 45 minutes is 30 hours of reading. A panel of 6 with 2 hours each has 12 hours. \
             That is enough for 6 plans."
        );
        assert_eq!(
            form.capacity_words((Depth::Core, SubjectKind::Plan), 6),
            "Your panel has 12 hours: enough for 6 plans with 2 members each."
        );
        let shorter = SampleForm { minutes: Some("40".to_owned()), ..SampleForm::default() };
        assert!(shorter.capacity_words((Depth::Core, SubjectKind::Plan), 6).contains("enough for 9 plans"));
        assert!(form.workload_words((Depth::Core, SubjectKind::Plan), 0).ends_with("no panel yet to set against it."));
    }

    #[test]
    fn a_draw_needs_its_numbers() {
        let mut form = SampleForm { seed: "7".to_owned(), ..SampleForm::default() };
        assert_eq!(form.request().unwrap().size, 20);
        form.size = "0".to_owned();
        assert!(form.request().is_none());
        form.size = "twenty".to_owned();
        assert!(form.request().is_none());
    }
}
