//! Worked examples, published or worked out by other libraries, and properties that hold for all ratings.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

/// Rows of one member each, `.` for not given, levels from 1; every column is a unit of a plan of its own.
fn ratings_of(levels: usize, rows: &[&str]) -> Ratings {
    let rows: Vec<Vec<Option<u8>>> = rows.iter().map(|row| row.split_whitespace().map(position).collect()).collect();
    let mut ratings = Ratings::new(levels, rows.len());
    for plan in 0..rows[0].len() {
        let unit = Unit { plan, heading: 0, criterion: 0, ratings: rows.iter().map(|row| row[plan]).collect() };
        ratings.push(&unit).unwrap();
    }
    ratings
}

fn position(level: &str) -> Option<u8> {
    level.parse::<u8>().ok().map(|level| level - 1)
}

/// Two members with this cross table, a row for each level of the first.
fn two_members(table: &[&[usize]]) -> Ratings {
    let mut ratings = Ratings::new(table.len(), 2);
    for (i, row) in table.iter().enumerate() {
        for (j, count) in row.iter().enumerate() {
            for _ in 0..*count {
                let given = vec![Some(i as u8), Some(j as u8)];
                ratings.push(&Unit { plan: 0, heading: 0, criterion: 0, ratings: given }).unwrap();
            }
        }
    }
    ratings
}

#[track_caller]
fn close(figure: Option<f64>, expected: f64) {
    let figure = figure.expect("the figure is defined");
    assert!((figure - expected).abs() < 1e-9, "{figure} is not {expected}");
}

const KRIPPENDORFF_2011: [&str; 4] = [
    "1 2 3 3 2 1 4 1 2 . . .", // observer A
    "1 2 3 3 2 2 4 1 2 5 . .",
    ". 3 3 3 2 3 4 2 2 5 1 3",
    "1 2 3 3 2 4 4 1 2 5 1 .",
];

#[test]
fn krippendorff_2011_gives_the_published_coefficients() {
    let figures = agreement(&ratings_of(5, &KRIPPENDORFF_2011));
    assert_eq!((figures.units, figures.raters, figures.undefined), (11, 4, None));
    close(figures.percent, 100.0 * 9.0 / 11.0);
    close(figures.alpha_nominal, 113.0 / 152.0);
    close(figures.alpha_ordinal, 108_577.0 / 133_160.0);
    close(figures.alpha_interval, 951.0 / 1120.0);
    close(figures.ac1, 31_825.0 / 41_041.0);
    // irrCAC 0.4.4; printed as 0.914001.
    close(figures.ac2, 0.914_000_723_551_605);
    // The mean of scikit-learn 1.9's coefficients of the six pairs.
    close(figures.kappa, 0.700_162_637_107_088_6);
    close(figures.kappa_quadratic, 0.775_123_661_959_446_2);
}

#[test]
fn cohen_1960_gives_the_published_kappa() {
    let ratings = two_members(&[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]]);
    close(agreement(&ratings).kappa, 29.0 / 59.0);
    let pairs = list_pairs(&ratings);
    assert_eq!(pairs.len(), 1);
    assert_eq!((pairs[0].first, pairs[0].second, pairs[0].units), (0, 1, 200));
    close(Some(pairs[0].percent), 70.0);
    close(Some(pairs[0].within_one_percent), 90.0);
    // Margins 120 60 20 and 100 60 40: mean positions 0.5 and 0.7.
    close(Some(pairs[0].difference), -0.2);
    // Disagreement observed 80, or 120 squared, of 200; expected 30,400, or 44,000, of 40,000.
    close(pairs[0].kappa_linear, 1.0 - 200.0 * 80.0 / 30_400.0);
    close(pairs[0].kappa_quadratic, 1.0 - 200.0 * 120.0 / 44_000.0);
}

