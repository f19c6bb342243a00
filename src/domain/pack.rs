//! Packs: one member's work, out and back. A version of a score sheet is its content and its parent's; a descendant
//! replaces, a fork is kept for a person to choose between.

use super::coded::coded_enum;
use super::ids::{MemberId, PackId, RoundId};
use super::rules::RuleViolation;
use super::sheet::{NoteKind, SheetOverride, SheetState};
use super::thread::Thread;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A SHA-256 digest: of a content, or of a version.
pub type Sum = [u8; 32];
/// The first bytes of a version's digest, by which ancestors are known.
pub type Tag = [u8; 8];

/// What a pack says it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFacts {
    /// Its id; also the first sixteen bytes of its file.
    pub id: PackId,
    /// The round it was made for.
    pub round: RoundId,
    /// Whose it is.
    pub member: MemberId,
    /// When it was made, milliseconds UTC.
    pub made_ms: i64,
}

/// An answer within a version of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerContent {
    /// Code of an answer of the tool, or "handed".
    pub answer: String,
    /// Why it does not apply.
    pub na_reason: Option<String>,
    /// When it was given, milliseconds UTC.
    pub given_ms: i64,
}

/// A note within a version of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteContent {
    /// What it is for.
    pub kind: NoteKind,
    /// The text.
    pub text: String,
    /// Where in the plan.
    pub place: String,
    /// Chosen by the lead for the report; a pack cannot choose.
    pub in_report: bool,
    /// When it was written, milliseconds UTC.
    pub written_ms: i64,
}

/// Everything one member wrote on one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetContent {
    /// Draft or submitted.
    pub state: SheetState,
    /// When it was begun, milliseconds UTC.
    pub started_ms: i64,
    /// When it was handed in, milliseconds UTC.
    pub submitted_ms: Option<i64>,
    /// Time spent on it, milliseconds.
    pub spent_ms: i64,
    /// Answers by criterion.
    pub answers: BTreeMap<String, AnswerContent>,
    /// Notes by criterion.
    pub notes: BTreeMap<String, NoteContent>,
    /// Criteria to come back to.
    pub flags: BTreeSet<String>,
    /// The member's own grades by section; "" is the whole plan.
    pub overrides: BTreeMap<String, SheetOverride>,
    /// The golden threads, by number.
    pub threads: Vec<Thread>,
}

impl SheetContent {
    /// Whether nothing was written on it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.state == SheetState::Draft
            && self.answers.is_empty()
            && self.notes.is_empty()
            && self.flags.is_empty()
            && self.overrides.is_empty()
            && self.threads.is_empty()
    }

    /// How many criteria have an answer.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answers.len()
    }
}

fn put(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text.as_bytes());
}

fn count(hash: &mut Sha256, what: u8, count: usize) {
    hash.update([what]);
    hash.update((count as u64).to_le_bytes());
}

/// The digest of what stands on a sheet. Times, and what the lead chose for the report, are no part of it: the same
/// answers are the same content. No sheet and a blank one are the same.
#[must_use]
pub fn content_sum(content: Option<&SheetContent>) -> Sum {
    let mut hash = Sha256::new();
    hash.update(b"gtsheet1");
    let Some(content) = content.filter(|content| !content.is_blank()) else { return hash.finalize().into() };
    put(&mut hash, content.state.code());
    count(&mut hash, 1, content.answers.len());
    for (criterion, given) in &content.answers {
        put(&mut hash, criterion);
        put(&mut hash, &given.answer);
        hash.update([u8::from(given.na_reason.is_some())]);
        put(&mut hash, given.na_reason.as_deref().unwrap_or_default());
    }
    count(&mut hash, 2, content.notes.len());
    for (criterion, note) in &content.notes {
        for text in [criterion.as_str(), note.kind.code(), &note.text, &note.place] {
            put(&mut hash, text);
        }
    }
    count(&mut hash, 3, content.flags.len());
    for criterion in &content.flags {
        put(&mut hash, criterion);
    }
    count(&mut hash, 4, content.overrides.len());
    for (heading, own) in &content.overrides {
        for text in [heading, &own.grade, &own.because, &own.reason] {
            put(&mut hash, text);
        }
    }
    count(&mut hash, 5, content.threads.len());
    for thread in &content.threads {
        hash.update(thread.number.to_le_bytes());
        for text in [&thread.hope, &thread.need, &thread.outcome, &thread.provision] {
            put(&mut hash, text);
        }
        for link in [thread.hope_to_need, thread.need_to_outcome, thread.outcome_to_provision] {
            put(&mut hash, link.code());
        }
    }
    hash.finalize().into()
}

