//! Who may know whom: crates, modules of the core, parts of the UI.

use std::collections::BTreeSet;

use crate::rust::{Token, tokens};
use crate::source::{File, files, root, rust_below, typescript};
use crate::{Finding, expect_none};

const CORE: &str = "src-tauri/core/src/";

/// The order of the modules of DESIGN, until `core/src/lib.rs` declares its modules below a comment `// order:`.
const ORDER: [&str; 17] = [
    "access",
    "documents",
    "policies",
    "outlets",
    "customers",
    "work_orders",
    "dispatch",
    "care",
    "parts",
    "returns",
    "inspections",
    "settlement",
    "assessment",
    "exams",
    "knowledge",
    "insight",
    "admin",
];

/// Where each of these words stands as a word of code.
fn uses(file: &File, banned: &[&str]) -> Vec<Finding> {
    let tokens = tokens(file);
    let found = tokens
        .iter()
        .filter(|token| !token.is_string && banned.contains(&token.text.as_str()));
    found
        .map(|token| Finding::new(&file.path, token.line, format!("names {}", token.text)))
        .collect()
}

#[test]
fn the_core_knows_no_shell() {
    let findings = rust_below(CORE).flat_map(|file| uses(file, &["tauri", "axum", "clap", "tower_http"]));
    expect_none(
        findings.collect(),
        "the shell (desktop/, ctl/) translates; the core takes and gives plain types",
    );
}

/// Folders whose every file decides without looking: rules.rs of each module, and the pure crates.
fn is_pure(path: &str) -> bool {
    let crates = [
        "src-tauri/sla/src/",
        "src-tauri/charts/src/",
        "src-tauri/routing/src/",
    ];
    crates.iter().any(|folder| path.starts_with(folder))
        || (path.starts_with(CORE) && (path.ends_with("/rules.rs") || path.contains("/rules/")))
}

/// Reading the time: `SystemTime::now()`, `Clock.now()`.
fn clock_reads(tokens: &[Token]) -> Vec<usize> {
    let is = |token: &Token, text: &str| !token.is_string && token.text == text;
    let path = tokens.windows(4).filter(|w| {
        ["SystemTime", "Instant", "Utc", "Local"]
            .iter()
            .any(|clock| is(&w[0], clock))
            && is(&w[1], ":")
            && is(&w[3], "now")
    });
    let call = tokens
        .windows(4)
        .filter(|w| is(&w[0], ".") && is(&w[1], "now") && is(&w[2], "(") && is(&w[3], ")"));
    path.map(|w| w[0].line).chain(call.map(|w| w[0].line)).collect()
}

#[test]
fn rules_know_no_database_and_no_clock() {
    let mut findings = Vec::new();
    for file in rust_below("src-tauri/").filter(|file| is_pure(&file.path)) {
        findings.extend(uses(file, &["sqlx", "tokio"]));
        let reads = clock_reads(&tokens(file));
        findings.extend(
            reads
                .into_iter()
                .map(|line| Finding::new(&file.path, line, "reads the clock")),
        );
    }
    expect_none(
        findings,
        "take `now`, the actor and the state as arguments; ops.rs reads them and store.rs writes",
    );
}

/// The names after `crate::`, also in `use crate::{a, b::c}`, with their lines.
fn crate_paths(tokens: &[Token]) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let colons = tokens.get(at + 1).is_some_and(|t| t.text == ":")
            && tokens.get(at + 2).is_some_and(|t| t.text == ":");
        if token.is_string || token.text != "crate" || !colons {
            continue;
        }
        let rest = &tokens[at + 3..];
        match rest.first() {
            Some(open) if open.text == "{" => found.extend(first_names(&rest[1..])),
            Some(name) => found.push((name.text.clone(), name.line)),
            None => {}
        }
    }
    found
}

/// The first name of each part of a group, up to its closing brace.
fn first_names(tokens: &[Token]) -> Vec<(String, usize)> {
    let (mut depth, mut begins, mut found) = (0, true, Vec::new());
    for token in tokens {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" if depth == 0 => break,
            "}" => depth -= 1,
            "," if depth == 0 => begins = true,
            _ => {
                if begins {
                    found.push((token.text.clone(), token.line));
                }
                begins = false;
            }
        }
    }
    found
}

