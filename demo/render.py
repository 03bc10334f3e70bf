#!/usr/bin/env python3
"""Turns demo/sources/*.md into the real files of demo/library and its catalogue.csv.

Usage: render.py [ID ...]      without ids every asset; the catalogue is always written whole.
Needs: pandoc, soffice (LibreOffice), chromium; fonts Lato and Carlito. See demo/README.md.
"""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE))
from brand import office, pages, steady  # noqa: E402

SOURCES, LIBRARY = HERE / "sources", HERE / "library"
FIELDS = ("id file title kind summary language industries personas seniorities stages sizes regions products competitors "
          "tags audience url released updated expires review_by superseded_by version priority owner").split()
FORMATS = ("pdf", "docx", "pptx", "xlsx", "html", "md")


def run(args, text=None):
    """Runs a program and returns its output; its complaint becomes ours."""
    done = subprocess.run(args, input=text, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(f"{args[0]} failed: {done.stderr.strip()[-600:]}")
    return done.stdout


def read_source(path):
    """Front matter (read by pandoc, so any YAML will do) and body of one source."""
    text = path.read_text(encoding="utf-8")
    head, body = re.match(r"---\n(.*?)\n---\n(.*)", text, re.S).groups()
    with tempfile.NamedTemporaryFile("w", suffix=".t") as template:
        template.write("$meta-json$")
        template.flush()
        meta = json.loads(run(["pandoc", "-f", "markdown-smart-markdown_in_html_blocks", "-t", "plain", "--wrap=none",
                               f"--template={template.name}"], f"---\n{head}\n---\n"))
    for need in ("id", "title", "format"):
        if not meta.get(need):
            raise ValueError(f"{path.name}: no {need}")
    if meta["format"] not in FORMATS or meta["id"] != path.stem:
        raise ValueError(f"{path.name}: the id must be the file's name, the format one of {', '.join(FORMATS)}")
    meta["body"] = body.strip() + "\n"
    meta["file"] = f"{meta.get('kind') or 'other'}/{meta['id']}.{meta['format']}"
    return meta


def pandoc(asset, to, *options):
    """The asset's body in another format, written by pandoc."""
    return run(["pandoc", "-f", "markdown", "-t", to, f"--metadata=title:{asset['title']}",
                f"--metadata=lang:{asset.get('language') or 'en'}", *options], asset["body"])


def chromium_pdf(asset, target, work):
    page = work / f"{asset['id']}.html"
    page.write_text(pages.printed(asset, pandoc(asset, "html5")), encoding="utf-8")
    run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-extensions",
         f"--user-data-dir={work / ('profile-' + asset['id'])}", f"--print-to-pdf={target}", page.as_uri()])


def soffice(work, to, *files):
    """One LibreOffice start for all the files of a kind."""
    if files:
        run(["soffice", f"-env:UserInstallation={(work / 'office').as_uri()}", "--headless", "--convert-to", to,
             "--outdir", str(work / "out"), *map(str, files)])


def docx(asset, target, work):
    pandoc(asset, "docx", f"--reference-doc={work / 'reference.docx'}", f"--metadata=subtitle:{pages.strapline(asset)}",
           "-o", str(target))


def make(asset, work):
    """Writes one asset, or what LibreOffice needs to write it (then returns that file)."""
    target = LIBRARY / asset["file"]
    target.parent.mkdir(parents=True, exist_ok=True)
    kind, office_file = asset["format"], None
    if kind == "pdf" and asset.get("via") == "libreoffice":
        office_file = work / f"{asset['id']}.docx"
        docx(asset, office_file, work)
    elif kind == "pdf":
        chromium_pdf(asset, target, work)
    elif kind == "docx":
        docx(asset, target, work)
    elif kind == "pptx":
        pandoc(asset, "pptx", f"--reference-doc={work / 'reference.pptx'}", "--slide-level=2",
               f"--metadata=subtitle:{pages.strapline(asset)}", "-o", str(target))
    elif kind == "xlsx":
        office_file = work / f"{asset['id']}.fods"
        office_file.write_text(office.workbook(asset), encoding="utf-8")
    elif kind == "html":
        target.write_text(pages.web(asset, pandoc(asset, "html5")), encoding="utf-8")
    else:
        target.write_text(f"# {asset['title']}\n\n{asset['body']}", encoding="utf-8")
    print("made", asset["file"], "(by LibreOffice, below)" if office_file else "", flush=True)
    return office_file


def catalogue(assets):
    with open(LIBRARY / "catalogue.csv", "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(FIELDS)
        for asset in assets:
            cells = (asset.get(field, "") for field in FIELDS)
            rows.writerow("; ".join(cell) if isinstance(cell, list) else str(cell) for cell in cells)


def main(wanted):
    os.environ["SOURCE_DATE_EPOCH"] = "1767225600"  # 2026-01-01: what pandoc stamps into office files
    with ThreadPoolExecutor(2) as pool:
        assets = list(pool.map(read_source, sorted(SOURCES.glob("*.md"))))
    chosen = [asset for asset in assets if not wanted or asset["id"] in wanted]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        office.references(work)
        with ThreadPoolExecutor(2) as pool:
            waiting = list(pool.map(lambda asset: make(asset, work), chosen))
        soffice(work, "pdf", *(file for file in waiting if file and file.suffix == ".docx"))
        soffice(work, "xlsx", *(file for file in waiting if file and file.suffix == ".fods"))
        for asset, file in zip(chosen, waiting):
            target = LIBRARY / asset["file"]
            if file:
                target.write_bytes((work / "out" / target.name).read_bytes())
            steady.settle(target, asset.get("updated") or asset.get("released") or "2026-01-01")
    catalogue(assets)
    known = {asset["file"] for asset in assets}
    for file in sorted(LIBRARY.glob("*/*")):
        if file.relative_to(LIBRARY).as_posix() not in known:
            print("no source makes", file.relative_to(LIBRARY))
    total = sum(file.stat().st_size for file in LIBRARY.rglob("*") if file.is_file())
    print(f"{len(chosen)} of {len(assets)} assets rendered, the library is {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main(set(sys.argv[1:]))
