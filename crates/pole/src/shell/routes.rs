//! Routes that name the action they need: default deny, and a list that a test can walk.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};

use super::app::App;
use super::problem::Problem;
use super::session::Reader;
use crate::policy::{self, Action, Denied};

/// One route: what the sweep and the access matrix are made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RouteInfo {
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The method.
    pub method: &'static str,
    /// The action one must be allowed somewhere to pass the gate.
    pub action: Action,
}

/// The routes of a feature.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    list: Vec<RouteInfo>,
}

impl Routes {
    /// No route yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page or a file to read.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::GET, MethodFilter::GET, path, action, handler)
    }

    /// A change.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::POST, MethodFilter::POST, path, action, handler)
    }

    /// A change of one thing that exists, through the API.
    #[must_use]
    pub fn put<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.add(Method::PUT, MethodFilter::PUT, path, action, handler)
    }

    /// The routes of another feature beside these.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        Self {
            router: self.router.merge(other.router),
            list: self.list,
        }
    }

    /// The router, and the list of what it serves.
    pub fn into_parts(self) -> (Router<App>, Vec<RouteInfo>) {
        (self.router, self.list)
    }

    fn add<H, T>(mut self, method: Method, filter: MethodFilter, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let name = if method == Method::GET {
            "GET"
        } else if method == Method::PUT {
            "PUT"
        } else {
            "POST"
        };
        self.list.push(RouteInfo {
            path,
            method: name,
            action,
        });
        let gate = from_fn(move |request: Request, next: Next| pass(action, request, next));
        Self {
            router: self.router.route(path, on(filter, handler).layer(gate)),
            list: self.list,
        }
    }
}

/// The gate of a route: the action must be allowed to the reader somewhere.
async fn pass(action: Action, request: Request, next: Next) -> Response {
    let allowed = request.extensions().get::<Reader>().map(|reader| {
        (
            policy::may_somewhere(&reader.actor, action),
            reader.actor.is_signed_in(),
        )
    });
    match allowed {
        Some((true, _)) => next.run(request).await,
        Some((false, signed_in)) => Problem::Denied(Denied {
            action,
            anonymous: !signed_in,
        })
        .into_response(),
        None => Problem::Denied(Denied {
            action,
            anonymous: true,
        })
        .into_response(),
    }
}
