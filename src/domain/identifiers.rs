//! Text that may say who a child is: pointed out while a note is typed and before anything goes out. A person decides;
//! nothing is ever taken out by itself.

use super::coded::coded_enum;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Common first names, lower case.
static FIRST_NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/names/first-names.txt").lines();
    lines.filter(|line| !line.starts_with('#')).map(str::to_lowercase).collect()
});

coded_enum! {
    /// What a piece of text looks like.
    IdentifierKind {
        /// Ten digits that satisfy modulus 11.
        NhsNumber = "nhs_number", "NHS number";
        /// A letter and twelve characters that satisfy modulus 23.
        Upn = "upn", "Unique pupil number";
        /// A date that would make somebody up to 26 years old, or one called a birth date.
        BirthDate = "birth_date", "Date of birth";
        /// An e-mail address.
        Email = "email", "E-mail address";
        /// A telephone number.
        Phone = "phone", "Telephone number";
        /// A British postcode.
        Postcode = "postcode", "Postcode";
        /// A common first name before another capitalised word, or a title before a name.
        FullName = "full_name", "Name of a person";
    }
}

/// A piece of text that looks like an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// What it looks like.
    pub kind: IdentifierKind,
    /// Where, in bytes of the text.
    pub at: Range<usize>,
}

/// What decides whether text looks like an identifier.
#[derive(Debug, Clone, Copy)]
pub struct Guard<'a> {
    /// Today: dates are weighed against it.
    pub today: Date,
    /// Texts that look like a person and are none, as this file remembers them.
    pub not_a_person: &'a BTreeSet<String>,
}

impl Guard<'_> {
    /// Everything in `text` that looks like an identifier, in the order in which it stands; nothing twice.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Identifier> {
        let words = words(text);
        let mut found: Vec<Identifier> = Vec::new();
        for place in 0..words.len() {
            let here = self.at_word(text, &words, place);
            if let Some(here) = here
                && found.last().is_none_or(|last| last.at.end <= here.at.start)
            {
                found.push(here);
            }
        }
        found
    }

    fn at_word(&self, text: &str, words: &[Range<usize>], place: usize) -> Option<Identifier> {
        let word = &words[place];
        let found = |kind, end: usize| Some(Identifier { kind, at: word.start..end });
        let rest = &text[word.start..];
        if is_email(&text[word.clone()]) {
            return found(IdentifierKind::Email, word.end);
        }
        if is_upn(&text[word.clone()]) {
            return found(IdentifierKind::Upn, word.end);
        }
        if let Some((date, length)) = read_date(rest)
            && (self.makes_a_child(date) || is_called_birth(&text[..word.start]))
        {
            return found(IdentifierKind::BirthDate, word.start + length);
        }
        if let Some((digits, length)) = digit_run(rest) {
            if is_nhs_number(&digits) {
                return found(IdentifierKind::NhsNumber, word.start + length);
            }
            if is_phone(&digits) {
                return found(IdentifierKind::Phone, word.start + length);
            }
        }
        if let Some(end) = postcode_end(text, words, place) {
            return found(IdentifierKind::Postcode, end);
        }
        let end = self.name_end(text, words, place)?;
        found(IdentifierKind::FullName, end)
    }

    fn makes_a_child(&self, date: Date) -> bool {
        // A date of the last two years is more often that of a meeting than of a birth.
        self.today.since((jiff::Unit::Year, date)).is_ok_and(|age| (2..=26).contains(&age.get_years()))
    }

    /// The end of a name that begins here.
    fn name_end(&self, text: &str, words: &[Range<usize>], place: usize) -> Option<usize> {
        let first = &text[words[place].clone()];
        let next = words.get(place + 1)?;
        let gap = &text[words[place].end..next.start];
        let is_title = matches!(first, "Mr" | "Mrs" | "Ms" | "Miss" | "Mx" | "Dr");
        let is_first = is_capitalised(first) && FIRST_NAMES.contains(first.to_lowercase().as_str());
        let joined = matches!(gap, " " | "\u{a0}") || (is_title && matches!(gap, ". "));
        if !(is_title || is_first) || !joined || !is_capitalised(&text[next.clone()]) {
            return None;
        }
        let mut end = next.end;
        // A third word belongs to it where it is a name too: "Mrs Amina Khan".
        if let Some(third) = words.get(place + 2)
            && &text[next.end..third.start] == " "
            && is_capitalised(&text[third.clone()])
            && (is_title || FIRST_NAMES.contains(text[next.clone()].to_lowercase().as_str()))
        {
            end = third.end;
        }
        let name = &text[words[place].start..end];
        (!self.not_a_person.contains(&name.to_lowercase())).then_some(end)
    }
}

