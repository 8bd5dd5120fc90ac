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
    if std::env::args().nth(1).as_deref() == Some("mine") {
        let titles: std::collections::HashSet<String> =
            papers.iter().map(|p| citegraph::lexicon::key(&p.title)).collect();
        let mut all = citegraph::read::open(
            &[citegraph::read::Input::from("/work/shared/corpus/papers-40k.jsonl.gz")],
            &Default::default(),
        )
        .unwrap();
        let corpus: Vec<citegraph::Paper> = (&mut all)
            .map(|p| p.unwrap())
            .filter(|p| !titles.contains(&citegraph::lexicon::key(&p.title)))
            .collect();
        eprintln!("{} papers", corpus.len());
        std::fs::write("src/extract/data/names.tsv", citegraph::learn::mine::names(&corpus, 3))
            .unwrap();
        eprintln!("names done");
        std::fs::write(
            "src/extract/data/words.tsv",
            citegraph::learn::mine::word_table(&corpus, 12, 200),
        )
        .unwrap();
        return;
    }
    if matches!(std::env::args().nth(1).as_deref(), Some("cv" | "train")) {
        use citegraph::extract::Extractor;
        use citegraph::learn::train;
        let titles: std::collections::HashSet<String> =
            papers.iter().map(|p| citegraph::lexicon::key(&p.title)).collect();
        let mut all = citegraph::read::open(
            &[citegraph::read::Input::from("/work/shared/corpus/papers-40k.jsonl.gz")],
            &Default::default(),
        )
        .unwrap();
        let plain: Vec<citegraph::Paper> = (&mut all)
            .map(|p| p.unwrap())
            .filter(|p| {
                !titles.contains(&citegraph::lexicon::key(&p.title)) && p.abstract_text.len() > 400
            })
            .step_by(12)
            .collect();
        let extractor = Extractor::new(citegraph::Lexicon::builtin());
        let material = train::Material::new(&extractor, &papers, &gold, &plain);
        if std::env::args().nth(1).as_deref() == Some("train") {
            for (file, text) in material.fit(&|_| true) {
                std::fs::write(format!("src/extract/data/weights/{file}"), text).unwrap();
            }
            return;
        }
        let folds = material.folds(5);
        let mut out = vec![String::new(); papers.len()];
        for f in 0..5 {
            let tables = material.fit(&|p| folds[p] != f);
            let e =
                Extractor::new(citegraph::Lexicon::builtin()).with_models(train::models(&tables));
            for (i, p) in papers.iter().enumerate().filter(|(i, _)| folds[*i] == f) {
                let r = e.extract(p);
                out[i] = serde_json::to_string(&citegraph::model::RecordJson::new(p, &r)).unwrap();
            }
            eprintln!("fold {f}");
        }
        println!("{}", out.join("\n"));
        return;
    }
    if std::env::args().nth(1).as_deref() == Some("unlabelled") {
        let titles: std::collections::HashSet<String> =
            papers.iter().map(|p| citegraph::lexicon::key(&p.title)).collect();
        let mut all = citegraph::read::open(
            &[citegraph::read::Input::from("/work/shared/corpus/papers-40k.jsonl.gz")],
            &Default::default(),
        )
        .unwrap();
        let corpus: Vec<citegraph::Paper> = (&mut all)
            .map(|p| p.unwrap())
            .filter(|p| {
                !titles.contains(&citegraph::lexicon::key(&p.title)) && p.abstract_text.len() > 400
            })
            .step_by(12)
            .collect();
        let none: Vec<citegraph::model::RecordJson> =
            corpus.iter().map(|_| Default::default()).collect();
        for e in citegraph::learn::gold::examples(&corpus, &none) {
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
