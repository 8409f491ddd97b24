"""Valid and deliberately wrong values, by schema. A wrong one differs from a valid one in the one thing its note names."""

HASH = "0" * 64
SIGNATURE = "0" * 128
LINE = {"product": "P-YANGYU", "name": "巫溪洋芋", "weight_g": 520, "unit_price_fen_per_kg": 598, "total_fen": 311}
SALE = {"sale": "T-0001-1-2", "lines": [LINE], "total_fen": 311,
        "tenders": [{"kind": "cash", "amount_fen": 500}], "change_fen": 189}
PAYLOAD = {"terminal": "T-0001", "epoch": 1, "seq": 1, "kind": "terminal.stopped", "version": 1, "at": 1764000060000,
           "business_day": "2025-11-25", "body": {}}
PRODUCT = {"id": "P-CUILI", "name": "巫溪脆李", "category": "食用农产品", "gtins": ["06999000100107"],
           "in_store_item": "01203", "weighed": True, "unit": "", "specification": "", "township": "古路镇",
           "village": "观峰村", "cooperative": "示例观峰脆李合作社", "season_months": [7, 8], "tile": "李",
           "tile_colour": "#46601B", "storage": "冷藏", "aliases": ["青脆李"], "initials": ["wxcl", "qcl"]}
MANIFEST = {"format": "zhuangui-release-v1", "terminal": "T-0001", "counter": "C-0001", "county_epoch": 1,
            "version": 7, "made_at": 1, "valid_from": 1, "sections": [{"name": "products", "hash": HASH, "bytes": 9}]}
ROW = {"business_day": "2026-11-24", "counter": "C-0001", "product": "P-YANGYU", "township": "尖山镇",
       "fund_source": "personal", "sales": 1, "returns": 0, "pieces": 0, "weight_g": 520, "gross_fen": 311,
       "discount_fen": 0, "refund_fen": 0, "net_fen": 311}
SALE_2 = {**SALE, "fund_source": "personal"}
LINE_2 = {**LINE, "total_fen": 300, "discounts": [{"rule": "PR-0007", "name": "满减", "amount_fen": 11}],
          "list_price_fen_per_kg": 650, "price_reason": "damaged", "price_second": "S-2", "price_list": "L-1",
          "tax_class": "exempt", "tax_rate_permyriad": 0,
          "weighing": {"tare_g": 12, "raw": "ST,GS,+00.520kg", "scale": "A1", "verified_until": "2027-03-31"}}
MIXED = {**SALE_2, "lines": [LINE_2], "total_fen": 300, "change_fen": 0, "fund_source": "union", "buyer_unit": "U-1",
         "assistance_group": "G-2", "document": "Q-3", "operator": "S-1", "second": "S-2", "self_service": True,
         "tenders": [{"kind": "card", "amount_fen": 200, "holder": "H-1", "document": "Q-3", "proof": "pin"},
                     {"kind": "cash", "amount_fen": 100}],
         "late": {"stated_at": 5, "paper": "17", "reason": "power_cut"}}
RETURN = {"return": "T-0001-1-3", "sale": "T-0001-1-2", "total_fen": 300, "reason": "spoiled", "fund_source": "personal",
          "lines": [{"line": 0, "goods": "waste", "sold": LINE_2}], "tenders": [{"kind": "cash", "amount_fen": 300}]}
BRANCH = {"branch": 1, "terminal": "T-0001", "epoch": 471000, "first_seq": 3, "last_seq": 9, "last_hash": HASH,
          "packed_hash": HASH}
CODE = {"id": "a", "kind": "gs1", "valid": True, "elements": [{"ai": "01", "data": "06901234567892"}],
        "values": {"gtin": "06901234567892", "best_before": "2026-12-31", "packed": "2026-12", "weight_g": 520},
        "item": "", "provider": "", "masked": "", "warnings": ["3103 requires 01|02"], "error": None}
HOLDER = {"reference": "H-7Q2MK4", "masked_name": "王*", "unit": "县人民医院", "card_hash": HASH, "card_until": "2027-12-31",
          "day_cap_fen": 20000, "month_cap_fen": 50000, "pin_above_fen": 10000, "pin_hash": ""}
