//! What is known of `std` without reading it: the prelude, primitive types, and which paths are the same thing.

/// Names of the preludes of all editions and where they lead in `std`. Macros are left out: they are no values.
const PRELUDE: &[(&str, &[&str])] = &[
    ("AsMut", &["convert", "AsMut"]),
    ("AsRef", &["convert", "AsRef"]),
    ("AsyncFn", &["ops", "AsyncFn"]),
    ("AsyncFnMut", &["ops", "AsyncFnMut"]),
    ("AsyncFnOnce", &["ops", "AsyncFnOnce"]),
    ("Box", &["boxed", "Box"]),
    ("Clone", &["clone", "Clone"]),
    ("Copy", &["marker", "Copy"]),
    ("Debug", &["fmt", "Debug"]),
    ("Default", &["default", "Default"]),
    ("DoubleEndedIterator", &["iter", "DoubleEndedIterator"]),
    ("Drop", &["ops", "Drop"]),
    ("Eq", &["cmp", "Eq"]),
    ("Err", &["result", "Result", "Err"]),
    ("ExactSizeIterator", &["iter", "ExactSizeIterator"]),
    ("Extend", &["iter", "Extend"]),
    ("Fn", &["ops", "Fn"]),
    ("FnMut", &["ops", "FnMut"]),
    ("FnOnce", &["ops", "FnOnce"]),
    ("From", &["convert", "From"]),
    ("FromIterator", &["iter", "FromIterator"]),
    ("Future", &["future", "Future"]),
    ("Hash", &["hash", "Hash"]),
    ("Into", &["convert", "Into"]),
    ("IntoFuture", &["future", "IntoFuture"]),
    ("IntoIterator", &["iter", "IntoIterator"]),
    ("Iterator", &["iter", "Iterator"]),
    ("None", &["option", "Option", "None"]),
    ("Ok", &["result", "Result", "Ok"]),
    ("Option", &["option", "Option"]),
    ("Ord", &["cmp", "Ord"]),
    ("PartialEq", &["cmp", "PartialEq"]),
    ("PartialOrd", &["cmp", "PartialOrd"]),
    ("Result", &["result", "Result"]),
    ("Send", &["marker", "Send"]),
    ("Sized", &["marker", "Sized"]),
    ("Some", &["option", "Option", "Some"]),
    ("String", &["string", "String"]),
    ("Sync", &["marker", "Sync"]),
    ("ToOwned", &["borrow", "ToOwned"]),
    ("ToString", &["string", "ToString"]),
    ("TryFrom", &["convert", "TryFrom"]),
    ("TryInto", &["convert", "TryInto"]),
    ("Unpin", &["marker", "Unpin"]),
    ("Vec", &["vec", "Vec"]),
    ("align_of", &["mem", "align_of"]),
    ("align_of_val", &["mem", "align_of_val"]),
    ("drop", &["mem", "drop"]),
    ("size_of", &["mem", "size_of"]),
    ("size_of_val", &["mem", "size_of_val"]),
];

/// Modules of `std` that are glob imported in practice, with the types that matter.
const GLOBS: &[(&str, &[&str])] = &[
    ("boxed", &["Box"]),
    (
        "cell",
        &[
            "Cell",
            "LazyCell",
            "OnceCell",
            "Ref",
            "RefCell",
            "RefMut",
            "UnsafeCell",
        ],
    ),
    (
        "collections",
        &[
            "BTreeMap",
            "BTreeSet",
            "BinaryHeap",
            "HashMap",
            "HashSet",
            "LinkedList",
            "VecDeque",
        ],
    ),
    (
        "future",
        &["Future", "IntoFuture", "pending", "poll_fn", "ready"],
    ),
    (
        "mem",
        &[
            "ManuallyDrop",
            "MaybeUninit",
            "drop",
            "forget",
            "replace",
            "swap",
            "take",
        ],
    ),
    ("ops", &["ControlFlow", "Deref", "DerefMut", "Drop"]),
    ("option", &["Option"]),
    ("pin", &["Pin", "pin"]),
    ("rc", &["Rc", "Weak"]),
    ("result", &["Result"]),
    ("string", &["String", "ToString"]),
    (
        "sync",
        &[
            "Arc",
            "Barrier",
            "Condvar",
            "LazyLock",
            "Mutex",
            "MutexGuard",
            "Once",
            "OnceLock",
            "RwLock",
            "RwLockReadGuard",
            "RwLockWriteGuard",
            "Weak",
            "atomic",
            "mpsc",
        ],
    ),
    (
        "sync::atomic",
        &[
            "AtomicBool",
            "AtomicU32",
            "AtomicU64",
            "AtomicUsize",
            "Ordering",
        ],
    ),
    (
        "sync::mpsc",
        &[
            "Receiver",
            "Sender",
            "SyncSender",
            "channel",
            "sync_channel",
        ],
    ),
    (
        "thread",
        &[
            "Builder",
            "JoinHandle",
            "Scope",
            "current",
            "scope",
            "sleep",
            "spawn",
        ],
    ),
    ("time", &["Duration", "Instant", "SystemTime"]),
    ("vec", &["Vec"]),
];