/// Made up; alpha by the Python package krippendorff 0.9.0, AC1, AC2 and percent by irrCAC 0.4.4, kappa the mean of
/// scikit-learn 1.9's `cohen_kappa_score` with all labels given.
#[test]
fn gaps_and_an_unused_middle_level_agree_with_other_libraries() {
    let rows = [
        "5 . . . . 1 . 2 1 4 1 4 . 2 4 . . . 5 2 . 2 4 4",
        "1 5 4 4 . 5 . 2 2 . 5 5 5 . . 2 1 4 2 5 5 4 . 4",
        "4 5 . . 2 5 . 2 1 . 1 . 4 . 4 2 4 4 2 2 4 4 2 4",
    ];
    let ratings = ratings_of(5, &rows);
    let figures = agreement(&ratings);
    assert_eq!((figures.units, figures.raters), (18, 3));
    close(figures.percent, 100.0 * 4.0 / 9.0);
    close(figures.alpha_nominal, 0.259_757_738_896_366_1);
    close(figures.alpha_ordinal, 0.098_000_347_765_605_96);
    close(figures.alpha_interval, 0.147_208_121_827_411_16);
    close(figures.ac1, 0.326_715_031_182_385);
    close(figures.ac2, 0.381_428_099_341_62);
    close(figures.kappa, 0.239_641_925_561_224_74);
    close(figures.kappa_quadratic, 0.054_219_105_544_061_43);
    let linear: Vec<f64> = list_pairs(&ratings).iter().filter_map(|pair| pair.kappa_linear).collect();
    assert_eq!(linear.len(), 3);
    close(Some(linear[0]), -0.208_791_208_791_208_94);
    close(Some(linear[1]), 0.3125);
    close(Some(linear[2]), 0.340_659_340_659_340_67);
}

/// Made up; the same libraries.
#[test]
fn skewed_answers_agree_with_other_libraries() {
    let figures = agreement(&two_members(&[&[0, 1, 0], &[0, 1, 2], &[0, 1, 35]]));
    close(figures.percent, 90.0);
    close(figures.alpha_nominal, 0.388_781_431_334_622_95);
    close(figures.alpha_ordinal, 0.547_007_722_007_722_1);
    close(figures.alpha_interval, 0.570_652_173_913_043_5);
    close(figures.ac1, 0.891_211_966_683_665);
    close(figures.ac2, 0.970_182_631_382_781);
    close(figures.kappa, 0.382_239_382_239_382_25);
    close(figures.kappa_quadratic, 0.567_567_567_567_567_5);
}

#[test]
fn a_declared_but_unused_level_moves_gwets_coefficients() {
    let (five, six) = (ratings_of(5, &KRIPPENDORFF_2011), ratings_of(6, &KRIPPENDORFF_2011));
    let (five, six) = (agreement(&five), agreement(&six));
    close(five.ac1, 0.775_444_068_126_995);
    // irrCAC 0.4.4 with six categories.
    close(six.ac1, 0.785_526_781_226_146);
    close(six.ac2, 0.947_407_789_799_724);
    close(six.alpha_ordinal, 108_577.0 / 133_160.0);
    close(six.kappa_quadratic, 0.775_123_661_959_446_2);
}

#[test]
fn an_unused_level_between_used_ones_moves_weighted_kappa() {
    let without = two_members(&[&[3, 2, 0], &[0, 3, 0], &[2, 1, 3]]);
    let with = two_members(&[&[3, 2, 0, 0], &[0, 3, 0, 0], &[0, 0, 0, 0], &[2, 1, 0, 3]]);
    let (without, with) = (&list_pairs(&without)[0], &list_pairs(&with)[0]);
    // scikit-learn 1.9 with all labels given.
    close(without.kappa, 13.0 / 27.0);
    close(with.kappa, 13.0 / 27.0);
    close(without.kappa_linear, 0.455_555_555_555_555_6);
    close(with.kappa_linear, 0.481_481_481_481_481_4);
    close(without.kappa_quadratic, 0.429_629_629_629_629_6);
    close(with.kappa_quadratic, 0.466_666_666_666_666_7);
}

#[test]
fn ordinal_alpha_has_krippendorffs_metric_and_not_ordinal_weights() {
    let ordinal = agreement(&ratings_of(5, &KRIPPENDORFF_2011)).alpha_ordinal.unwrap();
    assert_eq!(format!("{ordinal:.4}"), "0.8154");
}

