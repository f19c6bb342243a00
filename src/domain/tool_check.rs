//! Whether an audit tool can be published: every fault, where it lies, and what to do about it.
//!
//! A published version never changes and every sheet, grade and report rests on it, so the check is complete and
//! strict: a rule that silently never applies is a fault, not a choice.

use super::audit_tool::{AuditTool, Criterion, Heading, NOT_APPLICABLE};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a sheet stores for "not for me to judge": no tool may use it for an answer of its own.
pub const HANDED: &str = "handed";

/// Longest code, in characters.
pub const MAX_CODE_CHARS: usize = 32;
/// Longest label of an answer or a grade, in characters.
pub const MAX_LABEL_CHARS: usize = 60;
/// Longest title, in characters.
pub const MAX_TITLE_CHARS: usize = 200;
/// Longest reference and longest "when not applicable", in characters.
pub const MAX_LINE_CHARS: usize = 500;
/// Longest question, "what good looks like", anchor and source, in characters.
pub const MAX_TEXT_CHARS: usize = 2_000;
/// Most sections, groups or views.
pub const MAX_PARTS: usize = 100;
/// Most criteria of a tool.
pub const MAX_CRITERIA: usize = 1_000;
/// Most references of a criterion.
pub const MAX_REFERENCES: usize = 50;
/// Most points of an answer, highest level, highest weight.
pub const MAX_FACTOR: u32 = 100;

/// Part of a tool. Indices count from 0 in the tool's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The tool as a whole.
    Tool,
    /// An answer.
    Answer(usize),
    /// A grade.
    Grade(usize),
    /// The rule between answers and grades.
    Rule,
    /// A group of sections.
    Group(usize),
    /// A view.
    View(usize),
    /// A section.
    Section(usize),
    /// A criterion: its section, and its place there.
    Criterion(usize, usize),
    /// A reference: section, criterion, and its place there.
    Reference(usize, usize, usize),
}

/// What a code should name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// An answer of the tool.
    Answer,
    /// A grade of the tool.
    Grade,
    /// A section of the tool.
    Section,
    /// A criterion of the tool.
    Criterion,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Answer => "answer",
            Self::Grade => "grade",
            Self::Section => "section",
            Self::Criterion => "criterion",
        })
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A code is not 1 to 32 letters, digits, `_` or `-`.
    CodeMalformed(String),
    /// A code was already used by another of its kind.
    CodeRepeated(String),
    /// An answer uses the code of "not for me to judge".
    CodeReserved(String),
    /// A text that people must see is empty.
    TextEmpty,
    /// A text has more characters than there is room for.
    TextTooLong {
        /// Its length in characters.
        chars: usize,
        /// The longest allowed.
        limit: usize,
    },
    /// A text holds a control character or one that changes the direction of writing.
    TextNotPlain(char),
    /// A number is outside its range.
    OutOfRange {
        /// The number.
        number: u32,
        /// The lowest allowed.
        from: u32,
        /// The highest allowed.
        to: u32,
    },
    /// There are too few or too many of something.
    Count {
        /// How many there are.
        count: usize,
        /// How many there must be, in words.
        allowed: &'static str,
    },
    /// No answer earns a point.
    NoPoints,
    /// "Not applicable" has points, although it leaves the base.
    NotApplicableHasPoints,
    /// A key is not one visible character.
    KeyNotOneCharacter(String),
    /// Two answers have the same key.
    KeyRepeated(String),
    /// Two answers have the same level.
    LevelRepeated(u32),
    /// A threshold is not below that of the grade before.
    ThresholdNotFalling {
        /// The threshold, in percent.
        percent: u32,
        /// That of the grade before.
        before: u32,
    },
    /// The last threshold is not 0, so that a low share would have no grade.
    LastThresholdNotZero(u32),
    /// A grade counts as good or better although the one above it does not.
    GoodOrBetterBelowOther,
    /// The rule speaks of grades, and the tool has none.
    NoGrades,
    /// A code names nothing in the tool.
    Unknown(Named, String),
    /// A code stands twice in one list.
    ListedTwice(String),
    /// The list is empty.
    ListEmpty,
    /// `na_needs` without `na`.
    NeedsWithoutNa,
    /// `na_needs` names the criterion itself.
    NeedsItself,
    /// `na_needs` leads back to where it began.
    NeedsCircle(Vec<String>),
    /// The needed criterion is not always asked where this one is, so "not applicable" could not hold there.
    NeedsAskedLess(String),
    /// A criterion may be not applicable, and there is no such answer.
    NoNotApplicableAnswer,
}

/// One fault of a tool. [`fmt::Display`] says to people what is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolFault {
    /// The part at fault.
    pub place: Place,
    /// The part in words, such as `Criterion C1`.
    pub name: String,
    /// The field at fault, by its key in a tool file; empty: the part as a whole.
    pub field: &'static str,
    /// What is wrong.
    pub problem: Problem,
}

impl std::error::Error for ToolFault {}

