"""A sample of two products with one fact of each kind, in the house style of the real sample."""

from __future__ import annotations

import shutil
from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "fixtures"
TAKEN_OVER = ("house-style.yaml", "upl.csv", "logos")

FILES = {
    "organisation.yaml": """
home: {nl: Barneveld, en: Barneveld}
teams: [Burgerzaken]
""",
    "themes.yaml": "reizen:\n  title: {nl: Reizen, en: Travel}\n",
    "locations.yaml": """
gemeentehuis:
  name: {nl: Gemeentehuis, en: Town hall}
  address: {street: Raadhuisplein 2, postcode: 3771 ER, place: Barneveld}
""",
    "organisations.yaml": """
gemeente: {name: {nl: Gemeente, en: Municipality}, contact: contact, hours: [openingstijden]}
marechaussee: {name: {nl: Marechaussee, en: Marechaussee}}
""",
    "contact-moments.yaml": """
klaar:
  label: {nl: Klaar, en: Ready}
  fields: {naam: {kind: text, nl: Naam, en: Name}}
""",
    "routes.yaml": """
balie:
  kind: desk
  label: {nl: Aan de balie, en: At the desk}
  hours: openingstijden
  contact: contact
  locations: [gemeentehuis]
""",
    "facts/reizen.yaml": """
team: Burgerzaken
openingHours:
  openingstijden:
    label: {nl: Openingstijden, en: Opening hours}
    channel: desk
    location: gemeentehuis
    pattern: {appointment: {mon-fri: "09:00-17:00", thu: "18:00-20:00"}}
    exceptions: [{day: 2027-03-16, reason: {nl: Opleiding, en: Training}, appointment: "13:00-17:00"}]
contacts:
  contact: {label: {nl: Gemeente, en: Municipality}, telephone: 14 0342}
tariffs:
  reizen: {label: {nl: Reizen, en: Travel}, dimensions: {leeftijd: {kind: number, nl: "Hoe oud?", en: "How old?"}}}
amounts:
  paspoort.leges:
    label: {nl: Paspoort, en: Passport}
    tariff: reizen
    when: {leeftijd: ">=18"}
    values:
      - {from: 2023-01-01, amount: "77.85", municipal: "34.21", national: "43.64", cap: "77.87"}
      - {from: 2024-01-01, amount: "83.87"}
      - {from: 2027-01-01, amount: "88.65"}
terms:
  paspoort.termijn: {label: {nl: Klaar, en: Ready}, is: 5 workingDay}
statements:
  pasfoto: {role: bring, text: {nl: Een pasfoto., en: A photo.}}
""",
    "search-rules.yaml": """
synonyms:
  nl: [{words: reispas, means: [paspoort], both: true}]
  en: [{words: travel pass, means: [passport]}]
bets:
  nl: [{questions: [op reis, ver weg], products: [noodpaspoort, paspoort]}]
""",
    "spoken-languages.yaml": """
pl:
  name: Pools
  notice: Teksty są po niderlandzku.
  words: {paspoort: "paszport, dowód osobisty"}
""",
    "products/paspoort.yaml": """
theme: reizen
upl: [paspoort, identiteitskaart]
team: Burgerzaken
decided_by: gemeente
facts: [paspoort.leges, pasfoto]
routes: [{use: balie, facts: [paspoort.termijn], availability: [{status: stopped, from: 2026-11-01}]}]
related: [noodpaspoort]
nl:
  title: Paspoort
  summary: Vraag een paspoort aan.
  names: {everyday: [pas]}
  sections:
    costs:
      - "Het kost {paspoort.leges}. Haast? Zie [noodpaspoort](product:noodpaspoort)."
      - condition: hasNext
        fact: paspoort.leges
        text: "Vanaf {paspoort.leges|nextDate} betaalt u {paspoort.leges|next}."
  moments:
    klaar: {subject: Uw paspoort ligt klaar, body: "Beste {{ naam }}, u betaalde {paspoort.leges}."}
  phone:
    - {id: haast, ask: "Heeft u haast?", choices: {"Ja": prijs}}
    - {id: prijs, say: "Het kost {paspoort.leges}."}
en:
  title: Passport
  summary: Apply for a passport.
  sections: {costs: "It costs {paspoort.leges}."}
""",
    "notices.yaml": """
druk:
  severity: warning
  from: 2026-11-01 08:30
  routes: {paspoort: balie}
  title: {nl: Druk, en: Busy}
  text: {nl: "Het kost {paspoort.leges}.", en: "It costs {paspoort.leges}."}
  own: {phone: {nl: Zeg dit., en: Say this.}}
""",
    "products/noodpaspoort.yaml": """
theme: reizen
availability: [{status: ended, from: 2026-01-01, successor: paspoort, nl: Voorbij., en: Over.}]
upl: [noodreisdocument]
team: Burgerzaken
referrals: [{to: marechaussee, nl: Ga naar de Marechaussee., en: Go to the Marechaussee.}]
nl: {title: Noodpaspoort, summary: De Marechaussee helpt u.}
""",
}


def write_small_sample(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    for name in TAKEN_OVER:
        source = FIXTURES / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
