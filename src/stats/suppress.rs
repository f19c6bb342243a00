//! Small counts: left out of a table so that nobody can be picked out by them, and with them as many others as it
//! takes that no count left out can be worked out from the rest by subtraction.
//!
//! A table has rows, columns, totals of both and a total of all. Every count from 1 to 4 is left out, totals too. 0
//! says nothing of anybody and stays. Whoever reads the table knows that, so a count left out is at least 1 to them;
//! a 0 that had to be left out to protect others counts as known to be 0 or more.
//!
//! A table with its totals is a flow: from each row to each column, from the columns over their totals and the total
//! of all back to the rows. A count left out can be another one exactly where more or less can flow through it, so
//! whether it is protected is decided for certain, not by counting the gaps in its row.

/// Counts from 1 to under this are small.
pub const SMALL: u64 = 5;

/// A table as it may be shown; `None` is a count left out, to be drawn as a sign with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The counts, row by row.
    pub cells: Vec<Vec<Option<u64>>>,
    /// The total of each row.
    pub row_totals: Vec<Option<u64>>,
    /// The total of each column.
    pub column_totals: Vec<Option<u64>>,
    /// The total of all.
    pub total: Option<u64>,
}

impl Suppressed {
    /// Whether anything was left out.
    #[must_use]
    pub fn is_any(&self) -> bool {
        let mut all = self.cells.iter().flatten().chain(&self.row_totals).chain(&self.column_totals);
        self.total.is_none() || all.any(Option::is_none)
    }
}

/// Leaves out small counts and what would give them away. Rows may differ in length: what is missing counts as 0.
#[must_use]
pub fn suppress(cells: &[Vec<u64>]) -> Suppressed {
    let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut table = Table::of(cells, columns);
    table.protect();
    let row = |row: usize| (0..columns).map(|column| table.shown(row, column)).collect();
    Suppressed {
        cells: (0..cells.len()).map(row).collect(),
        row_totals: (0..cells.len()).map(|row| table.shown(row, columns)).collect(),
        column_totals: (0..columns).map(|column| table.shown(cells.len(), column)).collect(),
        total: table.shown(cells.len(), columns),
    }
}

/// Whether "count of n" may be shown by itself: neither the count, nor what is left of n, nor n is small.
#[must_use]
pub fn may_show_share(count: u64, n: u64) -> bool {
    !suppress(&[vec![count, n.saturating_sub(count)]]).is_any()
}

fn is_small(count: u64) -> bool {
    (1..SMALL).contains(&count)
}

/// A table with its totals as the last row and the last column.
struct Table {
    rows: usize,
    columns: usize,
    counts: Vec<u64>,
    hidden: Vec<bool>,
}

impl Table {
    fn of(cells: &[Vec<u64>], columns: usize) -> Self {
        let (rows, width) = (cells.len(), columns + 1);
        let mut counts = vec![0; (rows + 1) * width];
        for (row, cells) in cells.iter().enumerate() {
            for (column, count) in cells.iter().enumerate() {
                for place in [(row, column), (row, columns), (rows, column), (rows, columns)] {
                    counts[place.0 * width + place.1] += count;
                }
            }
        }
        let hidden = counts.iter().map(|count| is_small(*count)).collect();
        Self { rows, columns, counts, hidden }
    }

    fn at(&self, row: usize, column: usize) -> usize {
        row * (self.columns + 1) + column
    }

    fn shown(&self, row: usize, column: usize) -> Option<u64> {
        let at = self.at(row, column);
        (!self.hidden[at]).then_some(self.counts[at])
    }

    /// Leaves out one more count at a time until every one left out could be another: first beside those that stand
    /// alone in their row or column, then wherever one is still given away.
    fn protect(&mut self) {
        let places = 0..self.counts.len();
        while let Some(given_away) = places.clone().find(|at| self.hidden[*at] && self.is_given_away(*at)) {
            let alone = places.clone().filter(|at| self.hidden[*at]).find_map(|at| {
                let lines = [self.row_of(at), self.column_of(at)];
                lines.into_iter().find(|line| line.iter().filter(|at| self.hidden[**at]).count() == 1)
            });
            let line = alone.unwrap_or_else(|| [self.row_of(given_away), self.column_of(given_away)].concat());
            let Some(next) = self.cheapest(&line).or_else(|| self.cheapest(&places.clone().collect::<Vec<_>>())) else {
                return;
            };
            self.hidden[next] = true;
        }
    }

    fn row_of(&self, at: usize) -> Vec<usize> {
        let row = at / (self.columns + 1);
        (0..=self.columns).map(|column| self.at(row, column)).collect()
    }

    fn column_of(&self, at: usize) -> Vec<usize> {
        let column = at % (self.columns + 1);
        (0..=self.rows).map(|row| self.at(row, column)).collect()
    }