/// Runs of letters, digits and what may stand inside an address.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '\'' | '\u{2019}' | '+' | '/');
        match (inside, start) {
            (true, None) if c.is_alphanumeric() || c == '+' => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    // The full stop of a sentence is none of the word's.
    let trim = |word: Range<usize>| {
        let kept = text[word.clone()].trim_end_matches(['.', '-', '\'', '\u{2019}', '/', '_', '+', '@']);
        word.start..word.start + kept.len()
    };
    words.into_iter().map(trim).filter(|word| !word.is_empty()).collect()
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

fn is_email(word: &str) -> bool {
    let Some((name, domain)) = word.split_once('@') else { return false };
    !name.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.contains('@')
}

/// Digits from the start of the text, single spaces and hyphens between them left out, and how many bytes they take.
/// None where a letter or another digit group would follow without a break.
fn digit_run(text: &str) -> Option<(String, usize)> {
    let mut digits = String::new();
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_digit() || (at == 0 && c == '+') {
            if c != '+' {
                digits.push(c);
            }
            length = at + 1;
        } else if !(matches!(c, ' ' | '-') && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit())) {
            if c.is_alphanumeric() || c == '/' {
                return None;
            }
            break;
        }
    }
    let digits = if text.starts_with("+44") { format!("0{}", digits.get(2..)?) } else { digits };
    (digits.len() >= 10).then_some((digits, length))
}

/// Ten digits, modulus 11, not one digit repeated.
fn is_nhs_number(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 10 || digits.iter().all(|digit| *digit == digits[0]) {
        return false;
    }
    let sum: u32 = digits.iter().take(9).zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    match 11 - sum % 11 {
        11 => digits[9] == 0,
        10 => false,
        check => digits[9] == check,
    }
}

fn is_phone(digits: &str) -> bool {
    let is_area = matches!(digits.get(..2), Some("01" | "02" | "03" | "07" | "08"));
    is_area && (10..=11).contains(&digits.len())
}

/// A letter by modulus 23, twelve digits; the last may be a letter in a temporary one.
fn is_upn(word: &str) -> bool {
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let bytes = word.as_bytes();
    if bytes.len() != 13 || !bytes[1..12].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let last = bytes[12].to_ascii_uppercase();
    let last = match last {
        b'0'..=b'9' => u32::from(last - b'0'),
        _ => match LETTERS.iter().position(|letter| *letter == last) {
            Some(place) => u32::try_from(place).unwrap_or_default(),
            None => return false,
        },
    };
    let sum: u32 = (2..).zip(&bytes[1..12]).map(|(weight, digit)| weight * u32::from(digit - b'0')).sum();
    let check = (sum + 13 * last) % 23;
    LETTERS.get(check as usize) == Some(&bytes[0].to_ascii_uppercase())
}

/// The end of a postcode that begins with this word: "KT1 1EU" or "KT11EU", in capitals.
fn postcode_end(text: &str, words: &[Range<usize>], place: usize) -> Option<usize> {
    let word = &text[words[place].clone()];
    if let Some(cut) = word.len().checked_sub(3)
        && word.is_char_boundary(cut)
        && is_outward(&word[..cut])
        && is_inward(&word[cut..])
    {
        return Some(words[place].end);
    }
    let next = words.get(place + 1)?;
    let together = &text[words[place].end..next.start] == " ";
    (together && is_outward(word) && is_inward(&text[next.clone()])).then_some(next.end)
}

fn is_outward(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &text.as_bytes()[letters..];
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let tail = &rest[digits..];
    (1..=2).contains(&letters)
        && (1..=2).contains(&digits)
        && (tail.is_empty() || (digits == 1 && tail.len() == 1 && tail[0].is_ascii_uppercase()))
}

fn is_inward(text: &str) -> bool {
    matches!(text.as_bytes(), [digit, a, b] if digit.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase())
}

/// A whole date at the start of the text, and how many bytes it takes.
fn read_date(text: &str) -> Option<(Date, usize)> {
    numeric_date(text).or_else(|| written_date(text))
}

/// "03/05/2014", "3.5.14", "2014-05-03".
fn numeric_date(text: &str) -> Option<(Date, usize)> {
    let length = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'/' | b'.' | b'-')).count();
    let word = text[..length].trim_end_matches(['/', '.', '-']);
    let separator = word.find(['/', '.', '-']).map(|at| word.as_bytes()[at] as char)?;
    let parts: Vec<&str> = word.split(separator).collect();
    let [a, b, c] = parts[..] else { return None };
    let date = if a.len() == 4 { date_of(c, b, a) } else { date_of(a, b, c) };
    Some((date?, word.len()))
}

