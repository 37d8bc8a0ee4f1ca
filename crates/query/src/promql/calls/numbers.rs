//! Functions of single numbers.

use super::{Arguments, Value};
use crate::error::Error;

/// The function of one number that has this name.
pub(super) fn function(name: &str) -> Option<fn(f64) -> f64> {
    Some(match name {
        "abs" => f64::abs,
        "acos" => f64::acos,
        "acosh" => f64::acosh,
        "asin" => f64::asin,
        "asinh" => f64::asinh,
        "atan" => f64::atan,
        "atanh" => f64::atanh,
        "ceil" => f64::ceil,
        "cos" => f64::cos,
        "cosh" => f64::cosh,
        "deg" => |value| value * 180.0 / std::f64::consts::PI,
        "exp" => f64::exp,
        "floor" => f64::floor,
        "ln" => f64::ln,
        "log10" => f64::log10,
        "log2" => f64::log2,
        "rad" => |value| value * std::f64::consts::PI / 180.0,
        "sgn" => |value| if value == 0.0 || value.is_nan() { value } else { value.signum() },
        "sin" => f64::sin,
        "sinh" => f64::sinh,
        "sqrt" => f64::sqrt,
        "tan" => f64::tan,
        "tanh" => f64::tanh,
        _ => return None,
    })
}

/// To the nearest multiple of the second argument (1 when it is left out); halves go up.
pub(super) fn round(call: &Arguments<'_, '_>) -> Result<Value, Error> {
    let multiples = if call.arguments.len() > 1 { call.scalar(1)? } else { vec![1.0; call.grid.count] };
    call.map_first(|step, value| {
        let inverse = 1.0 / multiples[step];
        (value * inverse + 0.5).floor() / inverse
    })
}

/// Values not below and not above limits. An upper limit below the lower one leaves no value.
pub(super) fn clamp(call: &Arguments<'_, '_>) -> Result<Value, Error> {
    match call.name {
        "clamp_min" => {
            let least = call.scalar(1)?;
            call.map_first(|step, value| larger(least[step], value))
        }
        "clamp_max" => {
            let most = call.scalar(1)?;
            call.map_first(|step, value| smaller(most[step], value))
        }
        _ => {
            let (least, most) = (call.scalar(1)?, call.scalar(2)?);
            call.map_first(|step, value| {
                if most[step] < least[step] { super::ABSENT } else { larger(least[step], smaller(most[step], value)) }
            })
        }
    }
}

/// The larger number as Go's `math.Max` has it: infinity before not-a-number.
fn larger(left: f64, right: f64) -> f64 {
    if left == f64::INFINITY || right == f64::INFINITY {
        f64::INFINITY
    } else if left.is_nan() || right.is_nan() {
        f64::NAN
    } else if left == 0.0 && right == 0.0 {
        if left.is_sign_negative() { right } else { left }
    } else {
        left.max(right)
    }
}

fn smaller(left: f64, right: f64) -> f64 {
    -larger(-left, -right)
}
