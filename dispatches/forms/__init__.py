"""What a form of the desk may say. Every one about a story names the state of it that it saw."""

from .intake import DiscardForm, FileForm, ReadAsForm, formats_named, formats_read, sources_taken
from .own import BringForm, OwnForm, ReviseForm
from .people import PreferenceForm, SavedSearchForm, zones
from .review import (
    HeadingForm,
    KindForm,
    MoveForm,
    NoteForm,
    ParagraphForm,
    ReadForm,
    RevertForm,
    SettleForm,
    SeveralForm,
    ZenForm,
)
from .saw import CHOOSE, MAX_SAW, SawForm
from .takes import ApartForm, OrderForm, OtherForm, PartForm, SplitForm, TakeForm, TrayForm, WhyForm

__all__ = [
    "CHOOSE",
    "MAX_SAW",
    "ApartForm",
    "BringForm",
    "DiscardForm",
    "FileForm",
    "HeadingForm",
    "KindForm",
    "MoveForm",
    "NoteForm",
    "OrderForm",
    "OtherForm",
    "OwnForm",
    "ParagraphForm",
    "PartForm",
    "PreferenceForm",
    "ReadAsForm",
    "ReadForm",
    "RevertForm",
    "ReviseForm",
    "SavedSearchForm",
    "SawForm",
    "SettleForm",
    "SeveralForm",
    "SplitForm",
    "TakeForm",
    "TrayForm",
    "WhyForm",
    "ZenForm",
    "formats_named",
    "formats_read",
    "sources_taken",
    "zones",
]