impl fmt::Display for ToolFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if !self.field.is_empty() {
            write!(f, ", {}", self.field)?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CodeMalformed(code) => {
                write!(f, "{} cannot be a code. Use 1 to {MAX_CODE_CHARS} letters, digits, _ or -.", quoted(code))
            }
            Self::CodeRepeated(code) => write!(f, "{} is used before. Give each its own code.", quoted(code)),
            Self::CodeReserved(code) => {
                write!(f, "{} stands for “not for me to judge”. Choose another code.", quoted(code))
            }
            Self::TextEmpty => f.write_str("is empty. Write the words people are to read."),
            Self::TextTooLong { chars, limit } => {
                write!(f, "has {chars} characters, and there is room for {limit}. Shorten it.")
            }
            Self::TextNotPlain(c) => write!(
                f,
                "holds a hidden character (U+{:04X}: a line break, another control character, or one that turns the direction of writing). Remove it.",
                u32::from(*c)
            ),
            Self::OutOfRange { number, from, to } => write!(f, "is {number}. Use {from} to {to}."),
            Self::Count { count, allowed } => write!(f, "there are {count}. Allowed: {allowed}."),
            Self::NoPoints => f.write_str("no answer earns a point. Give points to at least one."),
            Self::NotApplicableHasPoints => {
                f.write_str("“not applicable” is left out of the count and cannot earn points. Remove its points.")
            }
            Self::KeyNotOneCharacter(key) => write!(f, "{} is not one character. Use one key, such as 1.", quoted(key)),
            Self::KeyRepeated(key) => {
                write!(f, "{} is the key of another answer. Give each its own, or none.", quoted(key))
            }
            Self::LevelRepeated(level) => {
                write!(f, "{level} is the level of another answer. Give each its own, or none.")
            }
            Self::ThresholdNotFalling { percent, before } => {
                write!(f, "{percent} is not below the {before} of the grade before. List grades best first.")
            }
            Self::LastThresholdNotZero(percent) => {
                write!(f, "is {percent}. The last grade starts at 0, or a low share would have no grade.")
            }
            Self::GoodOrBetterBelowOther => {
                f.write_str("counts as good or better, and the grade above it does not. Mark that one too, or neither.")
            }
            Self::NoGrades => f.write_str("speaks of grades, and the tool has none. Add grades or remove it."),
            Self::Unknown(named, code) => {
                write!(f, "there is no {named} {} in this tool. Use one of its codes.", quoted(code))
            }
            Self::ListedTwice(code) => write!(f, "{} is listed twice. Remove one.", quoted(code)),
            Self::ListEmpty => f.write_str("names nothing. Fill it or remove it."),
            Self::NeedsWithoutNa => {
                f.write_str("says what “not applicable” rests on, and na does not say when it may be chosen. Add na.")
            }
            Self::NeedsItself => f.write_str("names the criterion itself. Name another."),
            Self::NeedsCircle(codes) => {
                write!(f, "leads in a circle: {}. Break it at one of them.", codes.join(" needs "))
            }
            Self::NeedsAskedLess(code) => write!(
                f,
                "{} is not always asked where this criterion is. Give it no greater depth and no more evidence than this one.",
                quoted(code)
            ),
            Self::NoNotApplicableAnswer => write!(
                f,
                "may be not applicable, and the tool has no answer with the code {NOT_APPLICABLE}. Add it or remove na."
            ),
        }
    }
}

/// A code as shown to people: what cannot be seen is escaped.
fn quoted(code: &str) -> String {
    let escaped: String =
        code.chars().flat_map(|c| if is_plain(c) { vec![c] } else { c.escape_unicode().collect() }).collect();
    format!("“{escaped}”")
}

