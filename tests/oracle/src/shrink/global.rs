//! Edits that touch several places of a program at once: a field and its values, a variant and its arms, a method and
//! its implementations, a parameter and its arguments, a call and the body of what it calls.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, File, FnArg, ImplItem, Item, ItemFn, Member, Pat, Stmt, TraitItem, parse_quote};

/// One such edit.
#[derive(Clone, Debug)]
pub(super) enum Global {
    /// A field goes, wherever its name is.
    Field(String),
    /// A variant goes, with the arms that name it.
    Variant(String),
    /// A method goes, from a trait and its implementations.
    Method(String),
    /// A function's parameter goes, with its arguments.
    Param(String, usize),
    /// Every call of a function becomes its body.
    Inline(String),
    /// A label goes where nothing names it.
    Labels,
    /// A constant becomes `"a"`.
    Constant(String),
}

/// The edits that a program has.
pub(super) fn all(file: &File) -> Vec<Global> {
    let mut all = vec![Global::Labels];
    for item in &file.items {
        match item {
            Item::Struct(item) => all.extend(
                item.fields
                    .iter()
                    .filter_map(|f| f.ident.as_ref())
                    .map(|name| Global::Field(name.to_string())),
            ),
            Item::Enum(item) => all.extend(
                item.variants
                    .iter()
                    .map(|v| Global::Variant(v.ident.to_string())),
            ),
            Item::Trait(item) => all.extend(item.items.iter().filter_map(|item| match item {
                TraitItem::Fn(f) => Some(Global::Method(f.sig.ident.to_string())),
                TraitItem::Const(c) => Some(Global::Method(c.ident.to_string())),
                _ => None,
            })),
            Item::Fn(item) if item.sig.ident != "main" => {
                let name = item.sig.ident.to_string();
                all.extend((0..item.sig.inputs.len()).map(|n| Global::Param(name.clone(), n)));
                all.push(Global::Inline(name));
            }
            Item::Const(item) => all.push(Global::Constant(item.ident.to_string())),
            Item::Static(item) => all.push(Global::Constant(item.ident.to_string())),
            _ => {}
        }
    }
    all
}

/// Makes an edit.
pub(super) fn apply(file: &mut File, edit: &Global) {
    let fns: BTreeMap<String, ItemFn> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Fn(f) => Some((f.sig.ident.to_string(), f.clone())),
            _ => None,
        })
        .collect();
    Editor { edit, fns: &fns }.visit_file_mut(file);
}

struct Editor<'a> {
    edit: &'a Global,
    fns: &'a BTreeMap<String, ItemFn>,
}

/// Takes what does not stay out of a list.
fn retain<T, P: Default>(
    list: &mut syn::punctuated::Punctuated<T, P>,
    mut stays: impl FnMut(usize, &T) -> bool,
) {
    let all = std::mem::take(list);
    *list = all
        .into_iter()
        .enumerate()
        .filter(|(n, it)| stays(*n, it))
        .map(|(_, it)| it)
        .collect();
}

fn is_member(member: &Member, name: &str) -> bool {
    matches!(member, Member::Named(ident) if ident == name)
}

/// Whether a name is somewhere in it.
fn names(tokens: impl ToTokens, name: &str) -> bool {
    fn search(tokens: proc_macro2::TokenStream, name: &str) -> bool {
        tokens.into_iter().any(|tree| match tree {
            proc_macro2::TokenTree::Ident(ident) => ident == name,
            proc_macro2::TokenTree::Group(group) => search(group.stream(), name),
            _ => false,
        })
    }
    search(tokens.into_token_stream(), name)
}

/// Whether the expression is a path of this one name.
fn is_name(expr: &Expr, name: &str) -> bool {
    matches!(expr, Expr::Path(path) if path.path.is_ident(name))
}

