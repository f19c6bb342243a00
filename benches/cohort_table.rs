//! What one frame of the cohort's table costs with as many plans as Kent has: our own work, laying out and cutting
//! into triangles, without the graphics card. The target is 16 ms for the worst frame of a scroll.
//!
//! `cargo bench --bench cohort_table`. Each frame turns the wheel, so that no two show the same rows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use egui::{Context, Event, Modifiers, MouseWheelUnit, RawInput, Rect, TouchPhase, Vec2, pos2, vec2};
use golden_thread::domain::fact::Fact;
use golden_thread::domain::ids::PlanId;
use golden_thread::domain::plan::{Plan, PlanFacts, PlanKind};
use golden_thread::settings::Settings;
use golden_thread::ui::cx::{Acting, Cx, Saved, Support};
use golden_thread::ui::theme::Theme;
use golden_thread::ui::views::cohort::data::CohortData;
use golden_thread::ui::views::cohort::state::{CohortScreen, SortBy};
use golden_thread::ui::views::cohort::view;
use jiff::civil::date;
use std::time::{Duration, Instant};

/// Kent, January 2025.
const PLANS: usize = 20_635;
const SIZE: Vec2 = vec2(1920.0, 1080.0);
const FRAMES: usize = 600;

fn plans() -> Vec<Plan> {
    let needs = ["ASD", "SEMH", "SLCN", "MLD", "PD", "SLD"];
    let types = ["mainstream_academy", "special_academy_free", "mainstream_la_maintained", "special_independent"];
    let plan = |n: usize| PlanFacts {
        reference: format!("K{n:06}"),
        year_group: Some((n * 7 % 18) as i32 - 2),
        age: Some((n * 7 % 18) as i32 + 3),
        sex: Some(if n.is_multiple_of(3) { "F" } else { "M" }.to_owned()),
        ethnicity: Some("WBRI".to_owned()),
        primary_need: Some(needs[n * 5 % needs.len()].to_owned()),
        setting: Some(format!("{}", 100_000 + n * 13 % 600)),
        setting_type: Some(types[n * 11 % types.len()].to_owned()),
        plan_kind: Some(if n.is_multiple_of(4) { PlanKind::Amended } else { PlanKind::New }),
        issued_on: Some(date(2015 + (n % 10) as i16, 1 + (n % 12) as i8, 1 + (n % 28) as i8)),
        last_review_on: Some(date(2022 + (n % 3) as i16, 1 + (n % 12) as i8, 1 + (n % 28) as i8)),
        ..PlanFacts::default()
    };
    (0..PLANS).map(|n| Plan { id: PlanId(uuid::Uuid::from_u128(n as u128)), facts: plan(n), left_on: None }).collect()
}

/// Draws one frame; returns what it took.
fn frame(context: &Context, data: &CohortData, screen: &mut CohortScreen, events: Vec<Event>) -> Duration {
    let input =
        RawInput { screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), SIZE)), events, ..RawInput::default() };
    let (settings, acting, saved) = (Settings::default(), Acting::Lead, Saved::Unchanged);
    let support = Support::default();
    let begun = Instant::now();
    let mut queue = Vec::new();
    let mut output = context.run_ui(input, |ui| {
        let mut cx = Cx {
            queue: &mut queue,
            settings: &settings,
            support: &support,
            acting: &acting,
            file: None,
            round: None,
            saved: &saved,
            can_undo: false,
            is_blocked: false,
        };
        view::show(ui, &mut cx, data, screen);
    });
    // Nobody draws here.
    output.textures_delta.clear();
    let triangles = context.tessellate(output.shapes, output.pixels_per_point);
    assert!(!triangles.is_empty());
    begun.elapsed()
}

fn wheel() -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -170.0),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    }
}

fn told(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "{name}: median {:.2} ms, 99 of 100 within {:.2} ms, worst {:.2} ms of {} frames",
        at(0.5),
        at(0.99),
        at(1.0),
        times.len()
    );
}

fn main() {
    let begun = Instant::now();
    let data = CohortData::make(plans(), Some(date(2025, 1, 16)), date(2025, 2, 1), Some("886")).unwrap();
    println!(
        "made the data of {PLANS} plans in {:.0} ms (beside, not in a frame)",
        begun.elapsed().as_secs_f64() * 1e3
    );
    let context = Context::default();
    Theme::Light.install(&context);
    let mut screen = CohortScreen::default();
    let middle = pos2(SIZE.x / 2.0, SIZE.y * 0.7);
    for _ in 0..10 {
        frame(&context, &data, &mut screen, vec![Event::PointerMoved(middle)]);
    }
    let scrolled = (0..FRAMES).map(|_| frame(&context, &data, &mut screen, vec![wheel()])).collect();
    told("scrolling", scrolled);
    let mut sorted = Vec::new();
    for fact in Fact::ALL {
        screen.sort_by(SortBy::Fact(*fact));
        sorted.push(frame(&context, &data, &mut screen, Vec::new()));
    }
    told("the frame after a new order", sorted);
    let mut found = Vec::new();
    for letters in ["K", "K0", "K01", "K012", "K01", "K0", "K", ""] {
        screen.asked.search = letters.to_owned();
        found.push(frame(&context, &data, &mut screen, Vec::new()));
    }
    told("the frame after a letter in the search", found);
}
