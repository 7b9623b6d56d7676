//! Whether to use colour.

use std::io::{self, IsTerminal};

use codespan_reporting::term::termcolor::ColorChoice;

use crate::args::Color;

/// Whether stderr gets colours: by the flag, else by the environment, else if it is a terminal.
pub(super) fn color(flag: Option<Color>) -> ColorChoice {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let automatic = || {
        let plain = set("NO_COLOR").is_some() || set("TERM").is_some_and(|term| term == "dumb");
        if !plain && io::stderr().is_terminal() {
            ColorChoice::Always
        } else {
            ColorChoice::Never
        }
    };
    match flag {
        Some(Color::Always) => ColorChoice::Always,
        Some(Color::Never) => ColorChoice::Never,
        Some(Color::Auto) => automatic(),
        None => match set("CARGO_TERM_COLOR") {
            Some(value) if value == "always" && set("NO_COLOR").is_none() => ColorChoice::Always,
            Some(value) if value == "never" => ColorChoice::Never,
            _ => automatic(),
        },
    }
}

/// Whether links are shown on stderr: where colours are, on a terminal that knows them, unless cargo is told otherwise.
pub(super) fn links(flag: Option<Color>) -> bool {
    let told = std::env::var("CARGO_TERM_HYPERLINKS").ok();
    color(flag) == ColorChoice::Always
        && told.map_or_else(
            || supports_hyperlinks::on(supports_hyperlinks::Stream::Stderr),
            |told| told == "true",
        )
}