    /// What to leave out next of these: a 0 only where there is nothing else, a count before a total, one in a row
    /// and column with gaps before any other, the smaller before the larger.
    fn cheapest(&self, of: &[usize]) -> Option<usize> {
        let width = self.columns + 1;
        let has_gap = |line: Vec<usize>| line.iter().any(|at| self.hidden[*at]);
        let cost = |at: &usize| {
            let totals = u8::from(at / width == self.rows) + u8::from(at % width == self.columns);
            let gaps = u8::from(has_gap(self.row_of(*at))) + u8::from(has_gap(self.column_of(*at)));
            (self.counts[*at] == 0, totals, 2 - gaps, self.counts[*at], *at)
        };
        of.iter().copied().filter(|at| !self.hidden[*at]).min_by_key(cost)
    }

    /// Whether the rest of the table leaves this count only one value.
    fn is_given_away(&self, at: usize) -> bool {
        let (from, to) = self.arc(at);
        let can_grow = self.is_reached(to, from, at);
        let can_shrink = self.spare(at) && self.is_reached(from, to, at);
        !can_grow && !can_shrink
    }

    /// Whether a reader could think the count smaller.
    fn spare(&self, at: usize) -> bool {
        self.counts[at] > 1
    }

    /// The two ends of a count in the flow; nodes are the rows, then the columns.
    fn arc(&self, at: usize) -> (usize, usize) {
        let (row, column) = (at / (self.columns + 1), at % (self.columns + 1));
        let (of_row, of_column) = (row, self.rows + 1 + column);
        // A count flows from its row to its column; a total of either the other way round.
        if (row == self.rows) != (column == self.columns) { (of_column, of_row) } else { (of_row, of_column) }
    }

    /// Whether a change can go on from one node to another, through counts left out other than `but`.
    fn is_reached(&self, start: usize, end: usize, but: usize) -> bool {
        let mut seen = vec![false; self.rows + self.columns + 2];
        let mut open = vec![start];
        seen[start] = true;
        while let Some(node) = open.pop() {
            if node == end {
                return true;
            }
            for at in (0..self.counts.len()).filter(|at| self.hidden[*at] && *at != but) {
                let (from, to) = self.arc(at);
                let next = match () {
                    () if from == node => to,
                    () if to == node && self.spare(at) => from,
                    () => continue,
                };
                if !seen[next] {
                    seen[next] = true;
                    open.push(next);
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// The whole table with its totals, row by row.
    fn whole(cells: &[Vec<u64>]) -> Vec<Vec<u64>> {
        let mut rows: Vec<Vec<u64>> = cells.to_vec();
        for row in &mut rows {
            row.push(row.iter().sum());
        }
        let totals = (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column]).sum()).collect();
        rows.push(totals);
        rows
    }

    fn shown(found: &Suppressed) -> Vec<Vec<Option<u64>>> {
        let mut rows = found.cells.clone();
        for (row, total) in rows.iter_mut().zip(&found.row_totals) {
            row.push(*total);
        }
        let mut last = found.column_totals.clone();
        last.push(found.total);
        rows.push(last);
        rows
    }

    /// Every value each place can have, by trying all tables of counts up to `most`.
    fn possible(cells: &[Vec<u64>], found: &Suppressed, most: u64) -> Vec<Vec<BTreeSet<u64>>> {
        let (rows, columns) = (cells.len(), cells[0].len());
        let (truth, shown) = (whole(cells), shown(found));
        let mut values = vec![vec![BTreeSet::new(); columns + 1]; rows + 1];
        let mut trial = vec![0u64; rows * columns];
        loop {
            let table = whole(&trial.chunks(columns).map(<[u64]>::to_vec).collect::<Vec<_>>());
            let places = || (0..=rows).flat_map(|row| (0..=columns).map(move |column| (row, column)));
            let fits = places().all(|(row, column)| match shown[row][column] {
                Some(count) => table[row][column] == count,
                None => table[row][column] >= truth[row][column].min(1),
            });
            if fits {
                for (row, column) in places() {
                    values[row][column].insert(table[row][column]);
                }
            }
            let Some(place) = trial.iter().position(|count| *count < most) else { return values };
            trial[..place].fill(0);
            trial[place] += 1;
        }
    }

    #[test]
    fn small_counts_are_left_out_and_nothing_else_where_nothing_gives_them_away() {
        // The two small ones of each row and column protect each other.
        let found = suppress(&[vec![3, 2, 20], vec![4, 1, 30], vec![10, 10, 10]]);
        assert_eq!(found.cells[0], [None, None, Some(20)]);
        assert_eq!(found.cells[1], [None, None, Some(30)]);
        assert_eq!(found.cells[2], [Some(10), Some(10), Some(10)]);
        assert_eq!(found.row_totals, [Some(25), Some(35), Some(30)]);
        assert_eq!((found.column_totals, found.total), (vec![Some(17), Some(13), Some(60)], Some(90)));
    }

    #[test]
    fn one_small_count_takes_three_more_with_it() {
        let found = suppress(&[vec![3, 9, 20], vec![8, 11, 30], vec![10, 10, 10]]);
        assert_eq!(found.cells[0], [None, None, Some(20)]);
        assert_eq!(found.cells[1], [None, None, Some(30)]);
        assert_eq!(found.cells[2], [Some(10), Some(10), Some(10)]);
        assert_eq!(found.total, Some(111));
    }

    #[test]
    fn nothing_small_leaves_a_table_as_it_is() {
        let found = suppress(&[vec![0, 5], vec![12, 0]]);
        assert!(!found.is_any());
        assert_eq!((found.row_totals, found.column_totals), (vec![Some(5), Some(12)], vec![Some(12), Some(5)]));
        assert!(!suppress(&[]).is_any());
    }

    #[test]
    fn a_share_is_shown_only_where_neither_side_is_small() {
        for (count, n, may) in [(5, 10, true), (4, 10, false), (6, 10, false), (0, 10, true), (10, 10, true)] {
            assert_eq!(may_show_share(count, n), may, "{count} of {n}");
        }
        assert!(!may_show_share(0, 4));
        assert!(may_show_share(0, 0));
    }

    #[test]
    fn three_rows_keep_the_promise_too() {
        for cells in
            [[[1, 5], [5, 5], [5, 5]], [[0, 1], [0, 5], [5, 0]], [[1, 1], [1, 1], [1, 1]], [[2, 0], [0, 5], [0, 0]]]
        {
            keeps_its_promise(&cells.map(|row| row.to_vec()), 6);
        }
    }

    /// Two gaps in every row and column are not enough: a count that joins two such parts of a table is given away.
    #[test]
    fn a_count_between_two_protected_parts_is_protected_too() {
        let mut cells = vec![vec![9u64; 4]; 4];
        for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)] {
            cells[row][column] = 3;
        }
        let found = suppress(&cells);
        let gaps: usize = shown(&found).iter().flatten().filter(|count| count.is_none()).count();
        assert!(gaps > 9, "the count at row 1, column 2 follows from the rest");
    }

