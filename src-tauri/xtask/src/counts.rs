//! How many tests a runner says passed and failed, read from what it prints.

/// Passed and failed tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Who prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runner {
    Nextest,
    Cargo,
    Vitest,
    Node,
}

impl Runner {
    /// What this line adds to the count; most lines add nothing.
    pub fn counts(self, line: &str) -> Counts {
        let line = plain(line);
        let words: Vec<&str> = line.split_whitespace().collect();
        match self {
            Self::Nextest => nextest(&line),
            Self::Cargo if line.starts_with("test result:") => Counts {
                passed: before(&words, "passed;"),
                failed: before(&words, "failed;"),
            },
            Self::Vitest if words.first() == Some(&"Tests") => Counts {
                passed: before(&words, "passed"),
                failed: before(&words, "failed"),
            },
            Self::Node => match words.as_slice() {
                ["#" | "ℹ", "pass", count] => Counts {
                    passed: number(count),
                    failed: 0,
                },
                ["#" | "ℹ", "fail" | "cancelled", count] => Counts {
                    passed: 0,
                    failed: number(count),
                },
                _ => Counts::default(),
            },
            Self::Cargo | Self::Vitest => Counts::default(),
        }
    }
}

/// `Summary [ 1.2s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 2 skipped`; after an early end `3/5 tests
/// run`. Whatever ran and did not pass has failed, by whatever name.
fn nextest(line: &str) -> Counts {
    let Some((_, summary)) = line
        .trim_start()
        .strip_prefix("Summary [")
        .and_then(|rest| rest.split_once(']'))
    else {
        return Counts::default();
    };
    let words: Vec<&str> = summary.split_whitespace().collect();
    let run = words
        .first()
        .and_then(|first| first.split('/').next())
        .map_or(0, number);
    let passed = before(&words, "passed,").max(before(&words, "passed"));
    Counts {
        passed,
        failed: run.saturating_sub(passed),
    }
}

fn before(words: &[&str], word: &str) -> u64 {
    words
        .windows(2)
        .find(|pair| pair[1] == word)
        .map_or(0, |pair| number(pair[0]))
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

/// The line without the colours of a terminal.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        if char == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(char);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Counts, Runner};

    fn check(runner: Runner, line: &str, passed: u64, failed: u64) {
        assert_eq!(runner.counts(line), Counts { passed, failed }, "{line}");
    }

    #[test]
    fn summaries_of_all_runners_are_read() {
        let nextest = Runner::Nextest;
        check(
            nextest,
            "     Summary [   0.023s] 12 tests run: 12 passed, 0 skipped",
            12,
            0,
        );
        check(
            nextest,
            "     Summary [   1.000s] 1 test run: 1 passed (1 slow), 3 skipped",
            1,
            0,
        );
        check(
            nextest,
            "     Summary [   9.1s] 5 tests run: 2 passed (1 flaky), 1 failed, 2 timed out, 0 skipped",
            2,
            3,
        );
        check(
            nextest,
            "\u{1b}[31m     Summary\u{1b}[0m [   9.1s] 3/5 tests run: 2 passed, 1 failed",
            2,
            1,
        );
        check(
            nextest,
            "        PASS [   0.005s] xtask counts::tests::passed",
            0,
            0,
        );
        let cargo = Runner::Cargo;
        check(
            cargo,
            "test result: ok. 7 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out",
            7,
            0,
        );
        check(
            cargo,
            "test result: FAILED. 6 passed; 2 failed; 0 ignored; 0 measured",
            6,
            2,
        );
        check(Runner::Vitest, "      Tests  2 failed | 31 passed (33)", 31, 2);
        check(
            Runner::Vitest,
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[32m64 passed\u{1b}[39m (64)",
            64,
            0,
        );
        check(Runner::Vitest, " Test Files  9 passed (9)", 0, 0);
        check(Runner::Node, "# pass 4", 4, 0);
        check(Runner::Node, "ℹ fail 2", 0, 2);
        check(Runner::Node, "ℹ cancelled 1", 0, 1);
    }
}
