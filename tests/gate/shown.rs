//! What a report shows, read as its reader would: lint, file and line of each finding, sorted.

use serde_json::Value;

/// Lint, file (from the root of the repository) and 1-based line.
pub(crate) type Place = (String, String, u32);

/// The findings of a report in a format.
pub(crate) fn findings(format: &str, text: &str) -> Vec<Place> {
    let mut found = match format {
        "human" => human(text),
        "short" => short(text),
        "json" => text.lines().filter_map(cargos).collect(),
        "sarif" => entries(text, "/runs/0/results", sarif),
        "gitlab" => entries(text, "", gitlab),
        "rdjson" => entries(text, "/diagnostics", rdjson),
        "github" => text.lines().filter_map(github).collect(),
        "junit" => junit(text),
        "checkstyle" => checkstyle(text),
        "html" => html(text),
        other => panic!("nobody reads {other}"),
    };
    found.sort();
    found
}

fn place(code: &str, path: &str, line: &str) -> Option<Place> {
    let lint = code.strip_prefix("double_connect::")?;
    Some((lint.to_owned(), path.to_owned(), line.parse().ok()?))
}

fn number(value: &Value) -> String {
    value.as_u64().unwrap_or_default().to_string()
}

/// `error[CODE]: …`, then the first `-->`.
fn human(text: &str) -> Vec<Place> {
    let mut code = None;
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some((head, _)) = line.split_once("]: ") {
            code = head.split_once('[').map(|(_, code)| code);
        } else if let Some((_, at)) = line.split_once("--> ")
            && let Some(code) = code.take()
        {
            let mut parts = at.rsplitn(3, ':').skip(1);
            let (line, path) = (parts.next().unwrap(), parts.next().unwrap());
            found.extend(place(code, path, line));
        }
    }
    found
}

/// `path:line:column: severity[CODE]: …`.
fn short(text: &str) -> Vec<Place> {
    let one = |line: &str| {
        let (at, rest) = line.split_once(": ")?;
        let code = rest.split_once('[')?.1.split_once(']')?.0;
        let mut parts = at.rsplitn(3, ':').skip(1);
        let (line, path) = (parts.next()?, parts.next()?);
        place(code, path, line)
    };
    text.lines().filter_map(one).collect()
}

fn cargos(line: &str) -> Option<Place> {
    let value: Value = serde_json::from_str(line).unwrap();
    let message = &value["message"];
    let spans = message["spans"].as_array()?;
    let primary = spans.iter().find(|span| span["is_primary"] == true)?;
    place(
        message["code"]["code"].as_str()?,
        primary["file_name"].as_str()?,
        &number(&primary["line_start"]),
    )
}

fn entries(text: &str, pointer: &str, one: fn(&Value) -> Option<Place>) -> Vec<Place> {
    let value: Value = serde_json::from_str(text).unwrap();
    let list = value.pointer(pointer).unwrap().as_array().unwrap();
    list.iter().filter_map(one).collect()
}

fn sarif(result: &Value) -> Option<Place> {
    let place_of = &result["locations"][0]["physicalLocation"];
    place(
        result["ruleId"].as_str()?,
        place_of["artifactLocation"]["uri"].as_str()?,
        &number(&place_of["region"]["startLine"]),
    )
}

fn gitlab(issue: &Value) -> Option<Place> {
    place(
        issue["check_name"].as_str()?,
        issue["location"]["path"].as_str()?,
        &number(&issue["location"]["lines"]["begin"]),
    )
}

fn rdjson(diagnostic: &Value) -> Option<Place> {
    place(
        diagnostic["code"]["value"].as_str()?,
        diagnostic["location"]["path"].as_str()?,
        &number(&diagnostic["location"]["range"]["start"]["line"]),
    )
}

/// `::error file=…,line=…,title=CODE::…`.
fn github(line: &str) -> Option<Place> {
    let properties = line.split("::").nth(1)?.split_once(' ')?.1;
    let property = |name: &str| {
        let mut all = properties
            .split(',')
            .filter_map(|pair| pair.split_once('='));
        all.find(|(found, _)| *found == name)
            .map(|(_, value)| value)
    };
    let code = property("title")?.replace("%3A", ":");
    place(&code, property("file")?, property("line")?)
}

fn junit(text: &str) -> Vec<Place> {
    let document = roxmltree::Document::parse(text).unwrap();
    let cases = document
        .descendants()
        .filter(|n| n.has_tag_name("testcase"));
    let one = |case: roxmltree::Node<'_, '_>| {
        let (code, at) = case.attribute("name")?.split_once(" at ")?;
        let (path, line) = at.rsplit_once(':')?;
        place(code, path, line)
    };
    cases.filter_map(one).collect()
}

fn checkstyle(text: &str) -> Vec<Place> {
    let document = roxmltree::Document::parse(text).unwrap();
    let errors = document.descendants().filter(|n| n.has_tag_name("error"));
    let one = |error: roxmltree::Node<'_, '_>| {
        let path = error.parent()?.attribute("name")?;
        place(error.attribute("source")?, path, error.attribute("line")?)
    };
    errors.filter_map(one).collect()
}

/// The table of contents has the places, the articles in the same order have the lints.
fn html(text: &str) -> Vec<Place> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..Default::default()
    };
    let page = roxmltree::Document::parse_with_options(text, options).unwrap();
    let all = |tag: &'static str| page.descendants().filter(move |n| n.has_tag_name(tag));
    let text_of = |node: roxmltree::Node<'_, '_>| -> String {
        node.descendants()
            .filter_map(|n| n.is_text().then(|| n.text()).flatten())
            .collect()
    };
    let one = |(entry, article): (roxmltree::Node<'_, '_>, roxmltree::Node<'_, '_>)| {
        let at = text_of(entry.children().rfind(|n| n.has_tag_name("code"))?);
        let link = |n: &roxmltree::Node<'_, '_>| n.attribute("class") == Some("code");
        let code = text_of(article.descendants().find(link)?);
        let (path, line) = at.rsplit_once(':')?;
        place(&code, path, line)
    };
    all("li").zip(all("article")).filter_map(one).collect()
}
