//! Items of modules.

use syn::Item;

use super::Reader;
use crate::ir::{
    EnumIr, FieldIr, ItemIr, ItemKind, Lit, ModuleIr, Path, Segment, StructIr, Ty, UseIr, VariantIr,
};
use crate::lower::hygiene;
use crate::lower::outline::Kind;
use crate::source::Span;

/// What an item is: its name's span and name, its kind.
type Known = (Span, String, ItemKind);

impl Reader<'_, '_> {
    /// Items up to the end or the bracket that closes what they are in.
    pub(super) fn items(&mut self, module: &mut ModuleIr) -> Option<()> {
        while self.tokens.get(self.at).is_some() && !self.is(b'}') {
            let (first, before) = (self.at, (module.items.len(), module.uses.len()));
            if self.item(module).is_some() {
                continue;
            }
            module.items.truncate(before.0);
            module.uses.truncate(before.1);
            self.at = first;
            self.by_parser(|cx, item: &Item| cx.items_into(std::iter::once(item), module))?;
        }
        // What is said before the closing bracket is left out as between items.
        self.documented = self.at;
        Some(())
    }

    fn item(&mut self, module: &mut ModuleIr) -> Option<()> {
        let attrs = self.item_attributes()?;
        let public = self.visibility()?;
        self.documented = self.at;
        let first = self.at;
        if self.is_function() {
            let (function, span) = self.function(attrs, public, false)?;
            module.items.push(ItemIr {
                name: function.name.clone(),
                span,
                name_span: function.name_span,
                public,
                cfg: function.cfg.clone(),
                kind: ItemKind::Fn(Box::new(function)),
            });
            return Some(());
        }
        let (name_span, name, kind) = match self.source() {
            "use" => return self.use_item(public, attrs.cfg, module),
            "struct" => self.struct_item(attrs.derives)?,
            "enum" => self.enum_item(attrs.derives)?,
            "type" => self.alias()?,
            "const" => self.constant(false)?,
            "static" => self.constant(true)?,
            "mod" => self.mod_item(attrs.path, attrs.macro_use)?,
            "impl" if !public => self.impl_item()?,
            "trait" => self.trait_item()?,
            _ => return None,
        };
        module.items.push(ItemIr {
            name,
            span: self.span_from(first),
            name_span,
            public,
            cfg: attrs.cfg,
            kind,
        });
        Some(())
    }

    /// The name of an item behind its keyword.
    fn item_name(&mut self) -> Option<(Span, String)> {
        self.pass()?;
        let at = self.at;
        let name = self.name()?;
        Some((self.span(at, at), name))
    }

    fn use_item(&mut self, public: bool, cfg: Vec<String>, module: &mut ModuleIr) -> Option<()> {
        let first = self.at;
        self.pass()?;
        let global = self.is_colons();
        if global {
            self.expect_colons()?;
        }
        let begins = module.uses.len();
        let before = Path {
            global,
            qself: None,
            qself_position: 0,
            segments: Vec::new(),
            span: self.span(first, first),
        };
        let proto = UseIr {
            path: before,
            name: None,
            public,
            cfg,
        };
        self.use_tree(&proto, &mut module.uses)?;
        self.expect(b';')?;
        let whole = self.span_from(first);
        let of_all = module.uses.get_mut(begins..).unwrap_or_default().iter_mut();
        for one in of_all.filter(|one| one.path.segments.is_empty()) {
            one.path.span = whole;
        }
        Some(())
    }

    fn use_tree(&mut self, before: &UseIr, uses: &mut Vec<UseIr>) -> Option<()> {
        if self.passes(b'*')? {
            uses.push(before.clone());
            return Some(());
        }
        if self.passes(b'{')? {
            while !self.is(b'}') {
                self.use_tree(before, uses)?;
                if !self.passes(b',')? && !self.is(b'}') {
                    return None;
                }
            }
            return self.pass();
        }
        let at = self.at;
        let word = self.tokens.word(at)?;
        let source = self.source();
        if matches!(source, "self" | "super" | "crate") {
            self.pass()?;
        } else {
            self.name()?;
        }
        let mut one = before.clone();
        if source != "self" || one.path.segments.is_empty() {
            one.path.segments.push(Segment {
                name: hygiene::plain(word).to_owned(),
                args: Vec::new(),
            });
        }
        one.path.span = self.span(at, at);
        if self.is_colons() {
            self.expect_colons()?;
            return self.use_tree(&one, uses);
        }
        one.name = Some(if self.passes_word("as")? {
            if self.passes_word("_")? {
                "_".to_owned()
            } else {
                self.name()?
            }
        } else {
            one.path.last().to_owned()
        });
        uses.push(one);
        Some(())
    }

    fn struct_item(&mut self, derives: Vec<String>) -> Option<Known> {
        let (name_span, name) = self.item_name()?;
        let mut generics = self.generics()?;
        self.where_clause(&mut generics)?;
        let tuple = self.is(b'(');
        let fields = if self.is(b';') {
            Vec::new()
        } else {
            self.fields()?
        };
        if !self.tokens.is(self.at - 1, b'}') {
            self.expect(b';')?;
        }
        let kind = StructIr {
            generics,
            fields,
            tuple,
            derives,
        };
        Some((name_span, name, ItemKind::Struct(kind)))
    }

