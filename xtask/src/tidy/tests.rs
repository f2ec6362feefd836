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