/// The order that lib.rs states, or that of DESIGN.
fn order() -> Vec<String> {
    let lib = files()
        .iter()
        .find(|file| file.path == "src-tauri/core/src/lib.rs");
    let stated = lib.map(|file| stated_order(&file.text)).unwrap_or_default();
    if stated.is_empty() {
        ORDER.map(str::to_owned).to_vec()
    } else {
        stated
    }
}

/// The modules declared right below a comment that begins `order:`, as they stand, up to an empty line.
fn stated_order(text: &str) -> Vec<String> {
    let below = text.lines().skip_while(|line| !line.starts_with("// order:"));
    let declared = below
        .take_while(|line| !line.trim().is_empty())
        .filter_map(|line| {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            Some(line.strip_prefix("mod ")?.split(';').next()?.to_owned())
        });
    declared.collect()
}

/// The module of the core that a file belongs to.
fn module_of(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(CORE)?;
    let first = rest.split('/').next()?;
    Some(first.strip_suffix(".rs").unwrap_or(first))
}

fn order_breaches(file: &File, order: &[String]) -> Vec<Finding> {
    let place = |name: &str| order.iter().position(|module| module == name);
    let Some(module) = module_of(&file.path) else {
        return Vec::new();
    };
    // Values, errors and texts are below everything; the other parts of the frame (pipeline, grids, jobs) know
    // access and documents, and lib.rs knows all.
    let own = match place(module) {
        Some(own) => own,
        None if matches!(module, "kernel" | "error" | "texts") => 0,
        None => return Vec::new(),
    };
    let paths = crate_paths(&tokens(file)).into_iter();
    let later = paths.filter(|(name, _)| name != module && place(name).is_some_and(|other| other >= own));
    later
        .map(|(name, line)| {
            Finding::new(
                &file.path,
                line,
                format!("{module} uses {name}, which comes later"),
            )
        })
        .collect()
}

#[test]
fn modules_use_only_those_before_them() {
    let order = order();
    let findings = rust_below(CORE).flat_map(|file| order_breaches(file, &order));
    expect_none(
        findings.collect(),
        "declare a port (a trait) in the earlier module, which the later one implements; the order is that of the \
         declarations below `// order:` in core/src/lib.rs",
    );
}

#[test]
fn the_page_on_architecture_states_the_same_order() {
    let stated = order().join(" → ");
    let page = files()
        .iter()
        .find(|file| file.path.ends_with("src-tauri/ARCHITECTURE.md"));
    let page = page.expect("the page on architecture");
    assert!(
        page.text.lines().any(|line| line == stated),
        "ARCHITECTURE.md must have the line\n{stated}"
    );
}

#[test]
fn modules_reach_each_other_by_their_names() {
    let mut findings = Vec::new();
    for file in rust_below(CORE) {
        let tokens = tokens(file);
        let climbs = tokens
            .windows(4)
            .filter(|w| w[0].text == "super" && w[3].text == "super" && !w[0].is_string);
        findings.extend(climbs.map(|w| Finding::new(&file.path, w[0].line, "climbs with super::super")));
    }
    expect_none(
        findings,
        "write crate::module::Name, so that the order of modules can be checked",
    );
}

#[test]
fn a_module_shows_only_what_its_mod_file_exports() {
    let order = order();
    let mut findings = Vec::new();
    for file in rust_below(CORE).filter(|file| file.path.ends_with("/mod.rs")) {
        if !module_of(&file.path).is_some_and(|module| order.iter().any(|name| name == module)) {
            continue;
        }
        // Neither touches the database: wire types, and decisions that tests and other modules may ask.
        let open_as_a_whole = ["model", "rules"];
        let tokens = tokens(file);
        let open = tokens.windows(3).filter(|w| {
            w[0].text == "pub" && w[1].text == "mod" && !open_as_a_whole.contains(&w[2].text.as_str())
        });
        findings.extend(open.map(|w| Finding::new(&file.path, w[0].line, format!("pub mod {}", w[2].text))));
    }
    expect_none(
        findings,
        "mod name; and pub use name::What: only model.rs and rules.rs are open as a whole",
    );
}