/// Paths of `std` that are another name of something.
const SAME: &[(&[&str], &[&str])] = &[
    (
        &["collections", "hash_map", "HashMap"],
        &["collections", "HashMap"],
    ),
    (
        &["collections", "hash_set", "HashSet"],
        &["collections", "HashSet"],
    ),
    (
        &["collections", "btree_map", "BTreeMap"],
        &["collections", "BTreeMap"],
    ),
    (
        &["collections", "btree_set", "BTreeSet"],
        &["collections", "BTreeSet"],
    ),
    (
        &["collections", "vec_deque", "VecDeque"],
        &["collections", "VecDeque"],
    ),
];

/// Where a name of the prelude leads in `std`.
pub(super) fn prelude(name: &str) -> Option<Vec<String>> {
    // Asked for every name that is found nowhere else: most have none of these letters.
    if !matches!(name.as_bytes().first()?, b'A'..=b'Z' | b'a' | b'd' | b's') {
        return None;
    }
    let index = PRELUDE.binary_search_by_key(&name, |(n, _)| n).ok()?;
    Some(owned(PRELUDE[index].1))
}

/// Whether it is a primitive type.
pub(super) fn is_primitive(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"bool"
            | b"char"
            | b"f32"
            | b"f64"
            | b"i128"
            | b"i16"
            | b"i32"
            | b"i64"
            | b"i8"
            | b"isize"
            | b"str"
            | b"u128"
            | b"u16"
            | b"u32"
            | b"u64"
            | b"u8"
            | b"usize"
    )
}

/// Whether a path of `std` (ending with a name) is known to exist, for glob imports.
pub(super) fn exports(path: &[String]) -> bool {
    let Some((name, module)) = path.split_last() else {
        return false;
    };
    if module.first().is_some_and(|m| m == "prelude") {
        return prelude(name).is_some();
    }
    let module = module.join("::");
    GLOBS
        .iter()
        .any(|(m, names)| *m == module && names.contains(&name.as_str()))
}

/// One path for each thing: re-exports inside `std` are followed, and what a prelude module exports is found where it
/// is defined.
pub(super) fn canonical(path: Vec<String>) -> Vec<String> {
    if let [first, rest @ .., last] = path.as_slice()
        && first == "prelude"
        && rest.len() <= 1
        && let Some(path) = prelude(last)
    {
        return path;
    }
    for (from, to) in SAME {
        if path.len() >= from.len() && path.iter().zip(*from).all(|(a, b)| a == b) {
            return owned(to)
                .into_iter()
                .chain(path[from.len()..].iter().cloned())
                .collect();
        }
    }
    path
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|s| (*s).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prelude_is_sorted() {
        assert!(PRELUDE.is_sorted_by_key(|(n, _)| n));
        assert_eq!(prelude("Some"), Some(owned(&["option", "Option", "Some"])));
        assert_eq!(prelude("Arc"), None);
    }

    #[test]
    fn one_path_for_each_thing() {
        assert_eq!(
            canonical(owned(&["prelude", "v1", "Vec"])),
            owned(&["vec", "Vec"])
        );
        assert_eq!(
            canonical(owned(&["collections", "hash_map", "HashMap", "new"])),
            owned(&["collections", "HashMap", "new"])
        );
        assert!(exports(&owned(&["sync", "atomic", "AtomicBool"])));
        assert!(!exports(&owned(&["AtomicBool"])));
    }
}