/// The digest of a version: of its content and its parent, so that going back to an earlier answer is a new version.
#[must_use]
pub fn version_sum(parent: Option<Sum>, content: Sum) -> Sum {
    let mut hash = Sha256::new();
    hash.update(b"gtversion1");
    hash.update([u8::from(parent.is_some())]);
    hash.update(parent.unwrap_or_default());
    hash.update(content);
    hash.finalize().into()
}

/// What an ancestor is known by.
#[must_use]
pub fn tag(version: &Sum) -> Tag {
    let mut tag = Tag::default();
    tag.copy_from_slice(&version[..8]);
    tag
}

coded_enum! {
    /// How a version of a sheet stands.
    VersionState {
        /// It is the sheet.
        Current = "current", "On the sheet";
        /// A later one came of it, or the same came twice.
        Replaced = "replaced", "Replaced";
        /// A fork: a person is to choose.
        Waiting = "waiting", "Waiting for a choice";
        /// A person chose another.
        PutAside = "put_aside", "Put aside";
    }
}

/// A version of a sheet as kept in the lead's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its digest.
    pub id: Sum,
    /// Its parent's.
    pub parent: Option<Sum>,
    /// How it stands.
    pub state: VersionState,
    /// When it came into this file, milliseconds UTC.
    pub came_ms: i64,
    /// Digest of its content.
    pub content: Sum,
    /// All it came of.
    pub ancestors: BTreeSet<Tag>,
    /// The merge that brought it; none: written in this file.
    pub merge: Option<Sum>,
    /// What stands on it; none: nothing was begun.
    pub sheet: Option<SheetContent>,
}

impl Version {
    /// Which of two forks is shown until somebody chooses: the one handed in, the one that went through more versions,
    /// then by digest. It must not depend on which came first, so on nothing that the digest leaves out: the same
    /// answers handed in twice are one version, known by the time of whichever came first.
    fn rank(&self) -> (bool, usize, Sum) {
        let handed_in = self.sheet.as_ref().is_some_and(|sheet| sheet.state == SheetState::Submitted);
        (handed_in, self.ancestors.len(), self.id)
    }

    /// Whether this version came of `other`.
    #[must_use]
    pub fn descends_from(&self, other: &Sum) -> bool {
        self.ancestors.contains(&tag(other))
    }
}

/// Whether a version that comes is known already: taken before, or older than one that was.
#[must_use]
pub fn is_known(versions: &[Version], id: &Sum) -> bool {
    versions.iter().any(|version| version.id == *id || version.descends_from(id))
}

/// Works out which version is the sheet and which wait for a choice; whatever the order in which they came, the
/// outcome is the same. `pinned`: the panel has agreed answers on this plan, so the sheet stays as it is until a
/// person chooses.
pub fn settle(versions: &mut [Version], pinned: bool) {
    let live = |version: &Version| version.state != VersionState::PutAside;
    let is_head = |at: &usize| {
        let Some(version) = versions.get(*at).filter(|version| live(version)) else { return false };
        !versions.iter().any(|other| live(other) && other.descends_from(&version.id))
    };
    let mut heads: Vec<usize> = (0..versions.len()).filter(is_head).collect();
    // The same answers written twice are no fork: one stands for both, whichever came first.
    heads.sort_by_key(|at| versions.get(*at).map(|version| (version.content, std::cmp::Reverse(version.rank()))));
    heads.dedup_by_key(|at| versions.get(*at).map(|version| version.content));
    let held = versions.iter().position(|version| version.state == VersionState::Current).filter(|_| pinned);
    let best = heads.iter().copied().max_by_key(|at| versions.get(*at).map(Version::rank));
    let current = held.or(best);
    for (at, version) in versions.iter_mut().enumerate().filter(|(_, version)| live(version)) {
        version.state = match () {
            () if Some(at) == current => VersionState::Current,
            () if heads.contains(&at) => VersionState::Waiting,
            () => VersionState::Replaced,
        };
    }
    // A twin of what is held has nothing to choose.
    let content = current.and_then(|at| versions.get(at)).map(|version| version.content);
    for version in versions.iter_mut().filter(|v| v.state == VersionState::Waiting && Some(v.content) == content) {
        version.state = VersionState::Replaced;
    }
}

