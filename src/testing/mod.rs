//! For tests and benches: the default tool, a fixed world, builders that make a realistic round in three calls.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::domain::audit_tool::AuditTool;
use crate::domain::measure::{Better, MeasureValue, Quality, ValueKind};
use crate::domain::panel::{Agency, MemberFacts};
use crate::domain::plan::PlanFacts;
use crate::ops::{Actor, CohortImport, DrawRequest, NewFile, NewRound, Session};
use crate::platform::clock::{Moment, World};
use jiff::civil::{Date, date};
use std::path::{Path, PathBuf};

/// The default tool as shipped.
#[must_use]
pub fn default_tool() -> AuditTool {
    crate::exchange::tool_file::parse_tool(include_str!("../../assets/audit-tools/ehc-plan-audit.toml")).unwrap()
}

/// A world whose clock moves a second at a time from a fixed moment and whose random bytes are counted.
#[derive(Debug)]
pub struct FixedWorld {
    now_ms: i64,
    today: Date,
    count: u128,
}

impl FixedWorld {
    /// A world that stands at noon of a day.
    #[must_use]
    pub fn on(today: Date) -> Self {
        let noon = today.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        Self { now_ms: noon.timestamp().as_millisecond(), today, count: 0 }
    }
}

impl Default for FixedWorld {
    fn default() -> Self {
        Self::on(jiff::civil::date(2026, 11, 22))
    }
}

impl World for FixedWorld {
    fn now_ms(&mut self) -> i64 {
        self.now_ms += 1_000;
        self.now_ms
    }

    fn today(&mut self) -> Date {
        self.today
    }

    fn random_16(&mut self) -> [u8; 16] {
        self.count += 1;
        self.count.to_be_bytes()
    }

    fn moment(&mut self) -> Moment {
        Moment { wall_ms: self.now_ms, awake_ms: 0 }
    }
}

/// A clock that a test moves by hand; copies show the same time.
#[derive(Debug, Clone, Default)]
pub struct HandClock(std::sync::Arc<std::sync::Mutex<Moment>>);

impl HandClock {
    /// Lets so many seconds go by.
    pub fn pass(&self, seconds: i64) {
        let mut moment = self.0.lock().unwrap();
        moment.wall_ms += seconds * 1_000;
        moment.awake_ms += seconds * 1_000;
    }

    /// Lets the machine sleep for so many seconds.
    pub fn sleep(&self, seconds: i64) {
        self.0.lock().unwrap().wall_ms += seconds * 1_000;
    }
}

/// The fixed world with a clock beside it that a test moves by hand.
#[derive(Debug, Default)]
pub struct HandWorld {
    fixed: FixedWorld,
    clock: HandClock,
}

impl HandWorld {
    /// A world that shows this clock.
    #[must_use]
    pub fn new(clock: HandClock) -> Self {
        Self { fixed: FixedWorld::default(), clock }
    }

    /// As [`Self::new`], with random bytes of its own: where one file is worked on through several windows in turn.
    #[must_use]
    pub fn in_turn(clock: HandClock, turn: u32) -> Self {
        let fixed = FixedWorld { count: u128::from(turn) << 96, ..FixedWorld::default() };
        Self { fixed, clock }
    }
}

impl World for HandWorld {
    fn now_ms(&mut self) -> i64 {
        self.fixed.now_ms()
    }

    fn today(&mut self) -> Date {
        self.fixed.today()
    }

    fn random_16(&mut self) -> [u8; 16] {
        self.fixed.random_16()
    }

    fn moment(&mut self) -> Moment {
        let moment = *self.clock.0.lock().unwrap();
        Moment { wall_ms: moment.wall_ms + 1_795_348_800_000, ..moment }
    }
}

/// The passphrase of encrypted test files.
pub const PASSPHRASE: &str = "four ordinary words here";

/// An audit file in a folder of its own, which goes when this is dropped.
#[derive(Debug)]
pub struct TestFile {
    folder: tempfile::TempDir,
    passphrase: Option<&'static str>,
}

impl TestFile {
    /// A new unencrypted file with the default tool.
    #[must_use]
    pub fn new() -> (Self, Session) {
        Self::with(None)
    }

    /// A new file with the default tool, encrypted with [`PASSPHRASE`].
    #[must_use]
    pub fn encrypted() -> (Self, Session) {
        Self::with(Some(PASSPHRASE))
    }

    fn with(passphrase: Option<&'static str>) -> (Self, Session) {
        let file = Self { folder: tempfile::tempdir().unwrap(), passphrase };
        let tools = [default_tool()];
        let new =
            NewFile { local_area: "Testshire", la_code: Some("999"), passphrase, is_sample: false, tools: &tools };
        Session::create(&file.path(), &new, Box::new(FixedWorld::default()), false, |_| Ok(())).unwrap();
        let session = file.open();
        (file, session)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("test.gthread")
    }