HOLDERS = {"counter": "C-0001", "card_key": HASH, "lost_at": 0, "lost": [], "holders": [HOLDER]}
QUOTA = {"reference": "Q-8K3M2P", "batch": "2026-中秋", "union": "U-0007", "union_name": "县人民医院工会", "occasion": "中秋慰问",
         "holder": "H-7Q2MK4", "cap_fen": 30000, "categories": [], "products": ["P-JI"], "last_day": "2026-09-30",
         "terminal": "T-0001", "epoch": 471000}
ORDER = {"number": "CG-2026-0117", "unit": "U-0031", "unit_name": "县中学食堂", "agent": "A-5TT2KM", "amount_fen": 500000,
         "first_day": "2026-11-01", "last_day": "2026-11-30", "fund_source": "budget", "assistance_group": ""}
STAFF = {"counter": "C-0001", "approval_key": HASH,
         "staff": [{"reference": "S-7Q2MK4XW", "number": "12", "name": "王芳", "badge_hash": "",
                    "pin_hash": "$argon2id$v=19$m=8192,t=4,p=1$c2FsdA$aGFzaA", "rights": ["refund", "approve"]}]}
APPROVED = {"act": "refund", "amount_fen": 1234, "operator": "S-7Q2MK4XW", "second": "S-9TB4HCZE", "how": "badge", "challenge": ""}
PROMOTION = {"id": "M-1", "name": "满100减10", "kind": "money_off", "valid_from": 1, "valid_until": 2, "order": 0,
             "terms": {"steps": [{"from_fen": 10000, "off_fen": 1000}], "repeats": False}}
SHIFT = {"shift": 3, "operator": "S-7Q2MK4XW", "float_fen": 20000, "sales": 2, "total_fen": 7600, "cash_fen": 7600, "returns": 0, "refund_fen": 0, "cash_back_fen": 0, "in_fen": 0,
         "out_fen": 0, "drawer_openings": 0, "expected_fen": 27600, "counted_fen": 27500, "first_counted_fen": 27000,
         "difference_fen": -100, "reason": "wrong_change", "tenders": [{"name": "cash", "sales": 2, "amount_fen": 7600}],
         "fund_sources": [], "townships": [], "first": {"epoch": 1, "seq": 2}, "last": {"epoch": 1, "seq": 9}}
COUNTED = {"shift": 3, "operator": "", "drawer_fen": 21200, "since_fen": 7600, "counted_fen": 13600, "expected_fen": 13800,
           "difference_fen": -200, "reason": "unknown"}
MOVED = {"shift": 3, "operator": "S-7Q2MK4XW", "second": "", "direction": "out", "reason": "bank", "amount_fen": 5000}
SUMS = {"name": "cash", "sales": 1, "sum_fen": 311, "returns": 0, "back_fen": 0}
COUNTER_DAY = {"business_day": "2026-11-24", "counter": "C-0001", "sales": 1, "returns": 0, "gross_fen": 311, "discount_fen": 0,
               "refund_fen": 0, "net_fen": 311, "tenders": [SUMS], "fund_sources": [{**SUMS, "name": "personal"}], "discounts": [],
               "refunds": [], "late": {"sales": 0, "sum_fen": 0}}
SALES_ROW = {"business_day": "2026-11-24", "counter": "C-0001", "terminal": "T-0001", "epoch": 1, "seq": 3, "at": 1795482000000,
             "kind": "return", "id": "T-0001-1-3", "sale": "T-0001-1-2", "lines": 1, "gross_fen": 0, "discount_fen": 0,
             "total_fen": 311, "tenders": [{"name": "cash", "amount_fen": 311}], "fund_source": "union", "buyer_unit": "U-1",
             "document": "Q-1", "operator": "S-1", "second": "S-2", "reason": "spoiled", "paper": "0017", "self_service": True,
             "release": 1}
