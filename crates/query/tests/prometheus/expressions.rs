//! Queries to compare: some picked by hand for the corners of the language, many generated from its grammar.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Queries for the corners.
pub(crate) fn picked() -> Vec<String> {
    let lines = include_str!("picked.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// Well-formed queries over the data of `data.rs`; a few have no answer, such as those whose series do not match one to one.
pub(crate) fn generated(count: usize) -> Vec<String> {
    let mut generator = Generator { random: ChaCha8Rng::seed_from_u64(1_000) };
    (0..count).map(|_| generator.vector(3)).collect()
}

struct Generator {
    random: ChaCha8Rng,
}

impl Generator {
    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.random.next_u32() as usize % choices.len()]
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.random.next_u32().is_multiple_of(count)
    }

    fn vector(&mut self, depth: u32) -> String {
        if depth == 0 {
            return self.selector();
        }
        match self.random.next_u32() % 12 {
            0 => self.selector(),
            1 => self.math(depth),
            2 | 3 => self.over_time(depth),
            4 | 5 => self.aggregation(depth),
            6 => self.with_scalar(depth),
            7 | 8 => self.between_vectors(depth),
            9 => self.set(depth),
            10 => self.relabelled(depth),
            _ => format!("-{}", self.vector(depth - 1)),
        }
    }

    fn selector(&mut self) -> String {
        let metric = self.pick(&["requests_total", "temperature", "up", "version", "latency_bucket", "missing"]);
        let labels = self.pick(&[
            "",
            "",
            "{job=\"api\"}",
            "{job!=\"api\"}",
            "{instance=~\"0|2\"}",
            "{job=~\"w.*\"}",
            "{status!~\"5..\"}",
            "{instance=\"\"}",
            "{status=~\".+\"}",
        ]);
        let modifier = self.pick(&[
            "",
            "",
            "",
            "",
            " offset 7m",
            " offset -3m",
            " @ 1700003000",
            " @ end()",
            " @ start() offset 1m",
        ]);
        format!("{metric}{labels}{modifier}")
    }

    fn range(&mut self, depth: u32) -> String {
        if depth > 1 && self.one_in(4) {
            let inner = self.vector(depth - 1);
            let window = self.pick(&["[10m:1m]", "[5m:40s]", "[7m:]", "[3m:15s] offset 2m"]);
            return format!("({inner}){window}");
        }
        let metric = self.pick(&["requests_total", "requests_total", "temperature", "up", "latency_bucket"]);
        let labels = self.pick(&["", "{job=\"api\"}", "{instance=\"1\"}", "{job=~\"a.*\"}"]);
        let window = self.pick(&[
            "[1m]",
            "[5m]",
            "[17s]",
            "[4m30s]",
            "[1h]",
            "[5m] offset 3m",
            "[5m] @ 1700005000",
            "[30s] offset -1m",
        ]);
        format!("{metric}{labels}{window}")
    }

    fn math(&mut self, depth: u32) -> String {
        let inner = self.vector(depth - 1);
        match self.random.next_u32() % 6 {
            0 => format!("clamp({inner}, {}, {})", self.scalar(), self.scalar()),
            1 => format!("clamp_max({inner}, {})", self.scalar()),
            2 => format!("round({inner}, {})", self.pick(&["0.1", "5", "0.25", "1"])),
            _ => {
                let function = self.pick(&[
                    "abs",
                    "ceil",
                    "floor",
                    "exp",
                    "sqrt",
                    "ln",
                    "log2",
                    "log10",
                    "sgn",
                    "round",
                    "sin",
                    "cos",
                    "tan",
                    "atan",
                    "sinh",
                    "tanh",
                    "asinh",
                    "acosh",
                    "deg",
                    "rad",
                    "sort",
                    "sort_desc",
                    "timestamp",
                    "absent",
                ]);
                format!("{function}({inner})")
            }
        }
    }

    fn over_time(&mut self, depth: u32) -> String {
        let range = self.range(depth);
        match self.random.next_u32() % 8 {
            0 => format!("quantile_over_time({}, {range})", self.pick(&["0.5", "0", "1", "0.93", "-1", "2", "NaN"])),
            1 => format!("predict_linear({range}, {})", self.pick(&["60", "-120", "3600"])),
            2 => {
                format!("holt_winters({range}, {}, {})", self.pick(&["0.3", "0.5", "0.9"]), self.pick(&["0.1", "0.6"]))
            }
            _ => {
                let function = self.pick(&[
                    "rate",
                    "rate",
                    "increase",
                    "irate",
                    "delta",
                    "idelta",
                    "deriv",
                    "changes",
                    "resets",
                    "avg_over_time",
                    "min_over_time",
                    "max_over_time",
                    "sum_over_time",
                    "count_over_time",
                    "stddev_over_time",
                    "stdvar_over_time",
                    "last_over_time",
                    "present_over_time",
                    "absent_over_time",
                ]);
                format!("{function}({range})")
            }
        }
    }

    fn aggregation(&mut self, depth: u32) -> String {
        let grouping = self.pick(&[
            "",
            "",
            " by (job)",
            " by (job, instance)",
            " without (instance)",
            " without (job, status)",
            " by (le)",
            " by (missing)",
            " by (__name__)",
        ]);
        let (operation, parameter) = match self.random.next_u32() % 6 {
            0 => (self.pick(&["topk", "bottomk"]), self.pick(&["1, ", "2, ", "3, ", "0, "])),
            1 => ("quantile", self.pick(&["0.5, ", "0.9, ", "0, ", "1.5, "])),
            2 => ("count_values", self.pick(&["\"value\", ", "\"job\", "])),
            _ => (self.pick(&["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"]), ""),
        };
        // Which of several equal series is the largest depends on their order, which Prometheus keeps only for selectors and functions of ranges: others
        // go through a Go map.
        let inner = match operation {
            "topk" | "bottomk" if self.one_in(2) => self.selector(),
            "topk" | "bottomk" => format!("{}({})", self.pick(&["rate", "max_over_time", "delta"]), self.range(1)),
            _ => self.vector(depth - 1),
        };
        // Rounded, so that the order among nearly equal numbers does not decide.
        if operation == "count_values" {
            format!("{operation}{grouping} ({parameter}round({inner}))")
        } else {
            format!("{operation}{grouping} ({parameter}{inner})")
        }
    }

    fn scalar(&mut self) -> String {
        match self.random.next_u32() % 6 {
            0 => "time()".to_owned(),
            1 => format!("scalar({})", self.selector()),
            2 => "pi()".to_owned(),
            _ => self.pick(&["0", "1", "-3.5", "1e3", "NaN", "Inf", "2", "0x1f", "20"]).to_owned(),
        }
    }

    fn with_scalar(&mut self, depth: u32) -> String {
        let (vector, scalar) = (self.vector(depth - 1), self.scalar());
        let operator =
            self.pick(&["+", "-", "*", "/", "%", "^", "atan2", "==", "!=", ">", "<", ">=", "<=", "> bool", "== bool"]);
        if self.one_in(2) {
            format!("({vector}) {operator} {scalar}")
        } else {
            format!("{scalar} {operator} ({vector})")
        }
    }

    fn between_vectors(&mut self, depth: u32) -> String {
        let (left, right) = (self.vector(depth - 1), self.vector(depth - 1));
        let operator = self.pick(&["+", "-", "*", "/", "%", "atan2", "==", "!=", ">", "<=", "> bool", "!= bool"]);
        let matching = self.pick(&[
            "",
            "",
            "on (job, instance)",
            "on (job)",
            "ignoring (status)",
            "ignoring (zone, version, status)",
            "on (job, instance) group_left ()",
            "on (job, instance) group_left (version)",
            "on (job) group_right (zone)",
            "ignoring (status) group_left",
            "on ()",
        ]);
        format!("({left}) {operator} {matching} ({right})")
    }

    fn set(&mut self, depth: u32) -> String {
        let (left, right) = (self.vector(depth - 1), self.vector(depth - 1));
        let operator = self.pick(&["and", "or", "unless"]);
        let matching = self.pick(&["", "", "on (job)", "on (job, instance)", "ignoring (status, zone)", "on ()"]);
        format!("({left}) {operator} {matching} ({right})")
    }

    fn relabelled(&mut self, depth: u32) -> String {
        let inner = self.vector(depth - 1);
        match self.random.next_u32() % 3 {
            0 => {
                format!("label_join({inner}, \"{}\", \"-\", \"job\", \"instance\")", self.pick(&["id", "job", "zone"]))
            }
            1 => format!(
                "histogram_quantile({}, {inner})",
                self.pick(&["0.5", "0.9", "0.99", "0", "1", "-1", "2", "NaN"])
            ),
            _ => {
                let (target, replacement) =
                    (self.pick(&["id", "job", "instance"]), self.pick(&["$1", "x-$1", "", "${1}y", "$2"]));
                format!(
                    "label_replace({inner}, \"{target}\", \"{replacement}\", \"job\", \"{}\")",
                    self.pick(&["(a.*)", "(.*)", "w(.)b", "none"])
                )
            }
        }
    }
}
