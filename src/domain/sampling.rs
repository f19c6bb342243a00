//! Drawing the plans of a round, so that anyone can repeat it from what the round records.
//!
//! # The rules of algorithm `gt1`
//! `|` is the character itself, the seed is written in decimal, references are taken byte for byte.
//!
//! 1. **Strata.** A plan's stratum is the code of each chosen fact, joined by ` / ` (`secondary / ASD`); a fact that
//!    is not known reads `not known`. Without facts there is one stratum, `all`. Strata stand in byte order of name.
//! 2. **Order.** Plans are ordered by SHA-256 of `gt1|seed|reference`:
//!    `printf 'gt1|7|EHC-0001' | sha256sum`, smallest first. A stratum gives its first plans in that order.
//! 3. **Seats, proportional.** With size n, frame N and N<sub>h</sub> plans in stratum h, each stratum gets
//!    floor(n·N<sub>h</sub>/N). The seats left over go by systematic sampling on the remainders
//!    n·N<sub>h</sub> mod N: lay them end to end in the order of strata, and give a seat to each stratum in which one
//!    of the points s, s+N, s+2N, … falls. The start s is the first 8 bytes of SHA-256 of `gt1|seed|start`, as
//!    a big-endian number, mod N. A remainder r covers r of the N starts, so a stratum's mean number of seats
//!    is n·N<sub>h</sub>/N and every plan's chance is n/N. All of this is done in whole numbers.
//! 4. **Minimum M.** A stratum whose share would be under min(M, N<sub>h</sub>) gets just that; the rest of the size
//!    is shared over the rest of the frame, as if that were the whole, until no share is under its minimum. So a
//!    minimum that binds nowhere changes nothing, and no share exceeds its stratum: what one stratum gets above
//!    its due the others get less.
//! 5. **Largest remainder**, only on request: one seat at a time goes to the stratum furthest below its share (ties:
//!    the larger stratum, then the earlier), beginning from the minimums. Small strata get nothing that
//!    way, so it is refused where a share is under 1 and no minimum is set.
//! 6. **Draw order.** Plans drawn in one go are listed by the hash of rule 2 over all strata, so that the first ones
//!    are a fair beginning where a panel does not reach the end.
//! 7. **Reserves.** They are shared like the seats of the sample, by rule 5 with seats in place of plans and the plans
//!    left as the limit; a stratum with no seat gives one only when all the others are used up. A stratum's
//!    reserves are its next plans in the order of rule 2. Fewer than asked only when the frame is used up.
//! 8. **Topping up** by a: rules 2 to 4 on the plans not yet drawn, with size a; the start is that of
//!    `gt1|seed|start|d`, d being how many are drawn already. A plan's chance is then (n+a)/N over both draws, where
//!    no minimum binds. By largest remainder: rule 5 with size n+a, beginning from what is drawn. Added plans come
//!    after the earlier ones.

use super::coded::coded_enum;
use super::plan::PlanFacts;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Name and version of the rules above; recorded with each draw. Other rules need another name.
pub const ALGORITHM: &str = "gt1";
/// The value of a fact that is not known.
pub const NOT_KNOWN: &str = "not known";
/// The one stratum of a draw without strata.
pub const WHOLE_FRAME: &str = "all";

coded_enum! {
    /// A fact by which a frame is divided into strata; the code is its column in the cohort CSV, or in that of advice.
    StratumFact {
        /// From the year group.
        Phase = "phase", "Phase";
        /// Code of the primary need.
        PrimaryNeed = "primary_need", "Primary need";
        /// Code of the secondary need.
        SecondaryNeed = "secondary_need", "Secondary need";
        /// The source's own code.
        Sex = "sex", "Sex";
        /// The source's own code.
        Ethnicity = "ethnicity", "Ethnicity";
        /// Kind of setting.
        SettingType = "setting_type", "Setting type";
        /// The setting itself.
        Setting = "setting", "Setting";
        /// How the plan came about.
        PlanKind = "plan_kind", "Kind of plan";
        /// Placement other than a setting.
        Placement = "placement", "Placement";
        /// National curriculum year, as a number.
        YearGroup = "year_group", "Year group";
        /// Code of the EHC coordinator.
        Coordinator = "coordinator", "Coordinator";
        /// `yes` or `no`.
        PersonalBudget = "personal_budget", "Personal budget";
        /// `yes` or `no`.
        LookedAfter = "looked_after", "Looked after";
        /// `yes` or `no`.
        ChildInNeed = "child_in_need", "Child in need";
        /// `yes` or `no`.
        ProtectionPlan = "protection_plan", "Child protection plan";
        /// `yes` or `no`.
        Adopted = "adopted", "Adopted";
        /// `yes` or `no`.
        Eal = "eal", "English as an additional language";
        /// `yes` or `no`.
        OutOfArea = "out_of_area", "Out of area";
        /// `yes` or `no`.
        NotInEducation = "not_in_education", "Not in education";
        /// The service that gave the piece of advice; of the advice register, not of the cohort.
        Service = "service", "Service of the advice";
    }
}

coded_enum! {
    /// How the seats of a sample are shared over the strata.
    Method {
        /// Equal chances for every plan: rule 3.
        Proportional = "proportional", "Proportional, equal chances";
        /// Closest to the shares, small strata last: rule 5.
        LargestRemainder = "largest_remainder", "Largest remainder";
    }
}

