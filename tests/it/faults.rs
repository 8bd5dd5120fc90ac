//! What must hold though processes are killed, disks fill up and inputs misbehave.
#![cfg(target_os = "linux")]
#![expect(clippy::print_stdout, reason = "what is skipped is said")]

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::cli::{as_str, refusal, sample, with_file};
use crate::generator::Corpus;

const BIN: &str = env!("CARGO_BIN_EXE_citegraph");
/// Enough that reading, extracting and writing each take a while.
const PAPERS: usize = 3000;

/// Generated papers, as JSON Lines.
static PAPERS_LINES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut out = Vec::new();
    for paper in Corpus::new(1).take(PAPERS) {
        serde_json::to_writer(&mut out, &paper).unwrap();
        out.push(b'\n');
    }
    out
});

/// The command, which heeds interruptions though the tests may run in a background that ignores them.
fn interruptible() -> Command {
    let mut command = Command::new("env");
    command.args(["--default-signal=INT", BIN]);
    command
}

/// A folder with papers, a graph that was there before, and no more.
struct Scene {
    folder: TempDir,
    papers: PathBuf,
    graph: PathBuf,
}

const BEFORE: &str = "the graph of yesterday";

impl Scene {
    fn new() -> Self {
        let (folder, papers) = with_file("papers.jsonl", &PAPERS_LINES);
        let graph = folder.path().join("graph.json");
        fs::write(&graph, BEFORE).unwrap();
        Self { folder, papers, graph }
    }

    fn build(&self) -> Command {
        let mut command = interruptible();
        command.args(["build", as_str(&self.papers), "-o", as_str(&self.graph)]);
        command.stderr(Stdio::null()).stdout(Stdio::null());
        command
    }

    /// The names in the folder, sorted.
    fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }

    /// Asserts that the graph is the one of yesterday or a whole new one; whether it is new.
    fn is_new(&self) -> bool {
        let text = fs::read_to_string(&self.graph).unwrap();
        if text == BEFORE {
            return false;
        }
        serde_json::from_str::<serde_json::Value>(&text).expect("a new graph is whole");
        true
    }
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| name(e).into_string().unwrap()).collect();
    names.sort();
    names
}

