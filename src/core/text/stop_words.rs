//! Words without content, folded, per language; each list is sorted.

use super::Language;

const ENGLISH: &str = "a about above after again against all also am an and any are arent as at be because been before being below between both but by can cannot cant could couldnt did didnt do does doesnt doing dont down during each few for from further had has have having he her here hers him his how i id if ill im in into is isnt it its itself ive just lets me more most my myself no nor not of off on once only or other our ours out over own same she should so some such than that thats the their theirs them then there theres these they this those through to too under until up us very was wasnt we were what whats when where which while who whom whose why will with would you your youre yours";
const GERMAN: &str = "aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da damit dann das dass dein deine dem den denn der des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer eure fur gegen gibt hab habe haben habt hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinem keinen keiner konnen konnte man mein meine mich mir mit muss nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner sich sie sind so solche soll sollte sondern uber um und uns unser unsere unserem unseren unserer unter viel vom von vor war waren warum was weg weil welche welcher welches wenn wer werde werden wie wieder will wir wird wirst wo wollen wurde wurden zu zum zur zwar zwischen";
const FRENCH: &str = "a ai ainsi alors au aucun aucune aura aussi autre autres aux avait avec avez avons c ce ceci cela celle celles celui ces cet cette ceux chaque ci comme comment d dans de des donc dont du elle elles en encore entre es est et etait etant ete etes etre eu fait ici il ils j je l la le les leur leurs lors lui m ma mais me meme mes moi mon n ne nos notre nous on ont ou par parce pas peu peut plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre vous y";
const SPANISH: &str = "a al algo algunas algunos ante antes asi aun bajo cada como con contra cual cuales cuando de del desde donde dos durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba estado estan estar estas este esto estos fue fueron ha haber habia han hasta hay la las le les lo los mas me mi mientras mis mucho muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque que quien quienes se sea segun ser si sido sin sobre solo son su sus tal tambien tanto te tiene tienen toda todas todo todos tu tus un una unas uno unos usted ustedes y ya yo";
const ITALIAN: &str = "a abbiamo ad agli ai al alla alle allo anche ancora avere aveva c che chi ci cio coi col come con contro cosa cui da dagli dai dal dalla dalle dallo de degli dei del dell della delle dello dentro di dopo dove e ed era erano essere fra gia gli ha hai hanno ho i il in io la le lei li lo loro lui ma me mi mia mio molto ne negli nei nel nella nelle nello no noi non nostra nostro o ogni per perche piu poi puo qual quale quali quando quanto quella quelle quelli quello questa queste questi questo qui se sei senza si sia siamo solo sono sopra sotto sta stato su sua sue sugli sui sul sulla sulle sullo suo suoi tra tu tua tuo tutti tutto un una uno vi voi";
const PORTUGUESE: &str = "a ainda ao aos aquela aquele aqueles aquilo as assim ate cada com como contra da das de dela dele deles depois do dos e ela elas ele eles em entre era eram essa essas esse esses esta estao estar estas estava este estes eu foi foram ha isso isto ja la lhe lhes mais mas me mesmo meu meus minha muito na nao nas nem no nos nossa nosso num numa o onde os ou para pela pelas pelo pelos por porque quais qual quando que quem sao se seja sem ser seu seus sido so sob sobre sua suas tambem te tem tendo tenho ter teu teve tinha tu tua tudo um uma umas uns voce voces vos";
const DUTCH: &str = "aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je jij jullie kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons onze ook op over reeds te tegen toch toen tot u uit uw van veel voor waarom wanneer want waren was wat we welke werd wezen wie wij wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou";

const fn list(language: Language) -> &'static str {
    match language {
        Language::English => ENGLISH,
        Language::German => GERMAN,
        Language::French => FRENCH,
        Language::Spanish => SPANISH,
        Language::Italian => ITALIAN,
        Language::Portuguese => PORTUGUESE,
        Language::Dutch => DUTCH,
    }
}

/// The lists as tables, made at first use.
fn tables() -> &'static [Vec<&'static str>] {
    static TABLES: std::sync::OnceLock<Vec<Vec<&'static str>>> = std::sync::OnceLock::new();
    TABLES.get_or_init(|| {
        let table = |l: &Language| list(*l).split(' ').collect();
        Language::ALL.iter().map(table).collect()
    })
}

/// Whether a folded word is a stop word of the language.
pub(super) fn is_stop_word(language: Language, folded: &str) -> bool {
    const LONGEST: usize = 9;
    folded.len() <= LONGEST
        && tables().get(language as usize).is_some_and(|t| t.binary_search(&folded).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_is_sorted_folded_and_short_enough() {
        for language in Language::ALL {
            assert!(list(*language).split(' ').is_sorted(), "{language:?}");
            for word in list(*language).split(' ') {
                assert_eq!(word, super::super::fold(word));
                assert!(word.len() <= 9 && is_stop_word(*language, word), "{word}");
            }
        }
    }
}