/// "3 May 2014", "3rd May 2014", "May 3, 2014" is not British and left out.
fn written_date(text: &str) -> Option<(Date, usize)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts = text.split(' ');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let lower = month.to_lowercase();
    let number = MONTHS.iter().position(|name| lower.starts_with(name))? + 1;
    let year_digits: String = year.chars().take_while(char::is_ascii_digit).collect();
    let date = date_of(digits, &number.to_string(), &year_digits)?;
    Some((date, day.len() + month.len() + year_digits.len() + 2))
}

fn date_of(day: &str, month: &str, year: &str) -> Option<Date> {
    let short = (1..=2).contains(&day.len()) && (1..=2).contains(&month.len());
    let year: i16 = match year.len() {
        4 => year.parse().ok()?,
        2 => 2_000 + year.parse::<i16>().ok()?,
        _ => return None,
    };
    if !short {
        return None;
    }
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether what stands before calls the date one of birth.
fn is_called_birth(before: &str) -> bool {
    let tail: String = before.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
    let tail = tail.to_lowercase();
    ["born", "dob", "d.o.b", "birth"].iter().any(|word| tail.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn found(text: &str) -> Vec<(IdentifierKind, &str)> {
        let remembered = BTreeSet::from(["grace kelly".to_owned()]);
        let guard = Guard { today: date(2026, 11, 22), not_a_person: &remembered };
        guard.find(text).into_iter().map(|found| (found.kind, &text[found.at])).collect()
    }

    #[test]
    fn an_nhs_number_is_one_by_modulus_eleven_only() {
        use IdentifierKind::NhsNumber;
        assert_eq!(found("NHS no 943 476 5919."), [(NhsNumber, "943 476 5919")]);
        assert_eq!(found("9434765919"), [(NhsNumber, "9434765919")]);
        assert_eq!(found("943 476 5918 and 111 111 1111"), []);
    }

    #[test]
    fn a_upn_is_one_by_modulus_twenty_three_only() {
        assert_eq!(found("UPN B801200005001"), [(IdentifierKind::Upn, "B801200005001")]);
        assert_eq!(found("A801200005001"), []);
    }

    #[test]
    fn addresses_and_numbers_to_reach_people_are_seen() {
        use IdentifierKind::{Email, Phone, Postcode};
        let text = "Write to a.b@example.org. or ring 020 8547 5000; KT1 1EU, also KT11EU and +44 7700 900123";
        let expected = [
            (Email, "a.b@example.org"),
            (Phone, "020 8547 5000"),
            (Postcode, "KT1 1EU"),
            (Postcode, "KT11EU"),
            (Phone, "+44 7700 900123"),
        ];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn a_date_that_makes_a_child_or_is_called_a_birth_is_seen_and_that_of_a_meeting_is_not() {
        use IdentifierKind::BirthDate;
        assert_eq!(found("dob 3/5/2014"), [(BirthDate, "3/5/2014")]);
        assert_eq!(found("since 3rd May 2014, yes"), [(BirthDate, "3rd May 2014")]);
        assert_eq!(found("2014-05-03"), [(BirthDate, "2014-05-03")]);
        assert_eq!(found("born on 12.01.26"), [(BirthDate, "12.01.26")]);
        assert_eq!(found("The review was on 12 January 2026, the next by 12/01/2027; born then moved."), []);
        assert_eq!(found("31/02/2014 and 1/2/3"), []);
    }

    #[test]
    fn a_name_is_a_first_name_or_a_title_before_a_capital() {
        use IdentifierKind::FullName;
        assert_eq!(found("Amina Khan said so"), [(FullName, "Amina Khan")]);
        assert_eq!(found("Mrs O'Neill and Dr. Amina Khan"), [(FullName, "Mrs O'Neill"), (FullName, "Dr. Amina Khan")]);
        assert_eq!(found("Amina says. Speech and Language Therapy, Section F, ben nevis, Mark. Then"), []);
        assert_eq!(found("Grace Kelly is a school here"), []);
    }

    #[test]
    fn text_about_a_plan_is_left_alone() {
        let text = "Section B4: need is clear; 20 of 31 met; hours 2.5 a week (see p. 14, ref EHC-2024-0042), £1,200.";
        assert_eq!(found(text), []);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_fault_and_in_order(text in "\\PC{0,80}") {
            let nobody = BTreeSet::new();
            let guard = Guard { today: date(2026, 11, 22), not_a_person: &nobody };
            let found = guard.find(&text);
            for pair in found.windows(2) {
                proptest::prop_assert!(pair[0].at.end <= pair[1].at.start);
            }
            for one in &found {
                proptest::prop_assert!(text.get(one.at.clone()).is_some());
            }
        }
    }
}