/// Whether a character may stand in a text: no control, nothing that turns the direction of writing or breaks lines.
fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn is_code(code: &str) -> bool {
    (1..=MAX_CODE_CHARS).contains(&code.len())
        && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

impl AuditTool {
    /// Checks everything that must hold before the tool may be published.
    ///
    /// # Errors
    /// All faults: those of the tool, its answers, grades, rule, groups, views, sections, criteria, references.
    pub fn validate(&self) -> Result<(), Vec<ToolFault>> {
        let mut check = Check { tool: self, faults: Vec::new() };
        check.head();
        check.answers();
        check.grades();
        check.rule();
        check.groups();
        check.views();
        check.sections();
        check.needs();
        let mut faults = check.faults;
        // Stable: several faults of one part stay in the order found.
        faults.sort_by_key(|f| f.place);
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

struct Check<'a> {
    tool: &'a AuditTool,
    faults: Vec<ToolFault>,
}

impl<'a> Check<'a> {
    fn fault(&mut self, place: Place, field: &'static str, problem: Problem) {
        self.faults.push(ToolFault { place, name: name_of(self.tool, place), field, problem });
    }

    fn codes(&mut self, coded: impl Iterator<Item = (Place, &'a str)>) {
        let mut seen = BTreeSet::new();
        for (place, code) in coded {
            if !is_code(code) {
                self.fault(place, "code", Problem::CodeMalformed(code.to_owned()));
            } else if !seen.insert(code) {
                self.fault(place, "code", Problem::CodeRepeated(code.to_owned()));
            }
        }
    }

    /// A text that may be left empty.
    fn spare_text(&mut self, place: Place, field: &'static str, text: &str, limit: usize) {
        let chars = text.chars().count();
        if chars > limit {
            self.fault(place, field, Problem::TextTooLong { chars, limit });
        }
        if let Some(c) = text.chars().find(|c| !is_plain(*c)) {
            self.fault(place, field, Problem::TextNotPlain(c));
        }
    }

    fn text(&mut self, place: Place, field: &'static str, text: &str, limit: usize) {
        if text.trim().is_empty() {
            self.fault(place, field, Problem::TextEmpty);
        }
        self.spare_text(place, field, text, limit);
    }

    fn range(&mut self, place: Place, field: &'static str, number: u32, from: u32, to: u32) {
        if !(from..=to).contains(&number) {
            self.fault(place, field, Problem::OutOfRange { number, from, to });
        }
    }

    fn count(&mut self, place: Place, field: &'static str, count: usize, ok: bool, allowed: &'static str) {
        if !ok {
            self.fault(place, field, Problem::Count { count, allowed });
        }
    }

    /// A list of codes: each exists and stands once.
    fn list(
        &mut self,
        place: Place,
        field: &'static str,
        codes: &[String],
        named: Named,
        exists: impl Fn(&str) -> bool,
    ) {
        let mut seen = BTreeSet::new();
        for code in codes {
            if !exists(code) {
                self.fault(place, field, Problem::Unknown(named, code.clone()));
            } else if !seen.insert(code) {
                self.fault(place, field, Problem::ListedTwice(code.clone()));
            }
        }
    }

    fn head(&mut self) {
        let tool = self.tool;
        self.codes(std::iter::once((Place::Tool, tool.code.as_str())));
        self.text(Place::Tool, "title", &tool.title, MAX_TITLE_CHARS);
        self.range(Place::Tool, "version", tool.version, 1, u32::MAX);
        self.spare_text(Place::Tool, "source", &tool.source, MAX_TEXT_CHARS);
        if let Some(anchor) = &tool.anchor {
            self.text(Place::Tool, "anchor", anchor, MAX_TEXT_CHARS);
        }
    }

    fn answers(&mut self) {
        let tool = self.tool;
        let count = tool.answers.len();
        self.count(Place::Tool, "answer", count, (2..=9).contains(&count), "2 to 9 answers");
        if tool.most_points() == 0 {
            self.fault(Place::Tool, "answer", Problem::NoPoints);
        }
        self.codes(tool.answers.iter().enumerate().map(|(i, a)| (Place::Answer(i), a.code.as_str())));
        let (mut keys, mut levels) = (BTreeSet::new(), BTreeSet::new());
        for (i, answer) in tool.answers.iter().enumerate() {
            let place = Place::Answer(i);
            if answer.code == HANDED {
                self.fault(place, "code", Problem::CodeReserved(answer.code.clone()));
            }
            self.text(place, "label", &answer.label, MAX_LABEL_CHARS);
            if let Some(points) = answer.points {
                self.range(place, "points", points, 0, MAX_FACTOR);
            }
            if answer.points.is_some() && answer.code == NOT_APPLICABLE {
                self.fault(place, "points", Problem::NotApplicableHasPoints);
            }
            if let Some(level) = answer.level {
                self.range(place, "level", level, 0, MAX_FACTOR);
                if !levels.insert(level) {
                    self.fault(place, "level", Problem::LevelRepeated(level));
                }
            }
            if let Some(key) = &answer.key {
                self.key(place, key, &mut keys);
            }
        }
    }

    fn key(&mut self, place: Place, key: &str, keys: &mut BTreeSet<String>) {
        let mut chars = key.chars();
        let one = chars.next().filter(|c| is_plain(*c) && !c.is_whitespace()).is_some() && chars.next().is_none();
        if !one {
            self.fault(place, "key", Problem::KeyNotOneCharacter(key.to_owned()));
        } else if !keys.insert(key.to_lowercase()) {
            // Capital and small letter are one key of the keyboard.
            self.fault(place, "key", Problem::KeyRepeated(key.to_owned()));
        }
    }

    fn grades(&mut self) {
        let tool = self.tool;
        let count = tool.grades.len();
        self.count(Place::Tool, "grade", count, count == 0 || (2..=6).contains(&count), "no grades, or 2 to 6");
        self.codes(tool.grades.iter().enumerate().map(|(i, g)| (Place::Grade(i), g.code.as_str())));
        for (i, grade) in tool.grades.iter().enumerate() {
            let place = Place::Grade(i);
            self.text(place, "label", &grade.label, MAX_LABEL_CHARS);
            self.range(place, "from_percent", grade.from_percent, 0, 100);
            let Some(above) = i.checked_sub(1).and_then(|above| tool.grades.get(above)) else { continue };
            if grade.from_percent >= above.from_percent {
                let (percent, before) = (grade.from_percent, above.from_percent);
                self.fault(place, "from_percent", Problem::ThresholdNotFalling { percent, before });
            }
            if grade.good_or_better && !above.good_or_better {
                self.fault(place, "good_or_better", Problem::GoodOrBetterBelowOther);
            }
        }
        if let Some(last) = tool.grades.last().filter(|g| g.from_percent != 0) {
            self.fault(Place::Grade(count - 1), "from_percent", Problem::LastThresholdNotZero(last.from_percent));
        }
    }

    fn rule(&mut self) {
        let (tool, rule) = (self.tool, &self.tool.rule);
        let caps = [
            ("must_not_met_caps_heading_at", &rule.must_not_met_caps_heading_at),
            ("must_not_met_caps_plan_at", &rule.must_not_met_caps_plan_at),
            ("must_partly_caps_plan_at", &rule.must_partly_caps_plan_at),
        ];
        for (field, grade) in caps.into_iter().filter_map(|(field, grade)| Some((field, grade.as_ref()?))) {
            if tool.grades.is_empty() {
                self.fault(Place::Rule, field, Problem::NoGrades);
            } else if tool.get_grade(grade).is_none() {
                self.fault(Place::Rule, field, Problem::Unknown(Named::Grade, grade.clone()));
            }
        }
        if let Some(headings) = &rule.must_caps_headings {
            let exists = |code: &str| tool.get_heading(code).is_some();
            self.list(Place::Rule, "must_caps_headings", headings, Named::Section, exists);
        }
        if let Some(answer) = &rule.top_grade_allows_no {
            if tool.grades.is_empty() {
                self.fault(Place::Rule, "top_grade_allows_no", Problem::NoGrades);
            } else if tool.get_answer(answer).is_none() {
                self.fault(Place::Rule, "top_grade_allows_no", Problem::Unknown(Named::Answer, answer.clone()));
            }
        }
        if rule.steps_above_weakest_group.is_some() && tool.grades.is_empty() {
            self.fault(Place::Rule, "steps_above_weakest_group", Problem::NoGrades);
        }
        if let Some(percent) = rule.provisional_under_percent {
            self.range(Place::Rule, "provisional_under_percent", percent, 0, 100);
        }
    }

    fn groups(&mut self) {
        let tool = self.tool;
        self.count(Place::Tool, "group", tool.groups.len(), tool.groups.len() <= MAX_PARTS, "at most 100 groups");
        self.codes(tool.groups.iter().enumerate().map(|(i, g)| (Place::Group(i), g.code.as_str())));
        for (i, group) in tool.groups.iter().enumerate() {
            if group.headings.is_empty() {
                self.fault(Place::Group(i), "headings", Problem::ListEmpty);
            }
            let exists = |code: &str| tool.get_heading(code).is_some();
            self.list(Place::Group(i), "headings", &group.headings, Named::Section, exists);
        }
    }

    fn views(&mut self) {
        let tool = self.tool;
        self.count(Place::Tool, "view", tool.views.len(), tool.views.len() <= MAX_PARTS, "at most 100 views");
        self.codes(tool.views.iter().enumerate().map(|(i, v)| (Place::View(i), v.code.as_str())));
        let criteria: BTreeSet<&str> = tool.criteria().map(|(_, c)| c.code.as_str()).collect();
        for (i, view) in tool.views.iter().enumerate() {
            let place = Place::View(i);
            self.text(place, "title", &view.title, MAX_TITLE_CHARS);
            if view.criteria.is_empty() {
                self.fault(place, "criteria", Problem::ListEmpty);
            }
            self.list(place, "criteria", &view.criteria, Named::Criterion, |code| criteria.contains(code));
            self.range(place, "standard_from_percent", view.standard_from_percent, 0, 100);
        }
    }

    fn sections(&mut self) {
        let tool = self.tool;
        let sections = tool.headings.len();
        self.count(Place::Tool, "heading", sections, (1..=MAX_PARTS).contains(&sections), "1 to 100 sections");
        let criteria = tool.criteria().count();
        self.count(Place::Tool, "heading", criteria, criteria <= MAX_CRITERIA, "at most 1,000 criteria");
        self.codes(tool.headings.iter().enumerate().map(|(h, heading)| (Place::Section(h), heading.code.as_str())));
        self.codes(placed_criteria(tool).map(|(place, c)| (place, c.code.as_str())));
        for (h, heading) in tool.headings.iter().enumerate() {
            let place = Place::Section(h);
            self.text(place, "title", &heading.title, MAX_TITLE_CHARS);
            self.range(place, "weight", heading.weight, 1, MAX_FACTOR);
            if heading.criteria.is_empty() {
                self.fault(place, "criterion", Problem::ListEmpty);
            }
            for (c, criterion) in heading.criteria.iter().enumerate() {
                self.criterion(h, c, criterion);
            }
        }
    }

    fn criterion(&mut self, h: usize, c: usize, criterion: &Criterion) {
        let place = Place::Criterion(h, c);
        self.text(place, "question", &criterion.question, MAX_TEXT_CHARS);
        self.spare_text(place, "good", &criterion.good, MAX_TEXT_CHARS);
        let leads: Vec<String> = criterion.lead.iter().map(|l| l.code().to_owned()).collect();
        self.list(place, "lead", &leads, Named::Section, |_| true);
        if let Some(na) = &criterion.na {
            self.text(place, "na", na, MAX_LINE_CHARS);
            if self.tool.get_answer(NOT_APPLICABLE).is_none() {
                self.fault(place, "na", Problem::NoNotApplicableAnswer);
            }
        }
        let references = criterion.references.len();
        self.count(place, "references", references, references <= MAX_REFERENCES, "at most 50 for a criterion");
        for (r, reference) in criterion.references.iter().enumerate() {
            self.text(Place::Reference(h, c, r), "text", &reference.text, MAX_LINE_CHARS);
        }
    }

    fn needs(&mut self) {
        let tool = self.tool;
        let by_code: ByCode<'a> = placed_criteria(tool).map(|(p, c)| (c.code.as_str(), (p, c))).collect();
        for (place, criterion) in placed_criteria(tool).filter(|(_, c)| !c.na_needs.is_empty()) {
            if criterion.na.is_none() {
                self.fault(place, "na_needs", Problem::NeedsWithoutNa);
            }
            self.list(place, "na_needs", &criterion.na_needs, Named::Criterion, |code| by_code.contains_key(code));
            for (_, need) in criterion.na_needs.iter().filter_map(|code| by_code.get(code.as_str())) {
                if need.code == criterion.code {
                    self.fault(place, "na_needs", Problem::NeedsItself);
                } else if need.depth > criterion.depth || need.evidence > criterion.evidence {
                    self.fault(place, "na_needs", Problem::NeedsAskedLess(need.code.clone()));
                }
            }
        }
        // Following paths costs time a hostile file could multiply; over the limit the tool is refused anyway.
        if by_code.len() <= MAX_CRITERIA {
            self.circles(&by_code);
        }
    }

    /// Each circle of needs once, at one of its criteria.
    fn circles(&mut self, by_code: &ByCode<'a>) {
        let mut settled: BTreeSet<&str> = BTreeSet::new();
        for start in placed_criteria(self.tool) {
            // The path so far, each step with the number of its needs already tried.
            let mut path: Vec<(Place, &'a Criterion, usize)> = Vec::new();
            if settled.insert(&start.1.code) {
                path.push((start.0, start.1, 0));
            }
            while let Some((_, at, tried)) = path.last_mut() {
                let Some(need) = at.na_needs.get(*tried) else {
                    path.pop();
                    continue;
                };
                *tried += 1;
                let itself = *need == at.code;
                if let Some(back) = path.iter().position(|(_, c, _)| c.code == *need).filter(|_| !itself) {
                    let circle: Vec<&(Place, &Criterion, usize)> = path.iter().skip(back).collect();
                    let codes = circle.iter().map(|(_, c, _)| c.code.clone()).chain([need.clone()]).collect();
                    let place = circle.first().map_or(start.0, |(place, _, _)| *place);
                    self.fault(place, "na_needs", Problem::NeedsCircle(codes));
                } else if let Some((place, next)) = by_code.get(need.as_str()).filter(|n| settled.insert(&n.1.code)) {
                    path.push((*place, next, 0));
                }
            }
        }
    }
}

/// Criteria by their code, with their places.
type ByCode<'a> = BTreeMap<&'a str, (Place, &'a Criterion)>;

fn placed_criteria(tool: &AuditTool) -> impl Iterator<Item = (Place, &Criterion)> {
    tool.headings.iter().enumerate().flat_map(|(h, heading)| {
        heading.criteria.iter().enumerate().map(move |(c, crit)| (Place::Criterion(h, c), crit))
    })
}

/// A part in words: by its code where that can be read, else by its number.
fn name_of(tool: &AuditTool, place: Place) -> String {
    let named = |word: &str, code: Option<&str>, index: usize| match code.filter(|c| is_code(c)) {
        Some(code) => format!("{word} {code}"),
        None => format!("{word} number {}", index + 1),
    };
    let heading = |h: usize| -> Option<&Heading> { tool.headings.get(h) };
    let section = |h| named("Section", heading(h).map(|x| x.code.as_str()), h);
    let criterion = |h: usize, c: usize| {
        let code = heading(h).and_then(|x| x.criteria.get(c)).map(|x| x.code.as_str());
        match code.filter(|code| is_code(code)) {
            Some(code) => format!("Criterion {code}"),
            None => format!("{}, criterion number {}", section(h), c + 1),
        }
    };
    match place {
        Place::Tool => "The tool".to_owned(),
        Place::Rule => "The rule".to_owned(),
        Place::Answer(i) => named("Answer", tool.answers.get(i).map(|x| x.code.as_str()), i),
        Place::Grade(i) => named("Grade", tool.grades.get(i).map(|x| x.code.as_str()), i),
        Place::Group(i) => named("Group", tool.groups.get(i).map(|x| x.code.as_str()), i),
        Place::View(i) => named("View", tool.views.get(i).map(|x| x.code.as_str()), i),
        Place::Section(h) => section(h),
        Place::Criterion(h, c) => criterion(h, c),
        Place::Reference(h, c, r) => format!("{}, reference {}", criterion(h, c), r + 1),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::domain::audit_tool::{Answer, Lead};
    use crate::domain::test_tool::{default_tool, section, tool};

    type Found = (Place, &'static str, Problem);

    /// All faults of the default tool after a change.
    fn faults(change: impl FnOnce(&mut AuditTool)) -> Vec<Found> {
        let mut tool = default_tool();
        change(&mut tool);
        let faults = tool.validate().err().unwrap_or_default();
        faults.into_iter().map(|f| (f.place, f.field, f.problem)).collect()
    }

    fn unknown(named: Named, code: &str) -> Problem {
        Problem::Unknown(named, code.to_owned())
    }

    #[test]
    fn the_default_tool_has_no_fault() {
        assert_eq!(default_tool().validate(), Ok(()));
        assert_eq!(default_tool().criteria().count(), 94);
    }

    #[test]
    fn a_tool_without_grades_rule_groups_and_views_has_no_fault() {
        let mut plain = tool(&[], vec![section("A", 1)]);
        plain.answers.retain(|a| a.code == "met" || a.code == "not_met");
        assert_eq!(plain.validate(), Ok(()));
    }

    #[test]
    fn codes_of_each_kind_are_unique() {
        let repeated = |code: &str| Problem::CodeRepeated(code.to_owned());
        assert_eq!(faults(|t| t.answers[1].code = "met".into())[0], (Place::Answer(1), "code", repeated("met")));
        assert_eq!(faults(|t| t.grades[3].code = "good".into()), [(Place::Grade(3), "code", repeated("good"))]);
        assert_eq!(faults(|t| t.groups[4].code = "needs".into()), [(Place::Group(4), "code", repeated("needs"))]);
        assert_eq!(faults(|t| t.views[1].code = "health".into()), [(Place::View(1), "code", repeated("health"))]);
        assert_eq!(faults(|t| t.headings[12].code = "A".into()), [(Place::Section(12), "code", repeated("A"))]);
    }

    #[test]
    fn criterion_codes_are_unique_over_the_whole_tool() {
        let found = faults(|t| t.headings[12].criteria[0].code = "A1".into());
        assert_eq!(found, [(Place::Criterion(12, 0), "code", Problem::CodeRepeated("A1".into()))]);
    }

    #[test]
    fn a_code_is_1_to_32_letters_digits_underscores_and_hyphens() {
        for bad in ["", "A 1", "A.1", "É1", "=A1", "a\u{202E}b", &"x".repeat(33)] {
            let found = faults(|t| t.headings[0].criteria[0].code = bad.to_owned());
            assert_eq!(found, [(Place::Criterion(0, 0), "code", Problem::CodeMalformed(bad.to_owned()))], "{bad:?}");
        }
        for good in ["x", "H-z_9", &"x".repeat(32)] {
            assert_eq!(faults(|t| t.headings[0].criteria[0].code = good.to_owned()), []);
        }
        let malformed = |code: &str| Problem::CodeMalformed(code.to_owned());
        assert_eq!(faults(|t| t.code = "a b".into()), [(Place::Tool, "code", malformed("a b"))]);
        assert_eq!(faults(|t| t.grades[1].code = "".into())[0], (Place::Grade(1), "code", malformed("")));
        assert_eq!(faults(|t| t.groups[0].code = "?".into()), [(Place::Group(0), "code", malformed("?"))]);
        assert_eq!(faults(|t| t.views[0].code = "?".into()), [(Place::View(0), "code", malformed("?"))]);
    }

    #[test]
    fn no_answer_may_take_the_code_of_not_for_me_to_judge() {
        let found = faults(|t| t.answers[3].code = HANDED.into());
        assert_eq!(found, [(Place::Answer(3), "code", Problem::CodeReserved(HANDED.into()))]);
    }

    #[test]
    fn a_tool_has_2_to_9_answers_and_one_of_them_earns_points() {
        let answer =
            |i: usize| Answer { code: format!("x{i}"), label: format!("x{i}"), points: None, level: None, key: None };
        let count = |count| (Place::Tool, "answer", Problem::Count { count, allowed: "2 to 9 answers" });
        assert_eq!(faults(|t| t.answers.extend((0..4).map(answer))), []);
        assert_eq!(faults(|t| t.answers.extend((0..5).map(answer))), [count(10)]);
        assert!(faults(|t| t.answers.truncate(1)).contains(&count(1)));
        let none = (Place::Tool, "answer", Problem::NoPoints);
        assert_eq!(faults(|t| t.answers.iter_mut().for_each(|a| a.points = None)), std::slice::from_ref(&none));
        assert_eq!(faults(|t| t.answers.iter_mut().for_each(|a| a.points = a.points.map(|_| 0))), [none]);
        let number = MAX_FACTOR + 1;
        let range = Problem::OutOfRange { number, from: 0, to: MAX_FACTOR };
        assert_eq!(faults(|t| t.answers[0].points = Some(number)), [(Place::Answer(0), "points", range.clone())]);
        assert_eq!(faults(|t| t.answers[0].level = Some(number)), [(Place::Answer(0), "level", range)]);
    }

    #[test]
    fn not_applicable_earns_no_points() {
        let found = faults(|t| t.answers[4].points = Some(0));
        assert_eq!(found, [(Place::Answer(4), "points", Problem::NotApplicableHasPoints)]);
    }

    #[test]
    fn keys_are_single_characters_of_different_keys() {
        for bad in ["", "12", " ", "\t", "\u{202E}"] {
            let found = faults(|t| t.answers[0].key = Some(bad.into()));
            assert_eq!(found, [(Place::Answer(0), "key", Problem::KeyNotOneCharacter(bad.into()))], "{bad:?}");
        }
        let found = faults(|t| t.answers[1].key = Some("1".into()));
        assert_eq!(found, [(Place::Answer(1), "key", Problem::KeyRepeated("1".into()))]);
        let found = faults(|t| {
            t.answers[0].key = Some("m".into());
            t.answers[1].key = Some("M".into());
        });
        assert_eq!(found, [(Place::Answer(1), "key", Problem::KeyRepeated("M".into()))]);
        assert_eq!(faults(|t| t.answers.iter_mut().for_each(|a| a.key = None)), []);
    }

    #[test]
    fn levels_are_unique() {
        assert_eq!(faults(|t| t.answers[1].level = Some(3)), [(Place::Answer(1), "level", Problem::LevelRepeated(3))]);
    }

    #[test]
    fn a_tool_has_no_grades_or_2_to_6() {
        let count = |count| (Place::Tool, "grade", Problem::Count { count, allowed: "no grades, or 2 to 6" });
        let with = |n: u32| {
            let codes: Vec<String> = (0..n).map(|i| format!("g{i}")).collect();
            let table: Vec<(&str, u32)> = codes.iter().zip((0..n).rev()).map(|(c, p)| (c.as_str(), p)).collect();
            let found = tool(&table, vec![section("A", 1)]).validate().err().unwrap_or_default();
            found.into_iter().map(|f| (f.place, f.field, f.problem)).collect::<Vec<Found>>()
        };
        for good in [0, 2, 6] {
            assert_eq!(with(good), []);
        }
        for bad in [1, 7] {
            assert_eq!(with(bad), [count(bad as usize)]);
        }
    }

    #[test]
    fn thresholds_fall_from_at_most_100_to_0() {
        let not_falling = |percent, before| Problem::ThresholdNotFalling { percent, before };
        assert_eq!(faults(|t| t.grades[1].from_percent = 90), [(Place::Grade(1), "from_percent", not_falling(90, 90))]);
        assert_eq!(faults(|t| t.grades[1].from_percent = 40), [(Place::Grade(2), "from_percent", not_falling(45, 40))]);
        assert_eq!(faults(|t| t.grades[0].from_percent = 100), []);
        let range = Problem::OutOfRange { number: 101, from: 0, to: 100 };
        assert_eq!(faults(|t| t.grades[0].from_percent = 101), [(Place::Grade(0), "from_percent", range)]);
        assert_eq!(
            faults(|t| t.grades[3].from_percent = 1),
            [(Place::Grade(3), "from_percent", Problem::LastThresholdNotZero(1))]
        );
    }

    #[test]
    fn a_grade_above_a_good_one_is_good_too() {
        let found = faults(|t| t.grades[0].good_or_better = false);
        assert_eq!(found, [(Place::Grade(1), "good_or_better", Problem::GoodOrBetterBelowOther)]);
    }

    #[test]
    fn the_rule_names_only_grades_answers_and_sections_of_the_tool() {
        let x = || Some("x".to_owned());
        let rule = |field, problem| vec![(Place::Rule, field, problem)];
        let grade = unknown(Named::Grade, "x");
        assert_eq!(
            faults(|t| t.rule.must_not_met_caps_heading_at = x()),
            rule("must_not_met_caps_heading_at", grade.clone())
        );
        assert_eq!(
            faults(|t| t.rule.must_not_met_caps_plan_at = x()),
            rule("must_not_met_caps_plan_at", grade.clone())
        );
        assert_eq!(faults(|t| t.rule.must_partly_caps_plan_at = x()), rule("must_partly_caps_plan_at", grade));
        assert_eq!(
            faults(|t| t.rule.top_grade_allows_no = x()),
            rule("top_grade_allows_no", unknown(Named::Answer, "x"))
        );
        assert_eq!(
            faults(|t| t.rule.must_caps_headings = Some(vec!["A".into(), "x".into()])),
            rule("must_caps_headings", unknown(Named::Section, "x"))
        );
        assert_eq!(
            faults(|t| t.rule.must_caps_headings = Some(vec!["A".into(), "A".into()])),
            rule("must_caps_headings", Problem::ListedTwice("A".into()))
        );
        assert_eq!(
            faults(|t| t.rule.provisional_under_percent = Some(101)),
            rule("provisional_under_percent", Problem::OutOfRange { number: 101, from: 0, to: 100 })
        );
    }

    #[test]
    fn a_rule_about_grades_is_refused_without_grades() {
        let found = faults(|t| t.grades.clear());
        let fields: Vec<&str> = found.iter().map(|(_, field, _)| *field).collect();
        assert!(found.iter().all(|(place, _, problem)| (*place, problem) == (Place::Rule, &Problem::NoGrades)));
        assert_eq!(
            fields,
            [
                "must_not_met_caps_heading_at",
                "must_not_met_caps_plan_at",
                "must_partly_caps_plan_at",
                "top_grade_allows_no",
                "steps_above_weakest_group"
            ]
        );
    }

    #[test]
    fn groups_and_views_name_sections_and_criteria_of_the_tool_once() {
        let group = |problem| vec![(Place::Group(3), "headings", problem)];
        let view = |field, problem| vec![(Place::View(0), field, problem)];
        assert_eq!(faults(|t| t.groups[3].headings.push("Z".into())), group(unknown(Named::Section, "Z")));
        assert_eq!(faults(|t| t.groups[3].headings.push("C".into())), group(Problem::ListedTwice("C".into())));
        assert_eq!(faults(|t| t.groups[3].headings.clear()), group(Problem::ListEmpty));
        assert_eq!(
            faults(|t| t.views[0].criteria.push("C6".into())),
            view("criteria", unknown(Named::Criterion, "C6"))
        );
        assert_eq!(
            faults(|t| t.views[0].criteria.push("C1".into())),
            view("criteria", Problem::ListedTwice("C1".into()))
        );
        assert_eq!(faults(|t| t.views[0].criteria.clear()), view("criteria", Problem::ListEmpty));
        assert_eq!(
            faults(|t| t.views[0].standard_from_percent = 101),
            view("standard_from_percent", Problem::OutOfRange { number: 101, from: 0, to: 100 })
        );
    }

    #[test]
    fn a_tool_has_sections_and_each_has_criteria() {
        let mut empty = tool(&[], Vec::new());
        let found = empty.validate().unwrap_err();
        assert_eq!(found[0].problem, Problem::Count { count: 0, allowed: "1 to 100 sections" });
        empty.headings = vec![section("A", 0)];
        let found = empty.validate().unwrap_err();
        assert_eq!((found[0].place, &found[0].problem), (Place::Section(0), &Problem::ListEmpty));
    }

    #[test]
    fn a_tool_is_no_larger_than_a_panel_could_ever_use() {
        let mut large = tool(&[], (0..10).map(|i| section(&format!("S{i}x"), 100)).collect());
        assert_eq!(large.validate(), Ok(()));
        large.headings.push(section("T", 1));
        let found = large.validate().unwrap_err();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].problem, Problem::Count { count: 1_001, allowed: "at most 1,000 criteria" });
        let reference = default_tool().headings[0].criteria[0].references[0].clone();
        let found = faults(|t| t.headings[0].criteria[0].references = vec![reference; MAX_REFERENCES + 1]);
        assert_eq!(found[0].0, Place::Criterion(0, 0));
    }

    #[test]
    fn weights_and_versions_start_at_1() {
        let range = |number, to| Problem::OutOfRange { number, from: 1, to };
        assert_eq!(faults(|t| t.headings[2].weight = 0), [(Place::Section(2), "weight", range(0, 100))]);
        assert_eq!(faults(|t| t.headings[2].weight = 101), [(Place::Section(2), "weight", range(101, 100))]);
        assert_eq!(faults(|t| t.headings[2].weight = 100), []);
        assert_eq!(faults(|t| t.version = 0), [(Place::Tool, "version", range(0, u32::MAX))]);
    }

    /// Place, field, longest length, and how to set it.
    type Text = (Place, &'static str, usize, fn(&mut AuditTool, String));

    /// Every text of a tool that people see.
    fn texts() -> Vec<Text> {
        vec![
            (Place::Tool, "title", MAX_TITLE_CHARS, |t, s| t.title = s),
            (Place::Tool, "anchor", MAX_TEXT_CHARS, |t, s| t.anchor = Some(s)),
            (Place::Answer(0), "label", MAX_LABEL_CHARS, |t, s| t.answers[0].label = s),
            (Place::Grade(0), "label", MAX_LABEL_CHARS, |t, s| t.grades[0].label = s),
            (Place::View(0), "title", MAX_TITLE_CHARS, |t, s| t.views[0].title = s),
            (Place::Section(0), "title", MAX_TITLE_CHARS, |t, s| t.headings[0].title = s),
            (Place::Criterion(0, 0), "question", MAX_TEXT_CHARS, |t, s| t.headings[0].criteria[0].question = s),
            (Place::Criterion(0, 0), "na", MAX_LINE_CHARS, |t, s| t.headings[0].criteria[0].na = Some(s)),
            (Place::Reference(0, 0, 0), "text", MAX_LINE_CHARS, |t, s| {
                t.headings[0].criteria[0].references[0].text = s;
            }),
        ]
    }

    /// Texts that may be left empty.
    fn spare_texts() -> Vec<Text> {
        vec![
            (Place::Tool, "source", MAX_TEXT_CHARS, |t, s| t.source = s),
            (Place::Criterion(0, 0), "good", MAX_TEXT_CHARS, |t, s| t.headings[0].criteria[0].good = s),
        ]
    }

    #[test]
    fn texts_that_people_must_see_are_not_empty() {
        for (place, field, _, set) in texts() {
            for empty in ["", "  "] {
                assert_eq!(faults(|t| set(t, empty.into())), [(place, field, Problem::TextEmpty)], "{place:?} {field}");
            }
        }
        for (place, field, _, set) in spare_texts() {
            assert_eq!(faults(|t| set(t, String::new())), [], "{place:?} {field}");
        }
    }

    #[test]
    fn texts_fit_their_room_counted_in_characters() {
        for (place, field, limit, set) in texts().into_iter().chain(spare_texts()) {
            assert_eq!(faults(|t| set(t, "é".repeat(limit))), [], "{place:?} {field}");
            let chars = limit + 1;
            let too_long = (place, field, Problem::TextTooLong { chars, limit });
            assert_eq!(faults(|t| set(t, "é".repeat(chars))), [too_long]);
        }
    }

    #[test]
    fn control_and_bidirectional_characters_are_refused_in_every_text() {
        let hidden = ['\0', '\n', '\t', '\u{7F}', '\u{85}', '\u{61C}', '\u{200E}', '\u{200F}', '\u{2028}', '\u{202A}'];
        let hidden = hidden.into_iter().chain(['\u{202E}', '\u{2066}', '\u{2069}', '\u{FEFF}']);
        for c in hidden {
            for (place, field, _, set) in texts().into_iter().chain(spare_texts()) {
                let found = faults(|t| set(t, format!("plain{c}text")));
                assert_eq!(found, [(place, field, Problem::TextNotPlain(c))], "{c:?} in {place:?} {field}");
            }
        }
        assert_eq!(faults(|t| t.title = "Ŵyn “–” ü 漢字".into()), []);
    }

    #[test]
    fn a_lead_is_named_once() {
        let found = faults(|t| t.headings[0].criteria[0].lead = vec![Lead::Health, Lead::Health]);
        assert_eq!(found, [(Place::Criterion(0, 0), "lead", Problem::ListedTwice("health".into()))]);
    }

    #[test]
    fn a_criterion_may_be_not_applicable_only_with_such_an_answer() {
        let found = faults(|t| t.answers.retain(|a| a.code != NOT_APPLICABLE));
        let allowing = default_tool().criteria().filter(|(_, c)| c.na.is_some()).count();
        assert!(allowing > 10);
        assert_eq!(found.len(), allowing);
        assert!(found.iter().all(|(_, field, problem)| (*field, problem) == ("na", &Problem::NoNotApplicableAnswer)));
    }

    #[test]
    fn na_needs_stands_only_with_na_and_names_another_criterion() {
        // C2 is the second criterion of section C.
        let c2 = |problem| vec![(Place::Criterion(2, 1), "na_needs", problem)];
        let c2_needs = |needs: &[&str]| {
            let needs: Vec<String> = needs.iter().map(|n| (*n).to_owned()).collect();
            faults(|t| t.headings[2].criteria[1].na_needs = needs)
        };
        assert_eq!(faults(|t| t.headings[2].criteria[1].na = None), c2(Problem::NeedsWithoutNa));
        assert_eq!(c2_needs(&["C1", "C6"]), c2(unknown(Named::Criterion, "C6")));
        assert_eq!(c2_needs(&["C1", "C1"]), c2(Problem::ListedTwice("C1".into())));
        assert_eq!(c2_needs(&["C2"]), c2(Problem::NeedsItself));
        assert_eq!(c2_needs(&["C1", "D1"]), []);
    }

    #[test]
    fn what_na_rests_on_is_asked_wherever_na_may_be_chosen() {
        // C3 is a workshop criterion on the plan: C2 is asked at full depth only.
        let c3_needs = |need: &str| faults(|t| t.headings[2].criteria[2].na_needs = vec![need.to_owned()]);
        let found = |code: &str| vec![(Place::Criterion(2, 2), "na_needs", Problem::NeedsAskedLess(code.to_owned()))];
        assert_eq!(c3_needs("A5"), found("A5"), "deeper");
        assert_eq!(c3_needs("B1"), found("B1"), "more evidence");
        assert_eq!(c3_needs("B3"), []);
    }

    #[test]
    fn na_needs_never_runs_in_a_circle() {
        let circle = |codes: &[&str]| Problem::NeedsCircle(codes.iter().map(|c| (*c).to_owned()).collect());
        let needing = |edges: &[(usize, &[&str])]| {
            let mut looped = tool(&[], vec![section("A", 6)]);
            for (i, needs) in edges {
                let criterion = &mut looped.headings[0].criteria[*i];
                criterion.na = Some("none".into());
                criterion.na_needs = needs.iter().map(|n| (*n).to_owned()).collect();
            }
            let found = looped.validate().err().unwrap_or_default();
            found.into_iter().map(|f| (f.place, f.problem)).collect::<Vec<_>>()
        };
        // A1 leads into the circle and is not part of it.
        assert_eq!(
            needing(&[(0, &["A2"]), (1, &["A3"]), (2, &["A4"]), (3, &["A2"])]),
            [(Place::Criterion(0, 1), circle(&["A2", "A3", "A4", "A2"]))]
        );
        assert_eq!(
            needing(&[(0, &["A2"]), (1, &["A1"]), (4, &["A6"]), (5, &["A5"])]),
            [
                (Place::Criterion(0, 0), circle(&["A1", "A2", "A1"])),
                (Place::Criterion(0, 4), circle(&["A5", "A6", "A5"]))
            ]
        );
        assert_eq!(needing(&[(0, &["A2", "A3"]), (1, &["A4"]), (2, &["A4"]), (3, &["A5"])]), [], "a diamond");
        assert_eq!(needing(&[(0, &["A1"])]), [(Place::Criterion(0, 0), Problem::NeedsItself)], "said once");
    }

    #[test]
    fn all_faults_are_found_at_once_in_order() {
        let found = faults(|t| {
            t.headings[1].criteria[0].question = String::new();
            t.headings[0].weight = 0;
            t.version = 0;
            t.answers[0].label = String::new();
            t.headings[0].criteria[2].na_needs = vec!["Z9".into()];
        });
        let places: Vec<Place> = found.iter().map(|(place, _, _)| *place).collect();
        let (a3, b1) = (Place::Criterion(0, 2), Place::Criterion(1, 0));
        assert_eq!(places, [Place::Tool, Place::Answer(0), Place::Section(0), a3, b1]);
    }

    #[test]
    fn a_fault_says_what_is_wrong_where_and_what_to_do() {
        let said = |change: fn(&mut AuditTool)| {
            let mut tool = default_tool();
            change(&mut tool);
            tool.validate().unwrap_err().first().unwrap().to_string()
        };
        assert_eq!(
            said(|t| t.rule.must_partly_caps_plan_at = Some("fine".into())),
            "The rule, must_partly_caps_plan_at: there is no grade “fine” in this tool. Use one of its codes."
        );
        assert_eq!(
            said(|t| t.headings[2].criteria[0].question = String::new()),
            "Criterion C1, question: is empty. Write the words people are to read."
        );
        assert_eq!(
            said(|t| t.headings[0].criteria[3].code = "A\u{202E}4".into()),
            "Section A, criterion number 4, code: “A\\u{202e}4” cannot be a code. Use 1 to 32 letters, digits, _ or -."
        );
        assert_eq!(said(|t| t.answers.truncate(1)), "The tool, answer: there are 1. Allowed: 2 to 9 answers.");
    }

    #[test]
    fn a_tool_far_too_large_is_refused_without_walking_its_needs() {
        let mut chain = tool(&[], vec![section("A", 20_000)]);
        for (i, criterion) in chain.headings[0].criteria.iter_mut().enumerate() {
            criterion.na = Some("none".into());
            criterion.na_needs = vec![format!("A{}", (i + 1) % 20_000 + 1)];
        }
        let found = chain.validate().unwrap_err();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].problem, Problem::Count { count: 20_000, allowed: "at most 1,000 criteria" });
    }
}
