//! Edits that make a program smaller. They are numbered in the order in which a walk over the program meets them; the
//! numbers of a set all refer to the program as it was.

use std::collections::BTreeSet;

use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, File, ImplItem, Item, Stmt, parse_quote};

use super::global;

/// The edits of a program: for each, whether it takes away much at once.
pub(super) fn kinds(text: &str) -> Vec<bool> {
    let Ok(mut file) = syn::parse_file(text) else {
        return Vec::new();
    };
    let globals = global::all(&file).len();
    let mut editor = Editor {
        wanted: BTreeSet::new(),
        kinds: vec![true; globals],
    };
    editor.visit_file_mut(&mut file);
    editor.kinds
}

/// The program with these edits made; `None` if it is no program any more.
pub(super) fn apply(text: &str, edits: &[usize]) -> Option<String> {
    let mut file = syn::parse_file(text).ok()?;
    let globals = global::all(&file);
    let mut editor = Editor {
        wanted: edits.iter().copied().collect(),
        kinds: vec![true; globals.len()],
    };
    editor.visit_file_mut(&mut file);
    for (n, edit) in globals.iter().enumerate() {
        if edits.contains(&n) {
            global::apply(&mut file, edit);
        }
    }
    global::tidy(&mut file);
    let text = prettyplease::unparse(&file);
    syn::parse_file(&text).ok().map(|_| text)
}

struct Editor {
    wanted: BTreeSet<usize>,
    /// The edits so far.
    kinds: Vec<bool>,
}

impl Editor {
    /// The next edit's number is taken; whether it is to be made.
    fn edit(&mut self) -> bool {
        self.edit_of(false)
    }

    /// The same for an edit that takes away much at once.
    fn large_edit(&mut self) -> bool {
        self.edit_of(true)
    }

    fn edit_of(&mut self, large: bool) -> bool {
        self.kinds.push(large);
        self.wanted.contains(&(self.kinds.len() - 1))
    }

    /// A plainer expression in the place of one.
    fn simpler(&mut self, expr: &Expr) -> Option<Expr> {
        let mut all: Vec<Expr> = Vec::new();
        match expr {
            Expr::If(e) if !is_call_of(&e.cond, "cond") => {
                let plain = Expr::If(syn::ExprIf {
                    cond: parse_quote!(cond()),
                    ..e.clone()
                });
                all.push(plain);
            }
            Expr::While(e) if !is_call_of(&e.cond, "cond") => {
                let plain = Expr::While(syn::ExprWhile {
                    cond: parse_quote!(cond()),
                    ..e.clone()
                });
                all.push(plain);
            }
            Expr::Call(_) if is_call_of(expr, "Some") => all.push(parse_quote!(None)),
            Expr::Call(_) | Expr::MethodCall(_) | Expr::Block(_) | Expr::Match(_) => {
                all.push(parse_quote!(Client::connect("a")));
            }
            _ => {}
        }
        // Every edit has its number, made or not.
        let chosen: Vec<bool> = all.iter().map(|_| self.edit()).collect();
        let at = chosen.iter().position(|chosen| *chosen)?;
        all.into_iter().nth(at)
    }

    /// Visits items and deletes those that are wanted gone.
    fn items(&mut self, items: &mut Vec<Item>) {
        items.retain_mut(|item| {
            let keep = matches!(item, Item::Fn(f) if f.sig.ident == "main") || !self.large_edit();
            self.visit_item_mut(item);
            keep
        });
    }
}

/// Whether it is a call of the function of this name.
fn is_call_of(expr: &Expr, name: &str) -> bool {
    matches!(expr, Expr::Call(call) if matches!(&*call.func, Expr::Path(path) if path.path.is_ident(name)))
}

/// The statements of an expression that is a block, or has one.
fn blocks(expr: &Expr) -> Vec<Block> {
    match expr {
        Expr::Block(e) => vec![e.block.clone()],
        Expr::Loop(e) => vec![e.body.clone()],
        Expr::While(e) => vec![e.body.clone()],
        Expr::ForLoop(e) => vec![e.body.clone()],
        Expr::If(e) => {
            let mut all = vec![e.then_branch.clone()];
            if let Some((_, other)) = &e.else_branch {
                all.extend(blocks(other));
            }
            all
        }
        Expr::Match(e) => e.arms.iter().flat_map(|arm| blocks(&arm.body)).collect(),
        _ => Vec::new(),
    }
}

