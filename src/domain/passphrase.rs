//! Passphrases of words, drawn at random from a long list.

/// The Electronic Frontier Foundation's long list, one word a line.
const LIST: &str = include_str!("../../assets/words/eff-long.txt");

/// How many words the list has.
pub const LIST_LEN: u16 = 7_776;

/// Words in the passphrase of a pack: six words are worth 77.5 bits.
pub const PACK_WORDS: usize = 6;

/// `count` words with a space between them. `random` gives fresh random numbers over the whole range of `u16`; numbers
/// that would favour the first words of the list are drawn again. None: `random` gave none.
pub fn draw_words(count: usize, mut random: impl FnMut() -> Option<u16>) -> Option<String> {
    let list: Vec<&str> = LIST.lines().filter(|word| !word.is_empty()).collect();
    let whole = u16::MAX / LIST_LEN * LIST_LEN;
    let mut words = Vec::with_capacity(count);
    while words.len() < count {
        let number = random()?;
        if number < whole {
            words.push(*list.get(usize::from(number % LIST_LEN))?);
        }
    }
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_long_and_no_word_begins_another() {
        let words: BTreeSet<&str> = LIST.lines().collect();
        assert_eq!(words.len(), usize::from(LIST_LEN));
        let sorted: Vec<_> = words.into_iter().collect();
        assert!(sorted.windows(2).all(|pair| !pair[1].starts_with(pair[0])));
    }

    #[test]
    fn every_word_is_drawn_as_often_as_any_other() {
        let mut counts = std::collections::BTreeMap::<String, u32>::new();
        let mut numbers = 0..=u16::MAX;
        let words = draw_words(usize::from(LIST_LEN) * 8, || numbers.next()).unwrap();
        for word in words.split(' ') {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
        assert_eq!(draw_words(1, || numbers.next()), None, "the rest would favour the first words");
        assert_eq!(counts.len(), usize::from(LIST_LEN));
        assert!(counts.values().all(|count| *count == 8));
    }

    #[test]
    fn without_randomness_there_is_no_passphrase() {
        assert_eq!(draw_words(4, || None), None);
        assert_eq!(draw_words(2, || Some(0)).unwrap(), "abacus abacus");
    }
}
