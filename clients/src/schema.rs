//! The schema of model files as a JSON schema, for editors.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::model::ModelFile;

/// The JSON schema (draft 2020-12) of a model file. It says what tables, keys and values there are; what has to hold
/// between them, such as that a named type is declared, is only known to [`crate::ClientSet::add`].
#[must_use]
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<ModelFile>();
    schema.insert(
        "title".to_owned(),
        Value::from("A client model of cargo double-connect"),
    );
    schema.to_value()
}
