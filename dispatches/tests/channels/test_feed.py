import pytest
from lxml import etree

from dispatches.channels import feed, jsonfeed, looking
from dispatches.channels import web as waiting
from dispatches.channels.adapter import Adapter, Fault
from dispatches.tests.channels.stand import Basket, channel, look
from dispatches.tests.channels.web_server import Web, plain, tagged

ITEM = "<item><guid>{0}</guid><title>Pier {0} opens</title><d:creator>Asha Roy</d:creator></item>"


def rss(*items: str, built: str = "noon") -> bytes:
    """A feed of these items."""
    head = f"<title>Ferry wire</title><lastBuildDate>{built}</lastBuildDate>"
    inner = head + "".join(items)
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:d="http://purl.org/dc/elements/1.1/">'
        f"<channel>{inner}</channel></rss>"
    ).encode()


@pytest.fixture
def basket() -> Basket:
    return Basket()


def test_each_entry_is_handed_on_by_itself_the_oldest_first(web: Web, basket: Basket) -> None:
    web.answers["/"] = plain(rss(ITEM.format(2), ITEM.format(1)))
    looked = look(feed, channel(url=web.url("/")), basket)
    assert (looked.taken, looked.new) == (2, 2)
    assert basket.names == ["1", "2"]
    for number, raw in zip("12", basket.bytes, strict=True):
        root = etree.fromstring(raw)
        assert [one.text for one in root.iterfind("channel/item/guid")] == [number]
        assert root.findtext("channel/title") == "Ferry wire"


def test_only_an_entry_that_changed_comes_again(web: Web, basket: Basket) -> None:
    of = channel(url=web.url("/"))
    web.answers["/"] = plain(rss(*map(ITEM.format, (3, 2, 1))))
    look(feed, of, basket)
    changed = ITEM.format(2).replace("opens", "shuts")
    web.answers["/"] = plain(rss(ITEM.format(3), changed, ITEM.format(1), built="night"))
    look(feed, of, basket)
    assert basket.names == ["1", "2", "3", "2"]
    assert b"shuts" in basket.bytes[-1]


def test_the_same_entry_gives_the_same_bytes_whatever_stands_around_it(
    web: Web, basket: Basket
) -> None:
    one = '<item><a x="1" y="2"/><guid>1</guid></item>'
    same = "<item><a  y='2' x='1'></a><guid>1</guid></item>"
    for built, item in (("noon", one), ("night", same)):
        web.answers["/"] = plain(rss(item, built=built))
        look(feed, channel(url=web.url("/")), basket)
    assert basket.bytes[0] == basket.bytes[1]


def test_validators_are_kept_when_all_was_taken_and_not_before(web: Web, basket: Basket) -> None:
    web.answers["/"] = tagged(rss(ITEM.format(2), ITEM.format(1)), '"7"')
    of = channel(url=web.url("/"), most=1)
    assert "etag" not in (look(feed, of, basket).memo or {})
    assert (look(feed, of, basket).memo or {})["etag"] == '"7"'
    assert look(feed, of, basket).memo is None
    assert basket.names == ["1", "2"]
    assert [headers.get("if-none-match") for _, headers in web.asked] == [None, None, '"7"']


def test_what_the_database_refuses_is_asked_for_again(web: Web, basket: Basket) -> None:
    web.answers["/"] = tagged(rss(ITEM.format(1)), '"7"')
    of = channel(url=web.url("/"))

    def fail() -> None:
        raise ConnectionAbortedError

    basket.before = fail
    with pytest.raises(ConnectionAbortedError):
        look(feed, of, basket)
    basket.before = lambda: None
    assert look(feed, of, basket).taken == 1


def test_a_receiver_that_stops_leaves_the_rest_for_the_next_look(web: Web, basket: Basket) -> None:
    web.answers["/"] = tagged(rss(*map(ITEM.format, range(9))), '"7"')
    of = channel(url=web.url("/"))
    look(feed, of, basket, go_on=lambda: len(basket.things) < 4)
    assert look(feed, of, basket).taken == 5
    assert sorted(basket.names) == [*"012345678"]


