//! Makes the marked lines of a fixture tell when they run: the first call that begins on such a line, with all that hangs on
//! it (`.await`, `?`, further calls), becomes the argument of `crate::line(N).of(..)`. Lines stay where they are.

/// Words that begin no call.
const WORDS: [&str; 17] = [
    "async", "await", "break", "else", "fn", "for", "if", "in", "loop", "match", "move", "mut", "ref", "return", "unsafe",
    "use", "while",
];

/// The text with its marked lines telling, and which lines those are.
pub(crate) fn telling(text: &str) -> (String, Vec<usize>) {
    let code = without_words(text);
    let (mut out, mut told) = (String::new(), Vec::new());
    let (mut start, mut done) = (0, 0);
    for (number, line) in (1_usize..).zip(text.split_inclusive('\n')) {
        let marked = line.split("//~").skip(1).any(|mark| !mark.trim_start().starts_with("WRONG:"));
        let end = start + line.len();
        if marked && start >= done && !is_item(&code[..start]) {
            if let Some((from, to)) = call(&code, start, end) {
                out.push_str(&text[done..from]);
                out.push_str(&format!("crate::line({number}).of({})", &text[from..to]));
                done = to;
                told.push(number);
            }
        }
        start = end;
    }
    out.push_str(&text[done..]);
    (out, told)
}

/// Whether what follows is outside of all braces, where there are items and no expressions.
fn is_item(before: &[u8]) -> bool {
    let count = |brace| before.iter().filter(|byte| **byte == brace).count();
    count(b'{') == count(b'}')
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The first call that begins in a part of the code.
fn call(code: &[u8], from: usize, to: usize) -> Option<(usize, usize)> {
    let mut at = from;
    while at < to {
        if !is_word(code[at]) {
            at += 1;
            continue;
        }
        let word = code[at..].iter().take_while(|byte| is_word(**byte)).count();
        let before = code[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace());
        let begins = !matches!(before, Some(b'.' | b':' | b'\''));
        let text = &code[at..at + word];
        if text == b"let" {
            // What follows is a pattern.
            at = value(code, at)?;
            continue;
        }
        if begins && !WORDS.iter().any(|known| known.as_bytes() == text) {
            let end = chain(code, at);
            // What an arm begins with is a pattern too.
            let is_pattern = |end: usize| code[end..].trim_ascii_start().starts_with(b"=>");
            if let Some(end) = end.filter(|end| !is_pattern(*end)) {
                return Some((at, end));
            }
        }
        at += word;
    }
    None
}

/// Where the value of a `let` begins.
fn value(code: &[u8], from: usize) -> Option<usize> {
    let is_sign = |at: usize| code[at] == b'=' && !matches!(code.get(at + 1), Some(b'=' | b'>')) && code[at - 1] != b'.';
    (from..code.len()).find(|at| is_sign(*at)).map(|at| at + 1)
}

/// The end of what begins with a word: path, calls, fields; `None` if there is no call in it.
fn chain(code: &[u8], start: usize) -> Option<usize> {
    let spaces = |at: usize| at + code[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let words = |at: usize| at + code[at..].iter().take_while(|byte| is_word(**byte)).count();
    let mut end = words(start);
    let mut called = false;
    loop {
        let at = spaces(end);
        match (code.get(at)?, code.get(at + 1)) {
            (b'(', _) => {
                end = closing(code, at)?;
                called = true;
            }
            (b'[', _) if called || at == end => end = closing(code, at)?,
            (b'!', Some(b'(' | b'[')) => {
                end = closing(code, at + 1)?;
                called = true;
            }
            (b'?', _) => end = at + 1,
            (b':', Some(b':')) => {
                let next = spaces(at + 2);
                end = match code.get(next)? {
                    b'<' => closing(code, next)?,
                    _ => words(next),
                };
            }
            (b'.', Some(next)) if *next != b'.' => end = words(spaces(at + 1)),
            _ => return called.then_some(end),
        }
    }
}

/// Behind the bracket that closes the one that is there.
fn closing(code: &[u8], open: usize) -> Option<usize> {
    let close = match code[open] {
        b'(' => b')',
        b'[' => b']',
        _ => b'>',
    };
    let mut depth = 0_usize;
    for (at, byte) in code.iter().enumerate().skip(open) {
        if *byte == code[open] {
            depth += 1;
        } else if *byte == close && !(close == b'>' && code[at - 1] == b'-') {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}

/// The text with blanks for what is in comments and literals, byte by byte.
fn without_words(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = |pattern: &str, from: usize| text[at + from..].find(pattern).map(|found| from + found + pattern.len());
        let length = if rest.starts_with(b"//") {
            rest.iter().take_while(|byte| **byte != b'\n').count()
        } else if rest.starts_with(b"/*") {
            end("*/", 2).unwrap_or(rest.len())
        } else if rest.starts_with(b"r\"") {
            end("\"", 2).unwrap_or(rest.len())
        } else if rest.starts_with(b"r#\"") {
            end("\"#", 3).unwrap_or(rest.len())
        } else if rest[0] == b'"' {
            let mut length = 1;
            while length < rest.len() && rest[length] != b'"' {
                length += if rest[length] == b'\\' { 2 } else { 1 };
            }
            length + 1
        } else if rest[0] == b'\'' && rest.get(2) == Some(&b'\'') {
            3
        } else if rest.starts_with(b"'\\") {
            end("'", 3).unwrap_or(rest.len())
        } else {
            at += 1;
            continue;
        };
        let to = (at + length).min(bytes.len());
        for byte in code[at..to].iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
        at = to;
    }
    code
}