/// The temporary file of a build that is under way, once there is one; `None` where the build ended.
fn temporary(scene: &Scene, child: &mut Child) -> Option<PathBuf> {
    loop {
        let found = scene.names().into_iter().find(|name| name.starts_with(".citegraph-"));
        if let Some(name) = found {
            return Some(scene.folder.path().join(name));
        }
        if child.try_wait().unwrap().is_some() {
            return None;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn signal(child: &Child, signal: &str) {
    let status = Command::new("kill").args([signal, &child.id().to_string()]).status();
    assert!(status.unwrap().success());
}

#[test]
fn a_killed_build_leaves_the_old_graph() {
    let scene = Scene::new();
    let mut killed = 0;
    for wait in [0, 1, 5, 20, 60, 120, 200, 300, 450, 700] {
        let mut child = scene.build().spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        killed += u32::from(!child.wait().unwrap().success());
        if scene.is_new() {
            fs::write(&scene.graph, BEFORE).unwrap();
        }
    }
    assert!(killed > 0, "no build was killed before its end");
}

#[test]
fn a_build_killed_while_it_writes_leaves_the_old_graph() {
    let scene = Scene::new();
    let mut child = scene.build().spawn().unwrap();
    let file = temporary(&scene, &mut child).expect("a build makes its file before its work");
    // Written are hundreds of blocks, of which the first shows that writing began.
    while fs::metadata(&file).is_ok_and(|m| m.len() == 0) {
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    let ended = child.wait().unwrap().success();
    assert_eq!(scene.is_new(), ended, "the graph is new only where the build came to its end");
}

#[test]
fn an_interrupted_build_removes_what_it_began() {
    let scene = Scene::new();
    let mut child = scene.build().spawn().unwrap();
    temporary(&scene, &mut child).expect("a build makes its file before its work");
    signal(&child, "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(!scene.is_new());
    assert_eq!(scene.names(), ["graph.json", "papers.jsonl"], "something half-written is left");
}

#[test]
fn an_interrupted_build_of_a_store_removes_its_folder() {
    let scene = Scene::new();
    let store = scene.folder.path().join("store");
    let mut child = interruptible()
        .args(["build", as_str(&scene.papers), "--store", "-o", as_str(&store)])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    temporary(&scene, &mut child).expect("a build makes its folder before its work");
    signal(&child, "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(scene.names(), ["graph.json", "papers.jsonl"], "something half-written is left");
}

#[test]
fn an_interrupted_export_removes_its_folder() {
    let scene = Scene::new();
    let notes = scene.folder.path().join("notes");
    let mut child = interruptible()
        .args(["export", as_str(&scene.papers), "-f", "obsidian", "-o", as_str(&notes)])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let folder = temporary(&scene, &mut child).expect("an export makes its folder first");
    // Into the writing of notes, where it can be met; there are thousands.
    while child.try_wait().unwrap().is_none() && fs::read_dir(&folder).is_ok_and(|d| d.count() == 0)
    {
        thread::sleep(Duration::from_millis(1));
    }
    signal(&child, "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(scene.names(), ["graph.json", "papers.jsonl"], "something half-written is left");
}

#[test]
fn who_ignores_interruptions_for_a_run_has_them_ignored() {
    let scene = Scene::new();
    let script = "trap '' INT; exec \"$0\" build \"$1\" -o \"$2\"";
    let mut child = Command::new("bash")
        .args(["-c", script, BIN, as_str(&scene.papers), as_str(&scene.graph)])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    temporary(&scene, &mut child).expect("a build makes its file before its work");
    signal(&child, "-INT");
    assert!(child.wait().unwrap().success());
    assert!(scene.is_new());
}

/// Runs a script with the binary as `$0`, in a world of its own where it can mount; `None` where
/// that is not allowed here.
fn in_own_mounts(script: &str, args: &[&str]) -> Option<Output> {
    let ways: [&[&str]; 2] = [&["--mount"], &["--map-root-user", "--mount"]];
    let way = ways.into_iter().find(|way| {
        let probe = Command::new("unshare")
            .args(*way)
            .args(["bash", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"])
            .stderr(Stdio::null())
            .status();
        probe.is_ok_and(|status| status.success())
    })?;
    let run =
        Command::new("unshare").args(way).args(["bash", "-c", script, BIN]).args(args).output();
    Some(run.unwrap())
}

#[test]
fn a_full_disk_is_one_clear_error_and_the_old_graph_stays() {
    let scene = Scene::new();
    let disk = scene.folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let script =
        "set -e; mount -t tmpfs -o size=256k tmpfs \"$2\"; echo yesterday > \"$2/graph.json\"
        code=0; \"$0\" build \"$1\" -o \"$2/graph.json\" || code=$?
        cat \"$2/graph.json\"; ls -A \"$2\"; exit $code";
    let Some(run) = in_own_mounts(script, &[as_str(&scene.papers), as_str(&disk)]) else {
        println!("skipped: no file system can be mounted here");
        return;
    };
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write") && said.contains("graph.json"), "{said}");
    assert_eq!(String::from_utf8_lossy(&run.stdout), "yesterday\ngraph.json\n");
}

#[test]
fn a_limit_on_file_size_is_one_clear_error_and_the_old_graph_stays() {
    let scene = Scene::new();
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" build \"$1\" -o \"$2\"";
    let run = Command::new("bash")
        .args(["-c", script, BIN, as_str(&scene.papers), as_str(&scene.graph)])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write") && said.contains("graph.json"), "{said}");
    assert!(!scene.is_new());
    assert_eq!(scene.names(), ["graph.json", "papers.jsonl"]);
}

#[test]
fn a_folder_that_takes_no_files_is_named_before_the_work() {
    let folder = TempDir::new().unwrap();
    let sealed = folder.path().join("sealed");
    fs::create_dir(&sealed).unwrap();
    let output = sealed.join("graph.json");
    // Root may write wherever a file system can be written to, so the folder is one that cannot.
    let script =
        "set -e; mount -t tmpfs -o ro tmpfs \"$2\"; exec \"$0\" build \"$1\" -o \"$2/graph.json\"";
    match in_own_mounts(script, &[as_str(&sample()), as_str(&sealed)]) {
        Some(run) => {
            let said = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(2), "{said}");
            assert!(said.contains("cannot create") && said.contains("graph.json"), "{said}");
            assert_eq!(said.lines().count(), 1, "papers were read before: {said}");
        }
        None => println!("skipped in part: no file system can be mounted here"),
    }
    // The kernel takes no files here, whoever asks.
    let said = refusal(&["build", as_str(&sample()), "-o", "/proc/graph.json"]);
    assert!(said.contains("/proc/graph.json"), "{said}");
    assert!(!output.exists());
}

#[test]
fn every_way_to_write_says_that_the_device_is_full() {
    let sample = sample();
    for args in [
        &["build", as_str(&sample), "-o", "/dev/full"][..],
        &["extract", as_str(&sample), "-o", "/dev/full"],
        &["export", as_str(&sample), "-f", "dot", "-o", "/dev/full"],
        &["view", as_str(&sample), "-o", "/dev/full"],
    ] {
        let said = refusal(args);
        assert!(said.contains("/dev/full"), "{args:?} says {said:?}");
    }
    for args in [&["stats"][..], &["rank"], &["stats", "--json"], &["build"], &["show", "ImageNet"]]
    {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let (command, rest) = args.split_first().unwrap();
        let run = Command::new(BIN)
            .args([command, as_str(&sample)])
            .args(rest)
            .stdout(full)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{args:?} says {said:?}");
        assert!(said.contains("standard output") || said.contains("cannot write"), "{said}");
    }
}

#[test]
fn who_has_read_enough_ends_a_run_in_silence() {
    let (_folder, papers) = with_file("papers.jsonl", &PAPERS_LINES[..PAPERS_LINES.len() / 10]);
    for args in [
        &["build"][..],
        &["extract"],
        &["export", "-f", "dot"],
        &["export", "-f", "graphml"],
        &["rank", "-k", "100000"],
        &["rank", "-k", "100000", "--json"],
    ] {
        let (command, rest) = args.split_first().unwrap();
        let mut child = Command::new(BIN)
            .args([command, as_str(&papers)])
            .args(rest)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!said.contains("error") && !said.contains("panicked"), "{args:?} says {said:?}");
        assert_eq!(ended.status.code(), Some(0), "{args:?} says {said:?}");
    }
}

#[test]
fn a_file_that_shrinks_while_it_is_read_is_no_more_than_a_loss() {
    for wait in [0, 2, 10, 30, 80] {
        let scene = Scene::new();
        let child = scene.build().stderr(Stdio::piped()).spawn().unwrap();
        let file = OpenOptions::new().write(true).open(&scene.papers).unwrap();
        thread::sleep(Duration::from_millis(wait));
        for share in [2, 10, 1000] {
            file.set_len((PAPERS_LINES.len() / share) as u64 + 17).unwrap();
        }
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!said.contains("panicked"), "{said}");
        match ended.status.code() {
            Some(0) => assert!(scene.is_new()),
            Some(2) => assert!(!scene.is_new(), "{said}"),
            other => panic!("exit code {other:?}: {said}"),
        }
    }
}

#[test]
fn a_pipe_that_breaks_off_within_a_record_costs_that_record() {
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("papers.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = Command::new(BIN)
        .args(["extract", as_str(&pipe)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut papers = fs::read(sample()).unwrap();
    papers.truncate(papers.len() - 40);
    let mut end = OpenOptions::new().write(true).open(&pipe).unwrap();
    end.write_all(&papers).unwrap();
    drop(end);
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}");
    assert_eq!(String::from_utf8_lossy(&ended.stdout).lines().count(), 9);
    assert!(said.contains("papers.jsonl, line 10"), "{said}");
}

#[test]
fn ten_thousand_files_need_few_open_ones() {
    let folder = TempDir::new().unwrap();
    let papers = folder.path().join("papers");
    fs::create_dir(&papers).unwrap();
    for (i, line) in PAPERS_LINES.split(|b| *b == b'\n').cycle().take(10_000).enumerate() {
        let line = if line.is_empty() { b"{\"title\": \"A title\"}" } else { line };
        File::create(papers.join(format!("{i}.json"))).unwrap().write_all(line).unwrap();
    }
    let script = "ulimit -n 40; exec \"$0\" --threads 2 build \"$1\" -o \"$2\"";
    let graph = folder.path().join("graph.json");
    let run = Command::new("bash")
        .args(["-c", script, BIN, as_str(&papers), as_str(&graph)])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    assert!(said.contains("10000 files") || said.contains("10,000 files"), "{said}");
}
