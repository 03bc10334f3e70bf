//! Industry wordings of LinkedIn, the CRMs and people → sector (and leaf where one is meant).

use pitchside_core::prospect::{industry_in, industry_of};

/// wording, label of the industry expected or `-`.
const WORDINGS: &str = "
Insurance\tInsurance
insurance\tInsurance
INSURANCE\tInsurance
Versicherungen\tInsurance
Assurances\tInsurance
Seguros\tInsurance
COMPUTER_SOFTWARE\tSoftware Development
Computer Software\tSoftware Development
INFORMATION_TECHNOLOGY_AND_SERVICES\tIT Services and IT Consulting
HOSPITAL_HEALTH_CARE\tHospitals and Health Care
Hospital & Health Care\tHospitals and Health Care
FOOD_BEVERAGES\tFood and Beverage Manufacturing
FOOD_PRODUCTION\tFood and Beverage Manufacturing
OIL_ENERGY\tOil and Gas
LOGISTICS_AND_SUPPLY_CHAIN\tTransportation, Logistics, Supply Chain and Storage
MACHINERY\tMachinery Manufacturing
MECHANICAL_OR_INDUSTRIAL_ENGINEERING\tMachinery Manufacturing
GOVERNMENT_ADMINISTRATION\tGovernment Administration
HIGHER_EDUCATION\tHigher Education
FINANCIAL_SERVICES\tFinancial Services
BANKING\tBanking
RETAIL\tRetail
UTILITIES\tUtilities
CONSTRUCTION\tConstruction
MEDICAL_DEVICES\tMedical Equipment Manufacturing
NON_PROFIT_ORGANIZATION_MANAGEMENT\tNon-profit Organizations
MARKETING_AND_ADVERTISING\tAdvertising Services
RENEWABLES_ENVIRONMENT\tRenewable Energy Semiconductor Manufacturing
PACKAGE_FREIGHT_DELIVERY\tFreight and Package Transportation
MANAGEMENT_CONSULTING\tBusiness Consulting and Services
HUMAN_RESOURCES\tHuman Resources Services
STAFFING_AND_RECRUITING\tStaffing and Recruiting
TELECOMMUNICATIONS\tTelecommunications
INTERNET\tTechnology, Information and Internet
AIRLINES_AVIATION\tAirlines and Aviation
REAL_ESTATE\tReal Estate
LEGAL_SERVICES\tLegal Services
LAW_PRACTICE\tLaw Practice
PHARMACEUTICALS\tPharmaceutical Manufacturing
BIOTECHNOLOGY\tBiotechnology Research
AUTOMOTIVE\tMotor Vehicle Manufacturing
CHEMICALS\tChemical Manufacturing
Apparel\tApparel Manufacturing
Agriculture\tFarming
Communications\tTelecommunications
Consulting\tBusiness Consulting and Services
Education\tEducation
Electronics\tComputers and Electronics Manufacturing
Energy\tUtilities
Engineering\tMachinery Manufacturing
Entertainment\tEntertainment Providers
Environmental\tEnvironmental Services
Finance\tFinancial Services
Food & Beverage\tFood and Beverage Manufacturing
Government\tGovernment Administration
Healthcare\tHospitals and Health Care
Hospitality\tHospitality
Manufacturing\tManufacturing
Media\tMedia Production
Not For Profit\tNon-profit Organizations
Recreation\tEntertainment Providers
Shipping\tFreight and Package Transportation
Technology\tTechnology, Information and Internet
Transportation\tTransportation, Logistics, Supply Chain and Storage
Wholesale\tWholesale
Mass Media\tMedia Production
Petroleum\tOil and Gas
Venture Capital\tVenture Capital and Private Equity Principals
Testing, Inspection & Certification\tProfessional Services
Water\tUtilities
Entertainment & Leisure, Executive Search\tEntertainment Providers
Beverage & Tobacco\tTobacco Manufacturing
Pension Funds\tPension Funds
Department Stores\tRetail
Maschinenbau\tMachinery Manufacturing
Automobilindustrie\tMotor Vehicle Manufacturing
Energieversorgung\tUtilities
Gesundheitswesen\tHospitals and Health Care
Öffentliche Verwaltung\tGovernment Administration
Einzelhandel\tRetail
Großhandel\tWholesale
Bauwesen\tConstruction
Logistik\tTransportation, Logistics, Supply Chain and Storage
Transport und Logistik\tTransportation, Logistics, Supply Chain and Storage
Banken\tBanking
Finanzdienstleistungen\tFinancial Services
Lebensmittelindustrie\tFood and Beverage Manufacturing
Chemie\tChemical Manufacturing
Pharmaindustrie\tPharmaceutical Manufacturing
Medizintechnik\tMedical Equipment Manufacturing
IT-Dienstleistungen\tIT Services and IT Consulting
Hochschule\tHigher Education
Immobilien\tReal Estate
Unternehmensberatung\tBusiness Consulting and Services
Telekommunikation\tTelecommunications
Landwirtschaft\tFarming
Banque\tBanking
Services financiers\tFinancial Services
Santé\tHospitals and Health Care
Administration publique\tGovernment Administration
Grande distribution\tRetail Groceries
Bâtiment et travaux publics\tConstruction
Industrie pharmaceutique\tPharmaceutical Manufacturing
Agroalimentaire\tFood and Beverage Manufacturing
Énergie\tUtilities
Enseignement supérieur\tHigher Education
Transport et logistique\tTransportation, Logistics, Supply Chain and Storage
Dispositifs médicaux\tMedical Equipment Manufacturing
Sanidad\tHospitals and Health Care
Construcción\tConstruction
Assicurazioni\tInsurance
Varejo\tRetail
Verzekeringen\tInsurance
Detailhandel\tRetail
Zorg\tHospitals and Health Care
Other\t-
Sonstige\t-
\t-
";

