use std::collections::BTreeMap;

use super::*;

fn package(name: &str, on: &[usize]) -> PackageInput {
    let leads = |other: &usize| (format!("p{other}"), DependencyInput::Local(*other));
    PackageInput {
        name: name.to_owned(),
        dependencies: on.iter().map(leads).collect::<BTreeMap<_, _>>(),
        ..PackageInput::default()
    }
}

fn project(packages: Vec<PackageInput>) -> ProjectInput {
    ProjectInput {
        packages,
        ..ProjectInput::default()
    }
}

#[test]
fn what_depends_on_each_other_stays_together_and_is_numbered_anew() {
    let input = project(vec![
        package("a", &[3]),
        package("b", &[]),
        package("c", &[4]),
        package("d", &[]),
        package("e", &[3]),
    ]);
    let groups = groups(&input);
    let packages: Vec<&[usize]> = groups.iter().map(|g| g.packages.as_slice()).collect();
    assert_eq!(packages, [&[0, 2, 3, 4][..], &[1][..]]);
    let leads = |package: usize| {
        let dependencies = groups[0].input.packages[package].dependencies.values();
        dependencies.cloned().collect::<Vec<_>>()
    };
    assert_eq!(leads(0), [DependencyInput::Local(2)]);
    assert_eq!(leads(1), [DependencyInput::Local(3)]);
    assert_eq!(leads(3), [DependencyInput::Local(2)]);
}

#[test]
fn there_is_always_a_group_and_never_too_many() {
    assert_eq!(groups(&ProjectInput::default()).len(), 1);
    let count = MAX_GROUPS * 3 + 1;
    let many = groups(&project((0..count).map(|_| package("p", &[])).collect()));
    assert!(many.len() <= MAX_GROUPS);
    let all: Vec<usize> = many.iter().flat_map(|g| g.packages.clone()).collect();
    assert_eq!(all, (0..count).collect::<Vec<_>>());
}