/// The expressions directly in an expression.
fn children(expr: &Expr) -> Vec<Expr> {
    struct Collect {
        found: Vec<Expr>,
        depth: usize,
    }
    impl VisitMut for Collect {
        fn visit_expr_mut(&mut self, expr: &mut Expr) {
            if self.depth == 0 {
                self.depth += 1;
                visit_mut::visit_expr_mut(self, expr);
                self.depth -= 1;
            } else {
                self.found.push(expr.clone());
                // What a closure gives, in its place.
                if let Expr::Closure(closure) = expr {
                    self.found.push((*closure.body).clone());
                }
                if let Expr::Paren(paren) = expr
                    && let Expr::Closure(closure) = &*paren.expr
                {
                    self.found.push((*closure.body).clone());
                }
            }
        }
        // Statements are not values.
        fn visit_block_mut(&mut self, block: &mut Block) {
            if let Some(Stmt::Expr(tail, None)) = block.stmts.last() {
                self.found.push(tail.clone());
            }
        }
    }
    let mut collect = Collect {
        found: Vec::new(),
        depth: 0,
    };
    collect.visit_expr_mut(&mut expr.clone());
    collect.found
}

impl VisitMut for Editor {
    fn visit_file_mut(&mut self, file: &mut File) {
        self.items(&mut file.items);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        if item.trait_.is_some() {
            visit_mut::visit_item_impl_mut(self, item);
            return;
        }
        item.items.retain_mut(|inner| {
            let keep = !self.large_edit();
            self.visit_impl_item_mut(inner);
            keep
        });
    }

    fn visit_impl_item_mut(&mut self, item: &mut ImplItem) {
        visit_mut::visit_impl_item_mut(self, item);
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            let delete = self.large_edit();
            // Its blocks' statements in its place.
            let inner: Vec<Block> = match &stmt {
                Stmt::Expr(expr, _) => blocks(expr),
                Stmt::Local(local) => local
                    .init
                    .as_ref()
                    .map(|init| blocks(&init.expr))
                    .unwrap_or_default(),
                _ => Vec::new(),
            };
            let chosen: Vec<bool> = inner.iter().map(|_| self.large_edit()).collect();
            let bare = matches!(&stmt, Stmt::Local(_)) && self.edit();
            self.visit_stmt_mut(&mut stmt);
            if delete {
                continue;
            }
            if let Some(at) = chosen.iter().position(|c| *c) {
                stmts.extend(inner[at].stmts.iter().cloned());
                continue;
            }
            if bare
                && let Stmt::Local(syn::Local {
                    init: Some(init), ..
                }) = &stmt
            {
                stmts.push(Stmt::Expr((*init.expr).clone(), Some(Default::default())));
                continue;
            }
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let inner = children(expr);
        let chosen: Vec<bool> = inner.iter().map(|_| self.edit()).collect();
        let simple = self.simpler(expr);
        let mut other = None;
        if let Expr::If(e) = expr
            && e.else_branch.is_some()
            && self.edit()
        {
            other = Some(Expr::If(syn::ExprIf {
                else_branch: None,
                ..e.clone()
            }));
        }
        if let Expr::Match(e) = expr {
            let mut arms = Vec::new();
            for mut arm in std::mem::take(&mut e.arms) {
                let delete = self.edit();
                self.visit_arm_mut(&mut arm);
                if !delete {
                    arms.push(arm);
                }
            }
            e.arms = arms;
            self.visit_expr_mut(&mut e.expr);
        } else {
            visit_mut::visit_expr_mut(self, expr);
        }
        if let Some(at) = chosen.iter().position(|c| *c) {
            *expr = inner[at].clone();
        } else if let Some(simple) = simple {
            *expr = simple;
        } else if let Some(other) = other {
            *expr = other;
        }
    }

    fn visit_item_fn_mut(&mut self, item: &mut syn::ItemFn) {
        self.visit_signature_mut(&mut item.sig);
        self.visit_block_mut(&mut item.block);
    }

    fn visit_macro_mut(&mut self, _: &mut syn::Macro) {}
}
