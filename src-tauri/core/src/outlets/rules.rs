//! The region tree's paths.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_nest_and_circles_are_seen() {
        let root = path_below(None, 3);
        let child = path_below(Some(&root), 17);
        assert_eq!((root.as_str(), child.as_str()), ("/3/", "/3/17/"));
        assert!(is_circular(&root, &child));
        assert!(is_circular(&root, &root));
        assert!(!is_circular(&child, &root));
        assert!(!is_circular(&path_below(None, 1), &path_below(None, 17)), "/1/ is not the head of /17/");
    }
}
