//! The open round: twenty plans drawn at random, six people, most sheets in, the panel half way through its moderation.
//!
//! Plans in draw order: six are fully agreed; on four the unanimous answers are taken and a few splits talked through;
//! on four both sheets are in and nothing is agreed; on three one sheet is in; the rest are drafts or not begun.

use super::chance::Chance;
use super::notes;
use super::picture::{Eyes, Picture, true_answer};
use crate::domain::audit_tool::{AuditTool, Criterion, Depth, Evidence, Heading};
use crate::domain::ids::{ConcernId, MemberId, SubjectId};
use crate::domain::moderation::{Standing, Triage, Vote};
use crate::domain::panel::{Agency, Duty, MemberFacts};
use crate::domain::plan::{Phase, PlanFacts};
use crate::domain::round::{Purpose, Round};
use crate::domain::sampling::StratumFact;
use crate::domain::sheet::{ConcernKind, HANDED, NoteKind};
use crate::domain::snapshot::AuditSnapshot;
use crate::ops::{Actor, AnswerEntry, AnswerTarget, DrawRequest, NewRound, NoteDraft, OpError, Session};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

pub(super) const TITLE: &str = "Sample round, autumn 2026";
const TOOL: &str = "ehc-plan-audit";
const SEED: u64 = 7;
const PLANS: usize = 20;
const RESERVES: usize = 3;
/// Seed of what members make of what they read.
const READING: u64 = 0xEE5_2026;

/// Places in draw order, from 0.
const FULLY_AGREED: Range<usize> = 0..6;
const PARTLY_AGREED: Range<usize> = 6..10;
const COMPARED: Range<usize> = 10..14;
const ONE_SHEET_IN: Range<usize> = 14..17;
/// How much of the first and of the second sheet is filled in from [`ONE_SHEET_IN`]'s end on, in hundredths.
const BEGUN: [[usize; 2]; 3] = [[80, 35], [15, 0], [0, 0]];
/// Of the second sheet where the first one is in.
const SECOND_BEGUN: usize = 60;
/// Splits already talked through on each plan that is partly agreed.
const TALKED_THROUGH: usize = 2;
/// The plan with the urgent concern.
const CONCERN_AT: usize = 4;
/// Notes of each kind chosen for the report.
const CHOSEN_NOTES: usize = 8;

/// Name, agency, role, duty, and how strict they are out of 100.
const PANEL: [(&str, Agency, &str, Duty, i32); 6] = [
    ("Bryony Larkspur", Agency::Education, "SEND quality officer", Duty::AuditLead, 1),
    ("Hazel Brightwater", Agency::Health, "Designated Clinical Officer", Duty::Dco, 5),
    ("Ivy Thistledown", Agency::School, "SENCO, primary school", Duty::Member, -5),
    ("Jasper Foxglove", Agency::SocialCare, "Designated Social Care Officer", Duty::Dsco, 4),
    ("Linden Merriweather", Agency::EducationalPsychology, "Senior educational psychologist", Duty::Member, 7),
    ("Rowan Applegarth", Agency::Education, "EHC coordinator, team manager", Duty::Member, -3),
];

/// Adds the round and brings it as far as the panel has come.
pub(super) fn add(session: &mut Session) -> Result<(), OpError> {
    let round = start(session)?;
    let desks = Desks::new(session, round)?;
    desks.answer(session)?;
    desks.write_strengths(session)?;
    let concern = desks.record_concern(session)?;

    desks.hand_in(session, FULLY_AGREED)?;
    session.agree_unanimous(&Actor::Lead, desks.round.id)?;
    desks.agree_all(session)?;
    session.close_concern(&Actor::Lead, desks.round.id, concern, CONCERN_OUTCOME)?;

    desks.hand_in(session, PARTLY_AGREED)?;
    session.agree_unanimous(&Actor::Lead, desks.round.id)?;
    desks.talk_through(session, PARTLY_AGREED, TALKED_THROUGH)?;

    desks.hand_in(session, COMPARED)?;
    desks.hand_in(session, ONE_SHEET_IN)?;
    desks.choose_notes(session)
}