#[test]
fn all_answers_equal_is_not_defined_but_for_gwet() {
    let figures = agreement(&ratings_of(3, &["3 3 3 .", "3 3 3 3", "3 3 . 3"]));
    assert_eq!(figures.undefined, Some(Undefined::AllEqual));
    assert_eq!((figures.percent, figures.within_one_percent), (Some(100.0), Some(100.0)));
    assert_eq!((figures.kappa, figures.kappa_quadratic), (None, None));
    assert_eq!((figures.alpha_nominal, figures.alpha_ordinal, figures.alpha_interval), (None, None, None));
    assert_eq!((figures.ac1, figures.ac2), (Some(1.0), Some(1.0)));
}

#[test]
fn one_disagreement_in_a_constant_set_gives_nothing_at_ninety_percent_and_the_reason() {
    let ratings = ratings_of(3, &["3 3 3 3 3 3 3 3 3 3", "3 3 3 3 3 3 3 3 3 1"]);
    let figures = agreement(&ratings);
    close(figures.percent, 90.0);
    close(figures.kappa, 0.0);
    close(figures.alpha_nominal, 0.0);
    close(figures.alpha_ordinal, 0.0);
    assert!(list_care(&ratings).contains(&Care::LevelDominates { level: 2, answers: 19, of: 20 }));
}

/// Made up; the same libraries.
#[test]
fn agreement_below_chance_is_negative_and_not_clamped() {
    let figures = agreement(&ratings_of(4, &["1 2 3 4 1 2 3 4 2 3 2 3", "4 3 2 1 4 3 2 1 3 2 2 4"]));
    close(figures.percent, 100.0 / 12.0);
    close(figures.alpha_nominal, -0.199_052_132_701_421_64);
    close(figures.alpha_ordinal, -0.704_753_521_126_760_6);
    close(figures.alpha_interval, -0.72);
    close(figures.ac1, -0.212_863_705_972_435);
    close(figures.ac2, -0.351_965_065_502_184);
    close(figures.kappa, -13.0 / 53.0);
    close(figures.kappa_quadratic, -0.791_666_666_666_666_7);
}

#[test]
fn a_single_unit_has_no_coefficient_corrected_for_chance() {
    let single = agreement(&ratings_of(3, &["1 2 .", "2 . 3"]));
    assert_eq!((single.units, single.undefined), (1, Some(Undefined::OneUnit)));
    assert_eq!((single.percent, single.within_one_percent), (Some(0.0), Some(100.0)));
    let coefficients = [single.kappa, single.kappa_quadratic, single.alpha_nominal, single.alpha_ordinal];
    assert_eq!(coefficients, [None; 4]);
    assert_eq!((single.alpha_interval, single.ac1, single.ac2), (None, None, None));
}

#[test]
fn without_pairs_nothing_is_defined() {
    for ratings in
        [ratings_of(3, &["1 2 .", ". . 3"]), ratings_of(3, &["1 2 3"]), Ratings::new(3, 0), Ratings::new(0, 2)]
    {
        let figures = agreement(&ratings);
        assert_eq!((figures.units, figures.undefined), (0, Some(Undefined::NoPairs)));
        let all = [figures.percent, figures.within_one_percent, figures.kappa, figures.kappa_quadratic];
        assert_eq!(all, [None; 4]);
        let all = [figures.alpha_nominal, figures.alpha_ordinal, figures.alpha_interval, figures.ac1, figures.ac2];
        assert_eq!(all, [None; 5]);
        assert!(list_pairs(&ratings).is_empty());
    }
}

#[test]
fn mean_kappa_leaves_out_pairs_for_whom_it_is_not_defined() {
    // Members 0 and 1 gave only level 3 in common; 0 and 2 share one unit; 1 and 2 share four.
    let ratings = ratings_of(3, &["3 3 . . . 1", "3 3 1 2 3 .", ". . 1 2 1 2"]);
    let kappas: Vec<Option<f64>> = list_pairs(&ratings).iter().map(|pair| pair.kappa).collect();
    assert_eq!(kappas[..2], [None, None]);
    // Same level in two of three; margins 1 1 1 and 2 1 0 of 3.
    close(kappas[2], 1.0 - (3.0 * 1.0) / (9.0 - 3.0));
    close(agreement(&ratings).kappa, 0.5);
}

