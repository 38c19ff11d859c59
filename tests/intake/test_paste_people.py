"""Who is written to: fragments of sentences name nobody, and firms, brackets and broken lines hide nobody."""

from datetime import date

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import read_paste

TODAY = date(2031, 11, 22)


def named(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (one.person, one.office, [c.value for c in one.channels if c.kind is not ChannelKind.POST])
        for one in read_paste(text, TODAY).addressees
    ]


@pytest.mark.parametrize(
    ("text", "fax"),
    [
        (
            "Journalist held in Harare, Zimbabwe\n\nPlease write to:\n\nMinister of Justice Amos Testwell\n"
            "Fax: +263 4 708 211\n\nBACKGROUND\n\nThe association has followed nine such trials since 2029. "
            "In "
            "March it wrote to the\nPermanent Mission in Geneva (telephone +41 22 734 11 12) about two of "
            "them "
            "and\nhas had no answer.\n",
            "+2634708211",
        ),
        (
            "Un journaliste détenu à Lomé (Togo)\n\nÉcrivez au :\n\nMinistre de la Justice\nM. Komi Essai\n"
            "Fax : +228 22 21 22 06\n\nCONTEXTE\n\nDepuis 2029, neuf procès de ce genre ont eu lieu. En "
            "mars, deux "
            "avocats se sont\nadressés au parquet général, tél. +228 22 21 58 12, qui leur a répondu que le "
            "dossier\nétait clos.\n",
            "+22822212206",
        ),
        (
            "Periodista detenida en Lima, Perú\n\nEscriba a:\n\nMinistro de Justicia\nSr. Amos Prueba\n"
            "Fax: +51 1 204 8001\n\nINFORMACIÓN DE CONTEXTO\n\nDesde 2029 hubo nueve juicios parecidos. En "
            "marzo la "
            "familia preguntó por ella en la\ncomisaría de Lince (teléfono +51 1 265 0014) y le dijeron que "
            "no "
            "constaba ninguna\ndetención.\n",
            "+5112048001",
        ),
    ],
)
def test_a_sentence_of_the_background_that_rings_an_office_adds_nobody(text: str, fax: str) -> None:
    assert [channels for _, _, channels in named(text)] == [[fax]]


@pytest.mark.parametrize(
    "text",
    [
        "Libertà per Nadia, Tunisia\n\nScrivete al ministro della Giustizia, Amin Provetti: "
        "giustizia@example.tn\n\n"
        "Commenti\n\nLuca: non sarebbe meglio scrivere anche al prefetto? prefetto@example.it\n",
        "Freiheit für Nadia, Tunesien\n\nSchreibt dem Justizminister, Herrn Amin Probst: "
        "justiz@example.tn\n\n"
        "Kommentare\n\nLutz: wäre nicht die Botschaft besser? botschaft@example.tn\n",
    ],
)
def test_a_question_names_nobody_and_a_request_names_whom_it_ends_in(text: str) -> None:
    ((person, office, channels),) = named(text)
    assert (person[:4], "inist" in office, len(channels)) == ("Amin", True, 1)


