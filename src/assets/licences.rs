//! The licences of everything the program is made of: `assets/licences/packages.txt`, written by
//! `tests/tools/licences.py`.

/// What is carried as it is: data and fonts, each with its licence.
pub const CARRIED: [&str; 3] = [
    "Department for Education, Education, health and care plans, January 2025: Open Government Licence v3.0.",
    "Atkinson Hyperlegible Next by the Braille Institute of America: SIL Open Font License 1.1.",
    "The long word list of the Electronic Frontier Foundation: Creative Commons Attribution 3.0.",
];

const ALL: &str = include_str!("../../assets/licences/packages.txt");
const TEXTS: &str = include_str!("../../assets/licences/texts.txt");
/// Stands before each text, with its number after it.
const MARK: &str = "\u{c}text ";

/// A package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
    /// What it says of its licence.
    pub licence: &'a str,
    texts: &'a str,
}

impl Package<'_> {
    /// Whether every word of `sought` is in its name, version or licence.
    #[must_use]
    pub fn fits(&self, sought: &str) -> bool {
        let all = format!("{} {} {}", self.name, self.version, self.licence).to_lowercase();
        sought.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }

    /// The texts of its licences, as it comes with them.
    pub fn texts(&self) -> impl Iterator<Item = &'static str> {
        let numbers = self.texts.split(',').filter_map(|number| number.parse::<usize>().ok());
        numbers.filter_map(text)
    }
}

fn text(number: usize) -> Option<&'static str> {
    let mut texts = TEXTS.split(MARK).skip(1);
    texts.nth(number).and_then(|text| text.split_once('\n')).map(|(_, text)| text.trim())
}

/// All packages, by name.
pub fn packages() -> impl Iterator<Item = Package<'static>> {
    ALL.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        Some(Package {
            name: fields.next()?,
            version: fields.next()?,
            licence: fields.next()?,
            texts: fields.next().unwrap_or_default(),
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_package_of_the_lock_file_is_listed_with_its_licence() {
        let lock: toml::Table = toml::from_str(include_str!("../../Cargo.lock")).unwrap();
        let locked = lock.get("package").and_then(toml::Value::as_array).unwrap();
        let field =
            |package: &toml::Value, name: &str| package.get(name).and_then(toml::Value::as_str).map(str::to_owned);
        let mut count = 0;
        for package in locked.iter().filter(|package| package.get("source").is_some()) {
            let (name, version) = (field(package, "name").unwrap(), field(package, "version").unwrap());
            let listed = packages().find(|listed| listed.name == name && listed.version == version);
            assert!(
                listed.is_some_and(|listed| !listed.licence.is_empty()),
                "{name} {version}: run tests/tools/licences.py"
            );
            count += 1;
        }
        assert!(count > 100);
    }

    #[test]
    fn a_package_is_found_by_words_and_brings_its_text() {
        let serde = packages().find(|package| package.name == "serde").unwrap();
        assert!(serde.fits("SERDE apache") && !serde.fits("serde gpl"));
        assert!(serde.texts().any(|text| text.contains("Apache License")));
        assert!(packages().flat_map(|package| package.texts().next()).all(|text| text.len() > 20));
    }
}
