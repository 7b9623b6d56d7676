//! Paths and types.

use super::Reader;
use super::keyword::is_keyword;
use crate::ir::{Path, Segment, Ty};
use crate::lower::hygiene;
use crate::lower::outline::Kind;

/// The types of a `Fn(A) -> B`, or that of the first `Name = T`.
pub(super) type Signature = Option<(Vec<Ty>, Box<Ty>)>;

impl Reader<'_, '_> {
    /// A type; `plus`: whether bounds in it may go on behind a `+`.
    pub(super) fn ty(&mut self, plus: bool) -> Option<Ty> {
        match self.tokens.kind(self.at)? {
            Kind::Word | Kind::Item => match self.source() {
                "impl" => {
                    self.pass()?;
                    Some(Ty::ImplTrait(self.some_bounds(plus)?))
                }
                "dyn" => {
                    self.pass()?;
                    if self.is_colons() {
                        return None;
                    }
                    Some(Ty::Dyn(self.some_bounds(plus)?))
                }
                "fn" => self.fn_pointer(),
                "_" => {
                    self.pass()?;
                    Some(Ty::Unknown)
                }
                _ => self.path_type(plus),
            },
            Kind::Open if self.is(b'(') => self.tuple(),
            Kind::Open if self.is(b'[') => self.array(),
            Kind::Bang => {
                self.pass()?;
                (!self.is(b'=')).then_some(Ty::Never)
            }
            Kind::Other => match self.tokens.get(self.at)?.first {
                b'&' => {
                    self.pass()?;
                    if self.is_lifetime() {
                        self.pass()?;
                    }
                    let mutable = self.passes_word("mut")?;
                    let inner = Box::new(self.ty(false)?);
                    Some(Ty::Ref { inner, mutable })
                }
                b'*' => {
                    self.pass()?;
                    if !self.passes_word("const")? {
                        self.expect_word("mut")?;
                    }
                    Some(Ty::Ptr(Box::new(self.ty(false)?)))
                }
                b':' => self.path_type(plus),
                _ => None,
            },
            _ => None,
        }
    }

    /// A path that is a type, and neither a macro nor the first of several bounds.
    fn path_type(&mut self, plus: bool) -> Option<Ty> {
        let (path, _) = self.path()?;
        let goes_on = self.is(b'!') || plus && self.is(b'+');
        (!goes_on).then_some(Ty::Path(path))
    }

    fn tuple(&mut self) -> Option<Ty> {
        self.pass()?;
        let mut types = Vec::new();
        let mut comma = true;
        while !self.is(b')') {
            if !comma {
                return None;
            }
            types.push(self.ty(true)?);
            comma = self.passes(b',')?;
        }
        self.pass()?;
        match types.pop() {
            // Parentheses around a type.
            Some(ty) if types.is_empty() && !comma => (!self.is(b'+')).then_some(ty),
            last => {
                types.extend(last);
                Some(Ty::Tuple(types))
            }
        }
    }

    fn array(&mut self) -> Option<Ty> {
        self.pass()?;
        let inner = Box::new(self.ty(true)?);
        if self.passes(b']')? {
            return Some(Ty::Slice(inner));
        }
        self.expect(b';')?;
        if self.is_literal() {
            self.plain_literal()?;
        } else {
            self.name()?;
        }
        self.expect(b']')?;
        Some(Ty::Array(inner))
    }

    fn fn_pointer(&mut self) -> Option<Ty> {
        self.pass()?;
        let (params, ret) = self.fn_types(true)?;
        Some(Ty::FnPtr { params, ret })
    }

