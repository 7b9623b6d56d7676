//! What a closure or async block captures, and how.
//!
//! While a nested body is lowered, each variable of the enclosing body gets one local of its own. When the body is
//! complete, the places it uses below that local are known: from edition 2021 on only those are captured.

use std::collections::BTreeMap;

use super::builder::Builder;
use super::finish::{all_blocks, close};
use super::places::{PlaceUse, each_place_in};
use crate::input::Edition;
use crate::ir::{
    BodyIndex, BodyKind, Capture, CaptureMode, Local, LocalDecl, Place, PlaceRoot, Proj, Rvalue,
    Stmt, Terminator, Ty,
};

/// One captured path of a variable.
struct Captured {
    /// The local of the nested body that stands for the variable.
    root: Local,
    path: Vec<Proj>,
    mode: CaptureMode,
    /// Whether a part of it is used by value. Whether that is a move, and takes the whole along, only types tell.
    part: bool,
    /// The fields that are left where they are.
    without: Vec<String>,
    /// The local that will stand for this path.
    local: Local,
}

impl Builder<'_, '_> {
    /// Finishes a nested body, goes back to the enclosing one and gives the closure's value there.
    pub(super) fn leave(&mut self, by_move: bool) -> Rvalue {
        let Some(outer) = self.outer.pop() else {
            return Rvalue::Opaque(Vec::new());
        };
        let mut nested = std::mem::replace(&mut self.body, outer);
        let precise = self.cx.edition >= Edition::E2021;
        let upvars = nested.upvars.clone();
        let references: Vec<Local> = nested.references.iter().copied().collect();
        let mut found: Vec<Captured> = Vec::new();
        let types: Vec<Option<Ty>> = nested.locals.iter().map(|l| l.ty.clone()).collect();
        let mut blocks = all_blocks(&mut nested);
        each_place_in(&mut blocks, &mut nested.bodies, &mut |place, how| {
            let Some(root) = upvar(place, &upvars) else {
                return;
            };
            let is_reference = references.contains(&root);
            let path = captured_path(place, precise && !(by_move && is_reference));
            let declared = types.get(root.0 as usize).and_then(Option::as_ref);
            let rest = match &place.proj[path.len()..] {
                // What is moved out of a box takes the box along.
                [Proj::Deref, rest @ ..] if path.is_empty() && declared.is_some_and(is_box) => rest,
                rest => rest,
            };
            let behind = rest
                .iter()
                .any(|p| matches!(p, Proj::Deref | Proj::Elem(_)));
            let moved = match &how {
                PlaceUse::Value | PlaceUse::Base(_) => {
                    !behind && (!is_reference || place.proj.is_empty())
                }
                PlaceUse::TakenIfOption => place.proj.is_empty() && declared.is_some_and(is_option),
                PlaceUse::TakenUnlessReference => {
                    // A field that is a reference is copied, which comes to the same.
                    let reference = |ty: &Ty| matches!(ty, Ty::Ref { .. });
                    let whole = place.proj.is_empty() && declared.is_some_and(reference);
                    rest.is_empty() && !is_reference && !whole
                }
                PlaceUse::Called => place.proj.is_empty() && declared.is_some_and(is_boxed_once),
                PlaceUse::Look => false,
            };
            let mode = if by_move || moved && rest.is_empty() {
                CaptureMode::Value
            } else {
                CaptureMode::Ref
            };
            let without = match how {
                PlaceUse::Base(named) if moved && precise && !by_move && rest.is_empty() => named,
                _ => Vec::new(),
            };
            let captured = Captured {
                root,
                path,
                mode,
                part: moved && !rest.is_empty(),
                without,
                local: root,
            };
            add(&mut found, captured);
        });
        let mut body = close(nested, blocks);
        give_locals(&mut found, &mut body.locals);
        let mut uses = vec![0_u32; body.locals.len()];
        each_place_in(&mut body.blocks, &mut body.bodies, &mut |place, _| {
            if let Some(local) = rewrite(place, &upvars, &found) {
                uses[local.0 as usize] += 1;
            }
        });
        for captured in found.iter().filter(|c| !c.path.is_empty()) {
            body.locals[captured.local.0 as usize].uses = uses[captured.local.0 as usize];
        }
        if body.kind == BodyKind::AsyncBlock {
            drop_at_return(&mut body.blocks, &found, body.span);
        }
        body.captures = found
            .into_iter()
            .filter_map(|c| {
                let (outer, _) = upvars.iter().find(|(_, local)| *local == c.root)?;
                let place = Place {
                    root: PlaceRoot::Local(*outer),
                    proj: c.path,
                };
                Some(Capture {
                    place,
                    mode: c.mode,
                    local: c.local,
                    without: c.without,
                })
            })
            .collect();
        self.body.bodies.push(body);
        Rvalue::Closure(BodyIndex(self.body.bodies.len() as u32 - 1))
    }
}

fn upvar(place: &Place, upvars: &[(Local, Local)]) -> Option<Local> {
    let PlaceRoot::Local(root) = place.root else {
        return None;
    };
    upvars
        .iter()
        .any(|(_, local)| *local == root)
        .then_some(root)
}

/// Whether a declared type is a `Box` whose content is moved, not copied.
fn is_box(ty: &Ty) -> bool {
    holds_what_is_moved(ty, &["Box"])
}

