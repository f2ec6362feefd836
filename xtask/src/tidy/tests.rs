use super::rules::findings;

fn function_of(lines: usize) -> String {
    format!(
        "impl X {{\n    pub(crate) async fn big(\n    ) {{\n{}    }}\n}}\n",
        "        x();\n".repeat(lines - 3)
    )
}

#[test]
fn a_function_may_have_seventy_lines_and_not_one_more() {
    assert!(findings("core/src/a.rs", &function_of(70)).is_empty());
    let found = findings("core/src/a.rs", &function_of(71));
    assert_eq!(found, ["core/src/a.rs:2: `big` has 71 lines, at most 70"]);
}

#[test]
fn a_short_function_ends_before_what_follows_it() {
    let filler = "    // a line\n".repeat(80);
    let text = format!(
        "trait T {{\n    fn a();\n    fn b(\n    );\n{filler}    fn c() {{}}\n{filler}}}\n"
    );
    assert!(findings("a.rs", &text).is_empty());
}

#[test]
fn an_inner_function_does_not_hide_the_outer_one() {
    let text = format!("fn outer() {{\n    fn inner() {{\n    }}\n{}}}\n", "    x();\n".repeat(70));
    assert_eq!(findings("a.rs", &text), ["a.rs:1: `outer` has 74 lines, at most 70"]);
}

#[test]
fn a_file_may_have_four_hundred_lines_and_not_one_more() {
    assert!(findings("web/src/a.ts", &"x;\n".repeat(400)).is_empty());
    assert_eq!(findings("web/src/a.ts", &"x;\n".repeat(401)).len(), 1);
    assert!(findings("docs/a.md", &"x\n".repeat(401)).is_empty());
    assert!(findings("tests/fixtures/a.ts", &"x;\n".repeat(401)).is_empty());
}

#[test]
fn unfinished_work_and_skipped_tests_are_found_in_code_only() {
    let text = concat!("// TO", "DO later\n#[ig", "nore]\n");
    assert_eq!(findings("a.rs", text).len(), 2);
    assert!(findings("a.md", text).is_empty());
    assert_eq!(findings("a.spec.ts", concat!("test.on", "ly('x')")).len(), 1);
}

#[test]
fn no_text_names_a_folder_of_one_machine() {
    assert_eq!(findings("docs/a.md", concat!("see /wo", "rk/main")).len(), 1);
    assert!(findings("docs/a.md", "the network/base").is_empty());
}

#[test]
fn a_list_of_packages_does_not_say_where_they_were_fetched() {
    let line = concat!("\"resol", "ved\": \"https://registry.example/a.tgz\"");
    assert_eq!(findings("web/package-lock.json", line).len(), 1);
}

fn rooms_of(files: &[(&str, &str)]) -> Vec<String> {
    super::rooms::findings(files)
}

#[test]
fn a_file_of_the_worker_and_one_of_the_page_do_not_import_each_other() {
    for (name, imported) in [
        ("web/src/device/link.ts", "../page/shell/toast.svelte"),
        ("web/src/page/phone/gone.svelte.ts", "../../device/disk"),
        ("web/src/page/home/HomePage.svelte", "../../device/disk"),
        ("web/src/plain/text.ts", "../page/shell/toast.svelte"),
        ("web/src/between/store.ts", "../plain/clean"),
        ("web/src/worker.ts", "./page/shell/toast.svelte"),
        ("web/src/main.ts", "./device/disk"),
    ] {
        for line in [
            format!("import {{ a }} from '{imported}';\n"),
            format!("const a = await import(\"{imported}\");\n"),
            format!("}} from '{imported}';\n"),
        ] {
            let found = rooms_of(&[(name, &line)]);
            assert_eq!(found.len(), 1, "{name} imports {imported}: {found:?}");
        }
    }
}

#[test]
fn what_both_sides_use_may_be_imported_by_both() {
    let line = "import { a } from '../between/contract';\nimport { b } from '../plain/text';\n";
    let deep = "import { a } from '../../between/contract';\nimport { b } from '../../words/id';\n";
    let files = [
        ("web/src/device/link.ts", line),
        ("web/src/page/home/a.ts", deep),
        ("web/src/page/home/a.test.ts", "import { a } from '../../device/link';\n"),
        ("web/src/main.ts", "new Worker(new URL('./worker.ts', import.meta.url));\n"),
    ];
    assert!(rooms_of(&files).is_empty(), "{:?}", rooms_of(&files));
}

#[test]
fn folders_that_know_each_other_are_a_circle_however_long() {
    let files = [
        ("web/src/page/a/one.ts", "import { x } from '../b/two';\n"),
        ("web/src/page/b/two.ts", "import { x } from '../c/three';\n"),
        ("web/src/page/c/three.ts", "import type { X } from '../a/four';\n"),
    ];
    assert_eq!(rooms_of(&files).len(), 3);
    assert!(rooms_of(&files[..2]).is_empty());
}

#[test]
fn the_root_of_the_page_holds_entries_only() {
    let names: Vec<String> = (0..15).map(|at| format!("web/src/a{at}.css")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(rooms_of(&files).len(), 1);
    assert!(rooms_of(&files[..14]).is_empty());
}
