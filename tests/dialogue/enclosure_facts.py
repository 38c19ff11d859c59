"""Facts about pictures and documents that fit whatever a conversation wants to know."""

from typing import Any

from hypothesis import strategies as st

from alertbot.dialogue import enclosure_file, enclosures
from alertbot.domain.enclosure import EnclosureKind

DIGESTS = ("ab" * 32, "cd" * 32)

contents = st.dictionaries(st.sampled_from(DIGESTS), st.just(b"\xff\xd8\xff"), max_size=2)
enclosure_answers: dict[type[Any], st.SearchStrategy[Any]] = {
    enclosures.EnclosedWith: contents,
    enclosures.EnclosedIn: contents,
    enclosure_file.Cleaned: st.one_of(
        st.sampled_from(["format", "broken", "pixels", "large", "pages", "locked", "unclean"]).map(
            lambda fault: enclosure_file.CleanFile(fault=fault)
        ),
        st.builds(
            enclosure_file.CleanFile,
            st.sampled_from(EnclosureKind),
            st.sampled_from(DIGESTS),
            st.just(b"\xff\xd8\xff"),
        ),
    ),
}