def test_an_office_ends_where_its_sentence_goes_on() -> None:
    text = (
        "Oman: free Hamad\n\nPlease write to the Inspector General of Police, Hamad al-Sample, fax +968 "
        "2456 7161. "
        "There is no Omani embassy here so the usual copy goes to Canberra, fax +61 2 6286 9914.\n"
    )
    assert [office for _, office, _ in named(text)] == ["Inspector General of Police", "Omani embassy"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (
            "Hungría: siete despedidas de la conservera por repartir octavillas entre las compañeras del "
            "turno\n\nMandad vuestras protestas a:\n\nMinta Konzervipari Zrt.\nA la atención de "
            "la directora general, Ildikó Minta-Próba\nPróba út 187\nH-4031 Debrecen\nfax: +36 52 437 812\n",
            "Ildikó Minta-Próba",
        ),
        (
            "Polen: zwölf Arbeiterinnen entlassen\n\nProteste bitte an:\n\nPrzykład Tekstylia Sp. z "
            "o.o.\nzu Händen "
            "von Frau Direktorin Anna Przykładowa\nul. Testowa 3\n00-001 Warszawa\nFax: +48 22 826 54 32\n",
            "Anna Przykładowa",
        ),
        (
            "Bulgaria: twelve dismissed for joining a union at the mill, one of them pregnant, all of them "
            "women\n\n"
            "Please send protests to:\n\nPrimer Tekstil EOOD\nFor the attention of the Managing Director, "
            "Stefan "
            "Primerov\nul. Probna 3, 1000 Sofia\nfax: +359 2 981 23 45\n",
            "Stefan Primerov",
        ),
        (
            "Croatie : neuf licenciements\n\nÉcrivez à :\n\nPrimjer Tekstil d.d.\nDirectrice : Ana "
            "Primjeric'\n"
            "Ilica 3, 10000 Zagreb\nfax : +385 1 481 22 33\n",
            "Ana Primjeric'",
        ),
    ],
)
def test_the_head_of_a_firm_is_found_below_its_name(text: str, person: str) -> None:
    ((found, _, channels),) = named(text)
    assert (found, len(channels)) == (person, 1)


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        (
            "Türkei: 26 Arbeiter entlassen\n\nSchreibt bitte an den Gouverneur (Vali) von Bursa, Fax +90 "
            "224 224 12 12,"
            " und an das Ordnungsamt (Zabıta) in Bursa, Fax +90 224 224 13 13.\n",
            ["Gouverneur (Vali) von Bursa", "Ordnungsamt (Zabıta) in Bursa"],
        ),
        (
            "Turkey: 26 workers dismissed\n\nPlease write to:\n- the Governor (Vali) of Bursa, fax +90 224 "
            "224 12 12\n"
            "- Department of Labour (İş Kurumu) in Bursa, fax +90 224 224 13 13\n",
            ["Governor (Vali) of Bursa", "Department of Labour (İş Kurumu) in Bursa"],
        ),
        (
            "Turquía: 26 despedidos\n\nEscriba a:\n- Gobernador (Vali) de Bursa, fax +90 224 224 12 12\n"
            "- Dirección de Trabajo (İş Kurumu) en Bursa, fax +90 224 224 13 13\n",
            ["Gobernador (Vali) de Bursa", "Dirección de Trabajo (İş Kurumu) en Bursa"],
        ),
    ],
)
def test_an_offices_own_name_in_a_bracket_stays_with_it(text: str, offices: list[str]) -> None:
    assert [(person, office) for person, office, _ in named(text)] == [("", office) for office in offices]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Казахстан: врачи уволены\n\nПросим направить письма:\n\n- директору областной больницы города "
            "Тараза "
            "Ермеку Сериковичу\nПробаеву, факс +7 7262 45 12 19;\n\n- министру здравоохранения Республики "
            "Казахстан "
            "А. Б.\nОбразцовой, электронный адрес info@health.example.kz;\n",
            ["Ермеку Сериковичу Пробаеву", "А. Б. Образцовой"],
        ),
        (
            "Honduras: 26 despedidos\n\nPedimos que escriban cartas y faxes de protesta a las siguientes "
            "personas:\n\n"
            "- al gerente general de la fábrica de camisas de Choloma, Ramón\nPrueba, fax +504 2669 1212;\n"
            "- a la ministra de Trabajo y Seguridad Social de Honduras, Lidia\nEjemplo-Paz (fax +504 2232 "
            "3918).\n",
            ["Ramón Prueba", "Lidia Ejemplo-Paz"],
        ),
    ],
)
def test_a_name_that_a_line_break_tears_is_whole(text: str, people: list[str]) -> None:
    assert [person for person, _, _ in named(text)] == people


@pytest.mark.parametrize(
    "closing",
    [
        "En solidaridad,\nDepartamento internacional\nCalle Ejemplo 3, Madrid - tel. +34 91 555 10 20",
        "In solidarietà,\nUfficio internazionale\nVia Prova 3, Milano - tel. +39 02 555 10 20",
        "Solidairement,\nla commission internationale\n3 rue Essai, Paris - tél. +33 1 58 39 30 77",
        "Dayanışmayla,\nUluslararası İlişkiler Dairesi\nÖrnek Sok. 3, İstanbul - Tel: +90 212 232 71 04",
    ],
)
def test_an_office_that_signs_in_solidarity_is_nobody_to_write_to(closing: str) -> None:
    text = (
        f"Honduras: 26 dismissed\n\nPlease write to the manager, Ramón Prueba, fax +504 2669 "
        f"1212.\n\n{closing}\n"
    )
    assert [channels for _, _, channels in named(text)] == [["+50426691212"]]


def test_a_quarter_and_its_town_behind_a_number_are_nobody() -> None:
    text = (
        "Turkey: 26 workers dismissed\n\nPlease write to:\nÖrnek Tekstil A.Ş. General Manager Mr Kemal "
        "Örnekoğlu, "
        "fax +90 224 261 05 43 (Test OSB, Bursa)\n"
    )
    assert [(person, channels) for person, _, channels in named(text)] == [
        ("Kemal Örnekoğlu", ["+902242610543"])
    ]


