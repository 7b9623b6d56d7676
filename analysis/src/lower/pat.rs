//! Patterns: taken apart into tests and bindings on places.

use quote::ToTokens as _;
use syn::Pat;

use super::builder::Builder;
use super::ty::{name_of, variable_name};
use crate::ir::{
    Block, Index, Lit, Local, Path, Place, PlaceRoot, Proj, Rvalue, Segment, Terminator, Test, Ty,
};
use crate::source::Span;

/// Or-patterns are multiplied out up to this many alternatives; beyond it, an inner one counts as an unknown test.
const MAX_ALTERNATIVES: usize = 128;

/// A variable that a pattern binds.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) name: String,
    pub(super) span: Span,
    /// `ref` (`Some(false)`) or `ref mut` (`Some(true)`).
    pub(super) by_ref: Option<bool>,
    pub(super) place: Place,
    pub(super) ty: Option<Ty>,
}

/// One way in which a pattern can match.
#[derive(Clone, Debug, Default)]
pub(super) struct Alternative {
    pub(super) tests: Vec<(Place, Test)>,
    pub(super) bindings: Vec<Binding>,
}

/// What lies deeper in a pattern than this many steps counts as if it lay there.
const MAX_STEPS: usize = 64;

fn under(place: &Place, proj: Proj) -> Place {
    let mut place = place.clone();
    if place.proj.len() < MAX_STEPS {
        place.step(proj);
    }
    place
}

/// The alternatives of two patterns that must both match.
fn both(left: Vec<Alternative>, mut right: Vec<Alternative>, place: &Place) -> Vec<Alternative> {
    if left.len() * right.len() > MAX_ALTERNATIVES {
        let mut first = left;
        for alternative in &mut first {
            alternative.tests.push((place.clone(), Test::Other));
            alternative
                .bindings
                .extend(right.first().iter().flat_map(|r| &r.bindings).cloned());
        }
        return first;
    }
    if let ([_], [r]) = (left.as_slice(), right.as_mut_slice()) {
        let mut joined = left;
        for alternative in &mut joined {
            alternative.tests.append(&mut r.tests);
            alternative.bindings.append(&mut r.bindings);
        }
        return joined;
    }
    let mut out = Vec::with_capacity(left.len() * right.len());
    for l in &left {
        for r in &right {
            let mut joined = l.clone();
            joined.tests.extend(r.tests.iter().cloned());
            joined.bindings.extend(r.bindings.iter().cloned());
            out.push(joined);
        }
    }
    out
}

