//! Marketing's rules in the index: *rule* in [`super::format`].
#![deny(clippy::indexing_slicing)]

use super::bytes::{Reader, put_list, put_signed, put_text, put_varint};
use crate::catalogue::{
    Conditions, Date, Industry, LanguageTag, Persona, Region, Rule, RuleAction, Seniority, SizeBand, Stage,
};

pub(super) fn put(out: &mut Vec<u8>, rule: &Rule) {
    let when = &rule.when;
    out.push(rule.action as u8);
    put_list(out, &rule.assets, |out, asset| put_varint(out, *asset));
    put_list(out, &when.industry, |out, industry| put_varint(out, u32::from(industry.id())));
    let codes: [Vec<u8>; 5] = [
        when.persona.iter().map(|w| w.code()).collect(),
        when.seniority.iter().map(|w| w.code()).collect(),
        when.stage.iter().map(|w| w.code()).collect(),
        when.size.iter().map(|w| w.code()).collect(),
        when.region.iter().map(|w| w.code()).collect(),
    ];
    for codes in codes {
        put_list(out, &codes, |out, code| out.push(*code));
    }
    put_list(out, &when.language, |out, tag| out.extend_from_slice(&tag.code()));
    for names in [&when.competitor, &when.product] {
        put_list(out, names, |out, name| put_text(out, name));
    }
    for date in [rule.from, rule.until] {
        put_varint(out, u32::from(date.is_some()));
        put_signed(out, date.map_or(0, Date::days));
    }
}

pub(super) fn read(r: &mut Reader<'_>) -> Option<Rule> {
    let action = *RuleAction::ALL.get(usize::from(r.u8()?))?;
    let assets = r.list(Reader::varint)?;
    let industry = r.list(|r| Industry::from_id(u16::try_from(r.varint()?).ok()?))?;
    let persona = r.list(|r| Persona::from_code(r.u8()?))?;
    let seniority = r.list(|r| Seniority::from_code(r.u8()?))?;
    let stage = r.list(|r| Stage::from_code(r.u8()?))?;
    let size = r.list(|r| SizeBand::from_code(r.u8()?))?;
    let region = r.list(|r| Region::from_code(r.u8()?))?;
    let language = r.list(|r| LanguageTag::from_code([r.u8()?, r.u8()?]))?;
    let (competitor, product) = (r.list(Reader::string)?, r.list(Reader::string)?);
    let mut date = || {
        let some = r.varint()? != 0;
        Some(Some(Date::from_days(r.signed()?)).filter(|_| some))
    };
    let (from, until) = (date()?, date()?);
    let when =
        Conditions { industry, persona, seniority, stage, size, region, language, competitor, product };
    Some(Rule { action, assets, when, from, until })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_survives_its_bytes() {
        let rule = Rule {
            action: RuleAction::Bury,
            assets: vec![3, 700],
            when: Conditions {
                industry: vec!["Insurance".parse().unwrap()],
                persona: vec![Persona::Finance],
                stage: vec![Stage::Discovery, Stage::Customer],
                language: vec![LanguageTag::ENGLISH],
                competitor: vec!["Ledgerfox".into()],
                ..Conditions::default()
            },
            from: Date::from_ymd(2026, 5, 4),
            until: None,
        };
        let mut bytes = Vec::new();
        put(&mut bytes, &rule);
        assert_eq!(read(&mut Reader::new(&bytes)), Some(rule));
        assert_eq!(read(&mut Reader::new(bytes.get(..5).unwrap())), None);
    }
}