/// Folders right below a folder.
fn folders(of: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join(of)).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn modules_of_the_ui_have_the_names_of_the_core() {
    let core = folders(CORE);
    let known = order();
    let unknown = folders("ui/src/modules")
        .into_iter()
        .filter(|name| !core.contains(name) && !known.contains(name));
    let findings =
        unknown.map(|name| Finding::new(&format!("ui/src/modules/{name}"), 0, "no module of the core"));
    expect_none(
        findings.collect(),
        "name the folder after the module whose screens it holds",
    );
}

/// What a file of the UI imports, as a path below `ui/src`, or the package's name.
fn imports(file: &File) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let trimmed = line.trim_start();
        let imported = ["from \"", "import \"", "import(\""].iter().find_map(|word| {
            let applies = trimmed.starts_with("import")
                || trimmed.starts_with('}')
                || trimmed.starts_with("export")
                || trimmed.contains("import(");
            applies.then(|| line.split_once(word)).flatten()
        });
        if let Some((_, rest)) = imported {
            found.push((
                resolve(&file.path, rest.split('"').next().unwrap_or(rest)),
                index + 1,
            ));
        }
    }
    found
}

fn resolve(from: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix("@/") {
        return path.to_owned();
    }
    if !target.starts_with('.') {
        return target.to_owned();
    }
    let mut parts: Vec<&str> = from.trim_start_matches("ui/src/").split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn parts_of_the_ui_keep_apart() {
    let mut findings = Vec::new();
    for file in typescript() {
        let own = file.path.trim_start_matches("ui/src/");
        let module = own
            .strip_prefix("modules/")
            .and_then(|rest| rest.split('/').next());
        for (path, line) in imports(file) {
            let other = path
                .strip_prefix("modules/")
                .and_then(|rest| rest.split('/').next());
            let breach = match other {
                Some(other) if module.is_some_and(|module| module != other) => {
                    "a module imports another module"
                }
                Some(_) if own.starts_with("kit/") || own.starts_with("api/") => {
                    "kit and api import no module"
                }
                None if path.starts_with("app/") && !own.starts_with("app/") && own != "main.tsx" => {
                    "only the app knows the app"
                }
                None if path.starts_with("@tauri-apps/") && own != "api/transport.ts" => {
                    "only api/transport.ts knows Tauri"
                }
                _ => continue,
            };
            findings.push(Finding::new(&file.path, line, format!("{breach}: {path}")));
        }
    }
    expect_none(
        findings,
        "move what is shared to kit/, or let ui/src/app fill a slot",
    );
}

#[test]
fn imports_and_orders_are_read_right() {
    let file = |path: &str, text: &str| File {
        path: path.into(),
        text: text.into(),
    };
    let order = stated_order(
        "pub mod kernel;\n\n// order: of use.\npub mod access;\nmod documents;\npub mod outlets;\npub mod admin;\n\nmod x;",
    );
    assert_eq!(order, ["access", "documents", "outlets", "admin"]);
    let text = "use crate::{error::Code, admin::{A, B}, documents};\nfn a() { crate::outlets::x() }";
    let breaches = order_breaches(&file("src-tauri/core/src/documents/ops.rs", text), &order);
    assert_eq!(breaches.iter().map(|f| f.line).collect::<Vec<_>>(), [1, 2]);
    assert!(order_breaches(&file("src-tauri/core/src/admin/ops.rs", text), &order).is_empty());
    let page = file(
        "ui/src/modules/a/Page.tsx",
        "import { X } from \"../b/X\";\nimport \"@/kit/a.css\";",
    );
    assert_eq!(
        imports(&page),
        [("modules/b/X".to_owned(), 1), ("kit/a.css".to_owned(), 2)]
    );
    assert_eq!(
        clock_reads(&tokens(&file("x.rs", "fn a() { chrono::Utc::now(); c.now() }"))).len(),
        2
    );
}
