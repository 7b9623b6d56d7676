//! A message as plain text: its story as a list of places, and what to know and do.

use double_connect_analysis::source::SourceMap;
use double_connect_lints::Label;

use super::shown::visible_lines;
use super::{Message, Repository, visible};

/// The message in one line.
pub(super) fn headline(message: &Message) -> String {
    visible(&message.text).into_owned()
}

/// Everything but the headline: one line a step of the story, then notes and help.
pub(super) fn body(message: &Message, sources: &SourceMap, repository: &Repository) -> String {
    let told = |label: &&Label| !label.message.is_empty();
    let steps = message.story().into_iter().filter(told).map(|label| {
        let line = sources.start(label.span).line;
        let path = repository.relative(sources.path(label.span.file));
        format!("{}:{line}: {}", visible(&path), visible(&label.message))
    });
    let notes = message.notes.iter().map(|text| format!("note: {text}"));
    let help = helps(message).map(|text| format!("help: {text}"));
    let rest = notes.chain(help).map(|text| visible_lines(&text));
    steps.chain(rest).collect::<Vec<_>>().join("\n")
}

/// Headline and body.
pub(super) fn whole(message: &Message, sources: &SourceMap, repository: &Repository) -> String {
    let body = body(message, sources, repository);
    format!("{}\n{body}", headline(message))
        .trim_end()
        .to_owned()
}

/// What to do, suggestions among it.
pub(super) fn helps(message: &Message) -> impl Iterator<Item = &String> {
    let suggestions = message.suggestions.iter().map(|s| &s.message);
    message.help.iter().chain(suggestions)
}
