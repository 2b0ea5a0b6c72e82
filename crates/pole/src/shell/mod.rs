//! What every feature relies on: configuration, server, sessions, forms, pages, problems,
//! imports, exports, files, audit. The shell imports no feature.

pub mod api;
pub mod app;
pub mod asked;
pub mod audit;
pub mod clock;
pub mod column;
pub mod config;
pub mod documents;
pub mod export;
pub mod files;
pub mod form;
pub mod imports;
pub mod jobs;
pub mod messages;
pub mod page;
pub mod problem;
pub mod register;
pub mod remote;
pub mod routes;
pub mod server;
pub mod session;
pub mod table;
pub mod views;