/// Makes the round, draws its sample and gives each plan two readers of the panel.
fn start(session: &mut Session) -> Result<Round, OpError> {
    let (tool, _) = session.find_tool(TOOL, None)?;
    let new = NewRound {
        title: TITLE.to_owned(),
        tool,
        depth: Depth::Core,
        evidence: Evidence::Appendices,
        purpose: Purpose::Random,
        caution: None,
    };
    let round = session.make_round(&Actor::Lead, new)?.value.id;
    let request = DrawRequest {
        size: PLANS,
        seed: SEED,
        stratify: vec![StratumFact::Phase],
        min_per_stratum: 0,
        filters: Vec::new(),
        issued_since: None,
        exclude_last_rounds: 0,
        reserves: RESERVES,
    };
    session.draw_sample(&Actor::Lead, round, &request)?;
    let round = session.round(Some(TITLE))?;
    let progress = session.round_progress(&round)?;
    // The SENCO's own school is in the sample: that plan goes to others.
    let mut primary = progress.sampled().filter(|plan| plan.facts.phase() == Some(Phase::Primary));
    let school = primary.find_map(|plan| plan.facts.setting.clone());
    session.put_people(&Actor::Lead, people(school))?;
    let mut panel = Vec::new();
    for (name, ..) in PANEL {
        panel.push(session.member(name)?.id);
    }
    session.allocate_among(&Actor::Lead, round.id, 2, &panel)?;
    Ok(round)
}

fn people(school: Option<String>) -> Vec<MemberFacts> {
    let person = |(name, agency, role, duty, _): &(&str, Agency, &str, Duty, i32)| MemberFacts {
        name: (*name).to_owned(),
        agency: *agency,
        role: (*role).to_owned(),
        email: format!("{}@example.org", name.to_lowercase().replace(' ', ".")),
        team: String::new(),
        interests: school.iter().filter(|_| *agency == Agency::School).cloned().collect(),
        duty: *duty,
        undertaking_on: Some(jiff::civil::date(2026, 9, 14)),
        trained_on: (*agency != Agency::ParentCarer).then(|| jiff::civil::date(2026, 9, 28)),
        sees_health: *agency == Agency::Health,
    };
    PANEL.iter().map(person).collect()
}

/// One reader of a plan.
struct Reader {
    id: MemberId,
    name: String,
    agency: Agency,
    severity: i32,
}

/// One plan of the sample with its readers, by name.
struct Desk {
    subject: SubjectId,
    reference: String,
    picture: Picture,
    readers: Vec<Reader>,
}

/// The plans in draw order.
struct Desks {
    round: Round,
    tool: Arc<AuditTool>,
    plans: Vec<Desk>,
}

impl Desks {
    fn new(session: &mut Session, round: Round) -> Result<Self, OpError> {
        let tool = session.tool(round.facts.tool)?;
        let progress = session.round_progress(&round)?;
        let members = session.list_members()?;
        let reader = |id: MemberId| {
            let member = members.iter().find(|m| m.id == id)?;
            let (name, agency) = (member.facts.name.clone(), member.facts.agency);
            let severity = PANEL.iter().find(|(n, ..)| *n == name).map_or(0, |(.., severity)| *severity);
            Some(Reader { id, name, agency, severity })
        };
        let plans = progress.sampled().enumerate().map(|(place, plan)| {
            let mut readers: Vec<Reader> =
                plan.sheets.iter().filter_map(|sheet| reader(sheet.assignment.member)).collect();
            readers.sort_by(|a, b| a.name.cmp(&b.name));
            let (subject, reference) = (plan.sampled.subject, plan.facts.reference.clone());
            Desk { subject, reference, picture: picture(place, &plan.facts), readers }
        });
        let plans = plans.collect();
        Ok(Self { round, tool, plans })
    }

    fn tested(&self) -> impl Iterator<Item = (&Heading, &Criterion)> {
        self.tool.tested(self.round.facts.depth, self.round.facts.evidence)
    }

