//! Looking at the tree of an expression.

use promql_parser::parser::Expr;

/// An expression without the brackets around it.
pub(super) fn strip(expression: &Expr) -> &Expr {
    match expression {
        Expr::Paren(paren) => strip(&paren.expr),
        _ => expression,
    }
}

/// Whether an expression is a range vector: only functions take those.
pub(super) fn is_range(expression: &Expr) -> bool {
    matches!(strip(expression), Expr::MatrixSelector(_) | Expr::Subquery(_))
}
