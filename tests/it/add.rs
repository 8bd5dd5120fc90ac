//! The command `add`, and what becomes of a store when it is killed, kept out or out of room.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use citegraph::{Graph, store};
use tempfile::TempDir;

use crate::cli::{as_str, citegraph, refusal, sample, stdout};
use crate::store::json;

/// A store of the first papers of the sample, and a file with the rest.
struct Begun {
    folder: TempDir,
    store: PathBuf,
    rest: PathBuf,
}

fn begun() -> Begun {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(sample()).unwrap();
    let (first, rest): (Vec<_>, Vec<_>) = text.lines().enumerate().partition(|(i, _)| *i < 4);
    let lines = |lines: Vec<(usize, &str)>| {
        lines.into_iter().fold(String::new(), |all, (_, line)| all + line + "\n")
    };
    let paths = ["first.jsonl", "rest.jsonl", "g.citegraph"].map(|name| folder.path().join(name));
    let [start, rest_of, store] = paths;
    fs::write(&start, lines(first)).unwrap();
    fs::write(&rest_of, lines(rest)).unwrap();
    stdout(&["build", as_str(&start), "-o", as_str(&store)]);
    Begun { folder, store, rest: rest_of }
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

fn loaded(path: &Path) -> Graph {
    store::load(path).unwrap()
}

#[test]
fn a_store_grows_to_the_graph_of_all_papers() {
    let Begun { folder, store, rest } = begun();
    let whole = folder.path().join("whole");
    stdout(&["build", as_str(&sample()), "--store", "-o", as_str(&whole)]);
    let added = citegraph().arg("add").arg(&store).arg(&rest).assert().success();
    let said = String::from_utf8(added.get_output().stderr.clone()).unwrap();
    assert!(said.contains("now holds 10 papers"), "{said}");
    let stats = |path: &Path| stdout(&["stats", as_str(path), "--json"]);
    assert_eq!(stats(&store), stats(&whole));
    // Again: nothing changes, not a byte.
    let files = || -> Vec<(PathBuf, Vec<u8>)> {
        let paths = fs::read_dir(&store).unwrap().map(|e| e.unwrap().path());
        let paths: BTreeSet<_> = paths.filter(|p| !p.ends_with("lock")).collect();
        paths.into_iter().map(|p| (p.clone(), fs::read(p).unwrap())).collect()
    };
    let before = files();
    citegraph().arg("add").arg(&store).arg(&rest).assert().success();
    assert!(files() == before, "adding what is there changed the store");
}

#[test]
fn a_store_is_asked_like_any_graph_and_keeps_how_it_was_made() {
    let Begun { folder, store, rest } = begun();
    let aliases = folder.path().join("aliases.tsv");
    fs::write(&aliases, "action\tkind\tname\tother\nrename\tdataset\tImageNet\tPictures\n")
        .unwrap();
    let own = folder.path().join("own.citegraph");
    let first = folder.path().join("first.jsonl");
    let build = ["build", as_str(&first), "-o", as_str(&own), "--aliases", as_str(&aliases)];
    stdout(&build);
    citegraph().arg("add").arg(&own).arg(&rest).assert().success();
    assert!(stdout(&["show", as_str(&own), "Pictures"]).contains("dataset"));
    for command in [&["stats"][..], &["rank"], &["export", "-f", "adjacency"], &["components"]] {
        let args: Vec<&str> = command.iter().copied().chain([as_str(&store)]).collect();
        assert!(!stdout(&args).is_empty(), "{command:?}");
    }
    let said = refusal(&["stats", as_str(&store), "--strict"]);
    assert!(said.contains("is a graph"), "{said}");
}

#[test]
fn only_a_store_can_grow() {
    let Begun { folder, store, rest } = begun();
    let graph = folder.path().join("graph.json");
    stdout(&["build", as_str(&sample()), "-o", as_str(&graph)]);
    for (name, want) in [
        (as_str(&graph), "is no store, and only a store can grow"),
        (as_str(&folder.path().join("none")), "does not exist"),
    ] {
        let said = refusal(&["add", name, as_str(&rest)]);
        assert!(said.contains(want) && said.contains("citegraph build"), "{said}");
    }
    let bare = folder.path().join("bare.citegraph");
    stdout(&["build", as_str(&sample()), "--no-text", "-o", as_str(&bare)]);
    let said = refusal(&["add", as_str(&bare), as_str(&rest)]);
    assert!(said.contains("keeps no records"), "{said}");
    let said = refusal(&["add", as_str(&store), as_str(&rest), "--lexicon", "x.tsv"]);
    assert!(said.contains("keeps the table of names"), "{said}");
}

#[test]
fn one_writer_keeps_another_off() {
    let Begun { folder: _folder, store, rest } = begun();
    let before = json(&loaded(&store));
    let held = store::Writer::new(&store).unwrap();
    let said = refusal(&["add", as_str(&store), as_str(&rest)]);
    let holder = format!("is being written by process {};", std::process::id());
    assert!(said.contains(&holder), "{said}");
    assert!(json(&loaded(&store)) == before, "another graph");
    drop(held);
    // What a process that is gone left in the file does not count.
    fs::write(store.join("lock"), "1\n").unwrap();
    citegraph().arg("add").arg(&store).arg(&rest).assert().success();
}

fn started(store: &Path, rest: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_citegraph"));
    command.args(["--threads", "1", "add"]).arg(store).arg(rest);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// When a writer is killed.
#[derive(Debug)]
enum Moment {
    After(Duration),
    /// Once so many files, unfinished ones too, have been seen that were not there before.
    Files(usize),
}

/// Kills the writer at a moment, unless it ends before.
fn killed(mut writer: Child, store: &Path, moment: &Moment) {
    let names = || -> BTreeSet<_> {
        fs::read_dir(store).unwrap().filter_map(|e| Some(e.ok()?.file_name())).collect()
    };
    let (start, old) = (Instant::now(), names());
    let mut seen = BTreeSet::new();
    while writer.try_wait().unwrap().is_none() {
        let due = match moment {
            Moment::After(time) => start.elapsed() >= *time,
            Moment::Files(number) => {
                seen.extend(names().difference(&old).cloned());
                seen.len() >= *number
            }
        };
        if due {
            break;
        }
        sleep(Duration::from_micros(200));
    }
    writer.kill().unwrap();
    writer.wait().unwrap();
}

#[test]
fn a_writer_killed_at_any_point_leaves_a_whole_graph() {
    let Begun { folder, store, rest } = begun();
    let old = json(&loaded(&store));
    let work = folder.path().join("work.citegraph");
    copy(&store, &work);
    let start = Instant::now();
    assert!(started(&work, &rest).wait().unwrap().success());
    let whole_run = start.elapsed();
    let new = json(&loaded(&work));
    assert!(old != new, "nothing was added");

    let (mut kept, mut unfinished) = (0, 0);
    let in_time = (0..25).map(|i| Moment::After(whole_run * i / 25));
    for (i, moment) in in_time.chain((1..=25).map(Moment::Files)).enumerate() {
        copy(&store, &work);
        killed(started(&work, &rest), &work, &moment);
        let now = json(&loaded(&work));
        assert!(now == old || now == new, "another graph after {moment:?}");
        kept += usize::from(now == old);
        let left = fs::read_dir(&work).unwrap().count() > fs::read_dir(&store).unwrap().count() + 1;
        unfinished += usize::from(now == old && left);
        if i % 5 > 0 {
            continue;
        }
        // The next writer needs no help.
        assert!(started(&work, &rest).wait().unwrap().success(), "after {moment:?}");
        assert!(json(&loaded(&work)) == new, "another graph after {moment:?}");
        let names = fs::read_dir(&work).unwrap().map(|e| e.unwrap().file_name());
        assert_eq!(names.filter(|n| n.to_string_lossy().contains(".tmp")).count(), 0);
    }
    assert!(kept > 10, "only {kept} writers were killed before they ended");
    assert!(unfinished > 3, "only {unfinished} writers were killed while they wrote");
}

#[cfg(unix)]
#[test]
fn a_store_that_cannot_be_written_stays_as_it_is() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let Begun { folder, store, rest } = begun();
    let before = json(&loaded(&store));
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(folder.path(), 0o755);
    mode(&store, 0o555);
    let mut command = Command::new(env!("CARGO_BIN_EXE_citegraph"));
    command.arg("add").arg(&store).arg(&rest);
    if fs::metadata(folder.path()).unwrap().uid() == 0 {
        // The superuser may write anywhere; nobody may not.
        command.uid(65_534).gid(65_534);
    }
    let out = command.output().unwrap();
    mode(&store, 0o755);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot lock") && said.contains("denied"), "{said}");
    assert!(json(&loaded(&store)) == before, "another graph");
}

#[cfg(unix)]
#[test]
fn a_store_without_room_stays_as_it_is() {
    let Begun { folder: _folder, store, rest } = begun();
    let before = json(&loaded(&store));
    // No file may be longer than one block, and writing on fails.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" add \"$1\" \"$2\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_citegraph")]).arg(&store).arg(&rest);
    let out = command.output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write") && said.contains(as_str(&store)), "{said}");
    assert!(json(&loaded(&store)) == before, "another graph");
}

#[cfg(target_os = "linux")]
#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn a_full_disk_leaves_the_store_as_it_is() {
    let Begun { folder, store, rest } = begun();
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mount = |args: &[&str]| Command::new(args[0]).args(&args[1..]).arg(&disk).output();
    let mounted = mount(&["mount", "-t", "tmpfs", "-o", "size=320k", "tmpfs"]);
    if !mounted.is_ok_and(|out| out.status.success()) {
        eprintln!("skipped: no file system can be mounted here");
        return;
    }
    let full = disk.join("g.citegraph");
    copy(&store, &full);
    let before = json(&loaded(&full));
    let free = [0u8; 4096];
    let mut filler = fs::File::create(disk.join("filler")).unwrap();
    while std::io::Write::write_all(&mut filler, &free).is_ok() {}
    drop(filler);
    let said = refusal(&["add", as_str(&full), as_str(&rest)]);
    let after = json(&loaded(&full));
    assert!(mount(&["umount"]).unwrap().status.success());
    assert!(said.contains("No space left"), "{said}");
    assert!(after == before, "another graph");
}
