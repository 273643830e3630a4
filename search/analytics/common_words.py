"""Ordinary words of each language, which are nobody's name: what people ask about that our own texts may not say.

Written for this hub. Words that are also common surnames (bakker, visser, berg, dijk) are left out on purpose.
"""

from __future__ import annotations

from functools import lru_cache

from search.language.languages import language_of

DUTCH = """
aanbieden aandoen aangeven aanhanger aankomen aankoop aanleggen aanmaken aanmelden aanpassen aanrijding aanschaffen
aansluiten aantal aantonen aanvragen aanwijzen aardgas accu achter achteraf adres afdak afgeven afhalen afkopen
aflopen afmelden afsluiten afspraak afval afvoer afwijzen alarm alleen alles als ander anders app appartement arbeid
arm armoede arts auto autorijden avond baan baas baby bad bak balkon band bank bed bedrag bedrijf been beest
begeleiding begin begrafenis behandelen bekeuring bel bellen beneden benzine bericht beroep beschadigd beschimmeld
bestellen bestemming besturen betaald betalen beter beurs bewaken bewaren bewijs bewoner bezit bezoek bezoeker
bezorgen bij bijna bijtend bijverdienen binnen binnenstad blad bladeren blaffen blijven blind bocht boek boekje
boerderij boete boodschap boos boot bord bouw bouwen boven box brand brandweer breed brengen brief briefje bril broer
brommer brood brug bruiloft buik buiten bureau buren burger bus buurman buurt buurvrouw camera camping caravan cent
centrum chemisch cijfer computer contact contract controle cursus daar dag dagelijks dak dakgoot dakkapel dakloos
datum deel deken delen deur dicht diefstal dier dierenarts dik ding dochter document dokter donker dood doof doos
doven download dragen drank dringend droog druk drukte duif duin duister duiven dunne duur duwen dwaas eenzaam eerder
eerst eerste eigen eigenaar eik eikenprocessierups einde elektriciteit elektrisch elke energie enkel enquete erf
erfenis ergens erven eten euro examen factuur familie feest feestdag feestje fiets fietsen fietspad film flat fles
folder formulier foto fout fruit gaan gang garage gas gast gat gebied gebit geboren gebouw gebroken gebruik gedicht
gedoe gedrag geel geheim geit gekapt gekleurd geld geldig geleden geloof geluid geluidsoverlast gemaakt gemeente
gemist geneesmiddel genoeg geopend gescheiden gesprek gestolen geur gevaar gevaarlijk gevallen gevel geweld gewond
gewoon gezicht gezin gezocht gezond gezondheid gids gif giftig gips glad glas goed goedkoop gooien goot graffiti gras
grasveld gratis grijs groente grof grond grot grove haag haal haar halen halte ham hand handig handtekening hard haven
heet heffing hek hele helft helm help helpen herfst herhalen herinnering herstellen hier hoek hoest hoeveelheid hoger
hok hond honden hondenpoep hoofd hoog hoogte horen hotel hout hoveel huis huisarts huisdier huishouden huisje huisvuil
hulp hulpmiddel humeur huren huur huurder huurhuis huurwoning huwelijk idee iedereen iemand ijs ijzel ingang inkomen
inleveren inloggen inschrijven insect instelling internet invalide invoeren invullen jaar jaarlijks jas jeugd jongen
jongere juist kaart kaartje kabel kachel kadaver kade kalender kamer kans kapot kapotte karton kast kat katten kelder
kerk kerst kerstboom ketel keuken keuren kies kiezen kijken kikker kind kinderbijslag kinderen kinderopvang
kinderwagen kip klaar klacht klagen klas kledij kleding klem kleur kleuter kliko klimaat klussen knie knip koelkast
koffer kofferbak kolk komen konijn koninginnedag koningsdag koop koopwoning kopen kopie kort korting kosten
koud kraan krant krijgen kroeg krom kruising kunst kussen kwaad kwijt kwijtgeraakt laag laan laat ladder lamp lampen
land lantaarn lantaarnpaal lapje lastig laten later lawaai leeftijd leeg leen leer leerling leggen lek lekkage lelijk
lenen lening leren les letter leven lezen lichaam licht lied lief liggen lijk lijn lijst links loket loon lopen lucht
luiers lunch maaien maaltijd maand maandag maandelijks maat machine mail makelaar maken man manier mantel markt matras
medicijn medicijnen meer meerderjarig meid meisje melden melding mening mens mensen merk mest meubel meubels middag
midden mijlpaal milieu min minder minderjarig minuut misschien mobiel mobieltje moe moeder moeilijk moestuin mol mond
mooi morgen motor muis muizen munt museum muur muziek naam naast nacht nat natuur nazorg niemand nieuw nieuwe nodig
noodgeval nooit nummer nummerbord oma omgevallen omgeving omheen onderdak onderhoud onderneming onderwijs ongeluk
ongeval onkruid ontslag ontstoppen onveilig oog oor oorlog oost opa opbreken opening ophalen oplader opleiding oppas
oproep opslaan opvang opvragen opzeggen oud oude ouder oudere ouderen ouders ouderschap oven overdag overkapping
overlast overleden overlijden overname oversteek overweg paal paar paard paasvuur pad pakje pakket paling pamflet
papier papieren paraplu park parkeren parkje partij partner pas pasfoto pasje paspoort patat pech pen pensioen periode
persoon piano pijn pil pin pinnen pinpas plaat plaats plak plan plank plant planten plas plastic plein ploeg poep poes
pof politie pomp pont poort pop post postbus poster pot prachtig praten prijs probleem procent proef promotie
prullenbak puin pupil put raad raam rails rand rat ratten recht rechtbank rechts reclame reden regel regelen regen
regenpijp regenton register reis reizen rekenen rekening relatie rem reparatie repareren reservering rest restafval
restaurant riet rijbaan rijden rijk rijles ring riolering riool ritje rode roken rolstoel rommel rond ronde rondje
rook rot roze rug ruil ruilen ruim ruimen ruimte rust ruzie samen samenwonen sanering schaap schade scheef
scheiding scherm scherp scheur schilderen schip schoen schoenen schommel school schoon schoonmaken schoorsteen
schorsing schrijven schroot schuld schulden schuren schutting schuur seizoen sfeer sigaret slaan slaap slak slang
slapen slecht sleutel sleutels slim sloop sloot slopen slot sluiten smal sneeuw snel snoeien snoep snor soep sok
sollicitatie sommige soms soort spaargeld speelgoed speeltuin spelen spiegel spijt spoed spoor sport sporten spreken
springen spuit staan stad stal stank starten station stekker stelen stem stemmen stempas stempel ster sterk steun
sticker stikstof stil stilte stoel stoep stoeptegel stof stok stop stoplicht storing storm straat straatverlichting
straks strand strooien strook stroom struik student studeren studie stuk stuur subsidie taal taart tafel tak takken
tand tandarts tas taxi team tegel tegels telefoon televisie tellen tent terras terug thuis tijd tijdelijk tijdje tocht
toestemming toeval toilet toneel tonen toren tram trap trein trekken tuin tuinafval tuinhuis tuinhuisje tv twee tweede
tweedehands tweeling uil uitgaan uitgang uitkering uitleg uitlenen uitnodiging uitrit uitslag uitzicht uren uur vaak
vader vak vakantie vakantiehuis val vallen van vanaf vandaag vandalen vandalisme vaste veel veertig veilig veld
venster ver verboden verbouwen verbouwing verdienen verdriet verdwenen vereist vereniging verf vergeten vergoeding
vergroten verhaal verhuizen verhuren verjaardag verkeer verkeersbord verkering verkoop verkopen verkoudheid verlaten
verlengen verlies verlof verloren vermist vernieuwen verplaatsen verplicht verschil verstopt verstopte vertrek
vertrekken vervallen vervangen vervelend verven vervoer verwarming verwijderen verzakt verzekering verzorgen vest vet
vies vijver vinden vis vissen vlag vlees vlieg vliegtuig vlinder vloer vluchteling voedsel voedselbank voelen voet
voetbal voetganger voetpad vogel vogelgriep vogels vol volgende volwassen voorbeeld voordeur voorraad voorrang
voorschot voortuin vraag vragen vrede vreemd vriend vriendin vriezer vrij vrijdag vrijwillig vrijwilliger vroeg vrouw
vuil vuilnis vuilnisbak vuilniswagen vuilniszak vuur vuurwerk wachten wagen wand wandelen wapen warm warmte warmtepomp
was wasmachine wassen water waterleiding wc website week weekend weer weg wegdek weglopen wei weigeren weinig wel
welzijn wereld werk werken werkgever werkloos werkloosheid werkplek wespen wespennest west wet wiel wielklem wijk wijn
wijziging wild willen wind winkel winkelen winkelwagen winter wisselen woensdag wonen woning woonboot woonkamer
woord wortel wortels wrak zaak zaal zak zakelijk zand zaterdag zebrapad zee zeehond zeep zeker zelfstandig zeuren ziek
ziekenhuis ziekte zien zin zingen zitten zomer zon zondag zonnepaneel zonnepanelen zoon zorg zorgen zus zuster zwaar
zwak zwanger zwembad zwemles zwemmen zwerfafval zwerfvuil zzp
"""

