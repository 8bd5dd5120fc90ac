//! Trains what ships with the crate. See `citegraph-learn --help`.
fn main() {
    let load = |p: &str| std::fs::read_to_string(p).unwrap();
    let papers: Vec<citegraph::Paper> = load("/work/scratch/all-texts.jsonl")
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let gold: Vec<citegraph::model::RecordJson> = load("/work/scratch/all-gold.jsonl")
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    if std::env::args().nth(1).as_deref() == Some("dump") {
        for e in citegraph::learn::gold::examples(&papers, &gold) {
            println!("{}", serde_json::to_string(&e).unwrap());
        }
        return;
    }
    let mut misses = Vec::new();
    for (k, hit, all) in citegraph::learn::gold::recall(&papers, &gold, &mut misses) {
        println!("{k:?} {hit}/{all} {:.3}", hit as f64 / all as f64);
    }
    for m in misses {
        println!("{m}");
    }
}