    #[test]
    fn ones_that_add_up_to_their_number_are_not_given_away() {
        // 10 less 8 leaves 2 for two counts that are each at least 1.
        let cells = [vec![1, 1, 8], vec![20, 30, 40]];
        let found = suppress(&cells);
        let possible = possible_of_row(&found, 10);
        assert!(possible.len() > 1, "{found:?}");
    }

    /// Triples that the first row can be, from the row alone.
    fn possible_of_row(found: &Suppressed, total: u64) -> Vec<Vec<u64>> {
        let mut rows = Vec::new();
        for a in 0..=total {
            for b in 0..=total - a {
                let row = vec![a, b, total - a - b];
                let fits = |(count, shown): (&u64, &Option<u64>)| shown.map_or(*count >= 1, |shown| shown == *count);
                let fits_total = found.row_totals[0].is_none_or(|shown| shown == total);
                if fits_total && row.iter().zip(&found.cells[0]).all(fits) {
                    rows.push(row);
                }
            }
        }
        rows
    }

    #[track_caller]
    fn keeps_its_promise(cells: &[Vec<u64>], most: u64) {
        let found = suppress(cells);
        let values = possible(cells, &found, most);
        for (truth, (shown, values)) in whole(cells).iter().zip(shown(&found).iter().zip(&values)) {
            for (count, (shown, values)) in truth.iter().zip(shown.iter().zip(values)) {
                match shown {
                    Some(shown) => assert!(shown == count && !is_small(*count)),
                    None => assert!(values.len() > 1, "{count} follows from {found:?}"),
                }
            }
        }
    }

    proptest! {
        #[test]
        fn no_small_count_is_shown_and_none_left_out_can_be_worked_out(
            cells in proptest::collection::vec(proptest::collection::vec(0u64..=7, 2), 1..=2),
        ) {
            keeps_its_promise(&cells, 9);
        }

        #[test]
        fn larger_tables_keep_every_gap_open_and_show_no_other_number(
            cells in proptest::collection::vec(proptest::collection::vec(0u64..=20, 5), 1..=8),
        ) {
            let found = suppress(&cells);
            let mut table = Table::of(&cells, 5);
            table.protect();
            for at in (0..table.counts.len()).filter(|at| table.hidden[*at]) {
                prop_assert!(!table.is_given_away(at));
            }
            for (truth, shown) in whole(&cells).iter().flatten().zip(shown(&found).iter().flatten()) {
                prop_assert!(shown.is_none_or(|shown| shown == *truth && !is_small(*truth)));
            }
        }
    }
}
