//! Where the keyboard goes when what stood in front of a screen is gone: back to what it came from.

use egui::{Context, Id};

/// Frames in which the place to go back to may still be loading.
const MOST_PASSES: u64 = 60;

/// Where the keyboard was.
#[derive(Debug, Clone, Copy)]
struct Before {
    /// What had it when something came in front.
    outside: Option<Id>,
    /// What had it last in front.
    inside: Option<Id>,
    /// The frame in which something was in front last.
    pass: u64,
}

fn key() -> Id {
    Id::unique("keyboard before what stands in front")
}

/// Something is drawn in front in this frame: called before and after its contents.
pub(super) fn notice(ctx: &Context) {
    let (pass, focused) = (ctx.cumulative_pass_nr(), ctx.memory(|memory| memory.focused()));
    let before: Option<Before> = ctx.data(|data| data.get_temp(key()));
    let before = match before.filter(|before| before.pass + 1 >= pass) {
        Some(before) => Before { inside: focused, pass, ..before },
        None => Before { outside: focused, inside: focused, pass },
    };
    ctx.data_mut(|data| data.insert_temp(key(), before));
}

/// At the end of a frame: gives the keyboard back once nothing stands in front any more and its place is drawn, unless
/// something else has taken it.
pub fn give_back(ctx: &Context) {
    let Some(before) = ctx.data(|data| data.get_temp::<Before>(key())) else { return };
    let (pass, focused) = (ctx.cumulative_pass_nr(), ctx.memory(|memory| memory.focused()));
    if before.pass >= pass {
        return;
    }
    let is_taken = focused.is_some() && focused != before.inside;
    let back = before.outside.filter(|_| !is_taken);
    let Some(back) = back.filter(|_| pass - before.pass <= MOST_PASSES) else {
        ctx.data_mut(|data| data.remove::<Before>(key()));
        return;
    };
    if ctx.read_response(back).is_some() {
        ctx.memory_mut(|memory| memory.request_focus(back));
        ctx.data_mut(|data| data.remove::<Before>(key()));
    }
}
