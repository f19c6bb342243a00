//! Agreement of twenty thousand units of eight members, and the bootstrap over their plans. Targets on one core:
//! all coefficients under 50 ms, 1,000 replicates under 1 s.

use criterion::Criterion;
use golden_thread::stats::{
    REPLICATES, Ratings, SEED, Unit, agreement, bootstrap_alpha_ordinal, list_agreement_by_criterion,
    list_agreement_by_heading,
};
use std::hint::black_box;

const UNITS: usize = 20_000;
const RATERS: usize = 8;

/// Members who mostly agree, with one answer in ten missing; the same on every run.
fn ratings(levels: usize, criteria_per_plan: usize) -> Ratings {
    let mut state = 7u64;
    let mut below = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize % n
    };
    let mut ratings = Ratings::new(levels, RATERS);
    for unit in 0..UNITS {
        let usual = below(levels);
        let mut give = || match below(10) {
            0 => None,
            1..=6 => Some(usual as u8),
            _ => Some(below(levels) as u8),
        };
        let given = (0..RATERS).map(|_| give()).collect();
        let criterion = unit % criteria_per_plan;
        let added = Unit { plan: unit / criteria_per_plan, heading: criterion % 13, criterion, ratings: given };
        assert!(ratings.push(&added).is_ok(), "every level is on the scale");
    }
    ratings
}

fn main() {
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    // The default tool at core depth, and the widest scale with as many plans as there are units.
    for (name, levels, criteria) in [("3 levels, 45 a plan", 3, 45), ("9 levels, 1 a plan", 9, 1)] {
        let ratings = ratings(levels, criteria);
        let mut group = criterion.benchmark_group(format!("20,000 units x 8 members, {name}"));
        group.bench_function("coefficients", |b| b.iter(|| agreement(black_box(&ratings))));
        group.bench_function("by section", |b| b.iter(|| list_agreement_by_heading(black_box(&ratings))));
        group.bench_function("by criterion", |b| b.iter(|| list_agreement_by_criterion(black_box(&ratings))));
        group.bench_function("bootstrap, 1,000 replicates", |b| {
            b.iter(|| bootstrap_alpha_ordinal(black_box(&ratings), REPLICATES, SEED, &mut |_| true));
        });
        group.finish();
    }
    criterion.final_summary();
}
