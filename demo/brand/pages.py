"""The printed page (for chromium) and the web page: covers by kind, drawn in SVG, coloured by product."""
import hashlib
import html
import math
from pathlib import Path

HERE = Path(__file__).resolve().parent
ACCENTS = {"Harbourline Close": ("#12305a", "#2f7fd1", "#f0b54a"), "Harbourline Carbon": ("#143d33", "#3a9a6b", "#f3d37a"),
           "Harbourline Spend": ("#4a1f3d", "#c2603c", "#f2c48d")}
PLAIN = ("#1b2b3a", "#4f86a8", "#e9b872")
KINDS = {
    "en": {"case-study": "Customer story", "one-pager": "One page", "comparison": "Comparison", "battlecard": "Battlecard",
           "pricing": "Pricing", "security": "Security", "roi": "Return on investment", "deck": "Presentation",
           "white-paper": "White paper", "email-template": "E-mail", "objections": "Objections", "faq": "Questions and answers",
           "datasheet": "Datasheet", "guide": "Guide"},
    "de": {"case-study": "Kundenbericht", "one-pager": "Auf einer Seite", "comparison": "Vergleich", "white-paper": "Fachbeitrag",
           "pricing": "Preise", "security": "Sicherheit", "faq": "Fragen und Antworten", "datasheet": "Datenblatt", "guide": "Leitfaden"},
    "fr": {"case-study": "Témoignage client", "one-pager": "En une page", "comparison": "Comparatif", "white-paper": "Livre blanc",
           "pricing": "Tarifs", "security": "Sécurité", "faq": "Questions et réponses", "datasheet": "Fiche technique", "guide": "Guide"},
}
MARK = ('<svg class="mark" viewBox="0 0 40 28"><path d="M2 18c6-9 12-9 18 0s12 9 18 0" fill="none" stroke="currentColor" '
        'stroke-width="4" stroke-linecap="round"/><circle cx="20" cy="5" r="3.4" fill="currentColor"/></svg>')


def words(value):
    """A front matter value as a list of strings."""
    return value if isinstance(value, list) else [part.strip() for part in str(value or "").split(";") if part.strip()]


def kind_label(asset):
    kind, language = asset.get("kind") or "", asset.get("language") or "en"
    return KINDS.get(language, {}).get(kind) or KINDS["en"].get(kind) or ""


def strapline(asset):
    parts = [kind_label(asset), *words(asset.get("products"))[:2]]
    return " · ".join(part for part in parts if part) or "Harbourline"


def colours(asset):
    products = words(asset.get("products"))
    return ACCENTS.get(products[0], PLAIN) if len(products) == 1 else PLAIN


