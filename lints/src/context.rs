//! What a lint may look up beside the facts.

use double_connect_analysis::ir::Expansion;
use double_connect_analysis::source::Span;
use double_connect_clients::model::{
    Close, CloseEffect, DropEffect, Exclusive, Reconnects, Service, TypeModel, When,
};
use double_connect_clients::{ClientSet, ModelId, TypeId};

/// What lints may look up: the models of the run, and where macros are invoked.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    clients: &'a ClientSet,
    expansions: &'a [Expansion],
}

impl<'a> Context<'a> {
    /// A context over the models with which the facts were made.
    #[must_use]
    pub fn new(clients: &'a ClientSet) -> Self {
        Context {
            clients,
            expansions: &[],
        }
    }

    /// The same, with the places of macros, sorted.
    #[must_use]
    pub fn with_expansions(self, expansions: &'a [Expansion]) -> Self {
        Context { expansions, ..self }
    }

    /// The macro of the project whose invocation has this place.
    #[must_use]
    pub fn expansion(&self, span: Span) -> Option<&'a str> {
        let at = self.expansions.binary_search_by_key(&span, |e| e.span);
        Some(self.expansions.get(at.ok()?)?.name.as_str())
    }

    /// The service at the other end of a model's connections; the schema's default for a model that is not there.
    #[must_use]
    pub fn service(&self, model: ModelId) -> Service {
        self.clients
            .get(model)
            .map(|m| m.file.client.service)
            .unwrap_or_default()
    }

    /// What dropping the last value of a type does; nothing for a type that is not there.
    #[must_use]
    pub fn drop_effect(&self, ty: TypeId) -> DropEffect {
        self.ty(ty).map(|t| t.drop).unwrap_or_default()
    }

    fn ty(&self, ty: TypeId) -> Option<&'a TypeModel> {
        self.clients
            .get(ty.model)?
            .file
            .types
            .get(ty.index as usize)
    }

    /// What excludes a second one of a type; the schema's default for a type that is not there.
    #[must_use]
    pub fn exclusive(&self, ty: TypeId) -> Exclusive {
        let model = self.clients.get(ty.model);
        model.map(|m| m.exclusive(ty.index)).unwrap_or_default()
    }

    /// Whether a type's connection lives by being polled, and comes back if it is polled on: what a task does with it.
    #[must_use]
    pub fn is_polled(&self, ty: TypeId) -> bool {
        self.ty(ty)
            .is_some_and(|t| t.reconnects == Reconnects::OnUse)
    }

    /// The method of a type that really closes its connection, and when it acts: the first such in the model.
    #[must_use]
    pub fn closing_method(&self, ty: TypeId) -> Option<(&'a str, When)> {
        let file = &self.clients.get(ty.model)?.file;
        closing_method(&self.ty(ty)?.paths, &file.close)
    }
}

/// The first method of `closes` that really closes and belongs to a type with one of these paths.
fn closing_method<'m>(paths: &[String], closes: &'m [Close]) -> Option<(&'m str, When)> {
    let lasting = closes
        .iter()
        .filter(|c| c.effect == CloseEffect::Closes && !c.reopens);
    lasting
        .flat_map(|close| close.call.iter().map(move |call| (call, close.when)))
        .find_map(|(call, when)| {
            let (owner, method) = call.rsplit_once("::")?;
            paths.iter().any(|p| p == owner).then_some((method, when))
        })
}

#[cfg(test)]
mod tests {
    use double_connect_clients::model::{ModelFile, When};

    use super::closing_method;

    #[test]
    fn only_a_call_that_closes_for_good_is_named() {
        let file: Result<ModelFile, _> = toml::from_str(
            r#"
            [client]
            package = "p"
            versions = "1"
            sources = ["read"]
            [[type]]
            paths = ["AsyncClient", "v5::AsyncClient"]
            role = "owner"
            [[close]]
            call = ["AsyncClient::shutdown"]
            effect = "none"
            [[close]]
            call = ["AsyncClient::pause"]
            effect = "closes"
            reopens = true
            [[close]]
            call = ["Other::stop", "AsyncClient::disconnect"]
            when = "await"
            effect = "closes"
            "#,
        );
        let file = file.expect("the model reads");
        assert_eq!(
            closing_method(&file.types[0].paths, &file.close),
            Some(("disconnect", When::Await))
        );
        assert_eq!(closing_method(&["Nobody".to_owned()], &file.close), None);
    }
}
