//! Changes that mend a finding.
//!
//! A change is machine-applicable only where the program must compile afterwards. What that needs is read off the text
//! around it, and read narrowly: wherever something is not plain, the change may be incorrect.

use double_connect_analysis::facts::{Facts, HolderKind, Overlap};
use double_connect_analysis::source::Span;
use double_connect_clients::model::DropEffect;

use crate::context::Context;
use crate::diagnostic::{Applicability, Suggestion};
use crate::remedy::is_variable;

/// The changes for an overlap; most have none. A change stands for the first help text, which is taken out.
pub(crate) fn suggestions(
    overlap: &Overlap,
    context: &Context,
    facts: &Facts,
    help: &mut Vec<String>,
) -> Vec<Suggestion> {
    let change = drop_before_assignment(overlap, context, facts).filter(|_| !help.is_empty());
    let with_help = |change| Suggestion {
        message: help.remove(0),
        ..change
    };
    change.map(with_help).into_iter().collect()
}

/// `drop(client);` in front of `client = connect()?;`.
fn drop_before_assignment(
    overlap: &Overlap,
    context: &Context,
    facts: &Facts,
) -> Option<Suggestion> {
    let slot = overlap.overwritten.as_ref()?;
    let name = slot.name.as_str();
    let [holder] = overlap.holders.as_slice() else {
        return None;
    };
    let is_slot = holder.kind == HolderKind::Variable && holder.name.as_deref() == Some(name);
    let drops = context.drop_effect(overlap.first.ty) == DropEffect::Closes;
    if !is_slot || !is_variable(name) || !drops {
        return None;
    }
    let text = &facts.sources.file(slot.span.file).text;
    let assignment = facts.sources.text(slot.span);
    let (target, value) = assignment.split_once('=')?;
    let before = &text[..slot.span.start as usize];
    let is_statement = before.trim_end().ends_with([';', '{', '}']);
    if target.trim() != name || !is_statement || mentions(value, name) {
        return None;
    }
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = &before[line..];
    let lead = if indent.trim().is_empty() { indent } else { "" };
    let plain = holder.span.is_some_and(|declared| {
        declared.file == slot.span.file
            && text
                .get(declared.end as usize..slot.span.start as usize)
                .is_some_and(|between| is_plain(between, name))
    }) && !leaves(value);
    Some(Suggestion {
        message: String::new(),
        edits: vec![(
            Span {
                end: slot.span.start,
                ..slot.span
            },
            format!("drop({name});\n{lead}"),
        )],
        applicability: if plain {
            Applicability::MachineApplicable
        } else {
            Applicability::MaybeIncorrect
        },
    })
}

/// Whether a value certainly still is in its variable after some code, in the body in which it was declared: it is only
/// borrowed there, and there is no closure, task or macro that might have it.
fn is_plain(between: &str, name: &str) -> bool {
    if ["async", "move", "|", "!", "//", "/*", "fn "]
        .iter()
        .any(|other| between.contains(other))
    {
        return false;
    }
    uses(between, name).all(|at| {
        let before = between[..at].trim_end();
        let after = between[at + name.len()..].trim_start();
        let borrowed = before.ends_with('&') || before.ends_with("&mut");
        let assigned = after.starts_with('=') && !after.starts_with("==");
        borrowed || after.starts_with('.') && !after.starts_with("..") || assigned
    })
}

/// Whether a value's computation can go on elsewhere in the same body, where the variable may be used.
fn leaves(value: &str) -> bool {
    ["break", "continue", "async", "|"]
        .iter()
        .any(|word| value.contains(word))
}

fn mentions(text: &str, name: &str) -> bool {
    uses(text, name).next().is_some()
}

/// Where a word stands.
fn uses<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(part);
        let after = text[at + name.len()..].chars().next().is_some_and(part);
        (!before && !after).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_plain, mentions};

    #[test]
    fn borrows_are_plain_and_moves_are_not() {
        for between in [
            " = connect()?;\n    client.publish(1)?;\n    log(&client);\n    ",
            " = connect()?;\n    client = connect()?;\n    other(clients, a.client_id);\n    loop {\n    ",
        ] {
            assert!(is_plain(between, "client"), "{between}");
        }
        for between in [
            " = connect()?; if a { consume(client); } ",
            " = connect()?; let f = || { ",
            " = connect()?; spawn(async { ",
            " = connect()?; println!(\"{client}\"); ",
            " = connect()?; let b = client; ",
        ] {
            assert!(!is_plain(between, "client"), "{between}");
        }
    }

    #[test]
    fn words_are_whole() {
        assert!(mentions("f(client)", "client"));
        assert!(!mentions("f(clients, my_client)", "client"));
    }
}