    /// Fields with their brackets, of either kind.
    fn fields(&mut self) -> Option<Vec<FieldIr>> {
        let tuple = self.is(b'(');
        let close = if tuple { b')' } else { b'}' };
        if !tuple && !self.is(b'{') {
            return None;
        }
        self.pass()?;
        let mut fields = Vec::new();
        while !self.is(close) {
            self.attributes()?;
            self.visibility()?;
            let first = self.at;
            let (name, span) = if tuple {
                (fields.len().to_string(), None)
            } else {
                let name = self.name()?;
                self.expect_colon()?;
                (name, Some(self.span(first, first)))
            };
            let ty = self.ty(true)?;
            let span = span.unwrap_or_else(|| self.span_from(first));
            fields.push(FieldIr { name, ty, span });
            if !self.passes(b',')? && !self.is(close) {
                return None;
            }
        }
        self.pass()?;
        Some(fields)
    }

    fn enum_item(&mut self, derives: Vec<String>) -> Option<Known> {
        let (name_span, name) = self.item_name()?;
        let mut generics = self.generics()?;
        self.where_clause(&mut generics)?;
        self.expect(b'{')?;
        let mut variants = Vec::new();
        while !self.is(b'}') {
            self.attributes()?;
            let name = self.name()?;
            let tuple = self.is(b'(');
            let fields = if tuple || self.is(b'{') {
                self.fields()?
            } else {
                Vec::new()
            };
            if self.passes(b'=')? {
                self.plain_literal()?;
            }
            variants.push(VariantIr {
                name,
                fields,
                tuple,
            });
            if !self.passes(b',')? && !self.is(b'}') {
                return None;
            }
        }
        self.pass()?;
        let kind = EnumIr {
            generics,
            variants,
            derives,
        };
        Some((name_span, name, ItemKind::Enum(kind)))
    }

    fn alias(&mut self) -> Option<Known> {
        let (name_span, name) = self.item_name()?;
        let generics = self.generics()?;
        self.expect(b'=')?;
        let ty = self.ty(true)?;
        self.expect(b';')?;
        Some((name_span, name, ItemKind::Alias { generics, ty }))
    }

    fn constant(&mut self, is_static: bool) -> Option<Known> {
        let (name_span, name, ty, body) = self.constant_parts()?;
        let kind = ItemKind::Const {
            ty,
            is_static,
            body: Some(body),
        };
        Some((name_span, name, kind))
    }

    /// A const from its keyword on: its name, type and value.
    pub(super) fn constant_parts(&mut self) -> Option<(Span, String, Ty, Box<crate::ir::Body>)> {
        let (name_span, name) = self.item_name()?;
        self.expect_colon()?;
        let ty = self.ty(true)?;
        self.expect(b'=')?;
        let first = self.at;
        let body = if self.tokens.is(first + 1, b';')
            && let Some(literal) = self.simple_literal()
        {
            self.pass()?;
            self.cx.const_literal(literal, self.span(first, first))
        } else {
            while !self.is(b';') {
                if self.tokens.kind(self.at)? == Kind::Close {
                    return None;
                }
                self.at = self.tokens.close(self.at).unwrap_or(self.at) + 1;
            }
            let text = self.span_from(first);
            let piece = (text.start - self.cx.base) as usize..(text.end - self.cx.base) as usize;
            self.piece(piece, |cx, value: &syn::Expr| cx.const_body(value))?
        };
        self.expect(b';')?;
        Some((name_span, name, ty, Box::new(body)))
    }

    /// The value of a literal of which the text says it.
    fn simple_literal(&self) -> Option<Lit> {
        let text = self.source();
        match text {
            "true" => return Some(Lit::Bool(true)),
            "false" => return Some(Lit::Bool(false)),
            _ if !self.is_plain_literal(self.at) => return None,
            _ => {}
        }
        if let Some(text) = text.strip_prefix('"') {
            // What comes behind the quote would be a suffix.
            return Some(Lit::Str(text.strip_suffix('"')?.to_owned()));
        }
        let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'_');
        let digits = digits && (text == "0" || !text.starts_with(['0', '_']));
        digits.then(|| Lit::Int(text.replace('_', "")))
    }

    fn mod_item(&mut self, path: bool, macro_use: bool) -> Option<Known> {
        if path {
            return None;
        }
        let (name_span, name) = self.item_name()?;
        let path_attr = None;
        let kind = if self.passes(b';')? {
            ItemKind::ModDecl {
                path_attr,
                macro_use,
            }
        } else {
            self.expect(b'{')?;
            // Inner attributes are the module's own.
            if self.is(b'#') && self.tokens.is(self.at + 1, b'!') {
                return None;
            }
            let mut module = ModuleIr::default();
            self.items(&mut module)?;
            self.expect(b'}')?;
            ItemKind::Mod {
                module,
                path_attr,
                macro_use,
            }
        };
        Some((name_span, name, kind))
    }
}
