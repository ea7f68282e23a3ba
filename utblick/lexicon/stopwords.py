"""Words that carry no subject: the grammar of each language, and the phrases of every call for proposals."""

_GRAMMAR = {
    "sv": """
        och i att det som en på är av för med den till inte om ett han men var jag sig från vi så kan när har hon
        hade de du ska skall vid också efter eller nu där bara mycket mot upp över ut dem då sin sina sitt hur än
        under vara blir blev bli vilka vilken vilket vad alla allt andra annan annat samt genom inom utan mellan
        detta denna dessa deras dess bland både ännu här honom henne oss er ert era min mitt mina man någon något
        några ingen inget inga sådan sådana olika även hos sedan innan kommer finns få får göra gör ger ge blivit
        varit vars vem varje medan redan därför eftersom dock såväl ej the skulle kunna måste bör bland annat övrig
        övriga sätt särskilt framför t ex bl a dvs osv resp kr
    """,
    "en": """
        the of and to in a is that for it as was with be by on not he his but at are this have from or had an they
        which you were her all she there would their we him been has when who will more no if out so what up its
        about into than them can only other new some could these may do any my now such like our over me even most
        made after also did many before must through should both those where being under while each between your
        within upon shall via per well against during without however whose whether very how here then including
        include includes e g i etc using used use based related towards across among thereof herein hereby
    """,
    "da": """
        og i at det som en på er af for med den til ikke om et han men var jeg sig fra vi så kan når har hun havde
        de du skal ved også efter eller nu der bare meget mod op over ud dem da sin sine sit hvor end under være
        bliver blev blive hvilke hvilken hvilket hvad alle alt andre anden andet samt gennem inden uden mellem dette
        denne disse deres dets blandt både her ham hende os jer min mit mine man nogen noget nogle ingen intet sådan
        sådanne forskellige hos før kommer findes få får gøre gør giver give blevet været hvis hvem hver mens
        allerede derfor fordi dog kunne måtte bør skulle vil ville øvrige herunder
    """,
    "nb": """
        og i at det som en på er av for med den til ikke om et han men var jeg seg fra vi så kan når har hun hadde
        de du skal ved også etter eller nå der bare mye mot opp over ut dem da sin sine sitt hvor enn under være
        blir ble bli hvilke hvilken hvilket hva alle alt andre annen annet samt gjennom innen uten mellom dette
        denne disse deres dets blant både her ham henne oss dere min mitt mine man noen noe ingen slik slike ulike
        hos før kommer finnes få får gjøre gjør gir gi blitt vært hvis hvem hver mens allerede derfor fordi kunne
        måtte bør skulle vil ville øvrige herunder ikkje eit ein frå til dei som vere
    """,
    "fi": """
        ja on ei se että en olla hän mutta oli jos kun niin kuin tai sekä joka jotka jonka mikä mitä tämä nämä tämän
        näiden myös vain vielä ovat olisi voi voidaan kanssa ilman ennen jälkeen mukaan sen sitä siitä ne niiden
        niitä me te he minä sinä hänen heidän meidän kaikki muu muut muiden muun eri joko eikä koska sitten nyt siis
        jo hyvin kautta sekä mukaisesti osalta varten tulee olevan oleva ole ollut olivat voivat esim ym mm n
    """,
    "de": """
        der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er
        hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur
        bis mehr durch man sein wurde sei seine ihre ihr ihrer ihren unter wenn kann können soll sollen muss müssen
        gegen vom alle allen aller alles andere anderen anderer diese dieser dieses diesem diesen jede jeder jedes
        sowie bzw zwischen ohne innerhalb während hier dort da dann denn doch eines wir ich du uns euch was wer
        welche welcher welches insbesondere sonstige gemäß je ca
    """,
    "fr": """
        de la le et les des en un une du dans est que pour qui par sur au aux avec ce il elle ils elles nous vous je
        tu se ne pas plus ou son sa ses leur leurs cette ces cet mais comme été être sont a ont avoir fait tout tous
        toute toutes autre autres même sans sous entre dont où lors ainsi afin selon notamment chaque si y d l s n c
        j qu m t très peut peuvent doit doivent sera seront lui eux donc car ni depuis vers chez après avant pendant
        divers ci
    """,
}
_COMMONPLACE = {
    "en": """
        project projects proposal proposals applicant applicants call calls topic topics action actions activity
        activities expected outcome outcomes scope objective objectives contribute contributing support supporting
        aim aims ensure develop developing development implement implementation implementing approach approaches
        specific relevant related participants participant beneficiaries eligible application applications funding
        grant contract tender tenderer contracting authority provide provision services service supply purpose
        results result work needs need level area areas field improve improving enhance increase promote promoting
        strengthen strengthening programme european europe union eu member states state commission opportunity
        opportunities capacity practices particular different various following order including sustainable
        sustainability sustainably establish establishes established establishing establishment comprehensive
        comprehensively understanding knowledge experience experiences create creation foster fostering long term
    """,
    "sv": """
        projekt insats insatser kommun kommunen kommunens kommunal kommunala bidra bidrar bidrag stärka öka främja
        förbättra skapa ge utveckla utveckling underlätta arbete arbeta arbetet verksamhet verksamheten verksamheter
        syfte syftet mål målet nya ny nytt stöd stödja möjligheter möjlighet långsiktigt långsiktig behov område
        områden internationell internationella internationellt program europeisk europeiska unionen eu medlemsstater
        bolag driver erbjuder tillverkar säljer företag företaget hållbar hållbart hållbara hållbarhet ökad
        förståelse förståelsen kunskap kunskaper erfarenhet erfarenheter etablering etableringar samarbete andra nå
        fler flera bättre god gott goda stark starka starkare minska minskar minskad ökat ökade locka lockar verka verkar ha
        delta deltar medverka medverkar vidareutveckla säkra säkerställa hela stärker stärks stärkas stärkt stärkta ökar ökas
        främjar främjas förbättras förbättrad förbättrat förbättrade minskas minskade utvecklar utvecklas skapar skapas
        leva lever levande liv livet vilja vill kvar känna känner person personer människor lokala lokalt tillgång året runt
    """,
}


GRAMMAR = {lang: frozenset(text.split()) for lang, text in _GRAMMAR.items()}
COMMONPLACE = {lang: frozenset(text.split()) for lang, text in _COMMONPLACE.items()}
