package io.syncbridge.demo;

import java.util.List;

/**
 * Where people come from. Names are written {@code as they are|in the Latin alphabet} where these differ.
 *
 * @param phones notations of the same number, each with as many {@code #} for digits as the others
 */
record Region(String country, List<String> firstNames, List<String> lastNames, List<String> companies,
        List<String> phones) {

    static final List<Region> ALL = List.of(
            new Region("US", List.of("Olivia", "Liam", "Emma", "Noah", "Grace", "Ethan"),
                    List.of("Carter", "O'Brien", "Nguyen", "Johnson-Lee", "Miller"),
                    List.of("Acme Inc.", "Globex Corporation", "Initech LLC"),
                    List.of("+1 (415) 555-01##", "(415) 555-01##", "415.555.01##", "+1 415-555-01##")),
            new Region("GB", List.of("Amelia", "Oliver", "Isla", "Harry", "Poppy"),
                    List.of("Smith", "Hughes", "Taylor-Jones", "Ó Súilleabháin"),
                    List.of("Hooli Ltd", "Umbrella plc"),
                    List.of("+44 20 7946 0###", "020 7946 0###", "(020) 79460###")),
            new Region("DE", List.of("Jürgen", "Käthe", "Björn", "Lena", "Götz"),
                    List.of("Müller", "Weiß", "Schröder", "von der Heide"),
                    List.of("Vogel & Söhne GmbH", "Nordlicht AG"),
                    List.of("+49 30 9018 2###", "030/90182###", "0049 30 90182###")),
            new Region("FR", List.of("Zoé", "François", "Hélène", "Loïc", "Chloë"),
                    List.of("Lefèvre", "D'Aubigné", "Béranger", "Noël"),
                    List.of("Société Lumière", "Café de l'Étoile SARL"),
                    List.of("+33 1 42 68 ## ##", "01 42 68 ## ##", "0033 1.42.68.##.##")),
            new Region("ES", List.of("Íñigo", "María José", "Begoña", "Andrés"),
                    List.of("Núñez", "García Márquez", "Ibáñez"),
                    List.of("Señal y Cía S.L.", "Olé Software"),
                    List.of("+34 91 555 ## ##", "915 55 ## ##", "0034 91555####")),
            new Region("PL", List.of("Łukasz", "Małgorzata", "Zdzisław", "Agnieszka"),
                    List.of("Wójcik", "Kowalczyk", "Źrebiec"),
                    List.of("Żabka Soft Sp. z o.o.", "Wisła S.A."),
                    List.of("+48 22 555 ## ##", "22 555-##-##", "(22) 555 ####")),
            new Region("BG", List.of("Иван|Ivan", "Мария|Maria", "Георги|Georgi", "Ралица|Ralitsa"),
                    List.of("Петров|Petrov", "Димитрова|Dimitrova", "Йорданов|Yordanov"),
                    List.of("Балкан ООД", "Витоша АД"),
                    List.of("+359 2 955 ####", "02 955 ####", "02/955-##-##")),
            new Region("UA", List.of("Олена|Olena", "Тарас|Taras", "Юлія|Yuliia", "Андрій|Andrii"),
                    List.of("Шевченко|Shevchenko", "Коваленко|Kovalenko", "Лисенко|Lysenko"),
                    List.of("Дніпро ТОВ", "Київ Софт"),
                    List.of("+380 44 555 ## ##", "(044) 555-##-##", "044 555 ####")),
            new Region("GR", List.of("Γιώργος|Giorgos", "Ελένη|Eleni", "Νίκος|Nikos", "Αθηνά|Athina"),
                    List.of("Παπαδόπουλος|Papadopoulos", "Γεωργίου|Georgiou", "Καζαντζάκη|Kazantzaki"),
                    List.of("Αιγαίο Α.Ε.", "Όλυμπος ΕΠΕ"),
                    List.of("+30 210 555 ####", "210 555 ####", "210-555-####")));
}