    /// Plans at these places, each with its place.
    fn at(&self, places: Range<usize>) -> impl Iterator<Item = (usize, &Desk)> {
        self.plans.iter().enumerate().filter(move |(place, _)| places.contains(place))
    }

    /// Every member's answers, with their areas for consideration; drafts only as far as they go.
    fn answer(&self, session: &mut Session) -> Result<(), OpError> {
        for (name, ..) in PANEL {
            let mut rows = Vec::new();
            for (place, desk) in self.plans.iter().enumerate() {
                for (seat, _) in desk.readers.iter().enumerate().filter(|(_, reader)| reader.name == name) {
                    rows.extend(self.sheet(place, desk, seat));
                }
            }
            session.import_answers(&Actor::Member(name.to_owned()), self.round.id, &rows, false)?;
        }
        Ok(())
    }

    /// The rows of one sheet.
    fn sheet(&self, place: usize, desk: &Desk, seat: usize) -> Vec<AnswerEntry> {
        let tested = self.tested().count();
        let filled = (tested * filled_percent(place, seat)).div_ceil(100);
        let mut rows: Vec<AnswerEntry> = Vec::new();
        for (heading, criterion) in self.tested().take(filled) {
            let answer = self.answer_of(place, desk, seat, (heading, criterion));
            rows.push(AnswerEntry {
                row: rows.len() as u64 + 1,
                plan: desk.reference.clone(),
                member: desk.readers[seat].name.clone(),
                criterion: criterion.code.clone(),
                answer: answer.to_owned(),
                na_reason: criterion.na.clone().filter(|_| answer == "na"),
                note: None,
            });
        }
        for row in remarked(&mut rows, place, seat, &["partly", "not_met"], 2) {
            row.note = notes::consideration(&row.criterion, place).map(str::to_owned);
        }
        rows
    }