#[test]
fn sections_and_criteria_have_figures_of_their_own() {
    let unit = |heading, criterion, ratings: [Option<u8>; 3]| Unit {
        plan: criterion,
        heading,
        criterion,
        ratings: ratings.to_vec(),
    };
    let a = [unit(4, 9, [Some(0), Some(1), None]), unit(4, 8, [Some(2), Some(2), None])];
    let b = [unit(1, 3, [Some(0), Some(0), Some(1)]), unit(1, 3, [Some(1), None, Some(1)])];
    let of = |units: &[Unit]| agreement(&Ratings::from_units(3, 3, units).unwrap());
    let ratings = Ratings::from_units(3, 3, &[a.clone(), b.clone()].concat()).unwrap();
    let headings = list_agreement_by_heading(&ratings);
    assert_eq!(headings.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 4]);
    assert_eq!(headings[0].1, of(&b));
    assert_eq!(headings[1].1, Agreement { raters: 2, ..of(&a) });
    let criteria = list_agreement_by_criterion(&ratings);
    assert_eq!(criteria.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [3, 8, 9]);
    assert_eq!(criteria[1].1.percent, Some(100.0));
    assert_eq!(criteria[2].1.percent, Some(0.0));
}

#[test]
fn agencies_are_compared_over_members_of_both_and_never_within_one() {
    // Members 0 and 2 are of agency 5, 1 and 3 of agency 1, 4 of none.
    let ratings = ratings_of(4, &["4 1 3", "2 1 .", "3 . 3", ". 2 .", "1 1 1"]);
    let between = list_between_agencies(&ratings, &[5, 1, 5, 1]);
    assert_eq!(between.len(), 1);
    assert_eq!((between[0].first, between[0].second), (1, 5));
    // Plan 0: 2 with 4 and 2 with 3; plan 1: 1 with 1 and 2 with 1; plan 2 has one agency only.
    assert_eq!(between[0].comparisons, 4);
    close(Some(between[0].percent), 25.0);
    close(Some(between[0].within_one_percent), 75.0);
    close(Some(between[0].difference), (-2.0 - 1.0 + 0.0 + 1.0) / 4.0);
}

#[test]
fn the_figures_have_the_names_of_the_contract() {
    let figures = serde_json::to_value(agreement(&ratings_of(3, &["3 3", "3 3"]))).unwrap();
    let names: Vec<&str> = figures.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = "units raters percent within_one_percent kappa kappa_quadratic alpha_nominal alpha_ordinal alpha_interval ac1 ac2";
    assert_eq!(names.join(" "), expected);
    assert!(figures["alpha_ordinal"].is_null());
}

/// Units of up to five members on a scale of two to six levels, with gaps.
fn any_units() -> impl Strategy<Value = (usize, Vec<Vec<Option<u8>>>)> {
    (2usize..=6, 2usize..=5).prop_flat_map(|(levels, raters)| {
        let rating = proptest::option::weighted(0.7, 0..levels as u8);
        (Just(levels), proptest::collection::vec(proptest::collection::vec(rating, raters), 0..30))
    })
}

fn build(levels: usize, units: &[Vec<Option<u8>>]) -> Ratings {
    let mut ratings = Ratings::new(levels, units.first().map_or(0, Vec::len));
    for (number, given) in units.iter().enumerate() {
        let unit = Unit { plan: number / 3, heading: 0, criterion: 0, ratings: given.clone() };
        ratings.push(&unit).unwrap();
    }
    ratings
}

fn map_levels(units: &[Vec<Option<u8>>], to: impl Fn(u8) -> u8) -> Vec<Vec<Option<u8>>> {
    units.iter().map(|unit| unit.iter().map(|rating| rating.map(&to)).collect()).collect()
}

/// All figures in one list.
fn all(figures: &Agreement) -> [Option<f64>; 9] {
    let f = figures;
    [
        f.percent,
        f.within_one_percent,
        f.kappa,
        f.kappa_quadratic,
        f.alpha_nominal,
        f.alpha_ordinal,
        f.alpha_interval,
        f.ac1,
        f.ac2,
    ]
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (a, b) => a == b,
    }
}

fn all_near(a: &Agreement, b: &Agreement) -> bool {
    a.units == b.units && all(a).into_iter().zip(all(b)).all(|(a, b)| near(a, b))
}

