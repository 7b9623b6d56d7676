//! `use` trees, flattened.

use syn::{Item, UseTree};

use super::FileCx;
use super::ty::name_of;
use crate::ir::{Segment, UseIr};

/// Whether a file takes `select!` from the `futures` crates (whose macro borrows plain names, where tokio's moves them).
pub(super) fn imports_futures_select(items: &[Item]) -> bool {
    fn leaf(tree: &UseTree) -> bool {
        match tree {
            UseTree::Path(path) => leaf(&path.tree),
            UseTree::Name(name) => name.ident == "select",
            UseTree::Rename(rename) => rename.ident == "select",
            UseTree::Glob(_) => false,
            UseTree::Group(group) => group.items.iter().any(leaf),
        }
    }
    items.iter().any(|item| match item {
        Item::Use(item) => match &item.tree {
            UseTree::Path(path) => {
                path.ident.to_string().starts_with("futures") && leaf(&path.tree)
            }
            _ => false,
        },
        _ => false,
    })
}

impl FileCx<'_> {
    /// Adds the leaves of a tree; `before` has what stands before it.
    pub(super) fn use_tree(&self, tree: &UseTree, before: &UseIr, uses: &mut Vec<UseIr>) {
        let extended = |name: &syn::Ident| {
            let mut path = before.path.clone();
            if name != "self" || path.segments.is_empty() {
                path.segments.push(Segment {
                    name: name_of(name),
                    args: Vec::new(),
                });
            }
            path.span = self.span(name.span());
            path
        };
        match tree {
            UseTree::Path(tree) => {
                self.use_tree(
                    &tree.tree,
                    &UseIr {
                        path: extended(&tree.ident),
                        ..before.clone()
                    },
                    uses,
                );
            }
            UseTree::Name(tree) => {
                let path = extended(&tree.ident);
                let name = Some(path.last().to_owned());
                uses.push(UseIr {
                    path,
                    name,
                    ..before.clone()
                });
            }
            UseTree::Rename(tree) => {
                let (path, name) = (extended(&tree.ident), Some(name_of(&tree.rename)));
                uses.push(UseIr {
                    path,
                    name,
                    ..before.clone()
                });
            }
            UseTree::Glob(_) => uses.push(before.clone()),
            UseTree::Group(tree) => {
                for tree in &tree.items {
                    self.use_tree(tree, before, uses);
                }
            }
        }
    }
}
