//! The contract with the UI: TypeScript for every operation, derived from the registry.
//!
//! `cargo xtask codegen` writes it to `ui/src/api/generated`; a test keeps it fresh.

use crate::operation::{OpKind, Registry, Types, ts_config};
use std::any::TypeId;
use std::collections::HashSet;
use std::fmt::Write as _;
use ts_rs::{Config, TS, TypeVisitor};

/// A desktop and a server that differ in this number must not talk: the shake-hands says who must upgrade.
pub const CONTRACT: i64 = 1;

struct Visitor<'a> {
    config: &'a Config,
    types: &'a mut Types,
    seen: HashSet<TypeId>,
}

impl TypeVisitor for Visitor<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            self.types.insert(T::ident(self.config), T::decl(self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// Adds the declaration of `T` and of all it is made of.
pub fn collect<T: TS + 'static + ?Sized>(config: &Config, types: &mut Types) {
    Visitor {
        config,
        types,
        seen: HashSet::new(),
    }
    .visit::<T>();
}

/// The whole contract as one TypeScript module.
#[must_use]
pub fn typescript(registry: &Registry) -> String {
    let config = ts_config();
    let mut types = Types::new();
    collect::<crate::error::ApiError>(&config, &mut types);
    collect::<crate::app::Notice>(&config, &mut types);
    for entry in registry.iter() {
        (entry.export)(&config, &mut types);
    }
    let mut out = String::from("// Generated from the registry by `cargo xtask codegen`; do not edit.\n\n");
    let _ = writeln!(out, "export const CONTRACT = {CONTRACT};\n");
    for declaration in types.values() {
        let _ = writeln!(out, "export {declaration}\n");
    }
    out.push_str("export interface Operations {\n");
    for entry in registry.iter() {
        let _ = writeln!(out, "  /** {} */", entry.doc);
        let _ = writeln!(
            out,
            "  \"{}\": {{ input: {}; output: {} }};",
            entry.name, entry.input, entry.output
        );
    }
    out.push_str("}\n\nexport type OperationName = keyof Operations;\n\n");
    out.push_str("/** What each operation reads (its cache tags) or, for writes and jobs, invalidates. */\n");
    out.push_str(
        "export const OPERATIONS: Record<OperationName, { kind: \"read\" | \"write\" | \"job\"; tags: readonly string[]; needs: string }> = {\n",
    );
    for entry in registry.iter() {
        let kind = match entry.kind {
            OpKind::Read => "read",
            OpKind::Write => "write",
            OpKind::Job => "job",
        };
        let tags: Vec<String> = entry.tags.iter().map(|t| format!("\"{t}\"")).collect();
        let _ = writeln!(
            out,
            "  \"{}\": {{ kind: \"{kind}\", tags: [{}], needs: \"{}\" }},",
            entry.name,
            tags.join(", "),
            entry.needs.as_str()
        );
    }
    out.push_str("};\n");
    out
}