proptest! {
    #[test]
    fn naming_the_members_otherwise_changes_nothing((levels, units) in any_units(), by in 1usize..5) {
        let mut turned = units.clone();
        for unit in &mut turned {
            let by = by % unit.len();
            unit.rotate_left(by);
            unit.swap(0, 1);
        }
        prop_assert!(all_near(&agreement(&build(levels, &units)), &agreement(&build(levels, &turned))));
    }

    #[test]
    fn the_order_of_units_changes_no_digit((levels, units) in any_units()) {
        let turned: Vec<_> = units.iter().rev().cloned().collect();
        prop_assert_eq!(agreement(&build(levels, &units)), agreement(&build(levels, &turned)));
    }

    #[test]
    fn units_with_one_answer_change_only_gwets_chance((levels, units) in any_units()) {
        let paired: Vec<_> = units.iter().filter(|unit| unit.iter().flatten().count() != 1).cloned().collect();
        let (with, without) = (agreement(&build(levels, &units)), agreement(&build(levels, &paired)));
        prop_assert_eq!(with.units, without.units);
        prop_assert_eq!(&all(&with)[..7], &all(&without)[..7]);
    }

    #[test]
    fn turning_the_scale_round_changes_nothing((levels, units) in any_units()) {
        let turned = map_levels(&units, |level| levels as u8 - 1 - level);
        prop_assert!(all_near(&agreement(&build(levels, &units)), &agreement(&build(levels, &turned))));
    }

    #[test]
    fn an_unused_level_moves_only_gwets_coefficients_at_the_end_and_never_alpha_as_ranks(
        (levels, units) in any_units(), at in 0u8..6,
    ) {
        let before = agreement(&build(levels, &units));
        let longer = agreement(&build(levels + 1, &units));
        prop_assert!(all(&before)[..7].iter().zip(&all(&longer)[..7]).all(|(a, b)| near(*a, *b)));
        let apart = agreement(&build(levels + 1, &map_levels(&units, |level| level + u8::from(level >= at))));
        prop_assert!(near(before.percent, apart.percent) && near(before.kappa, apart.kappa));
        prop_assert!(near(before.alpha_nominal, apart.alpha_nominal));
        prop_assert!(near(before.alpha_ordinal, apart.alpha_ordinal));
    }

    #[test]
    fn on_two_levels_all_weights_are_the_same((_, units) in any_units()) {
        let figures = agreement(&build(2, &map_levels(&units, |level| level % 2)));
        prop_assert!(near(figures.alpha_nominal, figures.alpha_ordinal));
        prop_assert!(near(figures.alpha_nominal, figures.alpha_interval));
        prop_assert!(near(figures.kappa, figures.kappa_quadratic));
        prop_assert!(near(figures.ac1, figures.ac2));
    }

    #[test]
    fn figures_stay_in_their_range((levels, units) in any_units()) {
        let figures = agreement(&build(levels, &units));
        prop_assert!(all(&figures)[2..].iter().flatten().all(|figure| figure.is_finite() && *figure <= 1.0 + 1e-12));
        prop_assert_eq!(figures.percent.is_some(), figures.units > 0);
        prop_assert_eq!(figures.undefined.is_none(), figures.alpha_ordinal.is_some());
        if let (Some(percent), Some(within)) = (figures.percent, figures.within_one_percent) {
            prop_assert!((0.0..=100.0 + 1e-9).contains(&within) && percent >= 0.0 && percent <= within + 1e-9);
        }
    }

    #[test]
    fn a_pair_is_the_panel_of_these_two((levels, units) in any_units()) {
        for pair in list_pairs(&build(levels, &units)) {
            let two: Vec<_> = units.iter().map(|unit| vec![unit[pair.first], unit[pair.second]]).collect();
            let figures = agreement(&build(levels, &two));
            prop_assert_eq!(figures.units, pair.units);
            prop_assert!(near(figures.percent, Some(pair.percent)));
            prop_assert!(near(figures.within_one_percent, Some(pair.within_one_percent)));
            prop_assert_eq!((figures.kappa, figures.kappa_quadratic), (pair.kappa, pair.kappa_quadratic));
        }
    }
}
