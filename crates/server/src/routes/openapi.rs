//! The description of the API, from which the front end's types are made.

use api::live::{ClientMessage, ServerMessage};
use api::problem::Problem;
use domain::link::MAX_LINK;
use domain::scenario::{MAX_BRIEF, MAX_LINE, MAX_SENTENCE, MAX_TEXT, MINUTES, limits};
use domain::workshop::{KEPT_OFFLINE, MAX_HOLDERS, Plan, Voting};
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{Content, PathItem, Ref, RefOr, Required, ResponseBuilder};

use super::api;
use crate::delivery::guard;
use crate::passwords;
use crate::slack::MAX_SECRET;
use crate::systems;

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
                .description("What went wrong, and how to correct it")
                .content("application/problem+json", problem);
            operation.responses.responses.insert("default".into(), response.build().into());
        }
    }
    // One extension: several would be written in an order that changes from run to run.
    document.extensions = Some(ExtensionsBuilder::new().add("x-rules", rules()).build());
    document
}

/// What a browser has to know before it sends anything: the most characters of texts, the most items of lists, the least and the
/// most of numbers, and the live commands that are kept while there is no connection.
fn rules() -> Value {
    let texts = domain::text::LENGTHS.iter().copied();
    let others = [
        ("MAX_BRIEF", MAX_BRIEF),
        ("MAX_TEXT", MAX_TEXT),
        ("MAX_SENTENCE", MAX_SENTENCE),
        ("MAX_LINE", MAX_LINE),
        ("Link", MAX_LINK),
        ("LinkName", systems::MAX_LINK_NAME),
        ("Password", *passwords::LENGTHS.end()),
        ("Recurrence", documents::recurrence::LIMIT),
        ("SlackSecret", MAX_SECRET),
        ("SystemAbout", systems::MAX_ABOUT),
        ("WebhookUrl", guard::LONGEST),
    ];
    let lengths: serde_json::Map<String, Value> =
        texts.chain(others).map(|(name, most)| (name.to_owned(), json!(most))).collect();
    json!({
        "lengths": lengths,
        "counts": {
            "evidence": limits::EVIDENCE.items.end(),
            "hints": limits::HINTS.items.end(),
            "holders": MAX_HOLDERS,
            "system_links": systems::MAX_LINKS,
            "systems": limits::SYSTEMS.items.end(),
        },
        "ranges": {
            "hint_minutes": [limits::HINT_MINUTES.start(), limits::HINT_MINUTES.end()],
            "minutes": [MINUTES.start(), MINUTES.end()],
            "password": [passwords::LENGTHS.start(), passwords::LENGTHS.end()],
            "reflection_minutes": [Plan::MIN_REFLECTION, Plan::MAX_MINUTES],
            "release_minutes": [limits::RELEASE_MINUTES.start(), limits::RELEASE_MINUTES.end()],
            "votes": [1, Voting::MAX_CAP],
            "workshop_minutes": [Plan::MIN_MINUTES, Plan::MAX_MINUTES],
        },
        "kept_offline": KEPT_OFFLINE,
    })
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
