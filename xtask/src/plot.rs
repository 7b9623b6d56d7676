//! Curves on two logarithmic scales, as SVG: a straight line with the slope of the grey ones is linear growth.

use std::fmt::Write;

/// Measured points, sorted by lines.
pub(crate) struct Curve<'a> {
    /// What was measured.
    pub(crate) name: &'a str,
    /// In what.
    pub(crate) unit: &'a str,
    /// Lines, and what they cost.
    pub(crate) points: Vec<(f64, f64)>,
}

const WIDTH: f64 = 260.0;
const HEIGHT: f64 = 220.0;
const MARGIN: f64 = 46.0;

/// One picture with a panel a curve, side by side.
pub(crate) fn svg(curves: &[Curve<'_>]) -> String {
    let curves: Vec<&Curve<'_>> = curves
        .iter()
        .filter(|curve| !curve.points.is_empty())
        .collect();
    let width = (WIDTH + MARGIN) * curves.len() as f64 + MARGIN;
    let height = HEIGHT + 2.0 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"sans-serif\" \
         font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for (index, curve) in curves.iter().enumerate() {
        panel(&mut out, curve, MARGIN + index as f64 * (WIDTH + MARGIN));
    }
    out += "</svg>\n";
    out
}

/// The powers of ten around some numbers.
fn decades(values: impl Iterator<Item = f64> + Clone) -> (i32, i32) {
    let least = values.clone().fold(f64::INFINITY, f64::min).max(1e-9);
    let most = values.fold(0.0, f64::max).max(1e-9);
    let (from, to) = (least.log10().floor() as i32, most.log10().ceil() as i32);
    (from, to.max(from + 1))
}

fn panel(out: &mut String, curve: &Curve<'_>, left: f64) {
    let (x_from, x_to) = decades(curve.points.iter().map(|p| p.0));
    let (y_from, y_to) = decades(curve.points.iter().map(|p| p.1));
    let place = |value: f64, (from, to): (i32, i32), size: f64| {
        (value.log10() - f64::from(from)) / f64::from(to - from) * size
    };
    let x = |value: f64| left + place(value, (x_from, x_to), WIDTH);
    let y = |value: f64| MARGIN + HEIGHT - place(value, (y_from, y_to), HEIGHT);
    let mut add = |text: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{text}");
    };
    add(format!(
        "<text x=\"{left:.1}\" y=\"{:.1}\" font-weight=\"bold\">{} ({})</text>",
        MARGIN - 14.0,
        curve.name,
        curve.unit
    ));
    for power in x_from..=x_to {
        let at = x(10_f64.powi(power));
        add(format!(
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{MARGIN:.1}\" y2=\"{:.1}\" stroke=\"#eee\"/>\n<text x=\"{at:.1}\" y=\"{:.1}\" \
             text-anchor=\"middle\">{}</text>",
            MARGIN + HEIGHT,
            MARGIN + HEIGHT + 16.0,
            short(power)
        ));
    }
    for power in y_from..=y_to {
        let at = y(10_f64.powi(power));
        add(format!(
            "<line x1=\"{left:.1}\" x2=\"{:.1}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#eee\"/>\n<text x=\"{:.1}\" y=\"{:.1}\" \
             text-anchor=\"end\">{}</text>",
            left + WIDTH,
            left - 4.0,
            at + 4.0,
            short(power)
        ));
    }
    let path = |points: &[(f64, f64)]| -> String {
        let steps: Vec<String> = points
            .iter()
            .map(|p| format!("{:.1},{:.1}", x(p.0), y(p.1)))
            .collect();
        steps.join(" ")
    };
    // Linear growth from the last point downwards, as far as the panel goes.
    if let Some((lines, cost)) = curve.points.last() {
        let least = (10_f64.powi(y_from) / cost).max(10_f64.powi(x_from) / lines);
        let line = [(lines * least, cost * least), (*lines, *cost)];
        add(format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"#aaa\" stroke-dasharray=\"4 3\"/>",
            path(&line)
        ));
    }
    add(format!(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#06c\" stroke-width=\"2\"/>",
        path(&curve.points)
    ));
    for point in &curve.points {
        add(format!(
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"#06c\"/>",
            x(point.0),
            y(point.1)
        ));
    }
}

/// A power of ten, short.
fn short(power: i32) -> String {
    match power {
        6.. => format!("{} M", 10_i64.pow(power as u32 - 6)),
        3..=5 => format!("{} k", 10_i64.pow(power as u32 - 3)),
        0..=2 => 10_i64.pow(power as u32).to_string(),
        _ => format!("{:.*}", (-power) as usize, 10_f64.powi(power)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    #[test]
    fn linear_growth_lies_on_the_grey_line() {
        let curve = Curve {
            name: "time",
            unit: "s",
            points: vec![(1e4, 0.1), (1e5, 1.0), (1e6, 10.0)],
        };
        let text = svg(&[curve]);
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("<polyline"))
            .collect();
        let points = |line: &str| -> Vec<String> {
            let inside = line.split('"').nth(1).unwrap();
            inside.split(' ').map(str::to_owned).collect()
        };
        let (grey, blue) = (points(lines[0]), points(lines[1]));
        assert_eq!((grey.first(), grey.last()), (blue.first(), blue.last()));
    }

    #[test]
    fn what_was_not_measured_has_no_panel() {
        let empty = Curve {
            name: "instructions",
            unit: "G",
            points: Vec::new(),
        };
        assert!(!svg(&[empty]).contains("instructions"));
    }
}