SALES_TOTAL = {"sales": 0, "returns": 1, "gross_fen": 0, "discount_fen": 0, "refund_fen": 311, "net_fen": -311, "not_counted": 0}
AS_OF = {"T-0001": {"epoch": 1, "seq": 3}}
SALES_REPORT = {"report": "sales", "from": "2026-11-24", "to": "2026-11-24", "as_of": AS_OF, "rows": [SALES_ROW], "total": SALES_TOTAL}
QUOTA_SUMS = {"draws": 1, "granted_fen": 300, "drawn_fen": 400, "returned_fen": 50, "left_fen": 0, "overdrawn_fen": 50}
QUOTA_REPORT = {"report": "quota", "to": "2026-11-24", "as_of": AS_OF,
                "rows": [{"batch": "2026-中秋", "union": "U-0007", "quota": "Q-8K3M2P", "holder": "H-7Q2MK4", "listed": True, **QUOTA_SUMS}],
                "batches": [{"batch": "2026-中秋", "union": "U-0007", "union_name": "县人民医院工会", "quotas": 1, **QUOTA_SUMS}],
                "not_counted": 0}
DIFFERENCE = {"counter": "C-0001", "terminal": "T-0001", "epoch": 1, "seq": 3, "id": "T-0001-1-2", "reason": "price", "sentence": "line 1"}
RECOMPUTED = {"sales": 1, "returns": 0, "shifts": 0, "differences": [DIFFERENCE], "unchecked": [{**DIFFERENCE, "reason": "not_kept"}]}
WIDGET = {"id": "@checkout", "label": "去付款", "rect": [0, 0, 64, 64], "enabled": True, "covered": False}


def but(value, **changes):
    """A copy with some fields changed; a field given as None is left out."""
    changed = {**value, **changes}
    return {name: field for name, field in changed.items() if field is not None}


