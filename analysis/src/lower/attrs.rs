//! Attributes: `cfg` predicates, `#[path]`, derives and names.

use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use super::FileCx;
use super::ty::name_of;

/// What is known, without any project, of the `cfg` attributes on a statement, arm or field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cfg {
    /// There is none, or all hold outside tests.
    On,
    /// It needs `test`.
    Off,
    /// Unknown: the predicates' text without white space, joined by `,`.
    Unknown(String),
}

fn last_name(path: &syn::Path) -> String {
    path.segments
        .last()
        .map(|s| name_of(&s.ident))
        .unwrap_or_default()
}

fn text_value(meta: &Meta) -> Option<String> {
    let Meta::NameValue(pair) = meta else {
        return None;
    };
    match &pair.value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

impl FileCx<'_> {
    /// The source text inside each `#[cfg(...)]`.
    pub(super) fn cfgs(&self, attrs: &[Attribute]) -> Vec<String> {
        let predicate = |attr: &Attribute| match &attr.meta {
            Meta::List(list) if list.path.is_ident("cfg") => {
                let span = list.delimiter.span();
                let text = self.inside_of(self.between(span.open(), span.close()), &list.tokens);
                Some(text.trim().to_owned())
            }
            _ => None,
        };
        attrs.iter().filter_map(predicate).collect()
    }

    /// Whether what the attributes stand on is there, as far as that is known without the project.
    pub(super) fn cfg(&self, attrs: &[Attribute]) -> Cfg {
        let mut unknown = Vec::new();
        for predicate in self.cfgs(attrs) {
            let text: String = predicate.split_whitespace().collect();
            match text.as_str() {
                "test" => return Cfg::Off,
                "not(test)" => {}
                _ if text.starts_with("all(test,") => return Cfg::Off,
                _ => unknown.push(text),
            }
        }
        if unknown.is_empty() {
            Cfg::On
        } else {
            Cfg::Unknown(unknown.join(","))
        }
    }

    /// The value of `#[path = "..."]`, also inside `cfg_attr`.
    pub(super) fn path_attr(&self, attrs: &[Attribute]) -> Option<String> {
        attrs.iter().find_map(|attr| {
            if attr.path().is_ident("path") {
                return text_value(&attr.meta);
            }
            if !attr.path().is_ident("cfg_attr") {
                return None;
            }
            let metas = attr
                .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
                .ok()?;
            metas
                .iter()
                .skip(1)
                .find(|m| m.path().is_ident("path"))
                .and_then(text_value)
        })
    }

    /// The last names of the outer attributes; of `#[unsafe(name)]` the inner name.
    pub(super) fn attr_names(&self, attrs: &[Attribute]) -> Vec<String> {
        let outer = attrs
            .iter()
            .filter(|a| matches!(a.style, syn::AttrStyle::Outer));
        let name = |attr: &Attribute| match &attr.meta {
            Meta::List(list) if list.path.is_ident("unsafe") => attr
                .parse_args::<Meta>()
                .map(|inner| last_name(inner.path()))
                .unwrap_or_default(),
            meta => last_name(meta.path()),
        };
        outer
            .filter(|a| !a.path().is_ident("doc"))
            .map(name)
            .collect()
    }

    /// The last names of the derived traits.
    pub(super) fn derives(&self, attrs: &[Attribute]) -> Vec<String> {
        let mut names = Vec::new();
        for attr in attrs.iter().filter(|a| a.path().is_ident("derive")) {
            if let Ok(paths) =
                attr.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
            {
                names.extend(paths.iter().map(last_name));
            }
        }
        names
    }
}