    /// The folder it lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Opens it.
    #[must_use]
    pub fn open(&self) -> Session {
        self.open_in(FixedWorld::default())
    }

    /// Opens it in another world, such as one of another day.
    #[must_use]
    pub fn open_in(&self, world: impl World + 'static) -> Session {
        Session::open(&self.path(), self.passphrase, Box::new(world)).unwrap()
    }
}

/// `count` plans with facts that divide them: phases, needs, settings.
#[must_use]
pub fn cohort(count: usize) -> CohortImport {
    let needs = ["ASD", "SEMH", "SLCN", "MLD", "PD"];
    let plans = (0..count).map(|n| PlanFacts {
        reference: format!("K{n:05}"),
        year_group: Some(i32::try_from(n % 17).unwrap() - 1),
        sex: Some(if n % 3 == 0 { "F" } else { "M" }.to_owned()),
        primary_need: Some(needs[n * 7 % needs.len()].to_owned()),
        setting: Some(format!("{}", 100_000 + n % 11)),
        ..PlanFacts::default()
    });
    use crate::domain::fact::Fact;
    CohortImport {
        source: "CSV".to_owned(),
        plans: plans.collect(),
        columns: vec![Fact::YearGroup, Fact::Sex, Fact::PrimaryNeed, Fact::Setting],
        as_of: jiff::civil::date(2026, 11, 1),
        is_return: false,
        keyed: true,
        rejected: 0,
        skip_rejected: false,
    }
}

/// A panel from education, health, social care, educational psychology, a school and parent carers, in that order.
#[must_use]
pub fn panel(count: usize) -> Vec<MemberFacts> {
    let agencies = [
        Agency::Education,
        Agency::Health,
        Agency::SocialCare,
        Agency::EducationalPsychology,
        Agency::School,
        Agency::ParentCarer,
    ];
    let member = |n: usize| MemberFacts {
        role: "Reviewer".to_owned(),
        ..MemberFacts::named(format!("Member {:02}", n + 1), agencies[n % agencies.len()])
    };
    (0..count).map(member).collect()
}

/// A drawn and allocated core round with the file given: `plans` of `cohort(plans * 10)`, two of `members` on each.
pub fn round(session: &mut Session, plans: usize, members: usize) -> crate::domain::round::Round {
    round_at(session, plans, members, crate::domain::audit_tool::Depth::Core)
}

/// A draw of so many plans from all, with seed 7 and two reserves.
#[must_use]
pub fn draw(size: usize) -> DrawRequest {
    DrawRequest {
        size,
        seed: 7,
        stratify: Vec::new(),
        min_per_stratum: 0,
        filters: Vec::new(),
        issued_since: None,
        exclude_last_rounds: 0,
        reserves: 2,
    }
}

/// A result typed in for 2025: so many of a hundred plans issued within 20 weeks.
#[must_use]
pub fn figure(of_hundred: f64) -> MeasureValue {
    MeasureValue {
        measure: "Plans issued within 20 weeks".to_owned(),
        definition: "exceptions left out".to_owned(),
        kind: ValueKind::Result,
        better: Better::Up,
        from: Some(date(2025, 1, 1)),
        to: Some(date(2025, 12, 31)),
        part_year: false,
        numerator: Some(of_hundred),
        denominator: Some(100.0),
        value: Some(of_hundred),
        unit: "percent".to_owned(),
        quality: Some(Quality::Exact),
        source: "typed".to_owned(),
        note: String::new(),
    }
}

/// As [`round`], at a depth.
pub fn round_at(
    session: &mut Session,
    plans: usize,
    members: usize,
    depth: crate::domain::audit_tool::Depth,
) -> crate::domain::round::Round {
    use crate::domain::audit_tool::Evidence;
    use crate::domain::round::Purpose;
    let actor = Actor::CommandLine;
    session.import_plans(&actor, &cohort(plans * 10)).unwrap();
    session.put_people(&actor, panel(members)).unwrap();
    let (tool, _) = session.find_tool("ehc-plan-audit", None).unwrap();
    let new = NewRound {
        title: "Autumn 2026".to_owned(),
        tool,
        depth,
        evidence: Evidence::File,
        purpose: Purpose::Random,
        caution: None,
    };
    let round = session.make_round(&actor, new).unwrap().value;
    session.draw_sample(&actor, round.id, &draw(plans)).unwrap();
    session.allocate(&actor, round.id, 2).unwrap();
    session.round(None).unwrap()
}