VALID = {
    "payload": [PAYLOAD],
    "entries/epoch.started.v1": [{"cause": "enrolled", "previous_epoch": 0, "previous_seq": 0, "previous_hash": ""}],
    "entries/terminal.started.v1": [{"program": "zhuangui-terminal", "release": "0"}],
    "entries/terminal.stopped.v1": [{}],
    "entries/release.applied.v1": [{"release": 7, "manifest_hash": HASH}],
    "entries/clock.set.v1": [{"offset_ms": -5, "source": "county"}],
    "entries/sale.completed.v1": [SALE, but(SALE, removed=[LINE], release=7)],
    "entries/sale.completed.v2": [SALE_2, MIXED],
    "entries/return.completed.v1": [RETURN, but(RETURN, void=True, unchecked=True, release=3, operator="S-1", second="S-2",
                                               lines=[{"line": 0, "goods": "kept", "sold": but(LINE_2, weight_g=0)}])],
    "entries/cart.abandoned.v1": [{"sale": "T-0001-1-2", "reason": "timeout", "lines": [], "removed": []}],
    "entries/receipt.reprinted.v1": [{"sale": "T-0001-1-2", "copy": 1}],
    "entries/operator.entered.v1": [{"operator": "S-7Q2MK4XW", "how": "pin"}],
    "entries/operator.left.v1": [{"operator": "S-7Q2MK4XW", "cause": "switch"}],
    "entries/act.approved.v1": [APPROVED, but(APPROVED, second="", how="code", challenge="482913")],
    "entries/shift.opened.v1": [{"shift": 3, "operator": "", "float_fen": 20000}],
    "entries/shift.closed.v1": [SHIFT, but(SHIFT, operator="", float_fen=None, counted_fen=None, first_counted_fen=None,
                                           difference_fen=None, reason="")],
    "entries/shift.counted.v1": [COUNTED],
    "entries/cash.moved.v1": [MOVED],
    "entries/drawer.opened.v1": [{"shift": 3, "operator": "S-7Q2MK4XW", "second": "S-9TB4HCZE", "reason": "check"}],
    "entries/approval.given.v1": [{"terminal": "T-0001", "counter": "C-0001", "act": "refund", "amount_fen": 1234,
                                   "challenge": "482913"}],
    "entries/help.called.v1": [{"reason": "cash", "where": "paying", "sale": "T-0001-1-2"}, {"reason": "help", "where": "idle"}],
    "entries/help.answered.v1": [{"outcome": "left", "waited_s": 180}],
    "entries/county.made.v1": [{"county_epoch": 1, "working_key": HASH, "reserve_key": HASH}],
    "entries/list.imported.v1": [{"list": "products", "rows": 38, "hash": HASH}],
    "entries/release.published.v1": [{"release": 1, "hash": HASH, "terminals": 0}],
    "entries/terminal.enrolled.v1": [{"terminal": "T-0001", "counter": "C-0001", "public_key": HASH, "receipt": HASH}],
    "entries/terminal.revoked.v1": [{"terminal": "T-0001"}],
    "entries/branch.accepted.v1": [BRANCH],
    "entries/branch.rejected.v1": [BRANCH],
    "journal-line": [{"format": "zhuangui-journal-v1", "terminal": "T-0001", "epoch": 1, "public_key": HASH},
                     {"seq": 1, "hash": HASH, "payload": "{}"},
                     {"head": {"seq": 1, "hash": HASH, "signature": SIGNATURE}}],
    "release-manifest": [MANIFEST],
    "signed-manifest": [{"manifest": "{}", "signature": SIGNATURE}],
    "section-products": [{"products": [PRODUCT]}, {"products": []}],
    "section-prices": [{"prices": [{"product": "P-CUILI", "unit_price_fen_per_kg": 1600, "valid_from": 1}]}],
    "section-promotions": [{"promotions": []}, {"promotions": [PROMOTION]}],
    "section-counter": [{"id": "C-0001", "name": "县人民医院 1 号柜", "site": "", "address": "", "phone": "",
                         "firm": "", "county_phone": ""}],
    "section-staff": [STAFF, but(STAFF, staff=[])],
    "section-settings": [{"counter": "C-0001", "rounding": "jiao", "shop_code": True}],
    "section-holders": [HOLDERS, but(HOLDERS, lost=[HASH], holders=[]),
                        but(HOLDERS, holders=[but(HOLDER, authorised_from="2026-01-01", authorised_until="2026-12-31")])],
    "section-quotas": [{"counter": "C-0001", "quotas": [QUOTA]}, {"counter": "C-0001", "quotas": []}],
    "section-orders": [{"counter": "C-0001", "orders": [ORDER]}],
    "push-answer": [{"code": "stored", "sentence": "", "head": {"epoch": 1, "seq": 3, "hash": HASH}},
                    {"code": "clock", "sentence": "wrong clock", "county_time": 5}],
    "heads": [{"code": "heads", "terminal": "T-0001", "heads": []}],
    "enrol-request": [{"step": "commit", "code": "ABCD2345", "public_key": HASH, "commitment": HASH},
                      {"step": "reveal", "code": "ABCD2345", "public_key": HASH, "random": "0" * 32},
                      {"step": "status", "code": "ABCD2345", "public_key": HASH}],
    "enrol-answer": [{"code": "committed", "county_key": HASH, "reserve_key": HASH, "random": "0" * 32},
                     {"code": "waiting"}, {"code": "approved", "receipt": "{}", "signature": SIGNATURE},
                     {"code": "refused", "sentence": "the code is used up"}],
    "enrolment-receipt": [{"format": "zhuangui-enrolment-v1", "terminal": "T-0001", "counter": "C-0001",
                           "terminal_key": HASH, "county_key": HASH, "reserve_key": HASH, "county_epoch": 1,
                           "approved_at": 1}],
    "event": [{"mono_us": 1, "event": "sale.shown", "sale": "T-0001-1-2", "seq": 4}, {"mono_us": 2, "event": "scan"}],
    "dump": [{"screen": 2, "state": "selling", "total_fen": 311,
              "lines": [{"product": "P-YANGYU", "lot": None, "pieces": 0, "weight_g": 520, "unit_price_fen": 598,
                         "discount_fen": 0, "total_fen": 311}],
              "due_fen": 311, "change_fen": 0, "notices": [{"code": "unknown_code", "text": "没有这个商品"}],
              "widgets": [WIDGET]}],
    "code": [CODE,
             {"id": "", "kind": "gs1", "valid": False, "elements": [], "values": {}, "item": "", "provider": "",
              "masked": "01****7893", "warnings": [], "error": {"code": "check_digit", "ai": "01"}},
             {"id": "", "kind": "payment", "valid": True, "elements": [], "values": {}, "item": "", "provider": "wechat",
              "masked": "13****6789", "warnings": [], "error": None}],
    "status": [{"terminal": "T-0001", "counter": "C-0001", "epoch": 1, "seq": 3, "hash": HASH, "county_seq": 3,
                "unsent": 0, "release": 7, "list_age_s": 12, "clock_offset_ms": 0, "shift": None, "training": False,
                "devices": [{"kind": "scanner", "model": "", "state": "enabled"}],
                "scale": {"number": "A-20240718", "verified_until": "2027-03-31"}}],
    "verify": [{"ok": True, "entries": 3, "first_false": None},
               {"ok": False, "entries": 3, "first_false": {"epoch": 1, "seq": 2, "reason": "payload"}}],
    "report-day": [{"report": "day", "from": "2026-11-24", "to": "2026-11-24",
                    "as_of": AS_OF, "rows": [ROW], "counters": [COUNTER_DAY],
                    "total": {name: ROW[name] for name in ROW if isinstance(ROW[name], int)}}],
    "report-sales": [SALES_REPORT, {**SALES_REPORT, "rows": [but(SALES_ROW, kind="sale", sale=None, buyer_unit=None, document=None,
                                                                 operator=None, second=None, reason=None, paper=None, self_service=None)]}],
    "report-quota": [QUOTA_REPORT],
    "recompute": [RECOMPUTED],
    "error": [{"code": "in_use", "message": "the folder is held by process 7", "remedy": "stop it first"}],
}

