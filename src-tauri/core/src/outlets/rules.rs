//! The region tree's paths, and what may name a part of the network.

use crate::error::{Code, Error, Result as CoreResult};
use std::collections::HashMap;

/// Regions or outlets that one question may name.
pub const MAX_NAMED: usize = 1000;

/// Whether ids can name regions or outlets.
///
/// # Errors
/// `number_out_of_range` for too many of them, `value_invalid` for one that no record has.
pub fn named(ids: &[i64], field: &str) -> CoreResult<()> {
    if ids.len() > MAX_NAMED {
        let error = Error::new(Code::NumberOutOfRange).with("min", 0);
        return Err(error.with("max", MAX_NAMED as i64).at(field));
    }
    match ids.iter().all(|id| *id > 0) {
        true => Ok(()),
        false => Err(Error::invalid(field)),
    }
}

/// The path of a region below `parent` (`None` for a root): `/3/17/`.
#[must_use]
pub fn path_below(parent: Option<&str>, id: i64) -> String {
    format!("{}{id}/", parent.unwrap_or("/"))
}

/// Whether moving a region with `path` below `parent` would make a circle.
#[must_use]
pub fn is_circular(path: &str, parent: &str) -> bool {
    parent.starts_with(path)
}

/// The paths of a whole tree, from each region's parent.
///
/// # Errors
/// A region that stands below itself, or below one that does not exist.
pub fn paths(parents: &[(i64, Option<i64>)]) -> Result<HashMap<i64, String>, i64> {
    let parent_of: HashMap<i64, Option<i64>> = parents.iter().copied().collect();
    let mut paths: HashMap<i64, String> = HashMap::new();
    for (id, _) in parents {
        // Climbs to the first ancestor whose path is known, then comes back down.
        let (mut chain, mut at) = (Vec::new(), Some(*id));
        while let Some(here) = at.filter(|here| !paths.contains_key(here)) {
            if chain.contains(&here) {
                return Err(here);
            }
            chain.push(here);
            at = *parent_of.get(&here).ok_or(here)?;
        }
        for here in chain.into_iter().rev() {
            let parent = parent_of.get(&here).copied().flatten();
            let above = parent.and_then(|p| paths.get(&p)).map(String::as_str);
            paths.insert(here, path_below(above, here));
        }
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_positive_ids_name_a_part_of_the_network() {
        let cases: &[(Vec<i64>, Option<Code>)] = &[
            (vec![], None),
            (vec![1, 7, i64::MAX], None),
            (vec![3; MAX_NAMED], None),
            (vec![3; MAX_NAMED + 1], Some(Code::NumberOutOfRange)),
            (vec![1, 0], Some(Code::ValueInvalid)),
            (vec![-1], Some(Code::ValueInvalid)),
        ];
        for (ids, refused) in cases {
            assert_eq!(
                named(ids, "region_ids").err().map(|error| error.code),
                *refused,
                "{} ids",
                ids.len()
            );
        }
    }

    #[test]
    fn a_tree_in_any_order_gets_its_paths_and_a_circle_is_found() {
        let tree = paths(&[(3, Some(2)), (1, None), (2, Some(1)), (9, None)]).unwrap();
        assert_eq!((tree[&3].as_str(), tree[&9].as_str()), ("/1/2/3/", "/9/"));
        assert!(paths(&[(1, Some(2)), (2, Some(1))]).is_err());
        assert!(paths(&[(1, Some(1))]).is_err());
    }

    #[test]
    fn paths_nest_and_circles_are_seen() {
        let root = path_below(None, 3);
        let child = path_below(Some(&root), 17);
        assert_eq!((root.as_str(), child.as_str()), ("/3/", "/3/17/"));
        assert!(is_circular(&root, &child));
        assert!(is_circular(&root, &root));
        assert!(!is_circular(&child, &root));
        assert!(
            !is_circular(&path_below(None, 1), &path_below(None, 17)),
            "/1/ is not the head of /17/"
        );
    }
}
