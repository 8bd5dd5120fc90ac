//! What a paper names, from its title and abstract alone.

pub(crate) mod candidates;
#[cfg(test)]
mod cases;
#[expect(dead_code, reason = "the pipeline that runs it is under way")]
pub(crate) mod citations;
pub(crate) mod elsewhere;
pub(crate) mod features;
#[expect(dead_code, reason = "the pipeline that runs it is under way")]
pub(crate) mod links;
pub(crate) mod vocabulary;
