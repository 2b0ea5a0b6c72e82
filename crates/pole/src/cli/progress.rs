//! Long work shows how far it is on a terminal, and nothing of the kind in a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often a bar that waits shows that it is alive.
const TICK: Duration = Duration::from_millis(120);

/// A bar of bytes, for a file that is read.
pub(super) fn bytes(total: u64, message: String) -> ProgressBar {
    let style = "{spinner} {msg} [{wide_bar}] {bytes} of {total_bytes}";
    with(
        ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr()),
        style,
        message,
    )
}

/// A bar of steps.
pub(super) fn steps(total: usize, message: String) -> ProgressBar {
    let style = "{spinner} {pos} of {len} [{bar:30}] {msg}";
    let total = u64::try_from(total).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    bar.enable_steady_tick(TICK);
    with(bar, style, message)
}

/// A sign of life for work whose length is not known.
pub(super) fn waiting(message: String) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.enable_steady_tick(TICK);
    with(bar, "{spinner} {msg} ({elapsed})", message)
}

fn with(bar: ProgressBar, style: &str, message: String) -> ProgressBar {
    // A style that does not parse leaves the default one.
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar.set_message(message);
    bar
}