    fn answer_of(&self, place: usize, desk: &Desk, seat: usize, (h, c): (&Heading, &Criterion)) -> &'static str {
        let leads = self.tool.leads_of(h, c);
        let is_led_by = |agency: Agency| leads.iter().any(|lead| agency.leads(*lead));
        let own_ground = is_led_by(desk.readers[seat].agency);
        let chance =
            &mut Chance::new(READING, ((place as u64) << 32) | ((seat as u64) << 24) | self.number_of(&c.code));
        let somebody_else_leads = desk.readers.iter().any(|reader| is_led_by(reader.agency));
        let is_clinical = matches!(c.code.as_str(), "C4" | "G2" | "W10" | "Q3" | "Q4");
        if is_clinical && !own_ground && somebody_else_leads && chance.percent(30) {
            return HANDED;
        }
        let eyes = Eyes { severity: desk.readers[seat].severity, own_ground };
        eyes.answer(desk.picture.truth(&c.code), chance)
    }

    fn number_of(&self, criterion: &str) -> u64 {
        self.tool.criteria().position(|(_, c)| c.code == criterion).unwrap_or_default() as u64
    }

    /// A strength on most sheets, and a word to the panel on a few.
    fn write_strengths(&self, session: &mut Session) -> Result<(), OpError> {
        for (place, desk) in self.at(FULLY_AGREED.start..ONE_SHEET_IN.end) {
            for (seat, reader) in desk.readers.iter().enumerate() {
                let mut rows = self.sheet(place, desk, seat);
                for row in remarked(&mut rows, place + 4, seat, &["met"], 1) {
                    self.write(session, (place, desk, reader), row, NoteKind::Strength)?;
                }
                if (place + seat).is_multiple_of(7) {
                    for row in remarked(&mut rows, place + 8, seat, &["not_evidenced"], 1) {
                        self.write(session, (place, desk, reader), row, NoteKind::PanelOnly)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn write(
        &self,
        session: &mut Session,
        (place, desk, reader): (usize, &Desk, &Reader),
        row: &AnswerEntry,
        kind: NoteKind,
    ) -> Result<(), OpError> {
        let text = match kind {
            NoteKind::PanelOnly => Some(notes::PANEL_ONLY),
            _ => notes::strength(&row.criterion, place),
        };
        let Some(text) = text else { return Ok(()) };
        let heading = self.tool.get_criterion(&row.criterion).map_or("", |(h, _)| h.code.as_str());
        let note = NoteDraft { kind, text: text.to_owned(), place: notes::place(heading, place) };
        let target =
            AnswerTarget { round: self.round.id, subject: desk.subject, member: reader.id, criterion: &row.criterion };
        session.set_note(&Actor::Member(reader.name.clone()), target, &note)?;
        Ok(())
    }

    fn hand_in(&self, session: &mut Session, places: Range<usize>) -> Result<(), OpError> {
        for (place, desk) in self.at(places) {
            for (_, reader) in desk.readers.iter().enumerate().filter(|(seat, _)| filled_percent(place, *seat) == 100) {
                let actor = Actor::Member(reader.name.clone());
                session.submit_sheet(&actor, self.round.id, desk.subject, reader.id)?;
            }
        }
        Ok(())
    }

    /// Talks through what must be, leaves the rest to the rule, until the first plans are agreed whole.
    fn agree_all(&self, session: &mut Session) -> Result<(), OpError> {
        // What is agreed can move the ground under what was left to the rule, so a second look may be needed.
        for _ in 0..3 {
            if !self.talk_through(session, FULLY_AGREED, usize::MAX)? {
                break;
            }
            session.agree_by_rule(&Actor::Lead, self.round.id)?;
        }
        Ok(())
    }

    /// Agrees up to so many splits of each plan; whether there was anything left to agree.
    fn talk_through(&self, session: &mut Session, places: Range<usize>, most: usize) -> Result<bool, OpError> {
        let snapshot = session.snapshot(&self.round, None)?;
        let mut anything = false;
        for (place, desk) in self.at(places) {
            let standings = open_standings(&snapshot, desk.subject);
            anything |= !standings.is_empty();
            let splits = standings.iter().filter(|(_, standing)| *standing == Standing::Discuss).take(most);
            for (criterion, _) in splits {
                let answer = agreed_answer(&snapshot, desk, criterion);
                let na = self.tool.get_criterion(criterion).and_then(|(_, c)| c.na.as_deref());
                let reason = notes::reason(criterion, &answer, na, place);
                let what = (criterion.as_str(), answer.as_str());
                session.set_agreed(&Actor::Lead, self.round.id, desk.subject, what, Some(&reason))?;
            }
        }
        Ok(anything)
    }

    /// Notes for the report: of each kind one a plan, each text once, only where the comparison is open.
    fn choose_notes(&self, session: &mut Session) -> Result<(), OpError> {
        let snapshot = session.snapshot(&self.round, None)?;
        let mut texts = BTreeSet::new();
        for kind in [NoteKind::Strength, NoteKind::Consideration] {
            let mut chosen = 0;
            for plan in snapshot.plans.iter().filter(|plan| plan.comparison_open) {
                let sheets = snapshot.sheets.iter().filter(|sheet| sheet.subject == plan.sampled.subject);
                let mut fit = sheets.flat_map(|sheet| &sheet.notes).filter(|note| note.kind == kind);
                let fresh = fit.find(|note| !texts.contains(&note.text)).filter(|_| chosen < CHOSEN_NOTES);
                if let Some(note) = fresh {
                    session.choose_note(&Actor::Lead, self.round.id, note.id, true)?;
                    texts.insert(note.text.clone());
                    chosen += 1;
                }
            }
        }
        Ok(())
    }

    fn record_concern(&self, session: &mut Session) -> Result<ConcernId, OpError> {
        let desk = &self.plans[CONCERN_AT];
        let finder = desk.readers.first().map_or(Actor::Lead, |reader| Actor::Member(reader.name.clone()));
        let what = (self.round.id, desk.subject);
        // The world tells the time inside the session only; the draw is the last moment known here.
        let told_ms = self.round.draw.as_ref().map(|draw| draw.drawn_ms);
        let kind = ConcernKind::OtherPersonsData;
        Ok(session.record_concern(&finder, what, kind, CONCERN, (CONCERN_TOLD, told_ms))?.value)
    }
}

const CONCERN: &str = "A paragraph of section B is about another child. The plan has gone to the family.";
const CONCERN_TOLD: &str = "Data protection officer and the manager of the SEND team, by telephone";
const CONCERN_OUTCOME: &str =
    "The plan was called back and sent again without the paragraph on the same day; both families were told.";

fn picture(place: usize, facts: &PlanFacts) -> Picture {
    let order = u32::try_from(place + 1).unwrap_or(u32::MAX);
    Picture::new(order, facts, place == CONCERN_AT)
}

/// How much of a sheet is filled in, in hundredths.
fn filled_percent(place: usize, seat: usize) -> usize {
    if place < COMPARED.end || (ONE_SHEET_IN.contains(&place) && seat == 0) {
        100
    } else if ONE_SHEET_IN.contains(&place) {
        SECOND_BEGUN
    } else {
        BEGUN.get(place - ONE_SHEET_IN.end).and_then(|seats| seats.get(seat)).copied().unwrap_or_default()
    }
}

/// Up to `most` rows with one of these answers, another part of the sheet for each plan. The readers of a plan never
/// remark on the same criterion.
fn remarked<'a>(
    rows: &'a mut [AnswerEntry],
    place: usize,
    seat: usize,
    answers: &[&str],
    most: usize,
) -> Vec<&'a mut AnswerEntry> {
    let theirs = rows.iter_mut().skip((place + seat) % 2).step_by(2);
    let mut fit: Vec<&mut AnswerEntry> = theirs.filter(|row| answers.contains(&row.answer.as_str())).collect();
    if fit.is_empty() {
        return fit;
    }
    let turn = (place * 5) % fit.len();
    fit.rotate_left(turn);
    // Not two that stand side by side: they are on one section.
    let step = (fit.len() / most).max(1);
    fit.into_iter().step_by(step).take(most).collect()
}

/// Criteria of a plan that are not agreed yet, and where they stand.
pub(super) fn open_standings(snapshot: &AuditSnapshot, subject: SubjectId) -> Vec<(String, Standing)> {
    let facts = &snapshot.round.facts;
    let triage = Triage { tool: &snapshot.tool, depth: facts.depth, evidence: facts.evidence };
    let agreed = snapshot.agreed_codes(subject);
    let mut standings = triage.standings(&votes(snapshot, subject), &agreed);
    standings.retain(|(criterion, _)| !agreed.contains_key(criterion));
    standings
}

fn votes(snapshot: &AuditSnapshot, subject: SubjectId) -> BTreeMap<String, Vec<Vote>> {
    let mut votes: BTreeMap<String, Vec<Vote>> = BTreeMap::new();
    for sheet in snapshot.sheets.iter().filter(|sheet| sheet.subject == subject) {
        let Some(member) = snapshot.get_member(sheet.member) else { continue };
        for (criterion, given) in &sheet.answers {
            let vote = Vote { agency: member.facts.agency, answer: given.answer.clone() };
            votes.entry(criterion.clone()).or_default().push(vote);
        }
    }
    votes
}

/// What the panel agrees on: what is true of the plan where somebody said so, else the lower of what was said.
fn agreed_answer(snapshot: &AuditSnapshot, desk: &Desk, criterion: &str) -> String {
    let said = votes(snapshot, desk.subject).remove(criterion).unwrap_or_default();
    let said: BTreeSet<String> = said.into_iter().map(|vote| vote.answer).filter(|a| a != HANDED).collect();
    let truth = true_answer(desk.picture.truth(criterion));
    if said.contains(truth) {
        return truth.to_owned();
    }
    let points = |answer: &String| snapshot.tool.get_answer(answer).and_then(|a| a.points);
    said.into_iter().min_by_key(|answer| points(answer).unwrap_or(u32::MAX)).unwrap_or_else(|| truth.to_owned())
}