impl StratumFact {
    /// The facts of a list such as `phase,primary_need`, each once, in the order given; an empty list has none.
    ///
    /// # Errors
    /// [`DrawError::UnknownFact`] with the first code that is none.
    pub fn list_from_codes(codes: &str) -> Result<Vec<Self>, DrawError> {
        let mut facts = Vec::new();
        for code in codes.split(',').map(str::trim).filter(|code| !code.is_empty()) {
            let fact = Self::from_code(code).ok_or_else(|| DrawError::UnknownFact(code.to_owned()))?;
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        Ok(facts)
    }

    /// The code of this fact of a plan, or [`NOT_KNOWN`].
    #[must_use]
    pub fn value_of(self, plan: &PlanFacts) -> String {
        let text = |fact: &Option<String>| fact.as_deref().map(str::trim).filter(|f| !f.is_empty()).map(str::to_owned);
        let flag = |fact: Option<bool>| fact.map(|is| if is { "yes" } else { "no" }.to_owned());
        match self {
            Self::Phase => plan.phase().map(|phase| phase.code().to_owned()),
            Self::PrimaryNeed => text(&plan.primary_need),
            Self::SecondaryNeed => text(&plan.secondary_need),
            Self::Sex => text(&plan.sex),
            Self::Ethnicity => text(&plan.ethnicity),
            Self::SettingType => text(&plan.setting_type),
            Self::Setting => text(&plan.setting),
            Self::PlanKind => plan.plan_kind.map(|kind| kind.code().to_owned()),
            Self::Placement => text(&plan.placement),
            Self::YearGroup => plan.year_group.map(|year| year.to_string()),
            Self::Coordinator => text(&plan.coordinator),
            Self::PersonalBudget => flag(plan.personal_budget),
            Self::LookedAfter => flag(plan.flags.looked_after),
            Self::ChildInNeed => flag(plan.flags.child_in_need),
            Self::ProtectionPlan => flag(plan.flags.protection_plan),
            Self::Adopted => flag(plan.flags.adopted),
            Self::Eal => flag(plan.flags.eal),
            Self::OutOfArea => flag(plan.flags.out_of_area),
            Self::NotInEducation => flag(plan.flags.not_in_education),
            Self::Service => text(&plan.service),
        }
        .unwrap_or_else(|| NOT_KNOWN.to_owned())
    }
}

/// A filter of the frame: only plans whose fact has one of these values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactFilter {
    /// The fact.
    pub fact: StratumFact,
    /// Values as [`StratumFact::value_of`] gives them; a filter without any lets every plan pass.
    pub values: Vec<String>,
}

impl FactFilter {
    /// Whether a plan passes.
    #[must_use]
    pub fn passes(&self, plan: &PlanFacts) -> bool {
        self.values.is_empty() || self.values.contains(&self.fact.value_of(plan))
    }
}

/// What decides a draw, beside the frame. Recorded with the round, so that the draw can be repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawSettings {
    /// Plans to draw.
    pub size: usize,
    /// Any number; another one gives another sample.
    pub seed: u64,
    /// Facts whose combinations are the strata; none: one stratum.
    pub stratify: Vec<StratumFact>,
    /// Plans each stratum gives at least, or all it has; 0: no minimum.
    pub min_per_stratum: usize,
    /// Plans kept to replace withdrawn ones.
    pub reserves: usize,
    /// How seats are shared over strata.
    pub method: Method,
}

impl DrawSettings {
    /// A simple random sample: no strata, no minimum, no reserves.
    #[must_use]
    pub fn simple(size: usize, seed: u64) -> Self {
        Self { size, seed, stratify: Vec::new(), min_per_stratum: 0, reserves: 0, method: Method::Proportional }
    }

    /// The stratum of a plan under these settings (rule 1).
    #[must_use]
    pub fn stratum_of(&self, plan: &PlanFacts) -> String {
        if self.stratify.is_empty() {
            return WHOLE_FRAME.to_owned();
        }
        self.stratify.iter().map(|fact| fact.value_of(plan)).collect::<Vec<_>>().join(" / ")
    }
}

/// A plan of the frame: its reference and facts.
pub type FramePlan<'a> = (&'a str, &'a PlanFacts);

/// A stratum of a draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stratum {
    /// Codes joined by ` / `, or `all`.
    pub name: String,
    /// Plans of the frame in it.
    pub population: usize,
    /// Plans drawn from it, without reserves; may be 0.
    pub sampled: usize,
}

/// A drawn plan or a reserve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// The plan.
    pub reference: String,
    /// The stratum it stands for.
    pub stratum: String,
}

/// A drawn sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// [`ALGORITHM`].
    pub algorithm: String,
    /// Plans in the frame.
    pub frame: usize,
    /// Plans drawn, without reserves.
    pub size: usize,
    /// Every stratum of the frame, by name; also those that got no seat.
    pub strata: Vec<Stratum>,
    /// The sample in draw order (rule 6).
    pub plans: Vec<Drawn>,
    /// The reserves, in the order in which each stratum's are used (rule 7).
    pub reserves: Vec<Drawn>,
}

/// Why nothing was drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// Size 0.
    #[error("size 0")]
    NothingAsked,
    /// More plans asked for than there are. Equal is allowed: all of them.
    #[error("size {size} above frame {frame}")]
    SizeAboveFrame {
        /// Plans asked for, in a top-up with those drawn already.
        size: usize,
        /// Plans there are.
        frame: usize,
    },
    /// The minimums of all strata together are more than the size.
    #[error("minimums {needed} above size {size}")]
    MinimumsAboveSize {
        /// Plans the minimums need: the smallest size that would do.
        needed: usize,
        /// Plans asked for.
        size: usize,
    },
    /// Largest remainder would leave these strata's plans without a chance.
    #[error("share under 1 in {} strata", .strata.len())]
    ShareUnderOne {
        /// Strata whose share is under 1, by name.
        strata: Vec<String>,
    },
    /// A reference stands twice in the frame or among the plans drawn already.
    #[error("reference repeated: {0}")]
    RepeatedReference(String),
    /// No fact has this code.
    #[error("unknown fact: {0}")]
    UnknownFact(String),
    /// Only pieces of advice divide by the service that gave them.
    #[error("no service without advice")]
    ServiceWithoutAdvice,
}

/// Draws a sample. The same plans, settings and seed give the same draw, in whatever order the frame comes.
///
/// # Errors
/// All of [`DrawError`] but `UnknownFact` and `ServiceWithoutAdvice`; nothing is drawn in part.
pub fn draw(frame: &[FramePlan<'_>], settings: &DrawSettings) -> Result<Draw, DrawError> {
    draw_more(frame, settings, &[], settings.size)
}

/// Adds `add` plans to a sample and never takes one away (rule 8). `settings.size` is not looked at.
///
/// `already_drawn` are all plans ever drawn in the round, withdrawn ones and used reserves too, in their order. They
/// keep the stratum they were drawn for, and count in it even where they are no longer in the frame. The
/// reserves of the answer replace the former ones: those may have just become plans of the sample.
///
/// # Errors
/// As [`draw`]; `MinimumsAboveSize` and `NothingAsked` speak of `add`.
pub fn top_up(
    frame: &[FramePlan<'_>],
    settings: &DrawSettings,
    already_drawn: &[Drawn],
    add: usize,
) -> Result<Draw, DrawError> {
    draw_more(frame, settings, already_drawn, add)
}

/// The first reserve of a stratum that is not among `taken` (references drawn, withdrawn or used already).
#[must_use]
pub fn next_reserve<'a>(reserves: &'a [Drawn], stratum: &str, taken: &[&str]) -> Option<&'a Drawn> {
    reserves.iter().find(|reserve| reserve.stratum == stratum && !taken.contains(&reserve.reference.as_str()))
}

