//! Entries on a real disk.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use super::*;

fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::new(dir.path().join("deep").join("cache"));
    (dir, store)
}

#[test]
fn what_was_written_is_read() {
    let (_dir, store) = store();
    let name = Name::of(b"key");
    assert_eq!(store.read(&name), None);
    store.write(&name, b"first");
    store.write(&name, b"second");
    assert_eq!(store.read(&name).as_deref(), Some(&b"second"[..]));
    assert_eq!(store.read(&Name::of(b"other")), None);
}

#[test]
fn an_entry_with_any_byte_changed_or_missing_is_none() {
    let (_dir, store) = store();
    let name = Name::of(b"key");
    store.write(&name, b"some content");
    let whole = fs::read(store.path(&name)).unwrap();
    for at in 0..whole.len() {
        let mut broken = whole.clone();
        broken[at] ^= 1;
        fs::write(store.path(&name), &broken).unwrap();
        assert_eq!(store.read(&name), None, "byte {at} changed");
        fs::write(store.path(&name), &whole[..at]).unwrap();
        assert_eq!(store.read(&name), None, "cut at {at}");
    }
    fs::write(store.path(&name), &whole).unwrap();
    assert!(store.read(&name).is_some());
}

#[test]
fn an_entry_under_the_name_of_another_is_none() {
    let (_dir, store) = store();
    let (one, other) = (Name::of(b"one"), Name::of(b"other"));
    store.write(&one, b"of one");
    fs::rename(store.path(&one), store.path(&other)).unwrap();
    assert_eq!(store.read(&other), None);
}

#[test]
fn those_used_last_stay() {
    let (_dir, store) = store();
    let names: Vec<Name> = (0..4_u8).map(|n| Name::of(&[n])).collect();
    for (age, name) in names.iter().enumerate() {
        store.write(name, &[0; 100]);
        let file = File::options().append(true).open(store.path(name)).unwrap();
        let ago = Duration::from_secs(USED.as_secs() * 2 * (age as u64 + 1));
        file.set_modified(SystemTime::now() - ago).unwrap();
    }
    store.used(&names[3]);
    store.make_room(2 * (MAGIC.len() + HASH + 100) as u64);
    let left: Vec<bool> = names.iter().map(|n| store.read(n).is_some()).collect();
    assert_eq!(left, [true, false, false, true]);
}

#[test]
fn what_is_old_or_was_left_unfinished_goes() {
    let (_dir, store) = store();
    let name = Name::of(b"key");
    store.write(&name, b"old");
    let left = store.folder.join(format!("left.{UNFINISHED}"));
    let foreign = store.folder.join("foreign.txt");
    for path in [&left, &foreign] {
        fs::write(path, "x").unwrap();
    }
    store.make_room_if_written();
    for path in [&store.path(&name), &left, &foreign] {
        let file = File::options().append(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - OLDEST * 2).unwrap();
    }
    // Nothing was written: nobody looks.
    store.make_room_if_written();
    assert!(store.read(&name).is_some() && left.exists());
    store.write(&Name::of(b"new"), b"new");
    store.make_room_if_written();
    assert!(store.read(&name).is_none() && !left.exists() && foreign.exists());
    assert!(store.read(&Name::of(b"new")).is_some());
}

#[test]
fn cleaning_removes_what_is_ours() {
    let (_dir, store) = store();
    assert_eq!(store.clean(), Ok(Removed::default()));
    store.write(&Name::of(b"key"), b"12345678");
    let bytes = (MAGIC.len() + HASH + 8) as u64;
    assert_eq!(store.clean(), Ok(Removed { files: 1, bytes }));
    assert!(!store.folder.exists());
    store.write(&Name::of(b"key"), b"12345678");
    let foreign = store.folder.join("foreign.txt");
    fs::write(&foreign, "x").unwrap();
    store.clean().unwrap();
    assert!(foreign.exists() && store.read(&Name::of(b"key")).is_none());
}

#[test]
fn where_nothing_can_be_written_nothing_happens() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    let store = Store::new(file.clone());
    store.write(&Name::of(b"key"), b"content");
    assert_eq!(store.read(&Name::of(b"key")), None);
    assert_eq!(fs::read(&file).unwrap(), b"x");
}
