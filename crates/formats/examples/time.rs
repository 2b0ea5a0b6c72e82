use std::collections::BTreeMap;
use std::ops::ControlFlow;
fn main() {
    for path in std::env::args().skip(1) {
        let start = std::time::Instant::now();
        let opened = pole_formats::open(std::fs::File::open(&path).unwrap(), &Default::default());
        let opened = match opened {
            Ok(o) => o,
            Err(e) => {
                println!("{path}: {e}");
                continue;
            }
        };
        let (kind, enc, delim) = (opened.kind, opened.encoding, opened.delimiter as char);
        let mut n: BTreeMap<String, u32> = BTreeMap::new();
        let mut shown = 0;
        let s = opened.read(&mut |item| {
            let key = match &item {
                pole_formats::Item::School(_) => "school".into(),
                pole_formats::Item::Count(_) => "count".into(),
                pole_formats::Item::Ips(_) => "ips".into(),
                pole_formats::Item::Supply(_) => "supply".into(),
                pole_formats::Item::Problem(p) => {
                    if shown < 5 {
                        println!("   {p:?}");
                        shown += 1;
                    }
                    format!("{}:{}", p.code, p.severity)
                }
            };
            *n.entry(key).or_default() += 1;
            ControlFlow::Continue(())
        });
        println!("{path}: {kind} {enc} {delim} {s:?} {n:?} {:?}", start.elapsed());
    }
}
