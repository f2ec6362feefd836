//! Fields on which people disagree, sentences two people changed, and how they are settled.
