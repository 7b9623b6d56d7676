//! Types without a program: what they are made of, and what two of them have in common.

use crate::names::{RBound, RTrait, RTy};

pub(super) fn reference(inner: RTy) -> RTy {
    match inner {
        RTy::Unknown => RTy::Unknown,
        inner => RTy::Ref {
            inner: Box::new(inner),
            mutable: false,
        },
    }
}

/// A future with this output.
pub(super) fn future(output: RTy) -> RTy {
    RTy::Impl(vec![RBound {
        tr: RTrait::Unknown,
        args: Vec::new(),
        signature: Some((Vec::new(), Box::new(output))),
    }])
}

/// What awaiting a value gives.
pub(super) fn output(ty: &RTy) -> RTy {
    match ty {
        RTy::Impl(bounds) | RTy::Dyn(bounds) => bounds
            .iter()
            .filter_map(|b| b.signature.as_ref())
            .find(|(params, _)| params.is_empty())
            .map_or(RTy::Unknown, |(_, ret)| (**ret).clone()),
        RTy::External { args, .. } if matches!(last_name(ty), "Box" | "Pin") => {
            args.first().map_or(RTy::Unknown, output)
        }
        _ => RTy::Unknown,
    }
}

/// The last name of a type from outside.
pub(super) fn last_name(ty: &RTy) -> &str {
    match ty.without_refs() {
        RTy::External { path, .. } => path.last().map_or("", String::as_str),
        _ => "",
    }
}

/// A type argument of a type from outside with one of these names.
pub(super) fn argument(ty: &RTy, names: &[&str], index: usize) -> RTy {
    match ty.without_refs() {
        RTy::External { args, .. } if names.contains(&last_name(ty)) => {
            args.get(index).cloned().unwrap_or(RTy::Unknown)
        }
        _ => RTy::Unknown,
    }
}

/// What indexing gives.
pub(super) fn element(ty: &RTy) -> RTy {
    match ty.without_refs() {
        RTy::Array(inner) | RTy::Slice(inner) => (**inner).clone(),
        _ => match argument(ty, &["Vec", "VecDeque"], 0) {
            RTy::Unknown => argument(ty, &["BTreeMap", "HashMap"], 1),
            elem => elem,
        },
    }
}

/// What a `for` loop over a value gives.
pub(super) fn item(ty: &RTy) -> RTy {
    match ty.without_refs() {
        RTy::Array(inner) | RTy::Slice(inner) => (**inner).clone(),
        RTy::External { args, .. } => match last_name(ty) {
            "BTreeSet" | "HashSet" | "Option" | "Vec" | "VecDeque" => {
                args.first().cloned().unwrap_or(RTy::Unknown)
            }
            "BTreeMap" | "HashMap" => RTy::Tuple(vec![
                args.first().cloned().unwrap_or(RTy::Unknown),
                args.get(1).cloned().unwrap_or(RTy::Unknown),
            ]),
            _ => RTy::Unknown,
        },
        _ => RTy::Unknown,
    }
}

/// A type of which the type parameters are not known; of open types only what a future gives is kept.
pub(super) fn closed(ty: &RTy) -> RTy {
    let all = |tys: &[RTy]| tys.iter().map(closed).collect::<Vec<_>>();
    match ty {
        RTy::Adt(id, args) => RTy::Adt(*id, all(args)),
        RTy::External { krate, path, args } => RTy::External {
            krate: *krate,
            path: path.clone(),
            args: all(args),
        },
        RTy::Ref { inner, .. } => reference(closed(inner)),
        RTy::Ptr(inner) => RTy::Ptr(Box::new(closed(inner))),
        RTy::Tuple(parts) => RTy::Tuple(all(parts)),
        RTy::Array(inner) => RTy::Array(Box::new(closed(inner))),
        RTy::Slice(inner) => RTy::Slice(Box::new(closed(inner))),
        RTy::Impl(_) | RTy::Dyn(_) => match output(ty) {
            RTy::Unknown => RTy::Unknown,
            known => future(closed(&known)),
        },
        RTy::Prim(_) => ty.clone(),
        _ => RTy::Unknown,
    }
}

/// What two types have in common: where they differ, nothing is known.
pub(super) fn merge(a: RTy, b: RTy) -> RTy {
    let all = |a: Vec<RTy>, b: Vec<RTy>| a.into_iter().zip(b).map(|(a, b)| merge(a, b)).collect();
    match (a, b) {
        (a, b) if a == b => a,
        (RTy::Adt(a, args), RTy::Adt(b, other)) if a == b => RTy::Adt(a, all(args, other)),
        (
            RTy::External { krate, path, args },
            RTy::External {
                krate: k,
                path: p,
                args: other,
            },
        ) if krate == k && path == p && args.len() == other.len() => RTy::External {
            krate,
            path,
            args: all(args, other),
        },
        (RTy::Ref { inner: a, .. }, RTy::Ref { inner: b, .. }) => reference(merge(*a, *b)),
        (RTy::Tuple(a), RTy::Tuple(b)) if a.len() == b.len() => RTy::Tuple(all(a, b)),
        _ => RTy::Unknown,
    }
}