/// The next plan of a stratum in its order (rule 2) that is not among `taken`: what the next reserve would be
/// if there were one more of them. For a stratum whose reserves are used up.
#[must_use]
pub fn next_in_stratum(
    frame: &[FramePlan<'_>],
    settings: &DrawSettings,
    stratum: &str,
    taken: &[&str],
) -> Option<Drawn> {
    let taken: BTreeSet<&str> = taken.iter().copied().collect();
    let waiting = frame.iter().filter(|(r, facts)| !taken.contains(r) && settings.stratum_of(facts) == stratum);
    let (next, _) = waiting.min_by_key(|(reference, _)| rank(settings.seed, reference))?;
    Some(Drawn { reference: (*next).to_owned(), stratum: stratum.to_owned() })
}

/// A place in the order of rule 2; byte order is the order of the hexadecimal text too.
type Rank = [u8; 32];

fn rank(seed: u64, text: &str) -> Rank {
    Sha256::digest(format!("{ALGORITHM}|{seed}|{text}")).into()
}

/// The start of rule 3, or of rule 8 once plans are drawn.
fn start(seed: u64, already_drawn: usize) -> u64 {
    let hash = if already_drawn == 0 { rank(seed, "start") } else { rank(seed, &format!("start|{already_drawn}")) };
    hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A stratum while drawing: what is drawn from it, and who waits in which order.
#[derive(Default)]
struct Layer<'a> {
    drawn: usize,
    waiting: Vec<(Rank, &'a str)>,
}

impl Layer<'_> {
    fn population(&self) -> usize {
        self.drawn + self.waiting.len()
    }

    /// Seats the minimum still asks for.
    fn missing(&self, min_per_stratum: usize) -> usize {
        min_per_stratum.min(self.population()).saturating_sub(self.drawn)
    }
}

/// Strata by name: a `BTreeMap` keeps them in byte order.
type Layers<'a> = BTreeMap<String, Layer<'a>>;

fn draw_more(
    frame: &[FramePlan<'_>],
    settings: &DrawSettings,
    already_drawn: &[Drawn],
    add: usize,
) -> Result<Draw, DrawError> {
    let mut layers = lay_out(frame, settings, already_drawn)?;
    let population: usize = layers.values().map(Layer::population).sum();
    let size = already_drawn.len().saturating_add(add);
    if add == 0 {
        return Err(DrawError::NothingAsked);
    }
    if size > population {
        return Err(DrawError::SizeAboveFrame { size, frame: population });
    }
    let seats = share_seats(&layers, settings, already_drawn.len(), add)?;
    let mut plans = already_drawn.to_vec();
    plans.extend(take(&mut layers, &seats));
    let strata = layers
        .iter()
        .map(|(name, layer)| Stratum { name: name.clone(), population: layer.population(), sampled: layer.drawn })
        .collect();
    let seats = share_reserves(&layers, settings.reserves);
    let reserves = take(&mut layers, &seats);
    Ok(Draw { algorithm: ALGORITHM.to_owned(), frame: population, size, strata, plans, reserves })
}

fn lay_out<'a>(
    frame: &[FramePlan<'a>],
    settings: &DrawSettings,
    already_drawn: &[Drawn],
) -> Result<Layers<'a>, DrawError> {
    let mut layers = Layers::new();
    let mut drawn = BTreeSet::new();
    for plan in already_drawn {
        if !drawn.insert(plan.reference.as_str()) {
            return Err(DrawError::RepeatedReference(plan.reference.clone()));
        }
        layers.entry(plan.stratum.clone()).or_default().drawn += 1;
    }
    let mut seen = BTreeSet::new();
    for &(reference, facts) in frame {
        if !seen.insert(reference) {
            return Err(DrawError::RepeatedReference(reference.to_owned()));
        }
        if !drawn.contains(reference) {
            let layer = layers.entry(settings.stratum_of(facts)).or_default();
            layer.waiting.push((rank(settings.seed, reference), reference));
        }
    }
    for layer in layers.values_mut() {
        layer.waiting.sort_unstable();
    }
    Ok(layers)
}

/// Takes the next plans of each stratum; in draw order (rule 6).
fn take(layers: &mut Layers<'_>, seats: &[usize]) -> Vec<Drawn> {
    let mut taken = Vec::new();
    for ((name, layer), &seats) in layers.iter_mut().zip(seats) {
        layer.drawn += seats;
        taken.extend(layer.waiting.drain(..seats).map(|(rank, reference)| (rank, reference, name.clone())));
    }
    taken.sort_unstable();
    taken.into_iter().map(|(_, reference, stratum)| Drawn { reference: reference.to_owned(), stratum }).collect()
}

/// New seats by stratum, summing to `add`, none above the plans waiting.
fn share_seats(
    layers: &Layers<'_>,
    settings: &DrawSettings,
    already_drawn: usize,
    add: usize,
) -> Result<Vec<usize>, DrawError> {
    let missing: Vec<usize> = layers.values().map(|layer| layer.missing(settings.min_per_stratum)).collect();
    let needed: usize = missing.iter().sum();
    if needed > add {
        return Err(DrawError::MinimumsAboveSize { needed, size: add });
    }
    match settings.method {
        Method::Proportional => {
            let waiting: Vec<usize> = layers.values().map(|layer| layer.waiting.len()).collect();
            Ok(proportional(add, &waiting, &missing, start(settings.seed, already_drawn)))
        }
        Method::LargestRemainder => {
            let size = already_drawn + add;
            if settings.min_per_stratum == 0 {
                refuse_small_shares(layers, size)?;
            }
            let population: Vec<usize> = layers.values().map(Layer::population).collect();
            let at_least: Vec<usize> = layers.values().zip(&missing).map(|(layer, more)| layer.drawn + more).collect();
            let seats = largest_remainder(size, &population, &population, &at_least);
            Ok(seats.iter().zip(layers.values()).map(|(seats, layer)| seats - layer.drawn).collect())
        }
    }
}

fn refuse_small_shares(layers: &Layers<'_>, size: usize) -> Result<(), DrawError> {
    let frame: usize = layers.values().map(Layer::population).sum();
    let small = layers.iter().filter(|(_, layer)| wide(size) * wide(layer.population()) < wide(frame));
    let strata: Vec<String> = small.map(|(name, _)| name.clone()).collect();
    if strata.is_empty() { Ok(()) } else { Err(DrawError::ShareUnderOne { strata }) }
}

/// Reserves by stratum (rule 7): after `take`, `drawn` are the seats of the sample.
fn share_reserves(layers: &Layers<'_>, asked: usize) -> Vec<usize> {
    let left: Vec<usize> = layers.values().map(|layer| layer.waiting.len()).collect();
    let sampled: Vec<usize> = layers.values().map(|layer| layer.drawn).collect();
    largest_remainder(asked.min(left.iter().sum()), &sampled, &left, &vec![0; left.len()])
}

/// Counts are multiplied in 128 bits: nothing to overflow, whatever the machine's word.
fn wide(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}

/// Rules 3 and 4. `at_least` must sum to `size` at most, and `size` to the plans at most.
fn proportional(size: usize, plans: &[usize], at_least: &[usize], start: u64) -> Vec<usize> {
    let mut seats = at_least.to_vec();
    let (open, size, frame) = not_held_by_minimum(size, plans, at_least);
    if frame == 0 {
        return seats;
    }
    let mut next_point = (u128::from(start) % (frame as u128)) as usize;
    let mut end = 0;
    for h in (0..plans.len()).filter(|&h| open[h]) {
        let product = size as u128 * plans[h] as u128;
        seats[h] = (product / frame as u128) as usize;
        end += product % frame as u128;
        if (next_point as u128) < end {
            seats[h] += 1;
            next_point += frame;
        }
    }
    seats
}

/// The strata whose share reaches their minimum once the others have theirs, the seats and the plans of them all.
/// Each stratum held back lowers the share of the rest, so that one held back stays so.
fn not_held_by_minimum(size: usize, plans: &[usize], at_least: &[usize]) -> (Vec<bool>, usize, usize) {
    let mut open = vec![true; plans.len()];
    let (mut size, mut frame) = (size, plans.iter().sum::<usize>());
    loop {
        let held = (0..plans.len())
            .filter(|&h| open[h] && wide(size) * wide(plans[h]) < wide(at_least[h]) * wide(frame))
            .collect::<Vec<_>>();
        if held.is_empty() {
            return (open, size, frame);
        }
        for h in held {
            open[h] = false;
            size -= at_least[h];
            frame -= plans[h];
        }
    }
}

/// Rule 5: `size` seats shared by `weights`, none above `limits`, none under `at_least`. Fewer than `size` only when
/// all limits are reached. Strata without weight come last.
fn largest_remainder(size: usize, weights: &[usize], limits: &[usize], at_least: &[usize]) -> Vec<usize> {
    let total: usize = weights.iter().sum();
    let mut seats = at_least.to_vec();
    for _ in at_least.iter().sum()..size {
        let below_share = |h: usize| wide(size) * wide(weights[h]) - wide(seats[h]) * wide(total);
        let furthest = (0..seats.len())
            .filter(|&h| seats[h] < limits[h])
            .max_by_key(|&h| (weights[h] > 0, below_share(h), weights[h], Reverse(h)));
        match furthest {
            Some(h) => seats[h] += 1,
            None => break,
        }
    }
    seats
}

/// What a sample asks of a panel, and what the panel has: to be said before the draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workload {
    /// Minutes all readings take together.
    pub minutes_needed: u64,
    /// Minutes all members have together.
    pub minutes_there_are: u64,
    /// Plans the panel can finish: nobody reads a plan in part, and nobody reads one twice. `usize::MAX` where a
    /// plan takes nobody or no time.
    pub plans_possible: usize,
}

