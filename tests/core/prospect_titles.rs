//! Titles as people write them, in seven languages: function and level by the conventions of `prospect::role_of`.

use pitchside_core::prospect::role_of;

/// title, functions accepted (`|` between, `-` = unknown), levels accepted.
const TITLES: &str = "
CFO\tFinance\tCXO
Chief Financial Officer at Alderney Mutual\tFinance\tCXO
CFO & COO\tFinance|Operations\tCXO
Group CFO | Board Member\tFinance\tCXO
Chief Information Security Officer\tInformation Technology\tCXO
CTO & Co-Founder\tEntrepreneurship|Engineering\tOwner/Partner|CXO
Founder & CEO\tEntrepreneurship\tOwner/Partner
CEO\tOperations|Business Development\tCXO
Managing Director\tOperations|Business Development\tCXO
President\tOperations|Business Development\tCXO
Owner\tEntrepreneurship\tOwner/Partner
Managing Partner\tEntrepreneurship|Consulting\tOwner/Partner
VP of Finance\tFinance\tVice President
SVP Sales EMEA\tSales\tVice President
Assistant Vice President, Credit Risk\tFinance\tVice President
EVP, Human Resources\tHuman Resources\tVice President
Head of Procurement\tPurchasing\tDirector
Head of Finance Transformation\tFinance\tDirector
Director of Operations\tOperations\tDirector
Finance Director\tFinance\tDirector
Associate Director, Marketing\tMarketing\tDirector
Senior Director of Engineering\tEngineering\tDirector
Director, Financial Reporting\tFinance|Accounting\tDirector
Global Head of Tax\tAccounting\tDirector
Financial Controller\tFinance|Accounting\tSenior|Manager
Senior Accountant\tAccounting\tSenior
Accounts Payable Clerk\tAccounting\tEntry
Accounts Payable Team Lead\tAccounting\tManager
Accounting Manager\tAccounting\tManager
Procurement Manager\tPurchasing\tManager
Strategic Buyer\tPurchasing\tSenior
Category Manager\tPurchasing\tManager
IT Manager\tInformation Technology\tManager
Systems Administrator\tInformation Technology\tSenior
Staff Engineer\tEngineering\tSenior
Principal Software Engineer\tEngineering\tSenior
Software Engineer\tEngineering\tSenior|Entry
Lead Engineer\tEngineering\tSenior
Engineering Manager\tEngineering\tManager
Product Manager\tProduct Management\tManager
Product Owner\tProduct Management\tSenior
Senior Product Marketing Manager\tMarketing\tManager
Project Manager\tProgram and Project Management\tManager
Scrum Master\tProgram and Project Management\tManager|Senior
HR Business Partner\tHuman Resources\tSenior
Talent Acquisition Specialist\tHuman Resources\tSenior
Office Manager\tAdministrative\tManager
Assistant to the CFO\tAdministrative\tEntry|Senior
Executive Assistant to the CEO\tAdministrative\tSenior|Entry
Receptionist\tAdministrative\tEntry
Marketing Assistant\tMarketing\tEntry
Marketing Intern\tMarketing\tEntry
Finance Trainee\tFinance\tEntry
Key Account Manager\tSales\tManager
Account Executive\tSales\tSenior
Sales Development Representative\tSales\tEntry
Customer Success Manager\tCustomer Success and Support\tManager
General Counsel\tLegal\tCXO
Compliance Officer\tLegal\tSenior
Quality Assurance Manager\tQuality Assurance\tManager
Plant Manager\tOperations\tManager
Supply Chain Director\tOperations\tDirector
Registered Nurse\tHealthcare Services\tSenior|Entry
Real Estate Agent\tReal Estate\tEntry|Senior
Research Scientist\tResearch\tSenior
Management Consultant\tConsulting\tSenior
Creative Director\tArts and Design\tDirector
Communications Manager\tMedia and Communication\tManager
Business Development Manager\tBusiness Development\tManager
High School Teacher\tEducation\tSenior|Entry
Social Worker\tCommunity and Social Services\tSenior|Entry
Police Officer\tMilitary and Protective Services\tSenior|Entry
Aspiring CFO | Accountant at Pinemarket\tAccounting\tSenior
Former CFO, now Advisor\tConsulting|-\tSenior|-
Retired CFO\t-\t-
ex-CFO Alderney | Interim Controller\tFinance|Accounting\tSenior|Manager
Aspiring data scientist\t-\t-
Mother of two | VP Finance at Pinemarket\tFinance\tVice President
Finanzvorstand\tFinance\tCXO
Geschäftsführer\tOperations|Business Development\tCXO
Geschäftsführerin bei Kranich Logistik\tOperations|Business Development\tCXO
Kaufmännischer Leiter\tFinance\tDirector
Kaufmännische Geschäftsführerin\tFinance\tCXO
Leiter Finanzen und Controlling\tFinance\tDirector
Leiterin Rechnungswesen\tAccounting\tDirector
Bereichsleiter Einkauf\tPurchasing\tDirector
Einkaufsleiterin\tPurchasing\tDirector
Strategischer Einkäufer\tPurchasing\tSenior
Teamleiter Buchhaltung\tAccounting\tManager
Finanzbuchhalterin\tAccounting\tSenior|Entry
Sachbearbeiter Kreditoren\tAccounting\tEntry
Controller (m/w/d)\tFinance|Accounting\tSenior
IT-Leiter\tInformation Technology\tDirector
Vertriebsleiter DACH\tSales\tDirector
Vertriebsmitarbeiter im Außendienst\tSales\tEntry
Personalreferentin\tHuman Resources\tSenior
Leiter:in Marketing\tMarketing\tDirector
Projektleiter\tProgram and Project Management\tManager
Werkstudent Marketing\tMarketing\tEntry
Assistentin der Geschäftsführung\tAdministrative\tEntry|Senior
Vorstandsassistent\tAdministrative\tEntry|Senior
Inhaber\tEntrepreneurship\tOwner/Partner
Gründerin & Geschäftsführerin\tEntrepreneurship\tOwner/Partner
Werkleiter\tOperations\tDirector|Manager
Qualitätsmanagerin\tQuality Assurance\tManager
Ehemals CFO, jetzt im Ruhestand\t-\t-
Steuerberater\tAccounting\tSenior
Syndikusrechtsanwalt\tLegal\tSenior
Softwareentwickler\tEngineering\tSenior|Entry
Auszubildender Industriekaufmann\t-|Administrative|Operations\tEntry
Directrice financière\tFinance\tDirector|CXO
Directeur administratif et financier (DAF)\tFinance\tDirector|CXO
PDG\tOperations|Business Development\tCXO
Directeur général\tOperations|Business Development\tCXO
Responsable comptable\tAccounting\tManager
Chef comptable\tAccounting\tManager
Expert-comptable\tAccounting\tSenior
Responsable des achats\tPurchasing\tManager
Acheteuse\tPurchasing\tSenior|Entry
Contrôleuse de gestion\tFinance|Accounting\tSenior
Directeur des systèmes d'information\tInformation Technology\tDirector|CXO
Chef de projet\tProgram and Project Management\tManager
Chargée de recrutement\tHuman Resources\tSenior|Entry
Assistante de direction\tAdministrative\tEntry|Senior
Stagiaire marketing\tMarketing\tEntry
Fondatrice\tEntrepreneurship\tOwner/Partner
Ingénieur logiciel\tEngineering\tSenior
Directrice commerciale\tSales\tDirector|CXO
Ancien directeur financier\t-\t-
Director financiero\tFinance\tDirector|CXO
Directora de Recursos Humanos\tHuman Resources\tDirector
Jefe de contabilidad\tAccounting\tManager|Director
Gerente de compras\tPurchasing\tManager
Gerente general\tOperations|Business Development\tCXO
Contador público\tAccounting\tSenior
Ingeniera de software\tEngineering\tSenior
Fundador y CEO\tEntrepreneurship\tOwner/Partner
Becario de marketing\tMarketing\tEntry
Auxiliar administrativo\tAdministrative\tEntry
Responsable de logística\tOperations\tManager
Direttore finanziario\tFinance\tDirector|CXO
Amministratore delegato\tOperations|Business Development\tCXO
Responsabile acquisti\tPurchasing\tManager
Responsabile amministrativo\tAdministrative|Finance|Accounting\tManager
Impiegata contabile\tAccounting\tEntry
Ingegnere meccanico\tEngineering\tSenior
Titolare\tEntrepreneurship\tOwner/Partner
Tirocinante risorse umane\tHuman Resources\tEntry
Capo progetto\tProgram and Project Management\tManager
Diretora financeira\tFinance\tDirector|CXO
Gerente de vendas\tSales\tManager
Analista contábil\tAccounting\tSenior|Entry
Estagiário de marketing\tMarketing\tEntry
Sócio fundador\tEntrepreneurship\tOwner/Partner
Coordenador de compras\tPurchasing\tManager|Senior
Engenheiro de produção\tEngineering|Operations\tSenior
Diretor geral\tOperations|Business Development\tCXO
Financieel directeur\tFinance\tDirector|CXO
Hoofd Inkoop\tPurchasing\tDirector
Algemeen directeur\tOperations|Business Development\tCXO
Eigenaar\tEntrepreneurship\tOwner/Partner
Inkoper\tPurchasing\tSenior|Entry
Medewerker crediteurenadministratie\tAccounting|Administrative\tEntry
Projectleider\tProgram and Project Management\tManager
Stagiair HR\tHuman Resources\tEntry
Hoofd Financiën\tFinance\tDirector
Teamleider klantenservice\tCustomer Success and Support\tManager
Voormalig CFO\t-\t-
🚀 Helping CFOs close faster\t-\t-
Dreamer\t-\t-
";

#[test]
fn titles_in_seven_languages_give_function_and_level() {
    let (mut cases, mut misses) = (0, Vec::new());
    for line in TITLES.lines().filter(|l| !l.is_empty()) {
        let mut cells = line.split('\t');
        let (title, functions, levels) =
            (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let role = role_of(title);
        let persona = role.persona.map_or("-", |p| p.label());
        let level = role.seniority.map_or("-", |s| s.label());
        cases += 1;
        if !functions.split('|').any(|f| f == persona) || !levels.split('|').any(|l| l == level) {
            misses.push(format!("{title}: {persona}, {level}; expected {functions}, {levels}"));
        }
    }
    assert!(cases >= 120, "{cases} cases");
    assert!(misses.is_empty(), "{} of {cases} wrong:\n{}", misses.len(), misses.join("\n"));
}
