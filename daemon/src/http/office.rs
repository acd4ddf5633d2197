//! The office: its services.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::Context;
use crate::view;

/// The office and its services.
#[derive(Serialize, ToSchema)]
pub(super) struct Services {
    office: view::OfficeView,
    services: Vec<view::ServiceView>,
}

/// Lists the services with what a citizen needs to choose.
#[utoipa::path(get, path = "/services", responses((status = 200, body = Services)))]
pub(super) async fn list_services(State(context): State<Context>) -> Json<Services> {
    let moment = context.views.moment();
    let office = context.replica.read();
    let said = context.views.said();
    let service = |s: &queue::config::Service| {
        let mut view = view::service(&office, s, moment.now);
        said.on_service(&mut view);
        view
    };
    let services = office.config.services.iter().map(service).collect();
    Json(Services { office: view::OfficeView::of(&office.config, moment), services })
}