fn is_test_name(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a pattern binds by `ref` anywhere: it then extends its initialiser's temporary.
pub(super) fn binds_by_ref(pat: &Pat) -> bool {
    match pat {
        Pat::Ident(p) => {
            p.by_ref.is_some() || p.subpat.as_ref().is_some_and(|(_, p)| binds_by_ref(p))
        }
        Pat::Paren(p) => binds_by_ref(&p.pat),
        Pat::Type(p) => binds_by_ref(&p.pat),
        Pat::Or(p) => p.cases.iter().any(binds_by_ref),
        Pat::Slice(p) => p.elems.iter().any(binds_by_ref),
        Pat::Tuple(p) => p.elems.iter().any(binds_by_ref),
        Pat::TupleStruct(p) => p.elems.iter().any(binds_by_ref),
        Pat::Struct(p) => p.fields.iter().any(|f| binds_by_ref(&f.pat)),
        _ => false,
    }
}

/// A plain variable: `x`, `mut x`, `x: T`.
pub(super) fn plain_binding(pat: &Pat) -> Option<(&syn::PatIdent, Option<&syn::Type>)> {
    match pat {
        Pat::Ident(p) if p.by_ref.is_none() && p.subpat.is_none() => {
            let is_const = p.mutability.is_none() && is_test_name(&name_of(&p.ident));
            (!is_const).then_some((p, None))
        }
        Pat::Paren(p) => plain_binding(&p.pat),
        Pat::Type(p) => plain_binding(&p.pat).map(|(ident, _)| (ident, Some(&*p.ty))),
        _ => None,
    }
}

impl Builder<'_, '_> {
    /// The ways in which the content of a place can match a pattern, in order.
    pub(super) fn alternatives(&self, pat: &Pat, place: &Place) -> Vec<Alternative> {
        let one = |tests: Vec<(Place, Test)>| {
            vec![Alternative {
                tests,
                bindings: Vec::new(),
            }]
        };
        match pat {
            Pat::Ident(p) => {
                let name = name_of(&p.ident);
                let plain = p.by_ref.is_none() && p.mutability.is_none() && p.subpat.is_none();
                if plain && is_test_name(&name) {
                    return one(vec![(
                        place.clone(),
                        Test::Variant(self.ident_path(&p.ident)),
                    )]);
                }
                let binding = Binding {
                    name: variable_name(&p.ident),
                    span: self.cx.span(p.ident.span()),
                    by_ref: p.by_ref.as_ref().map(|_| p.mutability.is_some()),
                    place: place.clone(),
                    ty: None,
                };
                let own = vec![Alternative {
                    tests: Vec::new(),
                    bindings: vec![binding],
                }];
                match &p.subpat {
                    Some((_, inner)) => both(own, self.alternatives(inner, place), place),
                    None => own,
                }
            }
            Pat::Type(p) => {
                let mut inner = self.alternatives(&p.pat, place);
                if plain_binding(&p.pat).is_some() {
                    for binding in inner.iter_mut().flat_map(|a| &mut a.bindings) {
                        binding.ty = Some(self.cx.ty(&p.ty));
                    }
                }
                inner
            }
            Pat::Paren(p) => self.alternatives(&p.pat, place),
            Pat::Guard(p) => self.alternatives(&p.pat, place),
            Pat::Reference(p) => self.alternatives(&p.pat, &under(place, Proj::Deref)),
            Pat::Wild(_) | Pat::Rest(_) => one(Vec::new()),
            Pat::Or(p) => p
                .cases
                .iter()
                .flat_map(|case| self.alternatives(case, place))
                .collect(),
            Pat::Lit(p) => one(vec![(place.clone(), Test::Lit(self.literal(&p.lit)))]),
            Pat::Path(p) => {
                let path = self.cx.path(p.qself.as_ref(), &p.path);
                one(vec![(place.clone(), Test::Variant(path))])
            }
            Pat::Tuple(p) => self.elements(&p.elems, place, one(Vec::new()), |_, index| {
                Proj::Field(index.to_string())
            }),
            Pat::TupleStruct(p) => {
                let path = self.cx.path(p.qself.as_ref(), &p.path);
                let own = one(vec![(place.clone(), Test::Variant(path.clone()))]);
                self.elements(&p.elems, place, own, move |_, index| {
                    Proj::Variant(path.clone(), index.to_string())
                })
            }
            Pat::Struct(p) => {
                let path = self.cx.path(p.qself.as_ref(), &p.path);
                let mut out = one(vec![(place.clone(), Test::Variant(path.clone()))]);
                for field in p
                    .fields
                    .iter()
                    .filter(|f| self.cfg(&f.attrs) != super::attrs::Cfg::Off)
                {
                    let inner = under(
                        place,
                        Proj::Variant(path.clone(), member_name(&field.member)),
                    );
                    out = both(out, self.alternatives(&field.pat, &inner), place);
                }
                out
            }
            Pat::Slice(p) => {
                let more = p.elems.iter().any(is_rest);
                let len = p.elems.len() - usize::from(more);
                let own = one(vec![(
                    place.clone(),
                    Test::Len {
                        len: len as u32,
                        more,
                    },
                )]);
                self.elements(&p.elems, place, own, |_, index| {
                    Proj::Elem(Index::Front(index as u32))
                })
            }
            _ => one(vec![(place.clone(), Test::Other)]),
        }
    }

    /// Elements by position; behind a `..` they are counted from the back.
    fn elements<'p>(
        &self,
        elems: impl IntoIterator<Item = &'p Pat>,
        place: &Place,
        own: Vec<Alternative>,
        step: impl Fn(&Place, usize) -> Proj,
    ) -> Vec<Alternative> {
        let elems: Vec<&Pat> = elems.into_iter().collect();
        let mut out = own;
        let mut behind_rest = false;
        for (index, elem) in elems.iter().enumerate() {
            let inner = if is_rest(elem) {
                behind_rest = true;
                match elem {
                    Pat::Ident(_) => {
                        let back = (elems.len() - 1 - index) as u32;
                        let rest = Proj::Elem(Index::Between(index as u32, back));
                        self.alternatives(elem, &under(place, rest))
                    }
                    _ => continue,
                }
            } else if behind_rest {
                let back = (elems.len() - 1 - index) as u32;
                self.alternatives(elem, &under(place, Proj::Elem(Index::Back(back))))
            } else {
                self.alternatives(elem, &under(place, step(place, index)))
            };
            out = both(out, inner, place);
        }
        out
    }

    pub(super) fn ident_path(&self, ident: &syn::Ident) -> Path {
        Path {
            global: false,
            qself: None,
            qself_position: 0,
            segments: vec![Segment {
                name: name_of(ident),
                args: Vec::new(),
            }],
            span: self.cx.span(ident.span()),
        }
    }

    /// Makes the locals of a pattern's variables, each once, and has a scope drop them. Not yet in scope by name.
    pub(super) fn declare(
        &mut self,
        alternatives: &[Alternative],
        scope: usize,
    ) -> Vec<(String, Local)> {
        let mut declared: Vec<(String, Local)> = Vec::new();
        for binding in alternatives.iter().flat_map(|a| &a.bindings) {
            if declared.iter().any(|(name, _)| *name == binding.name) {
                continue;
            }
            let local =
                self.new_local(Some(binding.name.clone()), binding.ty.clone(), binding.span);
            if binding.by_ref.is_some() {
                self.body.references.insert(local);
            }
            self.schedule(local, scope);
            declared.push((binding.name.clone(), local));
        }
        declared
    }

    pub(super) fn bring_all_into_scope(&mut self, declared: Vec<(String, Local)>) {
        for (name, local) in declared {
            self.bring_into_scope(name, local);
        }
    }

    /// Writes the bindings of an alternative that has matched; for a guard as references.
    pub(super) fn bind(
        &mut self,
        alternative: &Alternative,
        declared: &[(String, Local)],
        for_guard: bool,
    ) {
        for binding in &alternative.bindings {
            let Some((_, local)) = declared.iter().find(|(name, _)| *name == binding.name) else {
                continue;
            };
            let place = binding.place.clone();
            let value = match binding.by_ref {
                Some(mutable) => Rvalue::Ref { place, mutable },
                None if for_guard => Rvalue::Ref {
                    place,
                    mutable: false,
                },
                None => Rvalue::Bind(place),
            };
            self.init(*local, value, binding.span);
        }
    }

    /// Tests an alternative; goes on behind the tests, a failed one goes to `no`.
    pub(super) fn test(&mut self, alternative: &Alternative, no: Block) {
        for (place, test) in &alternative.tests {
            let yes = self.new_block();
            self.terminate(Terminator::Test {
                place: place.clone(),
                test: test.clone(),
                yes,
                no,
            });
            self.switch_to(yes);
        }
    }

    /// Tests the alternatives in order and binds the first that matches; a failure of all goes to `no`. Nothing is
    /// tested where the pattern cannot fail (`no` is `None`).
    pub(super) fn match_alternatives(
        &mut self,
        alternatives: &[Alternative],
        declared: &[(String, Local)],
        for_guard: bool,
        no: Option<Block>,
    ) {
        let [one] = alternatives else {
            let matched = self.new_block();
            for (index, alternative) in alternatives.iter().enumerate() {
                let is_last = index + 1 == alternatives.len();
                match no {
                    None if is_last => {}
                    Some(no) if is_last => self.test(alternative, no),
                    _ => {
                        let next = self.new_block();
                        self.test(alternative, next);
                        self.bind(alternative, declared, for_guard);
                        self.goto(matched);
                        self.switch_to(next);
                        continue;
                    }
                }
                self.bind(alternative, declared, for_guard);
                self.goto(matched);
            }
            self.switch_to(matched);
            return;
        };
        if let Some(no) = no {
            self.test(one, no);
        }
        self.bind(one, declared, for_guard);
    }

    /// Takes a pattern apart that cannot fail, its variables in scope at once.
    pub(super) fn bind_irrefutable(&mut self, pat: &Pat, place: Place, scope: usize) {
        let alternatives = self.alternatives(pat, &place);
        let declared = self.declare(&alternatives, scope);
        self.match_alternatives(&alternatives, &declared, false, None);
        self.bring_all_into_scope(declared);
    }

    /// The value of a literal.
    pub(super) fn literal(&self, lit: &syn::Lit) -> Lit {
        match lit {
            syn::Lit::Str(l) => Lit::Str(l.value()),
            syn::Lit::Int(l) => Lit::Int(l.base10_digits().to_owned()),
            syn::Lit::Bool(l) => Lit::Bool(l.value),
            syn::Lit::Char(l) => Lit::Char(l.value()),
            other => Lit::Other(other.to_token_stream().to_string()),
        }
    }
}

/// `..` or `name @ ..`.
fn is_rest(pat: &Pat) -> bool {
    match pat {
        Pat::Rest(_) => true,
        Pat::Ident(p) => matches!(&p.subpat, Some((_, inner)) if matches!(**inner, Pat::Rest(_))),
        _ => false,
    }
}

/// A field's name, or its index as text.
pub(super) fn member_name(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name_of(name),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

/// The place of an item.
pub(super) fn item_place(path: Path) -> Place {
    Place {
        root: PlaceRoot::Item(path),
        proj: Vec::new(),
    }
}