ENGLISH = """
accident address afraid after age air airport alarm alone animal apartment appointment area baby back bad bag balcony
bank bath beach bed bicycle bike bill bin bins bird birth blind block board boat body book born borrow bottle box
branch bread break bridge broken brother build building burn bus business buy cafe call camera camping car card care
cash cat cellar centre certificate change charge cheap child children choose church city class clean clock close
clothes coat code cold college come company complain complaint computer contact contract copy corner country couple
course crash credit cry cut cycle damage danger dangerous dark date daughter day dead deaf death debt deed depressed
desk die dirty disabled district divorce doctor document dog door double drain drink drive driver driving drop dry
dump early easy eat electric electricity email emergency empty end english enough event exam fall family far farm fast
father feel fence fight file fill film find fine fire fireworks first fish fix flat flight flood floor flower food
foot football foreign form free fridge friend front full fun funeral furniture game garage garbage garden gas gate
gift girl give glass go good grass grave ground group grow guest half hall hand happy hard hate health hear heat
heating heavy hedge help high hill hole holiday home homeless hospital hot hotel hour house housing hurt husband ice
idea ill income information injured insurance internet island job join judge keep key keys kid kids kill kind kitchen
lamp land language large last late law lawyer leaf leak learn leave left legal letter library licence license lift
light live loan lock long look lose lost loud low machine mail make man map market marriage marry mattress meal
medicine meet meeting milk missing mobile money month morning mother motor mouse mouth move moving museum music name
near neighbour neighbourhood neighbours new news next night noise noisy number office old online open order owner
paper parent parents park parking partner party pass passport pavement pay payment peace pension people permit person
pet phone photo picture piece place plan plant plastic play playground plumbing police pool poor post power pregnant
present price prison private problem proof public pull push question quick quiet rain rat rats read receipt receive
record recycle recycling refuse register registration relationship renew rent repair report rescue residence resident
rest restaurant right ring road roof room rubbish rule run sad safe sale salt same sand school sea second see sell
send service sewer share shed ship shoe shop short show shower sick side sign single sister size sleep slow small
smell smoke smoking snow social sofa son soon sport square stairs stamp stand start state station stay steal stolen
stone stop storage store storm street streetlight stress strong student study subsidy summer sun support swim swimming
table take talk tax taxi teacher team telephone tell terrace test theft thief thing ticket time tired today toilet
tomorrow tooth tourist town toy traffic trailer train training translate transport trash travel tree trees trip truck
tv two uncle under university upstairs urgent use van vandalism violence visa visit visitor volunteer vote voting wait
walk wall want war warm warning wash waste water way weather website wedding week weekend welcome wheel wheelchair
wife wild wind window winter witness woman women wood word work worker world worry write wrong year yellow young youth
"""

WORDS = {"nl": DUTCH, "en": ENGLISH}


@lru_cache
def ordinary_stems(code: str) -> frozenset[str]:
    """None for a language without a list, so that there more words count as unknown."""
    stem = language_of(code).stem
    return frozenset(stem(word) for word in WORDS.get(code, "").split())