/// A person's choice between forks: what is not chosen, and what it came of, is put aside for good.
pub fn choose(versions: &mut [Version], chosen: &Sum) {
    let Some(ancestors) = versions.iter().find(|v| v.id == *chosen).map(|v| v.ancestors.clone()) else { return };
    for version in versions.iter_mut() {
        version.state = match () {
            () if version.id == *chosen => VersionState::Current,
            () if ancestors.contains(&tag(&version.id)) => VersionState::Replaced,
            () => VersionState::PutAside,
        };
    }
}

/// Why a pack is not taken in. Nothing of it is, then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackRefusal {
    /// There is no such file.
    NoSuchFile,
    /// The file cannot be read: why.
    NotReadable(String),
    /// Somebody has it open: who.
    Open(String),
    /// It is no pack: too short, not encrypted, or something else.
    NotAPack,
    /// It was not made from this audit file.
    Unknown,
    /// Its content does not fit together: where.
    Damaged(String),
    /// It is larger than a pack can be: what of it.
    TooLarge(&'static str),
    /// It is of another version of the program.
    OtherVersion {
        /// Schema version of the pack.
        pack: i64,
        /// Ours.
        ours: i64,
    },
    /// Its form is not that of a pack: the first difference.
    SchemaDiffers(String),
    /// It names another pack, round or member than the one that went out.
    NotWhatWentOut,
    /// It belongs to another round.
    WrongRound(String),
    /// It belongs to another local area.
    WrongArea(String),
    /// Its round is closed.
    RoundClosed(String),
    /// Its member is no longer on the panel, or another's work is in it.
    ForeignMember(String),
    /// It has answers on a plan that is not theirs: the reference.
    NotAssigned(String),
    /// A sheet in it breaks a rule: the plan, and the rule.
    Rule(String, Box<RuleViolation>),
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use proptest::prelude::*;

    fn content(text: &str, submitted_ms: Option<i64>) -> SheetContent {
        let state = if submitted_ms.is_some() { SheetState::Submitted } else { SheetState::Draft };
        let answer = AnswerContent { answer: text.to_owned(), na_reason: None, given_ms: 5 };
        SheetContent {
            state,
            started_ms: 1,
            submitted_ms,
            spent_ms: 0,
            answers: [("A1".to_owned(), answer)].into(),
            notes: BTreeMap::new(),
            flags: BTreeSet::new(),
            overrides: BTreeMap::new(),
            threads: Vec::new(),
        }
    }

    fn version(parent: Option<&Version>, text: &str, submitted_ms: Option<i64>) -> Version {
        let sheet = Some(content(text, submitted_ms)).filter(|_| !text.is_empty());
        let sum = content_sum(sheet.as_ref());
        let mut ancestors = parent.map(|p| p.ancestors.clone()).unwrap_or_default();
        ancestors.extend(parent.map(|p| tag(&p.id)));
        Version {
            id: version_sum(parent.map(|p| p.id), sum),
            parent: parent.map(|p| p.id),
            state: VersionState::Waiting,
            came_ms: 0,
            content: sum,
            ancestors,
            merge: None,
            sheet,
        }
    }

    fn take(into: &mut Vec<Version>, version: &Version) {
        if !is_known(into, &version.id) {
            into.push(version.clone());
            settle(into, false);
        }
    }

    fn outcome(versions: &[Version]) -> (Option<Sum>, BTreeSet<Sum>) {
        let in_state = |state| versions.iter().filter(move |v| v.state == state).map(|v| v.id);
        (in_state(VersionState::Current).next(), in_state(VersionState::Waiting).collect())
    }

    #[test]
    fn the_same_answers_are_the_same_content_whatever_the_time() {
        let mut later = content("met", Some(9));
        assert_ne!(content_sum(Some(&later)), content_sum(Some(&content("met", None))));
        later.started_ms = 400;
        later.answers.get_mut("A1").unwrap().given_ms = 77;
        assert_eq!(content_sum(Some(&later)), content_sum(Some(&content("met", Some(9)))));
        let mut blank = content("met", None);
        blank.answers.clear();
        assert_eq!(content_sum(Some(&blank)), content_sum(None));
    }

    #[test]
    fn a_descendant_replaces_and_a_fork_waits_for_a_person() {
        let base = version(None, "", None);
        let (one, other) = (version(Some(&base), "met", None), version(Some(&base), "partly", Some(8)));
        let next = version(Some(&one), "not_met", None);
        let mut versions = vec![base];
        take(&mut versions, &one);
        assert_eq!(outcome(&versions), (Some(one.id), BTreeSet::new()));
        take(&mut versions, &next);
        assert_eq!(outcome(&versions), (Some(next.id), BTreeSet::new()));
        assert!(is_known(&versions, &one.id));
        take(&mut versions, &other);
        assert_eq!(outcome(&versions), (Some(other.id), [next.id].into()), "what was handed in is shown");
    }

    #[test]
    fn the_same_answers_handed_in_at_two_times_decide_nothing_by_which_came_first() {
        let base = version(None, "", None);
        let (early, late) = (version(Some(&base), "met", Some(1)), version(Some(&base), "met", Some(9)));
        assert_eq!(early.id, late.id, "one version, two times");
        let other = version(Some(&base), "partly", Some(5));
        let shown = |order: [&Version; 3]| {
            let mut versions = vec![base.clone()];
            order.into_iter().for_each(|version| take(&mut versions, version));
            outcome(&versions)
        };
        let first = shown([&early, &late, &other]);
        assert_eq!(first.1.len(), 1);
        assert_eq!(shown([&late, &early, &other]), first);
        assert_eq!(shown([&other, &late, &early]), first);
    }

    #[test]
    fn a_choice_survives_merging_again_and_only_new_work_reopens_it() {
        let base = version(None, "", None);
        let (one, other) = (version(Some(&base), "met", None), version(Some(&base), "partly", None));
        let mut versions = vec![base];
        take(&mut versions, &one);
        take(&mut versions, &other);
        choose(&mut versions, &one.id);
        let chosen = (Some(one.id), BTreeSet::new());
        take(&mut versions, &other);
        take(&mut versions, &one);
        settle(&mut versions, false);
        assert_eq!(outcome(&versions), chosen);
        let of_chosen = version(Some(&one), "not_met", None);
        take(&mut versions, &of_chosen);
        assert_eq!(outcome(&versions), (Some(of_chosen.id), BTreeSet::new()));
        let of_other = version(Some(&other), "not_evidenced", None);
        take(&mut versions, &of_other);
        assert_eq!(outcome(&versions).1.len(), 1, "work on what was put aside asks again");
    }

    #[test]
    fn what_the_panel_agreed_on_stays_until_somebody_chooses() {
        let base = version(None, "", None);
        let one = version(Some(&base), "met", Some(3));
        let next = version(Some(&one), "partly", Some(4));
        let mut versions = vec![base];
        take(&mut versions, &one);
        versions.push(next.clone());
        settle(&mut versions, true);
        assert_eq!(outcome(&versions), (Some(one.id), [next.id].into()));
        choose(&mut versions, &one.id);
        settle(&mut versions, true);
        assert_eq!(outcome(&versions), (Some(one.id), BTreeSet::new()));
    }

    proptest! {
        #[test]
        fn any_order_with_repeats_gives_one_outcome(
            parents in prop::collection::vec((0_usize..8, 0_u8..4, prop::option::of(0_i64..4)), 1..12),
            orders in prop::collection::vec(prop::collection::vec(0_usize..12, 0..24), 2),
        ) {
            let mut all = vec![version(None, "", None)];
            for (n, (parent, text, submitted)) in parents.iter().enumerate() {
                let parent = &all[parent % all.len()];
                // Every version differs from its parent, as a change does.
                let made = version(Some(parent), &format!("{text}-{}", n % 5), *submitted);
                if made.content != parent.content {
                    all.push(made);
                }
            }
            let mut outcomes = Vec::new();
            for order in orders {
                let mut versions = vec![all[0].clone()];
                // Some in this order, with repeats; then the rest in the order made or against it.
                let mut rest: Vec<usize> = (0..all.len()).collect();
                if order.len() % 2 == 0 { rest.reverse(); }
                for at in order.into_iter().map(|at| at % all.len()).chain(rest) {
                    take(&mut versions, &all[at]);
                }
                outcomes.push(outcome(&versions));
            }
            prop_assert_eq!(&outcomes[0], &outcomes[1]);
        }
    }
}
