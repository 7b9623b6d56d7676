//! Paths and types as text.

use crate::ir::{Bound, Path, Segment, Ty};

/// A path as text, with type arguments.
#[must_use]
pub fn path_text(path: &Path) -> String {
    let segments = |segments: &[Segment]| {
        segments
            .iter()
            .map(segment_text)
            .collect::<Vec<_>>()
            .join("::")
    };
    let start = if path.global { "::" } else { "" };
    let Some(qself) = &path.qself else {
        return format!("{start}{}", segments(&path.segments));
    };
    let (of_trait, rest) = path
        .segments
        .split_at(path.qself_position.min(path.segments.len()));
    let head = if of_trait.is_empty() {
        format!("<{}>", ty_text(qself))
    } else {
        format!("<{} as {}>", ty_text(qself), segments(of_trait))
    };
    if rest.is_empty() {
        head
    } else {
        format!("{head}::{}", segments(rest))
    }
}

fn segment_text(segment: &Segment) -> String {
    if segment.args.is_empty() {
        segment.name.clone()
    } else {
        format!("{}{}", segment.name, tys_text(&segment.args))
    }
}

pub(super) fn tys_text(tys: &[Ty]) -> String {
    format!(
        "<{}>",
        tys.iter().map(ty_text).collect::<Vec<_>>().join(", ")
    )
}

fn bounds_text(bounds: &[Bound]) -> String {
    let bound = |bound: &Bound| match &bound.signature {
        None => path_text(&bound.path),
        Some((params, ret)) => {
            let params: Vec<String> = params.iter().map(ty_text).collect();
            format!(
                "{}({}) -> {}",
                path_text(&bound.path),
                params.join(", "),
                ty_text(ret)
            )
        }
    };
    bounds.iter().map(bound).collect::<Vec<_>>().join(" + ")
}

/// A type as text.
#[must_use]
pub fn ty_text(ty: &Ty) -> String {
    match ty {
        Ty::Path(path) => path_text(path),
        Ty::Ref { inner, mutable } => {
            format!("&{}{}", if *mutable { "mut " } else { "" }, ty_text(inner))
        }
        Ty::Ptr(inner) => format!("*{}", ty_text(inner)),
        Ty::Tuple(elems) => format!(
            "({})",
            elems.iter().map(ty_text).collect::<Vec<_>>().join(", ")
        ),
        Ty::Array(elem) => format!("[{}; _]", ty_text(elem)),
        Ty::Slice(elem) => format!("[{}]", ty_text(elem)),
        Ty::ImplTrait(bounds) => format!("impl {}", bounds_text(bounds)),
        Ty::Dyn(bounds) => format!("dyn {}", bounds_text(bounds)),
        Ty::FnPtr { params, ret } => {
            let params: Vec<String> = params.iter().map(ty_text).collect();
            format!("fn({}) -> {}", params.join(", "), ty_text(ret))
        }
        Ty::Never => "!".to_owned(),
        Ty::Unknown => "_".to_owned(),
    }
}