def test_atom_and_rdf_are_cut_too(web: Web, basket: Basket) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="bn"><author><name>Asha</name></author>'
    )
    web.answers["/"] = plain(
        f"{atom}<updated>now</updated><entry><id>urn:a</id></entry></feed>".encode()
    )
    look(feed, channel(url=web.url("/")), basket)
    rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    inner = "<channel><title>Wire</title><date>x</date></channel><item><link>http://a.example/1</link></item>"
    web.answers["/"] = plain(f"{rdf}{inner}</rdf:RDF>".encode())
    look(feed, channel(url=web.url("/")), basket)
    assert basket.names == ["urn:a", "http://a.example/1"]
    assert b"Asha" in basket.bytes[0]
    assert b'xml:lang="bn"' in basket.bytes[0]
    assert b"updated" not in basket.bytes[0]
    assert b"<date>" not in basket.bytes[1]


@pytest.mark.parametrize(
    "raw",
    [
        b"<rss><channel><item>broken",
        b"<html><body>We are closed</body></html>",
        b'<!DOCTYPE rss SYSTEM "rss.dtd"><rss><channel><item><guid>1</guid></item></channel></rss>',
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel>&a;</channel></rss>',
        b'<feed xmlns:a="../b"><entry a:c="1"/></feed>',
        b"\x00\xff",
        b"",
    ],
    ids=["broken", "page", "dtd", "entity", "namespace", "binary", "empty"],
)
def test_what_is_no_feed_is_handed_on_whole_and_once(web: Web, basket: Basket, raw: bytes) -> None:
    web.answers["/wire/now.xml"] = plain(raw)
    of = channel(url=web.url("/wire/now.xml"))
    look(feed, of, basket)
    look(feed, of, basket)
    assert basket.things == [("now.xml", raw)]


@pytest.mark.parametrize("adapter", [feed, jsonfeed])
def test_who_asks_to_be_left_alone_is_not_asked_before_that_time(
    web: Web, basket: Basket, adapter: Adapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, of = [1000.0], channel(url=web.url("/"), memo={"seen": ["x"]})
    monkeypatch.setattr(waiting, "time", lambda: now[0])
    web.answers["/"] = plain(b"", 503, Retry_After="100")
    for later in (0, 50, 49.0):
        now[0] += later
        assert "left alone" in look(adapter, of, basket).left[0]
    assert len(web.asked) == 1
    assert of.memo["seen"] == ["x"]
    now[0] += 2
    web.answers["/"] = plain(rss(ITEM.format(1)))
    assert look(adapter, of, basket).taken == 1
    assert len(web.asked) == 2
    assert "busy_until" not in of.memo


def test_a_feed_gone_mad_is_bounded(
    web: Web, basket: Basket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "SEEN", 50)
    monkeypatch.setattr(looking, "SEEN", 50)
    web.answers["/"] = plain(rss(*map(ITEM.format, range(200))))
    of = channel(url=web.url("/"), most=30)
    taken = [look(feed, of, basket).taken for _ in range(3)]
    assert taken == [30, 20, 0]
    assert len(of.memo["seen"]) == 50


def test_a_test_of_the_settings_takes_nothing_and_tells_no_secret(web: Web) -> None:
    web.answers["/"] = plain(rss(ITEM.format(1)))
    of = channel(url=web.url("/"), login="basic", user="desk")
    assert feed.test(of, "sesame") == "It is a feed, and has 1 entries now."
    assert web.asked[0][1]["authorization"] == "Basic ZGVzazpzZXNhbWU="
    web.answers["/"] = plain(b"sesame", 401)
    with pytest.raises(Fault) as fault:
        feed.test(of, "sesame")
    assert "sesame" not in str(fault.value)
    with pytest.raises(Fault, match="line break") as fault:
        feed.test(of, "sesame\r\nX: y")
    assert "sesame" not in str(fault.value)


def test_validators_that_no_database_keeps_are_not_kept(web: Web, basket: Basket) -> None:
    web.answers["/"] = plain(rss(ITEM.format(1)), ETag='"a\x00\xe9"', Last_Modified="x")
    of = channel(url=web.url("/"))
    look(feed, of, basket)
    assert "etag" not in of.memo
    assert of.memo["modified"] == "x"
