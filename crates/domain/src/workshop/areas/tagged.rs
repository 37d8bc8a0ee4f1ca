//! Reads enums whose variants stand in several enums, one for each area, as if they were one.
//!
//! serde's `untagged` would try every area, and forget in which field a value was refused. Here the tag, which comes first, leads
//! to the area.

use std::fmt::{Display, Formatter};
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, MapDeserializer};
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, Visitor};

/// An enum that is put together from the enums of the areas.
pub(super) trait ByArea: Sized {
    /// The key whose value names the variant.
    const TAG: &'static str;

    /// Reads a variant; nothing when no area has one of that name.
    fn read_variant<'de, A: MapAccess<'de>>(name: &str, fields: Named<'_, A>) -> Option<Result<Self, A::Error>>;
}

/// Reads an enum by areas, and makes it of what one area holds.
macro_rules! by_area {
    ($whole:ident, $tag:literal: $($variant:ident($area:ident)),+) => {
        $(impl From<$area> for $whole {
            fn from(part: $area) -> Self {
                Self::$variant(part)
            }
        })+

        impl tagged::ByArea for $whole {
            const TAG: &'static str = $tag;

            fn read_variant<'de, A: serde::de::MapAccess<'de>>(
                name: &str,
                fields: tagged::Named<'_, A>,
            ) -> Option<Result<Self, A::Error>> {
                $(if tagged::has_variant::<$area>($tag, name) {
                    return Some(fields.read_area::<$area>().map(Self::$variant));
                })+
                None
            }
        }

        impl<'de> serde::Deserialize<'de> for $whole {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_map(tagged::AreaVisitor::new())
            }
        }
    };
}
pub(super) use by_area;

/// Whether an enum has a variant.
pub(super) fn has_variant<T: for<'de> Deserialize<'de>>(tag: &'static str, name: &str) -> bool {
    let only_name = MapDeserializer::<_, Refused>::new(std::iter::once((tag, name)));
    !matches!(T::deserialize(only_name), Err(Refused::Variant))
}

/// Why an enum could not be made of a name alone.
#[derive(Debug)]
enum Refused {
    /// There is no such variant.
    Variant,
    /// There is, but it wants fields.
    Fields,
}

impl Display for Refused {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{self:?}")
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: Display>(_: T) -> Self {
        Self::Fields
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::Variant
    }
}

/// Reads the name, then the area that has it.
pub(super) struct AreaVisitor<T>(PhantomData<T>);

impl<T> AreaVisitor<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: ByArea> Visitor<'de> for AreaVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "an object that begins with `{}`", T::TAG)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        if map.next_key::<String>()?.as_deref() != Some(T::TAG) {
            return Err(de::Error::missing_field(T::TAG));
        }
        let name: String = map.next_value()?;
        let fields = Named { tag: Some(T::TAG), name: &name, rest: map };
        T::read_variant(&name, fields).unwrap_or_else(|| Err(de::Error::unknown_variant(&name, &[])))
    }
}

/// The fields of a variant, with its tag and name in front.
pub(super) struct Named<'a, A> {
    /// The tag, until it is read.
    tag: Option<&'static str>,
    name: &'a str,
    rest: A,
}

impl<'de, A: MapAccess<'de>> Named<'_, A> {
    pub(super) fn read_area<T: Deserialize<'de>>(self) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(Entries { named: self, in_tag: false }))
    }
}

struct Entries<'a, A> {
    named: Named<'a, A>,
    /// The tag was read, its value was not.
    in_tag: bool,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.named.tag.take() {
            Some(tag) => {
                self.in_tag = true;
                seed.deserialize(tag.into_deserializer()).map(Some)
            }
            None => self.named.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        if std::mem::take(&mut self.in_tag) {
            seed.deserialize(self.named.name.into_deserializer())
        } else {
            self.named.rest.next_value_seed(seed)
        }
    }
}
