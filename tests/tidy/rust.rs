//! Rust files as syntax: words and strings with their lines, functions with their lengths, names of types.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};

use crate::source::File;

/// A word, a sign or a string outside of comments, attributes and `#[cfg(test)]` modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
    pub is_string: bool,
}

/// The tokens of a file, without those of its tests.
pub fn tokens(file: &File) -> Vec<Token> {
    let stream: TokenStream = file
        .text
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", file.path));
    let mut tokens = Vec::new();
    collect(stream, &mut tokens);
    tokens
}

fn collect(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    let mut for_tests = false;
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                if matches!(trees.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '!') {
                    trees.next();
                }
                if let Some(TokenTree::Group(group)) = trees.peek() {
                    for_tests |= group
                        .stream()
                        .to_string()
                        .replace(' ', "")
                        .starts_with("cfg(test");
                    trees.next();
                }
            }
            TokenTree::Group(group) => {
                if for_tests && group.delimiter() == Delimiter::Brace {
                    for_tests = false;
                    continue;
                }
                let (open, close) = signs(group.delimiter());
                tokens.push(Token {
                    text: open.into(),
                    line: group.span_open().start().line,
                    is_string: false,
                });
                collect(group.stream(), tokens);
                tokens.push(Token {
                    text: close.into(),
                    line: group.span_close().start().line,
                    is_string: false,
                });
            }
            TokenTree::Literal(literal) => tokens.push(string_or_number(&literal)),
            other => {
                let text = other.to_string();
                for_tests &= text != ";";
                tokens.push(Token {
                    text,
                    line: other.span().start().line,
                    is_string: false,
                });
            }
        }
    }
}

fn signs(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

fn string_or_number(literal: &proc_macro2::Literal) -> Token {
    let line = literal.span().start().line;
    match syn::parse_str::<syn::LitStr>(&literal.to_string()) {
        Ok(string) => Token {
            text: string.value(),
            line,
            is_string: true,
        },
        Err(_) => Token {
            text: literal.to_string(),
            line,
            is_string: false,
        },
    }
}

/// A function with a body.
#[derive(Debug)]
pub struct Function {
    pub name: String,
    pub line: usize,
    /// Lines from `fn` to the closing brace.
    pub lines: usize,
    /// Lines of the longest array, `vec!` or other macro in it: the table of a table-shaped test.
    pub table: usize,
    pub is_test: bool,
}

/// A struct, enum, trait or alias.
#[derive(Debug)]
pub struct TypeName {
    pub name: String,
    pub line: usize,
}

/// The functions and type names of a file.
pub fn items(file: &File) -> (Vec<Function>, Vec<TypeName>) {
    let syntax = syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
    let mut items = Items::default();
    items.visit_file(&syntax);
    (items.functions, items.types)
}

#[derive(Default)]
struct Items {
    functions: Vec<Function>,
    types: Vec<TypeName>,
}

impl Items {
    fn function(&mut self, signature: &syn::Signature, block: &syn::Block, attributes: &[syn::Attribute]) {
        let first = signature.fn_token.span.start().line;
        let last = block.brace_token.span.close().end().line;
        let mut table = Table::default();
        table.visit_block(block);
        self.functions.push(Function {
            name: signature.ident.to_string(),
            line: first,
            lines: last - first + 1,
            table: table.longest,
            is_test: attributes
                .iter()
                .any(|a| a.path().segments.last().is_some_and(|s| s.ident == "test")),
        });
    }

    fn type_name(&mut self, name: &syn::Ident) {
        self.types.push(TypeName {
            name: name.to_string(),
            line: name.span().start().line,
        });
    }
}

impl<'ast> Visit<'ast> for Items {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block, &item.attrs);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block, &item.attrs);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, block, &item.attrs);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.type_name(&item.ident);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.type_name(&item.ident);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.type_name(&item.ident);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.type_name(&item.ident);
    }
}

#[derive(Default)]
struct Table {
    longest: usize,
}

impl Table {
    fn see(&mut self, from: Span, to: Span) {
        self.longest = self.longest.max(to.end().line - from.start().line + 1);
    }
}

impl<'ast> Visit<'ast> for Table {
    fn visit_expr_array(&mut self, array: &'ast syn::ExprArray) {
        self.see(array.bracket_token.span.open(), array.bracket_token.span.close());
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let span = match &call.delimiter {
            syn::MacroDelimiter::Paren(paren) => paren.span,
            syn::MacroDelimiter::Brace(brace) => brace.span,
            syn::MacroDelimiter::Bracket(bracket) => bracket.span,
        };
        self.see(span.open(), span.close());
    }
}

#[test]
fn comments_attributes_and_tests_are_no_tokens() {
    let text = "/// select 1\n#[doc = \"select 2\"]\nfn a() { b(\"select 3\") }\n#[cfg(test)]\nmod tests { const X: &str = \"select 4\"; }\nconst Y: u8 = 1;";
    let tokens = tokens(&File {
        path: "x.rs".into(),
        text: text.into(),
    });
    let strings: Vec<_> = tokens
        .iter()
        .filter(|t| t.is_string)
        .map(|t| (t.text.as_str(), t.line))
        .collect();
    assert_eq!(strings, [("select 3", 3)]);
    assert!(tokens.iter().any(|token| token.text == "Y"));
}
