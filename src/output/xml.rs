//! Text for XML.

use super::shown::visible_lines;

/// Text as it may stand in an attribute or between tags: what XML cannot carry is made visible first.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible_lines(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // Kept from being turned into a space in an attribute.
            '\n' => escaped.push_str("&#10;"),
            // Not characters in XML 1.0.
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_in_a_text_is_markup_or_a_control() {
        assert_eq!(
            escape("<a b='c'>&\"\n\u{0}\u{1b}\u{ffff}]]>"),
            "&lt;a b=&apos;c&apos;&gt;&amp;&quot;&#10;\u{2400}\u{241b}\u{fffd}]]&gt;"
        );
    }
}