WRONG = {
    "payload": [("a seq of 0", but(PAYLOAD, seq=0)), ("a day that is none", but(PAYLOAD, business_day="2025-13-01")),
                ("no kind", but(PAYLOAD, kind=None)), ("body as text", but(PAYLOAD, body="{}"))],
    "entries/epoch.started.v1": [("an unknown cause", {"cause": "boredom", "previous_epoch": 0, "previous_seq": 0,
                                                       "previous_hash": ""})],
    "entries/release.applied.v1": [("a short hash", {"release": 7, "manifest_hash": "00"})],
    "entries/sale.completed.v1": [
        ("money as text", but(SALE, total_fen="311")), ("no line", but(SALE, lines=[])),
        ("no change", but(SALE, change_fen=None)), ("negative change", but(SALE, change_fen=-1)),
        ("a line with pieces and grams", but(SALE, lines=[but(LINE, pieces=1)])),
        ("a weighed line at a price per piece", but(SALE, lines=[but(LINE, unit_price_fen_per_kg=None,
                                                                      unit_price_fen=598)])),
        ("a line without its total", but(SALE, lines=[but(LINE, total_fen=None)])),
        ("an unknown tender", but(SALE, tenders=[{"kind": "barter", "amount_fen": 500}])),
        ("an id without a number", but(SALE, sale="T-0001"))],
    "entries/sale.completed.v2": [
        ("no fund source", SALE), ("an unknown fund source", but(SALE_2, fund_source="lottery")),
        ("an unknown tender", but(SALE_2, tenders=[{"kind": "barter", "amount_fen": 500}])),
        ("a discount of nothing", but(MIXED, lines=[but(LINE_2, discounts=[{"rule": "R", "name": "", "amount_fen": 0}])])),
        ("a discount without a rule", but(MIXED, lines=[but(LINE_2, discounts=[{"name": "", "amount_fen": 1}])])),
        ("a tax rate without its class", but(MIXED, lines=[but(LINE_2, tax_class=None)])),
        ("a date that is none", but(MIXED, lines=[but(LINE_2, weighing=but(LINE_2["weighing"], verified_until="2027"))])),
        ("a paper sale without its paper", but(MIXED, late={"stated_at": 5, "reason": "power_cut"})),
        ("self-service said to be not", but(MIXED, self_service=False)),
        ("a field nobody knows", but(SALE_2, colour="red"))],
    "entries/return.completed.v1": [
        ("nothing that comes back", but(RETURN, lines=[])), ("of no sale", but(RETURN, sale=None)),
        ("an unknown reason", but(RETURN, reason="because")),
        ("goods that went nowhere", but(RETURN, lines=[{"line": 0, "sold": LINE_2}])),
        ("a line before the first", but(RETURN, lines=[{"line": -1, "goods": "waste", "sold": LINE_2}])),
        ("less than nothing", but(RETURN, lines=[{"line": 0, "goods": "waste", "sold": but(LINE_2, weight_g=-1)}])),
        ("not checked said to be checked", but(RETURN, unchecked=False))],
    "entries/cart.abandoned.v1": [("an unknown reason", {"sale": "T-0001-1-2", "reason": "fire", "lines": [],
                                                         "removed": []})],
    "entries/receipt.reprinted.v1": [("copy 0 is the original", {"sale": "T-0001-1-2", "copy": 0})],
    "entries/operator.entered.v1": [("a name", {"operator": "王芳", "how": "pin"}), ("nobody", {"operator": "", "how": "pin"})],
    "entries/operator.left.v1": [("a cause that is none", {"operator": "S-7Q2MK4XW", "cause": "tea"})],
    "entries/act.approved.v1": [("a PIN in it", {**APPROVED, "pin": "1234"}), ("money given back twice", but(APPROVED, amount_fen=-1))],
    "entries/shift.opened.v1": [("shift 0", {"shift": 0, "operator": "", "float_fen": 1}),
                                ("less than nothing in the drawer", {"shift": 1, "operator": "", "float_fen": -1})],
    "entries/shift.closed.v1": [("no sums", but(SHIFT, tenders=None)), ("a name instead of a reference", but(SHIFT, operator="王芳"))],
    "entries/shift.counted.v1": [("without what was expected", but(COUNTED, expected_fen=None))],
    "entries/cash.moved.v1": [("nothing moved", but(MOVED, amount_fen=0)), ("no reason", but(MOVED, reason="")),
                              ("moved aside", but(MOVED, direction="aside"))],
    "entries/drawer.opened.v1": [("no reason", {"shift": 3, "operator": "", "second": "", "reason": ""})],
    "entries/approval.given.v1": [("no challenge", {"terminal": "T-0001", "counter": "C-0001", "act": "refund", "amount_fen": 1,
                                                    "challenge": ""})],
    "section-settings": [("a rounding that is none", {"counter": "C-0001", "rounding": "fen", "shop_code": False})],
    "section-holders": [("a whole name", but(HOLDERS, holders=[but(HOLDER, masked_name="王芳")])),
                        ("a plain PIN", but(HOLDERS, holders=[but(HOLDER, pin_hash="1234")])),
                        ("a plain card", but(HOLDERS, holders=[but(HOLDER, card_hash="0004728193")])),
                        ("a cap below nothing", but(HOLDERS, holders=[but(HOLDER, day_cap_fen=-1)])),
                        ("a holder by number", but(HOLDERS, holders=[but(HOLDER, reference="12345")]))],
    "section-quotas": [("no terminal", {"counter": "C-0001", "quotas": [but(QUOTA, terminal="")]}),
                       ("no epoch", {"counter": "C-0001", "quotas": [but(QUOTA, epoch=0)]}),
                       ("a day that is none", {"counter": "C-0001", "quotas": [but(QUOTA, last_day="soon")]})],
    "section-orders": [("the buyer's own money", {"counter": "C-0001", "orders": [but(ORDER, fund_source="personal")]}),
                       ("an agent by name", {"counter": "C-0001", "orders": [but(ORDER, agent="李强")]})],
    "section-promotions": [("no end", {"promotions": [but(PROMOTION, valid_until=None)]}),
                           ("terms of another kind", {"promotions": [but(PROMOTION, kind="percent_off")]}),
                           ("an unknown kind", {"promotions": [but(PROMOTION, kind="lottery")]}),
                           ("all of it off", {"promotions": [but(PROMOTION, kind="percent_off", terms={"off_permyriad": 10000})]})],
    "section-staff": [("a plain PIN", but(STAFF, staff=[but(STAFF["staff"][0], pin_hash="1234")])),
                      ("a number of letters", but(STAFF, staff=[but(STAFF["staff"][0], number="A1")]))],
    "entries/help.called.v1": [("an unknown reason", {"reason": "boredom", "where": "idle"})],
    "entries/help.answered.v1": [("a negative wait", {"outcome": "left", "waited_s": -1})],
    "entries/list.imported.v1": [("a list that is none", {"list": "rumours", "rows": 1, "hash": HASH})],
    "entries/release.published.v1": [("release 0", {"release": 0, "hash": HASH, "terminals": 1})],
    "entries/branch.accepted.v1": [("no number", but(BRANCH, branch=None))],
    "journal-line": [("upper-case hash", {"seq": 1, "hash": "A" * 64, "payload": "{}"})],
    "release-manifest": [("another format", but(MANIFEST, format="zhuangui-release-v2")),
                         ("a section without its hash", but(MANIFEST, sections=[{"name": "products", "bytes": 9}]))],
    "section-products": [("month 13", {"products": [but(PRODUCT, season_months=[13])]}),
                         ("a code of 13 digits", {"products": [but(PRODUCT, gtins=["6999000100107"])]}),
                         ("an unknown category", {"products": [but(PRODUCT, category="中药材")]})],
    "section-prices": [("two prices in one", {"prices": [{"product": "P-CUILI", "unit_price_fen": 1,
                                                          "unit_price_fen_per_kg": 1600, "valid_from": 1}]}),
                       ("a band of two units", {"prices": [], "bands": [{"product": "P-CUILI", "low_fen": 1, "high_fen_per_kg": 2}]}),
                       ("a price of nothing", {"prices": [{"product": "P-CUILI", "unit_price_fen": 0,
                                                           "valid_from": 1}]})],
    "enrol-request": [("a commit that reveals", {"step": "commit", "code": "ABCD2345", "public_key": HASH,
                                                 "random": "0" * 32})],
    "enrol-answer": [("approved without a receipt", {"code": "approved", "signature": SIGNATURE})],
    "code": [("a kind that is none", {**CODE, "kind": "coupon"}), ("no kind", {name: CODE[name] for name in CODE if name != "kind"}),
             ("an AI of one digit", {**CODE, "error": {"code": "date", "ai": "1"}}),
             ("a GTIN of 13 digits", {**CODE, "values": {"gtin": "6901234567892"}}),
             ("a weight below zero", {**CODE, "values": {"weight_g": -1}}),
             ("a payment code's provider that is none", {**CODE, "provider": "bank"})],
    "event": [("an event without its clock", {"event": "scan"}), ("an unknown event", {"mono_us": 1, "event": "nap"})],
    "verify": [("an unknown reason", {"ok": False, "entries": 3,
                                      "first_false": {"epoch": 1, "seq": 2, "reason": "bad luck"}})],
    "report-day": [("a total without net", {"report": "day", "from": "2026-11-24", "to": "2026-11-24", "as_of": {},
                                            "rows": [], "counters": [], "total": {}}),
                   ("no counters", {"report": "day", "from": "2026-11-24", "to": "2026-11-24", "as_of": {}, "rows": [],
                                    "total": {name: ROW[name] for name in ROW if isinstance(ROW[name], int)}})],
    "report-sales": [("a row without its entry", {**SALES_REPORT, "rows": [but(SALES_ROW, seq=None)]}),
                     ("money given back that is less than nothing", {**SALES_REPORT, "rows": [but(SALES_ROW, total_fen=-1)]}),
                     ("an unknown tender", {**SALES_REPORT, "rows": [but(SALES_ROW, tenders=[{"name": "barter", "amount_fen": 1}])]})],
    "recompute": [("a difference without its entry", but(RECOMPUTED, differences=[but(DIFFERENCE, seq=None)])),
                  ("a reason nobody knows", but(RECOMPUTED, differences=[but(DIFFERENCE, reason="luck")]))],
    "report-quota": [("a holder's name", {**QUOTA_REPORT, "rows": [{**QUOTA_REPORT["rows"][0], "name": "王芳"}]}),
                     ("less than nothing left", {**QUOTA_REPORT, "rows": [{**QUOTA_REPORT["rows"][0], "left_fen": -1}]})],
}

# Places where a schema is open on purpose, so that the general mutations do not apply.
OPEN = {("payload", "body"), ("verify",), ("report-day", "as_of"), ("report-day", "total"), ("report-sales", "as_of"),
        ("report-quota", "as_of"), ("status", "shift"),
        ("status", "list_age_s")}