def drawing(asset, width, height):
    """A band of shapes, a different one per asset: waves, bars, arcs, tiles or a route."""
    dark, bright, spark = colours(asset)
    seed = hashlib.sha256(asset["id"].encode()).digest()
    parts = [f'<rect width="{width}" height="{height}" fill="{dark}"/>']
    style = seed[0] % 5
    if style == 0:
        for layer in range(6):
            base, rise, wave = height * (.34 + layer * .12), height * (.05 + seed[layer + 1] / 2600), 1.2 + seed[layer + 9] / 110
            points = " ".join(f"{x},{base - rise * math.sin(wave * x / width * 6.28 + layer):.1f}" for x in range(0, width + 1, 10))
            parts.append(f'<polygon points="0,{height} {points} {width},{height}" fill="{bright}" opacity="{.10 + layer * .075:.2f}"/>')
        parts.append(f'<circle cx="{width * .90:.0f}" cy="{height * .36:.0f}" r="{height * .10:.0f}" fill="{spark}"/>')
    elif style == 1:
        step = width / 26
        for bar in range(26):
            tall = height * (.12 + .62 * (bar / 26) ** 1.4 * (0.55 + seed[bar] / 570))
            colour, shade = (spark, .95) if bar == 21 else (bright, .25 + bar / 52)
            parts.append(f'<rect x="{bar * step + 3:.1f}" y="{height - tall:.1f}" width="{step - 6:.1f}" height="{tall:.1f}" rx="3" fill="{colour}" opacity="{shade:.2f}"/>')
    elif style == 2:
        for ring in range(9):
            parts.append(f'<circle cx="{width * .84:.0f}" cy="{height * .62:.0f}" r="{height * (.12 + ring * .115):.0f}" fill="none" '
                         f'stroke="{spark if ring == 2 else bright}" stroke-width="{5 if ring == 2 else 12 - ring}" opacity="{.95 - ring * .085:.2f}" '
                         f'stroke-dasharray="{40 + seed[ring]} {6 + seed[ring + 9] // 4}"/>')
    elif style == 3:
        size = height / 5
        for row in range(5):
            for column in range(int(width / size) + 1):
                value = seed[(row * 7 + column * 3) % 32]
                x, y = column * size, row * size
                if value < 100 or x < width * .12:
                    continue
                shade = .12 + value / 400
                shape = (f'<rect x="{x:.1f}" y="{y:.1f}" width="{size:.1f}" height="{size:.1f}"' if value % 2 else
                         f'<path d="M{x:.1f} {y + size:.1f}a{size:.1f} {size:.1f} 0 0 1 {size:.1f} -{size:.1f}v{size:.1f}z"')
                parts.append(f'{shape} fill="{spark if value > 235 else bright}" opacity="{shade:.2f}"/>')
    else:
        spots = [(width * (.30 + .075 * step), height * (.20 + seed[step] / 400)) for step in range(10)]
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y in spots)
        for offset in range(-5, 6):
            parts.append(f'<polyline points="{line}" transform="translate(0 {offset * height * .055:.1f})" fill="none" stroke="{bright}" '
                         f'stroke-width="2" opacity="{.5 - abs(offset) * .07:.2f}"/>')
        parts.append(f'<polyline points="{line}" fill="none" stroke="{spark}" stroke-width="4"/>')
        parts += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{8 if n in (0, 9) else 5}" fill="{spark}"/>' for n, (x, y) in enumerate(spots)]
    if height < 300:  # the title stands on a slim band itself, so its left half is darkened
        parts.append(f'<defs><linearGradient id="g"><stop offset=".3" stop-color="{dark}"/><stop offset=".78" stop-color="{dark}" '
                     f'stop-opacity="0"/></linearGradient></defs><rect width="{width}" height="{height}" fill="url(#g)"/>')
    return f'<svg class="art" viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice">{"".join(parts)}</svg>'


def figures(asset):
    """The three or four numbers of a case study: front matter `figures: ["5 days|to close, from 11", ...]`."""
    cells = [str(figure).partition("|") for figure in asset.get("figures") or []]
    boxes = "".join(f"<div><b>{html.escape(number.strip())}</b><span>{html.escape(text.strip())}</span></div>" for number, _, text in cells)
    return f'<div class="figures">{boxes}</div>' if boxes else ""


def cover(asset):
    kind, title = asset.get("kind") or "plain", html.escape(asset["title"])
    lead = html.escape(asset.get("lead") or asset.get("summary") or "")
    internal = '<p class="internal">Internal: do not send</p>' if asset.get("audience") == "internal" else ""
    top = f'<div class="brand">{MARK}<span>Harbourline</span><em>{html.escape(strapline(asset))}</em></div>'
    if kind == "white-paper":
        art, extra = drawing(asset, 1000, 1414), f'<p class="when">{html.escape(str(asset.get("released") or "")[:7])}</p>'
    elif kind == "case-study":
        art, extra = drawing(asset, 1000, 420), ""
    elif kind in ("one-pager", "comparison", "guide", "roi", "faq"):
        art, extra = drawing(asset, 1000, 190), ""
    else:
        art, extra = "", ""
    return f'<header>{art}{top}<div class="head">{internal}<h1>{title}</h1><p class="lead">{lead}</p>{extra}</div></header>{figures(asset)}'


def page(asset, body, sheet):
    dark, bright, spark = colours(asset)
    css = (HERE / sheet).read_text(encoding="utf-8")
    language, kind = asset.get("language") or "en", asset.get("kind") or "plain"
    described = html.escape(asset.get("summary") or "", quote=True)
    return (f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(asset["title"])}</title>\n'
            f'<meta name="description" content="{described}"><meta name="author" content="Harbourline">\n'
            f"<style>:root{{--dark:{dark};--bright:{bright};--spark:{spark}}}\n{css}</style></head>\n"
            f'<body class="{kind}">{cover(asset)}<main>\n{body}</main>')


def printed(asset, body):
    return page(asset, body, "print.css") + "</body></html>\n"


def web(asset, body):
    return page(asset, body, "web.css") + f"<footer>Harbourline, Rotterdam and Boston. {html.escape(strapline(asset))}.</footer></body></html>\n"