impl Workload {
    /// Hours all readings take together.
    #[must_use]
    pub fn hours_needed(&self) -> f64 {
        self.minutes_needed as f64 / 60.0
    }

    /// Hours all members have together.
    #[must_use]
    pub fn hours_there_are(&self) -> f64 {
        self.minutes_there_are as f64 / 60.0
    }
}

/// The work of `plans` plans, each read by `members_per_plan` members for `minutes_per_plan` minutes, and what a
/// panel of `panel_size` can do when each member has `hours` hours.
#[must_use]
pub fn workload(
    plans: usize,
    members_per_plan: usize,
    minutes_per_plan: u32,
    panel_size: usize,
    hours: f64,
) -> Workload {
    // Whole minutes: 2.05 h × 60 comes out just under 123 and must not lose a plan for it.
    let minutes_each = (hours * 60.0).round() as u64;
    let (members, panel, minutes) = (members_per_plan as u64, panel_size as u64, u64::from(minutes_per_plan));
    let readings = minutes_each.checked_div(minutes).map(|each| panel.saturating_mul(each));
    let plans_possible = match readings.and_then(|readings| readings.checked_div(members)) {
        Some(_) if members > panel => 0,
        Some(possible) => usize::try_from(possible).unwrap_or(usize::MAX),
        None => usize::MAX,
    };
    Workload {
        minutes_needed: (plans as u64).saturating_mul(members).saturating_mul(minutes),
        minutes_there_are: panel.saturating_mul(minutes_each),
        plans_possible,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    /// Plans by the sizes of the strata of primary need `n00`, `n01`, …
    fn cohort(sizes: &[usize]) -> Vec<PlanFacts> {
        let mut plans = Vec::new();
        for (h, &size) in sizes.iter().enumerate() {
            for _ in 0..size {
                let reference = format!("EHC-{:04}", plans.len() + 1);
                plans.push(PlanFacts { reference, primary_need: Some(format!("n{h:02}")), ..PlanFacts::default() });
            }
        }
        plans
    }

    fn frame(plans: &[PlanFacts]) -> Vec<FramePlan<'_>> {
        plans.iter().map(|plan| (plan.reference.as_str(), plan)).collect()
    }

    fn by_need(size: usize, seed: u64) -> DrawSettings {
        DrawSettings { stratify: vec![StratumFact::PrimaryNeed], ..DrawSettings::simple(size, seed) }
    }

    fn references(drawn: &[Drawn]) -> Vec<&str> {
        drawn.iter().map(|plan| plan.reference.as_str()).collect()
    }

    fn sampled(draw: &Draw) -> Vec<usize> {
        draw.strata.iter().map(|stratum| stratum.sampled).collect()
    }

    /// The strata of the drawn plans themselves must be those the table says.
    fn recount(draw: &Draw) -> Vec<usize> {
        draw.strata.iter().map(|s| draw.plans.iter().filter(|plan| plan.stratum == s.name).count()).collect()
    }

    /// Phase by primary need in a cohort with Kingston upon Thames' margins of January 2025.
    const KINGSTON: [usize; 53] = [
        11, 4, 1, 1, 4, 4, 154, 4, 23, 1, 5, 12, 3, 30, 61, 3, 10, 2, 59, 3, 13, 3, 8, 1, 10, 24, 1, 8, 2, 347, 14, 46,
        2, 26, 29, 10, 79, 169, 15, 36, 6, 315, 7, 47, 5, 16, 19, 12, 88, 147, 13, 38, 7,
    ];

    #[test]
    fn anyone_can_repeat_a_draw_from_the_written_rules() {
        // Worked out apart from this code, with sha256sum and pencil rules: 12 ASD, 3 SEMH, 5 SLCN; start 18 of 20.
        let mut plans = cohort(&[20]);
        for (i, plan) in plans.iter_mut().enumerate() {
            let need = if i < 12 {
                "ASD"
            } else if i < 17 {
                "SLCN"
            } else {
                "SEMH"
            };
            plan.primary_need = Some(need.to_owned());
        }
        assert_eq!(start(7, 0) % 20, 18);
        let drawn = draw(&frame(&plans), &by_need(7, 7)).unwrap();
        let first = ["EHC-0016", "EHC-0019", "EHC-0012", "EHC-0009", "EHC-0004", "EHC-0017", "EHC-0010"];
        assert_eq!(references(&drawn.plans), first);
        assert_eq!(drawn.strata[1], Stratum { name: "SEMH".to_owned(), population: 3, sampled: 1 });
        assert_eq!((drawn.algorithm.as_str(), drawn.frame, drawn.size), ("gt1", 20, 7));

        let simple = draw(&frame(&plans), &DrawSettings::simple(4, 8)).unwrap();
        assert_eq!(references(&simple.plans), ["EHC-0007", "EHC-0004", "EHC-0017", "EHC-0010"]);
        assert_eq!(simple.strata, [Stratum { name: "all".to_owned(), population: 20, sampled: 4 }]);

        let more = top_up(&frame(&plans), &by_need(7, 7), &drawn.plans, 3).unwrap();
        assert_eq!(references(&more.plans)[..7], first);
        assert_eq!(references(&more.plans)[7..], ["EHC-0013", "EHC-0006", "EHC-0007"]);
    }

    #[test]
    fn largest_remainder_gives_the_published_seats() {
        let seats = |size, plans: &[usize]| largest_remainder(size, plans, plans, &vec![0; plans.len()]);
        assert_eq!(seats(500, &[5234, 2586, 649, 157]), [303, 150, 38, 9]);
        assert_eq!(seats(60, &[3, 40, 400]), [0, 6, 54]);
    }

    #[test]
    fn ties_of_remainders_go_to_the_larger_stratum_then_the_earlier() {
        let seats = |size, plans: &[usize]| largest_remainder(size, plans, plans, &vec![0; plans.len()]);
        // Shares 1.5 and 2.5 of 4; then 1.5 twice of 3.
        assert_eq!(seats(4, &[3, 5]), [1, 3]);
        assert_eq!(seats(3, &[5, 5]), [2, 1]);
    }

    #[test]
    fn largest_remainder_is_refused_where_a_stratum_would_have_no_chance() {
        let plans = cohort(&[3, 40, 400]);
        let mut settings = DrawSettings { method: Method::LargestRemainder, ..by_need(60, 1) };
        let refused = draw(&frame(&plans), &settings);
        assert_eq!(refused, Err(DrawError::ShareUnderOne { strata: vec!["n00".to_owned()] }));
        settings.min_per_stratum = 1;
        assert_eq!(sampled(&draw(&frame(&plans), &settings).unwrap()), [1, 5, 54]);
        settings = DrawSettings { size: 148, min_per_stratum: 0, ..settings };
        assert_eq!(sampled(&draw(&frame(&plans), &settings).unwrap()), [1, 13, 134]);
    }

    #[test]
    fn a_seed_gives_its_own_sample_and_gives_it_again() {
        let plans = cohort(&[30, 20, 50]);
        let with = |seed| draw(&frame(&plans), &DrawSettings { reserves: 5, ..by_need(20, seed) }).unwrap();
        assert_eq!(with(7), with(7));
        assert_ne!(references(&with(7).plans), references(&with(8).plans));
    }

    #[test]
    fn a_minimum_lifts_small_strata_and_leaves_the_rest_proportional() {
        let plans = cohort(&[1, 3, 40, 400]);
        let settings = DrawSettings { min_per_stratum: 2, ..by_need(60, 3) };
        let seats = sampled(&draw(&frame(&plans), &settings).unwrap());
        assert_eq!(seats[..2], [1, 2], "all of a stratum smaller than the minimum, and the minimum");
        // 57 seats are left for 440 plans: 5.18 and 51.82.
        assert!(seats[2..] == [5, 52] || seats[2..] == [6, 51], "{seats:?}");
    }

    #[test]
    fn a_minimum_that_binds_nowhere_changes_nothing() {
        let plans = cohort(&[30, 20, 51]);
        let without = by_need(17, 5);
        let with = DrawSettings { min_per_stratum: 3, ..without.clone() };
        assert_eq!(draw(&frame(&plans), &with), draw(&frame(&plans), &without));
    }

    #[test]
    fn minimums_above_the_size_are_refused_with_the_size_that_would_do() {
        let plans = cohort(&[1, 3, 40, 400]);
        let settings = DrawSettings { min_per_stratum: 3, ..by_need(9, 3) };
        assert_eq!(draw(&frame(&plans), &settings), Err(DrawError::MinimumsAboveSize { needed: 10, size: 9 }));
        let settings = DrawSettings { size: 10, ..settings };
        assert_eq!(sampled(&draw(&frame(&plans), &settings).unwrap()), [1, 3, 3, 3]);
    }

    #[test]
    fn a_size_above_the_frame_is_refused_and_an_equal_one_takes_all() {
        let plans = cohort(&[4, 5]);
        let above = draw(&frame(&plans), &by_need(10, 1));
        assert_eq!(above, Err(DrawError::SizeAboveFrame { size: 10, frame: 9 }));
        assert_eq!(sampled(&draw(&frame(&plans), &by_need(9, 1)).unwrap()), [4, 5]);
        assert_eq!(draw(&frame(&plans), &by_need(0, 1)), Err(DrawError::NothingAsked));
        assert_eq!(draw(&[], &by_need(1, 1)), Err(DrawError::SizeAboveFrame { size: 1, frame: 0 }));
    }

    #[test]
    fn a_reference_that_stands_twice_is_refused() {
        let mut plans = cohort(&[4]);
        plans[3].reference = plans[0].reference.clone();
        let twice = draw(&frame(&plans), &by_need(2, 1));
        assert_eq!(twice, Err(DrawError::RepeatedReference("EHC-0001".to_owned())));
    }

    #[test]
    fn strata_that_got_no_seat_are_listed() {
        let plans = cohort(&[1, 500]);
        let seeds = (0..50).map(|seed| draw(&frame(&plans), &by_need(3, seed)).unwrap());
        let empty = seeds.filter(|draw| draw.strata[0].sampled == 0).collect::<Vec<_>>();
        assert!(!empty.is_empty());
        assert!(empty.iter().all(|draw| draw.strata.len() == 2 && draw.strata[0].population == 1));
    }

    #[test]
    fn facts_are_read_from_their_columns_and_unknown_ones_say_so() {
        let facts = StratumFact::list_from_codes("phase, primary_need,phase").unwrap();
        assert_eq!(facts, [StratumFact::Phase, StratumFact::PrimaryNeed]);
        assert_eq!(StratumFact::list_from_codes(""), Ok(Vec::new()));
        assert_eq!(StratumFact::list_from_codes("age"), Err(DrawError::UnknownFact("age".to_owned())));
        let settings = DrawSettings { stratify: facts, ..DrawSettings::simple(1, 1) };
        let mut plan = PlanFacts { year_group: Some(9), primary_need: Some("ASD".to_owned()), ..PlanFacts::default() };
        assert_eq!(settings.stratum_of(&plan), "secondary / ASD");
        plan.primary_need = Some("  ".to_owned());
        assert_eq!(settings.stratum_of(&plan), "secondary / not known");
        plan.year_group = None;
        assert_eq!(settings.stratum_of(&plan), "not known / not known");
    }

    #[test]
    fn every_fact_reads_its_own_column() {
        let text = |value: &str| Some(value.to_owned());
        let plan = PlanFacts {
            year_group: Some(3),
            sex: text("F"),
            ethnicity: text("WBRI"),
            primary_need: text("ASD"),
            secondary_need: text("SLCN"),
            setting: text("101234"),
            setting_type: text("special_academy"),
            placement: text("EHE"),
            plan_kind: Some(crate::domain::plan::PlanKind::TransferredIn),
            personal_budget: Some(false),
            coordinator: text("K1"),
            ..PlanFacts::default()
        };
        let expected = "primary ASD SLCN F WBRI special_academy 101234 transferred_in EHE 3 K1 no";
        let values = |plan: &PlanFacts| StratumFact::ALL.iter().map(|fact| fact.value_of(plan)).collect::<Vec<_>>();
        assert_eq!(values(&plan)[..12].join(" "), expected);
        assert!(values(&plan)[12..].iter().all(|value| value == NOT_KNOWN));
        let advice = PlanFacts { service: text(" Physiotherapy "), ..PlanFacts::default() };
        assert_eq!(StratumFact::Service.value_of(&advice), "Physiotherapy");
        let set: [fn(&mut PlanFacts) -> &mut Option<bool>; 7] = [
            |plan| &mut plan.flags.looked_after,
            |plan| &mut plan.flags.child_in_need,
            |plan| &mut plan.flags.protection_plan,
            |plan| &mut plan.flags.adopted,
            |plan| &mut plan.flags.eal,
            |plan| &mut plan.flags.out_of_area,
            |plan| &mut plan.flags.not_in_education,
        ];
        for (i, flag) in set.into_iter().enumerate() {
            let mut flagged = PlanFacts::default();
            *flag(&mut flagged) = Some(true);
            let known = values(&flagged).into_iter().enumerate().filter(|(_, value)| value != NOT_KNOWN);
            assert_eq!(known.collect::<Vec<_>>(), [(12 + i, "yes".to_owned())]);
        }
    }

    #[test]
    fn reserves_are_the_next_plans_of_their_strata_and_spread_like_the_sample() {
        let plans = cohort(&[20, 30, 50]);
        let settings = DrawSettings { reserves: 10, ..by_need(20, 4) };
        let with = draw(&frame(&plans), &settings).unwrap();
        let reserves_of = |name: &str| with.reserves.iter().filter(|plan| plan.stratum == name).collect::<Vec<_>>();
        assert_eq!(["n00", "n01", "n02"].map(|name| reserves_of(name).len()), [2, 3, 5]);
        for stratum in &with.strata {
            let mut taken = references(&with.plans);
            for reserve in reserves_of(&stratum.name) {
                assert_eq!(next_reserve(&with.reserves, &stratum.name, &taken), Some(reserve));
                assert_eq!(next_in_stratum(&frame(&plans), &settings, &stratum.name, &taken).as_ref(), Some(reserve));
                taken.push(&reserve.reference);
            }
            assert_eq!(next_reserve(&with.reserves, &stratum.name, &taken), None);
            let beyond = next_in_stratum(&frame(&plans), &settings, &stratum.name, &taken).unwrap();
            assert!(!taken.contains(&beyond.reference.as_str()) && beyond.stratum == stratum.name);
        }
    }

    #[test]
    fn reserves_follow_the_seats_and_not_the_plans_left() {
        let plans = cohort(&[20, 180]);
        let settings = DrawSettings { min_per_stratum: 5, reserves: 4, ..by_need(10, 4) };
        let drawn = draw(&frame(&plans), &settings).unwrap();
        assert_eq!(sampled(&drawn), [5, 5]);
        assert_eq!(drawn.reserves.iter().filter(|plan| plan.stratum == "n00").count(), 2);
    }

    #[test]
    fn reserves_asked_for_are_met_as_long_as_the_frame_has_plans() {
        let plans = cohort(&[2, 6, 9]);
        let reserves =
            |asked| draw(&frame(&plans), &DrawSettings { reserves: asked, ..by_need(7, 4) }).unwrap().reserves;
        assert_eq!(reserves(9).len(), 9);
        assert_eq!(reserves(10).len(), 10);
        assert_eq!(reserves(usize::MAX).len(), 10);
    }

    #[test]
    fn a_stratum_without_a_seat_gives_a_reserve_only_when_the_others_have_none() {
        // Sampled 0 and 2; the second has one plan left.
        assert_eq!(largest_remainder(1, &[0, 2], &[5, 1], &[0, 0]), [0, 1]);
        assert_eq!(largest_remainder(2, &[0, 2], &[5, 1], &[0, 0]), [1, 1]);
        // The third is used up; the second goes far above its share before the first gives one.
        assert_eq!(largest_remainder(5, &[0, 1, 9], &[5, 5, 1], &[0, 0, 0]), [0, 4, 1]);
    }

    #[test]
    fn topping_up_one_stratum_is_drawing_more_at_once() {
        let plans = cohort(&[40]);
        let settings = DrawSettings::simple(10, 6);
        let first = draw(&frame(&plans), &settings).unwrap();
        let more = top_up(&frame(&plans), &settings, &first.plans, 5).unwrap();
        let at_once = draw(&frame(&plans), &DrawSettings::simple(15, 6)).unwrap();
        assert_eq!(more, at_once);
    }

    #[test]
    fn a_plan_that_left_the_frame_stays_drawn_in_its_stratum() {
        let plans = cohort(&[10, 10]);
        let first = draw(&frame(&plans), &by_need(8, 2)).unwrap();
        let gone = first.plans[0].reference.clone();
        let left: Vec<PlanFacts> = plans.into_iter().filter(|plan| plan.reference != gone).collect();
        let more = top_up(&frame(&left), &by_need(8, 2), &first.plans, 4).unwrap();
        assert_eq!(more.plans[..8], first.plans);
        assert_eq!((more.frame, more.size, more.plans.len()), (20, 12, 12));
        assert_eq!(recount(&more), sampled(&more));
    }

    #[test]
    fn a_top_up_by_largest_remainder_never_shrinks_a_stratum() {
        let plans = cohort(&[30, 30, 40]);
        let settings = DrawSettings { method: Method::LargestRemainder, ..by_need(10, 2) };
        let first = draw(&frame(&plans), &settings).unwrap();
        assert_eq!(sampled(&first), [3, 3, 4]);
        let more = top_up(&frame(&plans), &settings, &first.plans, 7).unwrap();
        assert_eq!(sampled(&more), [5, 5, 7]);
        let too_many = top_up(&frame(&plans), &settings, &more.plans, 84);
        assert_eq!(too_many, Err(DrawError::SizeAboveFrame { size: 101, frame: 100 }));
    }

    #[test]
    fn over_all_starts_every_plan_of_kingston_has_exactly_the_same_chance() {
        let frame: usize = KINGSTON.iter().sum();
        assert_eq!(frame, 1958);
        for size in [20, 61] {
            let mut seats = [0_usize; 53];
            for start in 0..frame as u64 {
                let drawn = proportional(size, &KINGSTON, &[0; 53], start);
                seats.iter_mut().zip(drawn).for_each(|(sum, seats)| *sum += seats);
            }
            // The mean of seats over the starts is size x plans / frame.
            assert_eq!(seats, KINGSTON.map(|plans| size * plans));
        }
    }

    #[test]
    fn over_ten_thousand_seeds_every_plan_of_kingston_is_drawn_as_often_as_it_should() {
        let (size, seeds) = (20_usize, 10_000_u64);
        let mut seats = [0_usize; 53];
        for seed in 0..seeds {
            let drawn = proportional(size, &KINGSTON, &[0; 53], start(seed, 0));
            seats.iter_mut().zip(drawn).for_each(|(sum, seats)| *sum += seats);
        }
        for (plans, seats) in KINGSTON.into_iter().zip(seats) {
            let share = (size * plans) as f64 / 1958.0;
            let expected = share * seeds as f64;
            let deviation = (seeds as f64 * share.fract() * (1.0 - share.fract())).sqrt();
            // 4.5 deviations: one stratum in 150,000.
            assert!((seats as f64 - expected).abs() < 4.5 * deviation, "{plans} plans: {seats} of {expected}");
        }
    }

    #[test]
    fn over_ten_thousand_seeds_no_single_plan_of_kingston_is_favoured_or_left_out() {
        let (size, frame, seeds) = (20_usize, KINGSTON.iter().sum::<usize>(), 10_000_u64);
        let references: Vec<String> = (1..=frame).map(|n| format!("EHC-{n:04}")).collect();
        let mut drawn = vec![0_usize; frame];
        let mut order: Vec<(Rank, usize)> = Vec::with_capacity(frame);
        for seed in 0..seeds {
            // Rules 2 and 3 for one stratum, without the texts a whole draw copies.
            order.clear();
            order.extend(references.iter().enumerate().map(|(at, reference)| (rank(seed, reference), at)));
            order.select_nth_unstable(size - 1);
            order[..size].iter().for_each(|(_, at)| drawn[*at] += 1);
            if seed < 20 {
                let plans: Vec<PlanFacts> = references
                    .iter()
                    .map(|reference| PlanFacts { reference: reference.clone(), ..PlanFacts::default() })
                    .collect();
                let whole = draw(&self::frame(&plans), &DrawSettings::simple(size, seed)).unwrap();
                let mut here: Vec<&str> = order[..size].iter().map(|(_, at)| references[*at].as_str()).collect();
                let mut there = self::references(&whole.plans);
                here.sort_unstable();
                there.sort_unstable();
                assert_eq!(here, there, "the short way is the draw's own");
            }
        }
        let chance = size as f64 / frame as f64;
        let expected = chance * seeds as f64;
        let squares: f64 = drawn.iter().map(|&times| (times as f64 - expected).powi(2)).sum();
        // Plans of one draw exclude each other, which takes one degree of freedom.
        let chi_square = squares / (expected * (1.0 - chance)) * (frame - 1) as f64 / frame as f64;
        let freedom = (frame - 1) as f64;
        let deviation = (chi_square - freedom) / (2.0 * freedom).sqrt();
        assert!(deviation.abs() < 4.5, "chi-square {chi_square:.0} on {freedom}");
        let (least, most) = (drawn.iter().min().unwrap(), drawn.iter().max().unwrap());
        let sigma = (expected * (1.0 - chance)).sqrt();
        assert!(*least > 0 && (*least as f64) > expected - 5.5 * sigma, "{least} of {expected:.0}");
        assert!((*most as f64) < expected + 5.5 * sigma, "{most} of {expected:.0}");
    }

    #[test]
    fn over_many_seeds_every_plan_is_drawn_equally_often_also_after_topping_up() {
        let plans = cohort(&[1, 2, 5, 9, 23]);
        let frame = frame(&plans);
        let seeds = 3_000_u64;
        let mut times: BTreeMap<String, [usize; 2]> = BTreeMap::new();
        for seed in 0..seeds {
            let first = draw(&frame, &by_need(7, seed)).unwrap();
            let more = top_up(&frame, &by_need(7, seed), &first.plans, 6).unwrap();
            for (i, drawn) in more.plans.into_iter().enumerate() {
                let counts = times.entry(drawn.reference).or_default();
                counts[0] += usize::from(i < 7);
                counts[1] += 1;
            }
        }
        assert_eq!(times.len(), 40);
        for (size, which) in [(7.0, 0), (13.0, 1)] {
            let chance = size / 40.0;
            let deviation = (seeds as f64 * chance * (1.0 - chance)).sqrt();
            for (reference, counts) in &times {
                let z = (counts[which] as f64 - seeds as f64 * chance) / deviation;
                assert!(z.abs() < 4.5, "{reference} in the sample of {size}: z = {z}");
            }
        }
    }

    #[test]
    fn the_workload_says_what_a_panel_can_do() {
        // Six members for two hours: two whole plans of 45 minutes each, so 12 readings, two to a plan.
        let work = workload(20, 2, 45, 6, 2.0);
        assert_eq!((work.hours_needed(), work.hours_there_are(), work.plans_possible), (30.0, 12.0, 6));
        assert_eq!(workload(20, 3, 45, 2, 40.0).plans_possible, 0, "nobody reads a plan twice");
        assert_eq!(workload(5, 1, 123, 1, 2.05).plans_possible, 1);
        assert_eq!(workload(5, 1, 30, 4, -1.0).plans_possible, 0);
    }

    /// Strata sizes, and a size within the frame.
    fn cohorts() -> impl Strategy<Value = (Vec<usize>, usize)> {
        prop::collection::vec(1_usize..40, 1..9).prop_flat_map(|sizes| {
            let frame: usize = sizes.iter().sum();
            (Just(sizes), 1..=frame)
        })
    }

    proptest! {
        #[test]
        fn a_draw_has_the_size_asked_for_and_no_plan_twice((sizes, size) in cohorts(), seed: u64, min in 0_usize..4) {
            let plans = cohort(&sizes);
            let settings = DrawSettings { min_per_stratum: min, reserves: 6, ..by_need(size, seed) };
            let needed: usize = sizes.iter().map(|&plans| min.min(plans)).sum();
            match draw(&frame(&plans), &settings) {
                Err(error) => {
                    prop_assert!(needed > size);
                    prop_assert_eq!(error, DrawError::MinimumsAboveSize { needed, size });
                }
                Ok(draw) => {
                    prop_assert_eq!(draw.plans.len(), size);
                    prop_assert_eq!(draw.reserves.len(), 6.min(plans.len() - size));
                    let all = draw.plans.iter().chain(&draw.reserves).map(|plan| &plan.reference);
                    let all: BTreeSet<_> = all.collect();
                    prop_assert_eq!(all.len(), draw.plans.len() + draw.reserves.len());
                    prop_assert_eq!(recount(&draw), sampled(&draw));
                    for (stratum, &plans) in draw.strata.iter().zip(&sizes) {
                        prop_assert_eq!(stratum.population, plans);
                        prop_assert!(stratum.sampled >= min.min(plans) && stratum.sampled <= plans);
                    }
                }
            }
        }

        #[test]
        fn without_a_binding_minimum_each_stratum_is_within_one_of_its_share((sizes, size) in cohorts(), seed: u64) {
            let plans = cohort(&sizes);
            let share = |plans: usize| (size * plans) as f64 / sizes.iter().sum::<usize>() as f64;
            let unbound = sizes.iter().map(|&plans| share(plans) as usize).min().unwrap();
            let (even, largest) = (Method::Proportional, Method::LargestRemainder);
            for (method, min) in [(even, 0), (even, unbound), (largest, 0)] {
                let settings = DrawSettings { method, min_per_stratum: min, ..by_need(size, seed) };
                match draw(&frame(&plans), &settings) {
                    Ok(draw) => for (seats, &plans) in sampled(&draw).into_iter().zip(&sizes) {
                        prop_assert!((seats as f64 - share(plans)).abs() < 1.0);
                    },
                    Err(error) => {
                        let small_share = matches!(error, DrawError::ShareUnderOne { .. });
                        prop_assert!(small_share && unbound == 0);
                        prop_assert_eq!(method, Method::LargestRemainder);
                    }
                }
            }
        }

        #[test]
        fn a_bound_minimum_leaves_the_other_strata_within_one_of_their_share(
            (sizes, size) in cohorts(),
            min in 1_usize..4,
            start: u64,
        ) {
            let least: Vec<usize> = sizes.iter().map(|&plans| min.min(plans)).collect();
            prop_assume!(least.iter().sum::<usize>() <= size);
            let (open, seats_left, plans_left) = not_held_by_minimum(size, &sizes, &least);
            let seats = proportional(size, &sizes, &least, start);
            prop_assert_eq!(seats.iter().sum::<usize>(), size);
            for h in 0..sizes.len() {
                let share = (seats_left * sizes[h]) as f64 / plans_left as f64;
                if open[h] {
                    prop_assert!((seats[h] as f64 - share).abs() < 1.0 && seats[h] >= least[h]);
                } else {
                    prop_assert_eq!(seats[h], least[h]);
                    // Held for a reason: proportionally it would have less, even now that others took more.
                    prop_assert!(plans_left == 0 || share < least[h] as f64);
                }
            }
        }

        #[test]
        fn the_order_of_the_frame_does_not_matter((sizes, size) in cohorts(), seed: u64, turn in 0_usize..100) {
            let plans = cohort(&sizes);
            let settings = DrawSettings { reserves: 3, ..by_need(size, seed) };
            let mut turned = frame(&plans);
            turned.rotate_left(turn % plans.len());
            turned.reverse();
            prop_assert_eq!(draw(&turned, &settings), draw(&frame(&plans), &settings));
        }

        #[test]
        fn topping_up_keeps_every_drawn_plan(
            (sizes, size) in cohorts(),
            seed: u64,
            add in 1_usize..30,
            min in 0_usize..3,
        ) {
            let plans = cohort(&sizes);
            let settings = DrawSettings { min_per_stratum: min, reserves: 4, ..by_need(size, seed) };
            let Ok(first) = draw(&frame(&plans), &settings) else { return Ok(()) };
            prop_assume!(size + add <= plans.len());
            let more = top_up(&frame(&plans), &settings, &first.plans, add).unwrap();
            prop_assert_eq!(&more.plans[..size], &first.plans[..]);
            prop_assert_eq!(more.plans.len(), size + add);
            let all: BTreeSet<_> = more.plans.iter().chain(&more.reserves).map(|plan| &plan.reference).collect();
            prop_assert_eq!(all.len(), more.plans.len() + more.reserves.len());
            prop_assert_eq!(recount(&more), sampled(&more));
            // Within a stratum nobody is passed over: what is drawn is a beginning of its order.
            for stratum in &more.strata {
                let mut order = frame(&plans);
                order.retain(|(_, facts)| settings.stratum_of(facts) == stratum.name);
                order.sort_by_key(|(reference, _)| rank(seed, reference));
                let drawn: BTreeSet<_> = references(&more.plans).into_iter().collect();
                prop_assert!(order[..stratum.sampled].iter().all(|(reference, _)| drawn.contains(reference)));
            }
        }
    }
}