def test_a_floor_begins_no_new_addressee() -> None:
    text = (
        "Argentina: 26 despedidos\n\nEscriba a:\n\n1. Sra. Lidia Ejemplo\nDefensora del Pueblo\nOficina de "
        "Derechos\n"
        "2.º piso, Calle Prueba 3, Buenos Aires\nFax: +54 11 4338 5821\n\n2. Sr. Ramón Prueba\nMinistro de "
        "Trabajo\n"
        "1.er piso, Calle Alem 650, Buenos Aires\nFax: +54 11 4310 6100\n"
    )
    assert [(person, channels) for person, _, channels in named(text)] == [
        ("Lidia Ejemplo", ["+541143385821"]),
        ("Ramón Prueba", ["+541143106100"]),
    ]


def test_a_first_name_that_is_a_countrys_is_a_name_behind_an_honorific() -> None:
    text = (
        "Ecuador: 26 despedidos\n\nEscriba a:\nSr. Embajador Mauricio Prueba, Misión Permanente del Ecuador "
        "en "
        "Ginebra. Fax: +41 22 738 26 96\nSr. Israel Ejemplo, Ministro de Trabajo, fax: +593 2 256 1410\n"
    )
    assert [person for person, _, _ in named(text)] == ["Mauricio Prueba", "Israel Ejemplo"]


@pytest.mark.parametrize(
    "text",
    [
        "Togo: Ein Fischer starb in Haft\n\nBitte unterschreiben Sie den Brief und schicken Sie ihn ab.\n\n"
        "Absender:                                  Herrn Komi Probe\n"
        "Name: ..........................           Procureur général\n"
        "Straße: ........................           Palais de Justice\n"
        "Ort: ...........................           Lomé\n"
        "                                           TOGO\n"
        "                                           Fax: +228 22 21 22 06\n\n"
        "Sehr geehrter Herr Generalstaatsanwalt,\n\nich bitte Sie um eine Untersuchung.\n",
        "Togo: a fisherman died in custody\n\nPlease sign this letter and send it to the prosecutor.\n\n"
        "From:                                      Mr Komi Probe\n"
        "Name: ______________________               Procureur général\n"
        "Street: ____________________               Palais de Justice\n"
        "Town: ______________________               Lome\n"
        "                                           TOGO\n"
        "                                           Fax: +228 22 21 22 06\n\n"
        "Dear Prosecutor General,\n\nI ask you for an inquiry.\n",
    ],
)
def test_what_the_sender_fills_in_is_no_part_of_the_letterhead_beside_it(text: str) -> None:
    assert named(text) == [("Komi Probe", "Procureur général", ["+22822212206"])]


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        (
            "Bolivia: radio allanada\n\nLlame o escriba hoy mismo:\n\nComando Regional Cochabamba, fax +591 "
            "4 422 5512\n"
            "Fiscalía Provincial de Yacuiba: fax +591 4 682 2209\nComandante de puesto Puerto Suárez, fax "
            "+591 3 976 "
            "2210\n",
            [
                "Comando Regional Cochabamba",
                "Fiscalía Provincial de Yacuiba",
                "Comandante de puesto Puerto Suárez",
            ],
        ),
        (
            "Mali : radio fermée\n\nÉcrivez à :\n\nDirection Régionale de Ségou, fax +223 21 32 00 11\n"
            "Inspection Départementale de Kati : fax +223 21 27 20 11\n",
            ["Direction Régionale de Ségou", "Inspection Départementale de Kati"],
        ),
        (
            "Iran: salviamo Mina\n\n- bombardare di fax l'ambasciata iraniana a Roma, fax +39 06 8632 8492;\n"
            "- scrivere al consolato a Milano, consolato@example.it;\n",
            ["ambasciata iraniana a Roma", "consolato a Milano"],
        ),
        (
            "Haïti : 31 licenciés\n\nVous pouvez envoyer un mail au directeur de l'usine (dir@example.ht), "
            "et au "
            "siège de la maison mère à Miami : info@example.com\n",
            ["directeur de l'usine", "siège de la maison mère à Miami"],
        ),
    ],
)
def test_what_makes_up_an_office_is_no_name_and_the_call_before_it_no_part_of_it(
    text: str, offices: list[str]
) -> None:
    assert [(person, office) for person, office, _ in named(text)] == [("", office) for office in offices]