/// description, sector expected or `-`.
const DESCRIPTIONS: &str = "
Mutual insurer for boat owners and coastal homes in Northern Europe.\tFinancial Services
Regional bank with 40 branches offering loans and deposits.\tFinancial Services
We run six hospitals and a network of outpatient clinics.\tHospitals and Health Care
Freight forwarder for road and rail between Rotterdam and Turin.\tTransportation, Logistics, Supply Chain and Storage
Hersteller von Pumpen und Anlagen für die Wasserwirtschaft.\tManufacturing
Stadtwerke für Strom, Gas und Fernwärme.\tUtilities
Cloud software that helps dentists fill their calendars.\tTechnology, Information and Media
Family-owned bakery making bread and rolls for supermarkets since 1955.\tManufacturing
Online shop für Haustierbedarf.\tRetail
Chain of supermarkets with 300 stores.\tRetail
General contractor: we build schools, bridges and offices.\tConstruction
Fabricant de verres optiques pour la chirurgie.\tManufacturing
Cabinet de conseil en stratégie.\tProfessional Services
Law firm for commercial litigation.\tProfessional Services
Digital agency for brands, web design and campaigns.\tProfessional Services
Boutique hotel and resort group on the Baltic coast.\tAccommodation Services
University of applied sciences with 9,000 students.\tEducation
City council of Wiesenau.\tGovernment Administration
Temporary staffing for warehouses and offices.\tAdministrative and Support Services
Publisher of schoolbooks and magazines.\tTechnology, Information and Media
Copper and lithium mining in three countries.\tOil, Gas, and Mining
Commercial real estate: office space and apartments.\tReal Estate and Equipment Rental Services
Charity that brings humanitarian aid.\tConsumer Services
Wholesaler of electrical parts for installers.\tWholesale
Grain and livestock farm.\tFarming, Ranching, Forestry
Football club and museum.\tEntertainment Providers
We make things happen.\t-
";

#[test]
fn picklists_and_labels_map_to_the_taxonomy() {
    let (mut cases, mut misses) = (0, Vec::new());
    for line in WORDINGS.lines().skip(1) {
        let (wording, want) = line.split_once('\t').unwrap();
        let found = industry_of(wording).map_or("-", |i| i.label());
        cases += 1;
        if found != want {
            misses.push(format!("{wording}: {found}; expected {want}"));
        }
    }
    assert!(cases >= 100, "{cases} cases");
    assert!(misses.is_empty(), "{} of {cases} wrong:\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn one_sentence_gives_a_company_s_sector_away() {
    let (mut cases, mut misses) = (0, Vec::new());
    for line in DESCRIPTIONS.lines().skip(1) {
        let (text, want) = line.split_once('\t').unwrap();
        let found = industry_in(text).map_or("-", |i| i.sector().label());
        cases += 1;
        if found != want {
            misses.push(format!("{text}: {found}; expected {want}"));
        }
    }
    assert!(misses.is_empty(), "{} of {cases} wrong:\n{}", misses.len(), misses.join("\n"));
}