    /// `(A, B) -> C`; `named`: whether parameters may have names.
    fn fn_types(&mut self, named: bool) -> Option<(Vec<Ty>, Box<Ty>)> {
        self.expect(b'(')?;
        let mut params = Vec::new();
        while !self.is(b')') {
            if named && self.tokens.is(self.at + 1, b':') && !self.tokens.is_joint(self.at + 1) {
                if !self.passes_word("_")? {
                    self.name()?;
                }
                self.expect_colon()?;
            }
            params.push(self.ty(true)?);
            if !self.passes(b',')? && !self.is(b')') {
                return None;
            }
        }
        self.pass()?;
        Some((params, Box::new(self.ret(false)?)))
    }

    /// A return type; the empty tuple if none is written.
    pub(super) fn ret(&mut self, plus: bool) -> Option<Ty> {
        if !self.is_arrow() {
            return Some(Ty::Tuple(Vec::new()));
        }
        self.pass()?;
        self.pass()?;
        self.ty(plus)
    }

    /// A path in a type or bound, and what the last segment says of a signature.
    pub(super) fn path(&mut self) -> Option<(Path, Signature)> {
        let first = self.at;
        let global = self.is_colons();
        if global {
            self.expect_colons()?;
        }
        let mut segments = Vec::new();
        let mut signature;
        loop {
            signature = None;
            let word = self.tokens.word(self.at)?;
            let source = self.source();
            let is_root = matches!(source, "self" | "super" | "crate");
            if !is_root && source != "Self" && is_keyword(source) {
                return None;
            }
            self.pass()?;
            let mut args = Vec::new();
            if !is_root {
                let turbofish = self.is_colons() && self.tokens.is(self.at + 2, b'<');
                if turbofish {
                    self.expect_colons()?;
                }
                if self.is(b'<') {
                    let binding;
                    (args, binding) = self.generic_args()?;
                    signature = binding.map(|ty| (Vec::new(), Box::new(ty)));
                }
            }
            let name = hygiene::plain(word).to_owned();
            segments.push(Segment { name, args });
            if !self.is_colons() {
                break;
            }
            self.expect_colons()?;
        }
        if self.is(b'(') {
            // Two lists of arguments are none that is known here.
            let last = self.at.checked_sub(1)?;
            if self.tokens.is(last, b'>') {
                return None;
            }
            signature = Some(self.fn_types(false)?);
        }
        let path = Path {
            global,
            qself: None,
            qself_position: 0,
            segments,
            span: self.span_from(first),
        };
        Some((path, signature))
    }

    /// The types among arguments in angle brackets, and that of the first `Name = T`.
    fn generic_args(&mut self) -> Option<(Vec<Ty>, Option<Ty>)> {
        self.pass()?;
        let mut types = Vec::new();
        let mut binding = None;
        while !self.is(b'>') {
            if self.is_lifetime() {
                self.pass()?;
            } else if self.is_literal() {
                self.plain_literal()?;
            } else {
                let first = self.at;
                let ty = self.ty(true)?;
                if self.is(b'=') {
                    // A name alone.
                    if self.at != first + 1 || !matches!(ty, Ty::Path(_)) {
                        return None;
                    }
                    self.pass()?;
                    let ty = self.ty(true)?;
                    binding.get_or_insert(ty);
                } else {
                    types.push(ty);
                }
            }
            if !self.passes(b',')? && !self.is(b'>') {
                return None;
            }
        }
        self.pass()?;
        Some((types, binding))
    }

    /// A literal whose text is its value.
    pub(super) fn plain_literal(&mut self) -> Option<()> {
        self.is_plain_literal(self.at).then_some(())?;
        self.pass()
    }

    /// Whether a literal is a whole number, or a text in which nothing is escaped, without a suffix.
    pub(super) fn is_plain_literal(&self, at: usize) -> bool {
        if self.tokens.kind(at) != Some(Kind::Literal) {
            return false;
        }
        let text = self.tokens.source(at);
        match text.strip_prefix('"') {
            Some(text) => text.ends_with('"') && !text.contains(['\\', '\r']),
            None => text.bytes().all(|b| b.is_ascii_digit() || b == b'_'),
        }
    }
}
