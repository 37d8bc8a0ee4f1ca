//! The description of the API, from which the front end's types are made.

use api::live::{ClientMessage, ServerMessage};
use api::problem::Problem;
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{Content, PathItem, Ref, RefOr, Required, ResponseBuilder};

use super::api;

#[derive(OpenApi)]
#[openapi(
    info(title = "Readyroom", description = "Practise production support until everyone is ready to be called."),
    components(schemas(ClientMessage, ServerMessage, Problem))
)]
struct Document;

/// Every route with its types, and the messages of live workshops.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = Document::openapi();
    document.merge(api().into_openapi());
    for (template, item) in &mut document.paths.paths {
        let parameters = path_parameters(template);
        for (method, operation) in operations(item) {
            operation.operation_id = Some(operation_id(method, template));
            let own = operation.parameters.get_or_insert_default();
            own.splice(0..0, parameters.clone());
            let problem = Content::new(Some(Ref::from_schema_name("Problem")));
            let response = ResponseBuilder::new()
                .description("What went wrong, and how to mend it")
                .content("application/problem+json", problem);
            operation.responses.responses.insert("default".into(), response.build().into());
        }
    }
    document
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    let all = [("get", get), ("put", put), ("post", post), ("delete", delete), ("patch", patch)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// A name that no other operation has, as the standard wants it: handlers of different resources share theirs.
fn operation_id(method: &str, template: &str) -> String {
    let plain = template.trim_start_matches("/api").replace(['{', '}'], "");
    method.to_owned() + &plain.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}

/// The parameters in a route's template: ids, but for tokens, codes and hashes.
fn path_parameters(template: &str) -> Vec<RefOr<Parameter>> {
    let names = template.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameter = |name: &str| {
        let text = ObjectBuilder::new().schema_type(Type::String);
        let id = SchemaFormat::KnownFormat(KnownFormat::Uuid);
        let plain = matches!(name, "token" | "code" | "hash");
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(if plain { text } else { text.format(Some(id)) }))
            .build()
            .into()
    };
    names.map(parameter).collect()
}
