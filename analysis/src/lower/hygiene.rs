//! Which variable a name in a macro's expansion means.
//!
//! `macro_rules!` are hygienic for local variables and labels: an `x` written in the macro is not the `x` of its caller.
//! An identifier that comes from a macro's body therefore carries a *mark* behind its name, the number of the expansion.
//! Variables are looked up with their marks; for everything else (items, fields, methods, types) marks are taken off
//! ([`plain`]), as rustc resolves those where the macro is called.
//!
//! Marks begin with one of two letters that are allowed in identifiers and that no Rust code uses.

/// Starts the mark of a macro that is an item of a module: its body sees no variables but its own.
const GLOBAL: char = 'ǃ';
/// Starts the mark of a macro that is defined inside a body: it sees the variables there as well.
const LOCAL: char = 'ǂ';

/// What is put behind the names of one expansion.
#[derive(Clone, Debug)]
pub(super) struct Mark(String);

impl Mark {
    /// The mark of the expansion of this number; `local` if the macro is defined inside a body.
    pub(super) fn new(number: u32, local: bool) -> Self {
        Mark(format!("{}{number}", if local { LOCAL } else { GLOBAL }))
    }

    /// An identifier of a macro's body with this mark. Keywords have none: no variable has their name.
    /// `before_word`: whether a word follows, which makes some identifiers keywords.
    pub(super) fn ident(
        &self,
        ident: &proc_macro2::Ident,
        before_word: bool,
    ) -> proc_macro2::Ident {
        let text = ident.to_string();
        let word = text.as_str();
        if KEYWORDS.contains(&word) || before_word && CONTEXTUAL.contains(&word) {
            return ident.clone();
        }
        match text.strip_prefix("r#") {
            Some(raw) => proc_macro2::Ident::new_raw(
                &format!("{raw}{}", self.0),
                proc_macro2::Span::call_site(),
            ),
            None => proc_macro2::Ident::new(
                &format!("{text}{}", self.0),
                proc_macro2::Span::call_site(),
            ),
        }
    }

    /// A string literal of a macro's body that may name variables in braces: the mark becomes its suffix.
    pub(super) fn literal(&self, literal: &proc_macro2::Literal) -> proc_macro2::Literal {
        let text = literal.to_string();
        let is_template = text.starts_with(['"', 'r']) && text.contains('{');
        if is_template && text.ends_with(['"', '#']) {
            return format!("{text}{}", self.0)
                .parse()
                .unwrap_or_else(|_| literal.clone());
        }
        literal.clone()
    }
}

/// Words that the parser knows at least in some places.
const KEYWORDS: &[&str] = &[
    "_",
    "as",
    "break",
    "const",
    "continue",
    "crate",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
    "async",
    "await",
    "dyn",
    "abstract",
    "become",
    "box",
    "do",
    "final",
    "macro",
    "override",
    "priv",
    "typeof",
    "unsized",
    "virtual",
    "yield",
    "try",
    "gen",
    "macro_rules",
];

/// Identifiers that are keywords before another word: `union U`, `&raw const x`, `default fn`.
const CONTEXTUAL: &[&str] = &["auto", "default", "pin", "raw", "reuse", "safe", "union"];

/// Whether a word behind an identifier says that it is a keyword: one that can stand behind a variable does not.
pub(super) fn is_word(ident: &proc_macro2::Ident) -> bool {
    !["as", "else", "if", "in"].iter().any(|w| ident == w)
}

/// A name without its marks.
pub(super) fn plain(name: &str) -> &str {
    name.find([GLOBAL, LOCAL]).map_or(name, |at| &name[..at])
}

/// A text of several tokens without their marks.
pub(super) fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_mark = false;
    for c in text.chars() {
        in_mark = [GLOBAL, LOCAL].contains(&c) || in_mark && c.is_ascii_digit();
        if !in_mark {
            out.push(c);
        }
    }
    out
}

/// The marks behind a name.
pub(super) fn marks(name: &str) -> &str {
    &name[plain(name).len()..]
}

/// The name to look for where the macro is defined, after `name` was not found in its expansion; `None` if no variable
/// is visible there.
pub(super) fn at_definition(name: &str) -> Option<&str> {
    let at = name.rfind([GLOBAL, LOCAL])?;
    name[at..].starts_with(LOCAL).then(|| &name[..at])
}

#[cfg(test)]
mod tests {
    use super::{Mark, at_definition, marks, plain, without_marks};

    #[test]
    fn marks_go_on_and_off() {
        let ident = |text: &str| proc_macro2::Ident::new(text, proc_macro2::Span::call_site());
        let (global, local) = (Mark::new(3, false), Mark::new(12, true));
        let once = global.ident(&ident("client"), false);
        let twice = local.ident(&once, false).to_string();
        assert_eq!(plain(&twice), "client");
        assert_eq!(format!("client{}", marks(&twice)), twice);
        assert_eq!(at_definition(&twice), Some(once.to_string().as_str()));
        assert_eq!(at_definition(&once.to_string()), None);
        assert_eq!(at_definition("client"), None);
        assert_eq!(plain("größe"), "größe");
        assert_eq!(without_marks(&format!("{twice}+{twice}4")), "client+client");
        assert_eq!(global.ident(&ident("raw"), true).to_string(), "raw");
        assert_ne!(global.ident(&ident("raw"), false).to_string(), "raw");
        assert_eq!(global.ident(&ident("self"), false).to_string(), "self");
    }

    #[test]
    fn templates_take_the_mark_along() {
        let mark = Mark::new(1, false);
        let marked = |text: &str| {
            let literal: proc_macro2::Literal = text.parse().expect("a literal");
            let tokens = proc_macro2::TokenTree::Literal(mark.literal(&literal));
            syn::parse2::<syn::LitStr>(tokens.into()).map(|l| (l.value(), l.suffix().to_owned()))
        };
        let (value, suffix) = marked("\"fan-{id}\"").expect("a string");
        assert_eq!(
            (value.as_str(), marks(&suffix)),
            ("fan-{id}", suffix.as_str())
        );
        assert!(!suffix.is_empty());
        assert_eq!(marked("\"fan\"").expect("a string").1, "");
        assert_eq!(marked("r#\"{}\"#").expect("a string").0, "{}");
    }
}
