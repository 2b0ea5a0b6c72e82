//! Objects after a result of a probe.
#![no_main]

const FIRST: &str = "{\"TestName\":\"ndt7\",\"TestStartTime\":\"2026-10-12T14:30:00\",\"DownloadValue\":9,\"UploadValue\":3}";

libfuzzer_sys::fuzz_target!(|lines: &[u8]| pole_fuzz::read_lines(FIRST, lines));