@pytest.mark.parametrize(
    "text",
    [
        "Colombia: teacher held\n\nPlease write today. The prosecutor of Saravena, Mr Hernán Prueba, is "
        "available on "
        "+57 7 885 1010, and the Minister of Defence, Gabriela Prueba, may be contacted at "
        "ministra@example.co. The "
        "ombudsman, Dr. Luis Prueba, was ill last week; send him a fax on +57 7 885 2213.\n",
        "Kolumbien: Lehrerin verhaftet\n\nBitte schreibt heute noch. Der Staatsanwalt von Saravena, Herr "
        "Hernán "
        "Prueba, ist unter +57 7 885 1010 zu erreichen, und die Verteidigungsministerin, Gabriela Prueba, "
        "erreicht "
        "ihr unter ministra@example.co. Die Menschenrechtsbeauftragte, Frau Dr. Luis Prueba, hat einen "
        "Besuch "
        "versprochen; dankt ihr per Fax +57 7 885 2213.\n",
        "Colombia: maestra detenida\n\nPor favor escriban hoy. El fiscal de Saravena, Sr. Hernán Prueba, "
        "puede ser "
        "contactado en el +57 7 885 1010, y a la ministra de Defensa, Gabriela Prueba, se le puede escribir "
        "a "
        "ministra@example.co. El defensor regional, Dr. Luis Prueba, ha prometido visitarla; su fax es +57 "
        "7 885 "
        "2213.\n",
        "Colombia: maestra arrestata\n\nScrivete oggi. Il procuratore di Saravena, dott. Hernán Prueba, è "
        "raggiungibile al +57 7 885 1010, e la ministra della Difesa, Gabriela Prueba, a "
        "ministra@example.co. Il "
        "difensore regionale, dott. Luis Prueba, ha promesso una visita; il suo fax è +57 7 885 2213.\n",
    ],
)
def test_officials_of_sentences_that_tell_of_them_keep_their_own_channels(text: str) -> None:
    assert [(person, channels) for person, _, channels in named(text)] == [
        ("Hernán Prueba", ["+5778851010"]),
        ("Gabriela Prueba", ["ministra@example.co"]),
        ("Luis Prueba", ["+5778852213"]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Georgien: Mina soll bleiben\n\nSchreibt bitte an:\n\nDatenschutzbeauftragte (Ombudsfrau) der "
            "Republik "
            "Georgien\nNino Probe\nTestgasse 3\n0100 Tiflis\nFax: +995 32 240 51 00\n",
            ("Nino Probe", "Datenschutzbeauftragte (Ombudsfrau) der Republik Georgien"),
        ),
        (
            "Egitto: libertà per Kamal\n\nScriviamo tutti:\n\nAlla direzione della Delta Prova S.p.A., "
            "all'attenzione dell'ing. Sherif Esempio - info@delta.example.eg\n",
            ("Sherif Esempio", "direzione della Delta Prova S.p.A"),
        ),
        (
            "Egypt: free Kamal\n\nPlease write to:\n\nMinistry of Interior, attention: General Magdy Sample "
            "- fax "
            "+20 2 2796 0682\n",
            ("Magdy Sample", "Ministry of Interior"),
        ),
        (
            "Казахстан: врачи уволены\n\nПишите:\n- прокурор города Пробаев Берик Маратович: +7 727 261 07 "
            "55\n",
            ("Пробаев Берик Маратович", "прокурор города"),
        ),
        (
            "Van'da iki gazeteci gözaltında\n\nLütfen yazın:\n\nTBMM İnsan Hakları Komisyonu Başkanlığı'na: "
            "insanhaklari@example.gov.tr\n",
            ("", "TBMM İnsan Hakları Komisyonu Başkanlığı"),
        ),
    ],
)
def test_an_office_keeps_its_words_and_loses_what_leads_to_it(text: str, expected: tuple[str, str]) -> None:
    assert [(person, office) for person, office, _ in named(text)] == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GOUVERNEUR DE LA RÉGION DE ZINDER\nColonel Issoufou Essai", ("Issoufou Essai", "Région de Zinder")),
        (
            "Direction régionale (DREN), à l'attention de Mme Fati Essai",
            ("Fati Essai", "Direction régionale"),
        ),
    ],
)
def test_what_an_office_governs_is_no_name(line: str, expected: tuple[str, str]) -> None:
    ((person, office, _),) = named(f"Niger : deux radiés\n\nÉcrivez à :\n\n{line}\nfax +227 20 51 00 21\n")
    assert (person, expected[1] in office) == (expected[0], True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Justice Minister Hon. Wijaya Sample MP", ("Wijaya Sample", "Justice Minister")),
        ("Commissioner of Police, Thein Sample", ("Thein Sample", "Commissioner of Police")),
        ("Commissioner of Police, Anand Sample", ("Anand Sample", "Commissioner of Police")),
    ],
)
def test_letters_behind_a_name_and_words_within_it_leave_it_whole(
    line: str, expected: tuple[str, str]
) -> None:
    text = f"Sri Lanka: poet missing\n\nWrite to the authorities in Colombo:\n\n{line}, fax +94 11 244 0440\n"
    assert [(person, office) for person, office, _ in named(text)] == [expected]


def test_an_officers_long_office_stays_before_the_rank() -> None:
    text = (
        "Honduras, minacce a Berta\n\nScrivete a:\n\nCapo della polizia nazionale, generale Ramón Prova - "
        "polizia@example.hn\n"
    )
    assert [(person, office) for person, office, _ in named(text)] == [
        ("Ramón Prova", "Capo della polizia nazionale")
    ]
