/// Which part of a long list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<Id> {
    /// The last item of the page before; the list's beginning when there is none.
    pub after: Option<Id>,
    /// The most items to return.
    pub limit: u32,
}

impl<Id> Page<Id> {
    /// The first `limit` items.
    #[must_use]
    pub fn first(limit: u32) -> Self {
        Self { after: None, limit }
    }
}
