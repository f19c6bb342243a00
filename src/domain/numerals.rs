//! Counts as they are printed and shown: with commas from a thousand on. Years, ids and machine formats never.

/// A whole number with commas: 1,958.
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1 row", "1,958 rows".
#[must_use]
pub fn counted(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", thousands(number)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_has_commas_from_a_thousand_on() {
        let words = [0, 1, 999, 1_000, 1_958, 20_635, 640_000, 1_000_000].map(thousands);
        assert_eq!(words, ["0", "1", "999", "1,000", "1,958", "20,635", "640,000", "1,000,000"]);
        assert_eq!(
            (counted(1, "plan", "plans"), counted(1_958, "plan", "plans")),
            ("1 plan".into(), "1,958 plans".into())
        );
    }
}
