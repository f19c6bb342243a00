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

/// A number as it is, with commas in its whole part from a thousand on: 1,237; 20,635.5.
#[must_use]
pub fn decimal(number: f64) -> String {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |at| digits.split_at(at));
    whole.parse().map_or_else(|_| text.clone(), |whole| format!("{sign}{}{rest}", thousands(whole)))
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

    #[test]
    fn a_number_keeps_its_fraction_and_its_sign_beside_the_commas() {
        let words = [0.0, 7.5, 999.0, 1_237.0, 20_635.25, -3.5, -1_000.0].map(decimal);
        assert_eq!(words, ["0", "7.5", "999", "1,237", "20,635.25", "-3.5", "-1,000"]);
        assert_eq!(decimal(f64::NAN), "NaN");
    }
}
