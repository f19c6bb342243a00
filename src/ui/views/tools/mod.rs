//! The area's own tools.

mod calibrate;
mod compare;
pub mod data;
mod editor;
mod fields;
mod grades;
mod groups;
mod paste;
mod sections;
pub mod state;
mod trial;
pub mod tried;
pub mod view;

use crate::words::Explained;
use serde_json::Value;

/// What is said when something was done with a tool.
#[must_use]
pub fn done(value: &Value) -> Option<Explained> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let name = text("name");
    let said = match text("did") {
        "publish" | "import" => Explained::new(
            format!("{name} is published."),
            "It never changes from now on; an edit makes the next version.",
            "Choose it when you make the next round.",
        ),
        "there" => Explained::new("Nothing was changed.", format!("{name} is in this file already."), ""),
        "delete" => Explained::new(format!("The draft of {name} is deleted."), "", "Ctrl+Z brings it back."),
        _ => return None,
    };
    Some(said)
}
