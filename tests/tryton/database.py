"""Makes the database of the live Tryton that tests/browser/tryton.rs boots: `python database.py FOLDER`.

Leaves FOLDER/tryton.sqlite and FOLDER/records.json (what was made: id by name). Everybody in it is invented: one's own firm
with its rep, two accounts, a contact of the first, an opportunity with it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1]).resolve()
NAME = "tryton"
PASSWORD = "loopback-only"  # of a server that listens on loopback while a test runs
CONFIG = FOLDER / "make.conf"


def create():
    """An empty database with the modules."""
    CONFIG.write_text(f"[database]\nuri = sqlite://\npath = {FOLDER}\n")
    (FOLDER / f"{NAME}.sqlite").write_bytes(b"")
    (FOLDER / "password").write_text(PASSWORD + "\n")
    admin = [Path(sys.executable).parent / "trytond-admin", "-c", CONFIG, "-d", NAME]
    env = os.environ | {"TRYTONPASSFILE": str(FOLDER / "password")}
    subprocess.run([*admin, "--all", "--email", "admin@harbourline.example"], env=env, check=True)
    modules = ["party", "sale_opportunity"]
    subprocess.run([*admin, "-u", *modules, "--activate-dependencies"], env=env, check=True)


def fill():
    """The records; gives their ids."""
    from trytond import config

    config.update_etc(str(CONFIG))
    from trytond.pool import Pool
    from trytond.transaction import Transaction

    Pool.start()
    pool = Pool(NAME)
    pool.init()
    with Transaction().start(NAME, 1):
        # The wizard that greets a new installation.
        items = pool.get("ir.module.config_wizard.item")
        items.write(items.search([]), {"state": "done"})
        euro, = pool.get("currency.currency").create(
            [{"name": "Euro", "code": "EUR", "symbol": "€", "rates": [("create", [{"rate": 1}])]}])
        poland, = pool.get("country.country").create([{"name": "Poland", "code": "PL", "code3": "POL"}])
        party = pool.get("party.party")
        own, rep, account, other = party.create([
            {"name": "Harbourline"},
            {"name": "Ruth Adeyemi-Lund"},
            {"name": "Ostrow Precision Sp. z o.o.",
             "addresses": [("create", [{"street": "ul. Nowa 4", "city": "Poznań", "country": poland.id}])],
             "contact_mechanisms": [("create", [
                 {"type": "website", "value": "https://www.ostrow-precision.example/"},
                 {"type": "email", "value": "office@ostrow-precision.example"}])]},
            {"name": "Nordmark Bank",
             "contact_mechanisms": [("create", [{"type": "email", "value": "kontakt@nordmark-bank.example"}])]},
        ])
        contact, = pool.get("party.contact_mechanism").create([
            {"party": account.id, "type": "email", "name": "Lena Ostrowska",
             "value": "lena.ostrowska@ostrow-precision.example"}])
        company, = pool.get("company.company").create([{"party": own.id, "currency": euro.id}])
        employee, = pool.get("company.employee").create([{"party": rep.id, "company": company.id}])
        user = pool.get("res.user")
        user.write([user(1)], {
            "companies": [("add", [company.id])], "company": company.id,
            "employees": [("add", [employee.id])], "employee": employee.id})
    with Transaction().start(NAME, 1, context={"company": company.id, "employee": employee.id}):
        deal, = pool.get("sale.opportunity").create([
            {"party": account.id, "contact": contact.id, "description": "Close in five days",
             "company": company.id, "employee": employee.id, "amount": 12000}])
    return {"account": account.id, "other": other.id, "contact": contact.id, "deal": deal.id}


create()
(FOLDER / "records.json").write_text(json.dumps(fill()))