impl Editor<'_> {
    /// The body of the function that is called, with its parameters bound.
    fn inlined(&self, call: &syn::ExprCall) -> Option<Expr> {
        let Global::Inline(name) = self.edit else {
            return None;
        };
        if !is_name(&call.func, name) {
            return None;
        }
        let callee = self.fns.get(name)?;
        let params = callee.sig.inputs.iter().map(|param| match param {
            FnArg::Typed(param) => Some((&param.pat, &param.ty)),
            FnArg::Receiver(_) => None,
        });
        let mut lets: Vec<Stmt> = Vec::new();
        for (param, arg) in params.zip(&call.args) {
            let (pat, ty) = param?;
            lets.push(parse_quote!(let #pat: #ty = #arg;));
        }
        let body = &callee.block.stmts;
        let jumps = names(&callee.block, "return")
            || callee.block.to_token_stream().to_string().contains('?');
        Some(if jumps {
            let ret = &callee.sig.output;
            parse_quote!({ #(#lets)* (|| #ret { #(#body)* })() })
        } else {
            parse_quote!({ #(#lets)* #(#body)* })
        })
    }
}

impl VisitMut for Editor<'_> {
    fn visit_file_mut(&mut self, file: &mut File) {
        if let Global::Constant(name) | Global::Inline(name) = self.edit {
            file.items.retain(|item| match item {
                Item::Const(item) => item.ident != name,
                Item::Static(item) => item.ident != name,
                Item::Fn(item) => item.sig.ident != name,
                _ => true,
            });
        }
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_fields_named_mut(&mut self, fields: &mut syn::FieldsNamed) {
        if let Global::Field(name) = self.edit {
            retain(&mut fields.named, |_, f| {
                f.ident.as_ref().is_none_or(|ident| ident != name)
            });
        }
        visit_mut::visit_fields_named_mut(self, fields);
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        if let Global::Variant(name) = self.edit {
            retain(&mut item.variants, |_, v| v.ident != name);
        }
        visit_mut::visit_item_enum_mut(self, item);
    }

    fn visit_item_trait_mut(&mut self, item: &mut syn::ItemTrait) {
        if let Global::Method(name) = self.edit {
            item.items.retain(|item| match item {
                TraitItem::Fn(f) => f.sig.ident != name,
                TraitItem::Const(c) => c.ident != name,
                _ => true,
            });
        }
        visit_mut::visit_item_trait_mut(self, item);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        if let (Global::Method(name), true) = (self.edit, item.trait_.is_some()) {
            item.items.retain(|item| match item {
                ImplItem::Fn(f) => f.sig.ident != name,
                ImplItem::Const(c) => c.ident != name,
                _ => true,
            });
        }
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_item_fn_mut(&mut self, item: &mut ItemFn) {
        if let Global::Param(name, n) = self.edit
            && item.sig.ident == name
        {
            retain(&mut item.sig.inputs, |at, _| at != *n);
        }
        visit_mut::visit_item_fn_mut(self, item);
    }

    fn visit_pat_mut(&mut self, pat: &mut Pat) {
        if let (Global::Field(name), Pat::Struct(pat)) = (self.edit, &mut *pat) {
            retain(&mut pat.fields, |_, f| !is_member(&f.member, name));
        }
        visit_mut::visit_pat_mut(self, pat);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match (self.edit, &mut *expr) {
            (Global::Field(name), Expr::Struct(e)) => {
                retain(&mut e.fields, |_, f| !is_member(&f.member, name));
            }
            (Global::Variant(name), Expr::Match(e)) => {
                e.arms.retain(|arm| !names(&arm.pat, name));
            }
            (Global::Param(name, n), Expr::Call(e)) if is_name(&e.func, name) => {
                retain(&mut e.args, |at, _| at != *n);
            }
            (Global::Labels, Expr::Loop(e)) => unlabel(&mut e.label, &e.body),
            (Global::Labels, Expr::While(e)) => unlabel(&mut e.label, &e.body),
            (Global::Labels, Expr::ForLoop(e)) => unlabel(&mut e.label, &e.body),
            (Global::Labels, Expr::Block(e)) => unlabel(&mut e.label, &e.block),
            _ => {}
        }
        if let Expr::Call(call) = &*expr
            && let Some(body) = self.inlined(call)
        {
            *expr = body;
            return;
        }
        if let Global::Constant(name) = self.edit
            && is_name(expr, name)
        {
            *expr = parse_quote!("a");
        }
        visit_mut::visit_expr_mut(self, expr);
    }
}

/// Takes a label away that nothing in the body names.
fn unlabel(label: &mut Option<syn::Label>, body: &syn::Block) {
    if let Some(name) = label
        && !names(body, &name.name.ident.to_string())
    {
        *label = None;
    }
}

/// Takes what is not named out of the `use`s.
pub(super) fn tidy(file: &mut File) {
    let rest: Vec<&Item> = file
        .items
        .iter()
        .filter(|item| !matches!(item, Item::Use(_)))
        .collect();
    let used = |name: &str| rest.iter().any(|item| names(item, name));
    let mut unused: Vec<usize> = Vec::new();
    let mut items = file.items.clone();
    for (n, item) in items.iter_mut().enumerate() {
        if let Item::Use(item) = item
            && !prune(&mut item.tree, &used)
        {
            unused.push(n);
        }
    }
    file.items = items
        .into_iter()
        .enumerate()
        .filter(|(n, _)| !unused.contains(n))
        .map(|(_, item)| item)
        .collect();
}

/// Leaves what is used of a `use`; whether anything is.
fn prune(tree: &mut syn::UseTree, used: &dyn Fn(&str) -> bool) -> bool {
    match tree {
        syn::UseTree::Path(path) => prune(&mut path.tree, used),
        syn::UseTree::Name(name) => used(&name.ident.to_string()),
        syn::UseTree::Group(group) => {
            let all = std::mem::take(&mut group.items);
            group.items = all
                .into_iter()
                .filter_map(|mut tree| prune(&mut tree, used).then_some(tree))
                .collect();
            if let (1, Some(only)) = (group.items.len(), group.items.first()) {
                *tree = only.clone();
                return true;
            }
            !group.items.is_empty()
        }
        _ => true,
    }
}
