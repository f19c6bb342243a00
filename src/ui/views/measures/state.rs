//! What is shown of the measures, and what is being written.

use crate::domain::ids::MeasureId;
use crate::domain::measure::{Better, MeasureValue, Quality, ValueKind};
use crate::ui::day;
use jiff::civil::Date;

/// The state of the screen.
#[derive(Debug, Default)]
pub struct MeasuresScreen {
    /// The row the keyboard stands on, in each group.
    pub cursors: [usize; 4],
    /// The measure on the screen, by its name.
    pub open: Option<String>,
    /// Whether charts are shown as tables.
    pub as_tables: bool,
    /// The value being written.
    pub form: Option<MeasureForm>,
    /// The file to bring in.
    pub path: String,
    /// What it holds.
    pub preview: Option<Vec<MeasureValue>>,
}

/// A value being written.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureForm {
    /// Which; none: a new one.
    pub id: Option<MeasureId>,
    /// Its choices and what is not typed.
    pub value: MeasureValue,
    /// First and last day as typed.
    pub days: [String; 2],
    /// Count, out of, value, as typed.
    pub figures: [String; 3],
    /// Whether it has been drawn before.
    pub was_drawn: bool,
    /// Whether it was sent off and refused: its fields say why from then on.
    pub was_tried: bool,
}

impl MeasureForm {
    /// A new value of a measure on a definition; both may be empty.
    #[must_use]
    pub fn new(measure: &str, definition: &str, unit: &str, better: Better) -> Self {
        let value = MeasureValue {
            measure: measure.to_owned(),
            definition: definition.to_owned(),
            kind: ValueKind::Result,
            better,
            from: None,
            to: None,
            part_year: false,
            numerator: None,
            denominator: None,
            value: None,
            unit: unit.to_owned(),
            quality: None,
            source: String::new(),
            note: String::new(),
        };
        Self {
            id: None,
            value,
            days: Default::default(),
            figures: Default::default(),
            was_drawn: false,
            was_tried: false,
        }
    }

    /// A new target of a measure on a definition that this file works out.
    #[must_use]
    pub fn target(measure: &str, definition: &str, unit: &str, better: Better) -> Self {
        let mut form = Self::new(measure, definition, unit, better);
        form.value.kind = ValueKind::Target;
        form
    }

    /// The form of a value that is there.
    #[must_use]
    pub fn of(id: MeasureId, value: &MeasureValue) -> Self {
        let day = day::write_if_any;
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        Self {
            id: Some(id),
            value: value.clone(),
            days: [day(value.from), day(value.to)],
            figures: [number(value.numerator), number(value.denominator), number(value.value)],
            was_drawn: false,
            was_tried: false,
        }
    }

    /// The day typed in a field.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn day(&self, at: usize) -> Result<Option<Date>, &'static str> {
        day::read_if_any(self.days.get(at).map_or("", String::as_str))
    }

    /// The figure typed in a field.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn figure(&self, at: usize) -> Result<Option<f64>, &'static str> {
        let typed = self.figures.get(at).map_or("", |figure| figure.trim());
        if typed.is_empty() {
            return Ok(None);
        }
        let number = typed.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
        let number = number.ok_or("Write a number, such as 82 or 82.5")?;
        if at < 2 && number.fract() > 0.0 { Err("Write a whole number") } else { Ok(Some(number)) }
    }

    /// The value, if it can be saved; else in a few words why not. Where only the counts are typed, the share is worked
    /// out from them; where nothing is, it was asked for and not reported.
    ///
    /// # Errors
    /// What is missing or wrong.
    pub fn made(&self) -> Result<MeasureValue, &'static str> {
        self.checked().map_err(|(_, words)| words)
    }

    /// What is wrong with the field of this label, once the form was sent off.
    #[must_use]
    pub fn fault(&self, label: &str) -> Option<&'static str> {
        let fault = self.checked().err().filter(|(field, _)| self.was_tried && *field == label);
        fault.map(|(_, words)| words)
    }

    /// As [`Self::made`], with the label of the field that is missing or wrong.
    fn checked(&self) -> Result<MeasureValue, (&'static str, &'static str)> {
        if self.value.measure.trim().is_empty() {
            return Err(("What is measured", "Write what is measured"));
        }
        let (from, to) = (self.day(0).map_err(|w| ("First day", w))?, self.day(1).map_err(|w| ("Last day", w))?);
        let to = to.ok_or(("Last day", "Write the last day of the span"))?;
        if from.is_some_and(|from| from > to) {
            return Err(("Last day", "The span ends before it begins"));
        }
        let (numerator, denominator) =
            (self.figure(0).map_err(|w| ("Count", w))?, self.figure(1).map_err(|w| ("Out of", w))?);
        let unit = if self.value.unit.trim().is_empty() { "percent" } else { self.value.unit.trim() }.to_owned();
        match (numerator, denominator) {
            (_, Some(d)) if d <= 0.0 => return Err(("Out of", "A count is out of one at least")),
            (Some(_), None) => return Err(("Out of", "Write what the count is out of")),
            (Some(n), Some(d)) if unit == "percent" && n > d => {
                return Err(("Count", "The count is more than what it is out of"));
            }
            _ => {}
        }
        let of_counts = numerator.zip(denominator).filter(|_| unit == "percent").map(|(n, d)| 100.0 * n / d);
        let value = self.figure(2).map_err(|w| ("Figure", w))?.or(of_counts);
        if self.value.kind == ValueKind::Target && value.is_none() {
            return Err(("Figure", "A target needs a figure"));
        }
        Ok(MeasureValue {
            measure: self.value.measure.trim().to_owned(),
            definition: self.value.definition.trim().to_owned(),
            from,
            to: Some(to),
            numerator,
            denominator,
            value,
            unit,
            quality: value.map(|_| self.value.quality.unwrap_or(Quality::Exact)),
            ..self.value.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_worked_out_from_its_counts_and_nothing_typed_is_an_empty_row() {
        let mut form = MeasureForm::new("Parents: positive", "", "percent", Better::Up);
        assert_eq!(form.made(), Err("Write the last day of the span"));
        form.days[1] = "2020-03-31".to_owned();
        assert_eq!(form.made().map(|v| (v.value, v.quality)), Ok((None, None)));
        form.figures = ["18".to_owned(), "24".to_owned(), String::new()];
        assert_eq!(form.made().map(|v| (v.value, v.quality)), Ok((Some(75.0), Some(Quality::Exact))));
        form.figures[0] = "25".to_owned();
        assert_eq!(form.made(), Err("The count is more than what it is out of"));
    }
}
