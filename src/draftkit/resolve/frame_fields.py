"""Which keys of the metadata a text of the frame is made from."""

from __future__ import annotations

from draftkit.model.keys import SIGNATURES
from draftkit.model.meta import Metadata
from draftkit.model.named import NamedTuple
from draftkit.resolve.frame import Frame


class Field(NamedTuple):
    """A text of the frame: the keys it is made from, the one that is printed in it word for word first."""

    text: str
    keys: tuple[str, ...]


def frame_fields(frame: Frame, meta: Metadata) -> list[Field]:
    """The texts of a frame, legal bases left out, and where they come from."""
    out = [
        *(Field(text, ("co_quan_chu_quan",)) for text in frame.parent_agency),
        *(Field(text, ("co_quan",)) for text in frame.agency),
        Field(frame.number, ("so", "nam", "ky_hieu")),
        Field(frame.place_date, ("dia_danh", "ngay")),
        Field(frame.subject, ("ten_goi",)),
        *(Field(text, ("du_thao",)) for text in frame.draft_mark),
        Field(frame.urgency, ("do_khan",)),
        Field(frame.circulation, ("luu_hanh",)),
        Field(frame.type, ("loai",)),
        Field(frame.title, ("ten_goi",)),
        Field(frame.authority, ("tham_quyen",)),
        *(
            Field(text, (f"kinh_gui.{number}",))
            for number, text in enumerate(frame.addressees[len(frame.addressees) > 1 :])
        ),
        *(
            Field(text, (f"noi_nhan.{number}" if number < len(meta.recipients) else "luu",))
            for number, text in enumerate(frame.recipients)
        ),
        Field(frame.drafter, ("nguoi_soan",)),
        Field(frame.contact, ("lien_he",)),
        Field(frame.annexed, ("ten_goi", "so", "ngay")),
    ]
    many = isinstance(meta.values.get(SIGNATURES), list)
    for number, signature in enumerate(frame.signatures):
        key = f"chu_ky.{number}" if many else "chu_ky"
        out += [Field(text, (f"{key}.quyen_han",)) for text in signature.titles]
        out += [Field(signature.name, (f"{key}.ho_ten",)), Field(signature.other_title, (f"{key}.chuc_vu_khac",))]
    return out