/// Whether a declared type is an `Option` or `Result` whose use is a move.
fn is_option(ty: &Ty) -> bool {
    holds_what_is_moved(ty, &["Option", "Result"])
}

/// Whether a declared type is a `Box<dyn FnOnce()>`.
fn is_boxed_once(ty: &Ty) -> bool {
    let Ty::Path(path) = ty else { return false };
    let args = path.segments.last().filter(|last| last.name == "Box");
    let Some([Ty::Dyn(bounds)]) = args.map(|last| last.args.as_slice()) else {
        return false;
    };
    bounds.iter().any(|bound| bound.path.last() == "FnOnce")
}

fn holds_what_is_moved(ty: &Ty, names: &[&str]) -> bool {
    let Ty::Path(path) = ty else { return false };
    let Some(last) = path.segments.last() else {
        return false;
    };
    names.contains(&last.name.as_str()) && last.args.iter().any(|arg| !is_copied(arg))
}

/// Whether values of a declared type are copied: shared references, numbers and the like.
fn is_copied(ty: &Ty) -> bool {
    match ty {
        Ty::Ref { mutable, .. } => !mutable,
        Ty::Path(path) => path.ident().is_some_and(|name| PRIMITIVES.contains(&name)),
        Ty::Tuple(parts) => parts.iter().all(is_copied),
        _ => false,
    }
}

/// The primitive types that have names.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

/// The part of a place that is captured: plain fields only; what lies behind a `*` or in an element is captured with the
/// whole. A field that a pattern names (`let Wire { link, .. } = wire`) is one of a variant here, as long as types are not
/// known; where it really is one of several, the value is tested too, and so captured.
fn captured_path(place: &Place, precise: bool) -> Vec<Proj> {
    if !precise {
        return Vec::new();
    }
    let is_field = |p: &&Proj| matches!(p, Proj::Field(_) | Proj::Variant(..));
    place.proj.iter().take_while(is_field).cloned().collect()
}

/// Adds a path; of two of which one lies in the other, the outer one is captured, and whole.
fn add(found: &mut Vec<Captured>, mut new: Captured) {
    if let Some(have) = found
        .iter_mut()
        .find(|c| c.root == new.root && new.path.starts_with(&c.path))
    {
        have.absorb(&new);
        return;
    }
    let mut first = None;
    let mut index = 0;
    found.retain(|c| {
        let inside = c.root == new.root && c.path.starts_with(&new.path);
        if inside {
            new.absorb(c);
            first.get_or_insert(index);
        }
        index += 1;
        !inside
    });
    let at = first.unwrap_or(found.len()).min(found.len());
    found.insert(at, new);
}

impl Captured {
    /// Stands for another one that lies in it too.
    fn absorb(&mut self, inner: &Captured) {
        let by_value = inner.mode == CaptureMode::Value;
        if by_value && inner.path == self.path {
            self.mode = CaptureMode::Value;
        }
        self.part |= inner.part || by_value && inner.path != self.path;
        self.without.clear();
    }
}

/// The first path of a variable takes the variable's local over; others get new ones. A field's local is named after
/// the whole path: `self.client`.
fn give_locals(found: &mut [Captured], locals: &mut Vec<LocalDecl>) {
    let mut taken: BTreeMap<Local, LocalDecl> = BTreeMap::new();
    for captured in found {
        let root = captured.root;
        let mut decl = match taken.get(&root) {
            Some(decl) => {
                captured.local = Local(locals.len() as u32);
                locals.push(decl.clone());
                decl.clone()
            }
            None => locals[root.0 as usize].clone(),
        };
        taken.entry(root).or_insert_with(|| decl.clone());
        for step in &captured.path {
            if let (Some(name), Proj::Field(field) | Proj::Variant(_, field)) =
                (&mut decl.name, step)
            {
                name.push('.');
                name.push_str(field);
            }
            decl.ty = decl.ty.take().and_then(|ty| part(ty, step));
        }
        locals[captured.local.0 as usize] = decl;
    }
}

/// The declared type of a part, where that of the whole says it.
fn part(whole: Ty, step: &Proj) -> Option<Ty> {
    match (whole, step) {
        (Ty::Tuple(parts), Proj::Field(index)) => parts.into_iter().nth(index.parse().ok()?),
        _ => None,
    }
}

/// Has a place start at the local of the path that was captured; gives that local.
fn rewrite(place: &mut Place, upvars: &[(Local, Local)], found: &[Captured]) -> Option<Local> {
    let root = upvar(place, upvars)?;
    let captured = found
        .iter()
        .find(|c| c.root == root && place.proj.starts_with(&c.path))?;
    place.root = PlaceRoot::Local(captured.local);
    place.proj.drain(..captured.path.len());
    Some(captured.local)
}

/// What an async block has taken along dies when it has run to its end: after its locals, in order, as fields do.
fn drop_at_return(
    blocks: &mut [crate::ir::BlockData],
    found: &[Captured],
    span: crate::source::Span,
) {
    for block in blocks
        .iter_mut()
        .filter(|b| matches!(b.term, Terminator::Return))
    {
        let owned = found
            .iter()
            .filter(|c| c.mode == CaptureMode::Value || c.part);
        block
            .stmts
            .extend(owned.map(|c| Stmt::StorageDead(c.local, super::body::end_of(span))));
    }
}
