"""Harbourline's office look: the reference documents that pandoc copies styles from, and workbooks.

A workbook's source is Markdown with one CSV block per sheet; a cell that starts with `=` is a formula in A1 notation,
arguments parted by `;`, other sheets as `Sheet!B4`; the first row of a block is its heading:

    ``` {.csv sheet="Inputs" widths="7,3,9"}
    What,Value,Where it comes from
    Invoices a year,24000,"ERP, count of posted supplier invoices"
    ```
"""
import csv
import io
import re
import subprocess
import zipfile
from xml.sax.saxutils import escape

DARK, BRIGHT, SPARK = "12305A", "2F7FD1", "F0B54A"


def references(folder):
    """Writes reference.docx and reference.pptx into `folder`, made from pandoc's own."""
    for name, change in (("reference.docx", change_docx), ("reference.pptx", change_pptx)):
        original = folder / f"pandoc-{name}"
        original.write_bytes(subprocess.run(["pandoc", "--print-default-data-file", name], capture_output=True, check=True).stdout)
        with zipfile.ZipFile(original) as old, zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                new.writestr(info.filename, change(info.filename, old.read(info)))


FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'


def style(name, label, paragraph, letters, based="Normal"):
    return (f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{label}"/><w:basedOn w:val="{based}"/>'
            f'<w:next w:val="BodyText"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{FONT}{letters}</w:rPr></w:style>')


def band(fill):
    edges = "".join(f'<w:{side} w:val="single" w:sz="48" w:space="0" w:color="{fill}"/>' for side in ("top", "left", "bottom", "right"))
    return f'<w:pBdr>{edges}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


STYLES = {
    "Title": style("Title", "Title", f'<w:keepNext/>{band(DARK)}<w:spacing w:before="0" w:after="0"/><w:ind w:left="120" w:right="120"/>',
                   '<w:b/><w:color w:val="FFFFFF"/><w:sz w:val="44"/>'),
    "Subtitle": style("Subtitle", "Subtitle", f'<w:keepNext/>{band(DARK)}<w:spacing w:before="0" w:after="280"/><w:ind w:left="120" w:right="120"/>',
                      f'<w:b/><w:color w:val="{SPARK}"/><w:sz w:val="22"/>'),
    "Heading1": style("Heading1", "Heading 1", '<w:keepNext/><w:spacing w:before="320" w:after="60"/><w:outlineLvl w:val="0"/>',
                      f'<w:b/><w:color w:val="{DARK}"/><w:sz w:val="32"/>'),
    "Heading2": style("Heading2", "Heading 2", '<w:keepNext/><w:spacing w:before="280" w:after="60"/><w:outlineLvl w:val="1"/>',
                      f'<w:b/><w:color w:val="{DARK}"/><w:sz w:val="27"/>'),
    "Heading3": style("Heading3", "Heading 3", '<w:keepNext/><w:spacing w:before="200" w:after="40"/><w:outlineLvl w:val="2"/>',
                      f'<w:b/><w:color w:val="{BRIGHT}"/><w:sz w:val="23"/>'),
    "BlockText": style("BlockText", "Block Text", f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="10" w:color="{SPARK}"/></w:pBdr>'
                       '<w:spacing w:before="140" w:after="140"/><w:ind w:left="360" w:right="360"/>', f'<w:i/><w:color w:val="{DARK}"/>', "BodyText"),
}
GRID = ('<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/><w:tblPr><w:tblBorders>'
        '<w:top w:val="single" w:sz="8" w:color="12305A"/><w:bottom w:val="single" w:sz="8" w:color="12305A"/>'
        '<w:insideH w:val="single" w:sz="4" w:color="C9D2DA"/></w:tblBorders><w:tblCellMar><w:left w:w="90" w:type="dxa"/>'
        '<w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr>'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="12305A"/></w:tcPr></w:tblStylePr></w:style>')


def change_docx(name, data):
    if name == "word/document.xml":  # A4
        size = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1247" w:bottom="1134" w:left="1247" w:header="567" w:footer="567" w:gutter="0"/>'
        return re.sub(r"<w:sectPr[^>]*/>|<w:sectPr.*?</w:sectPr>", f"<w:sectPr>{size}</w:sectPr>", data.decode(), flags=re.S).encode()
    if name != "word/styles.xml":
        return data
    text = data.decode()
    for key, new in {**STYLES, "Table": GRID}.items():
        text = re.sub(rf'<w:style [^>]*w:styleId="{key}".*?</w:style>', lambda _: new, text, count=1, flags=re.S)
    text = re.sub(r'<w:rPrDefault>.*?</w:rPrDefault>', f'<w:rPrDefault><w:rPr>{FONT}<w:sz w:val="21"/><w:szCs w:val="21"/>'
                  '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>', text, flags=re.S)
    text = text.replace('w:before="180" w:after="180"', 'w:before="80" w:after="110" w:line="276" w:lineRule="auto"')
    return text.encode()


def box(name, number, left, top, width, height, fill):
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
            f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
            '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>')


def change_pptx(name, data):
    if name == "ppt/theme/theme1.xml":
        text = data.decode()
        for old, new in (("1F497D", DARK), ("EEECE1", "F5F3EE"), ("4F81BD", BRIGHT), ("C0504D", "C2603C"), ("9BBB59", "3A9A6B"),
                         ("8064A2", "4A1F3D"), ("4BACC6", "1C7C7D"), ("F79646", SPARK), ("0000FF", BRIGHT)):
            text = text.replace(f'<a:srgbClr val="{old}"/>', f'<a:srgbClr val="{new}"/>')
        return text.encode()
    if name == "ppt/slideMasters/slideMaster1.xml":
        text = data.decode()
        text = text.replace("</p:grpSpPr>", "</p:grpSpPr>" + box("Band", 90, 0, 0, 9144000, 90000, DARK)
                            + box("Spark", 91, 457200, 985000, 640000, 38000, SPARK), 1)
        text = re.sub(r'(<p:titleStyle><a:lvl1pPr )algn="ctr"(.*?)sz="3300"( kern="1200")><a:solidFill><a:schemeClr val="tx1"/>',
                      r'\1algn="l"\2sz="2500" b="1"\3><a:solidFill><a:schemeClr val="tx2"/>', text, count=1, flags=re.S)
        for old, new in (("2400", "2000"), ("2100", "1700"), ("1800", "1500")):
            head, mid, tail = text.partition("<p:bodyStyle>")
            text = head + mid + tail.replace(f'sz="{old}" kern', f'sz="{new}" kern')
        return text.encode()
    if name == "ppt/slideLayouts/slideLayout1.xml":
        text = data.decode()
        text = text.replace('type="title"', 'type="title" showMasterSp="0"', 1)
        text = text.replace('<p:cSld name="Title Slide">', '<p:cSld name="Title Slide"><p:bg><p:bgPr><a:solidFill><a:srgbClr val="'
                            + DARK + '"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>', 1)
        text = text.replace('<a:bodyPr/><a:lstStyle/>', '<a:bodyPr anchor="b"/><a:lstStyle><a:lvl1pPr algn="l"><a:defRPr sz="3400" b="1">'
                            '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>', 1)
        text = text.replace("</p:grpSpPr>", "</p:grpSpPr>" + box("Spark", 92, 685800, 2760000, 1300000, 55000, SPARK), 1)  # after the title's own look
        text = text.replace('x="685800" y="1597819"', 'x="595800" y="1300000"').replace('x="1371600" y="2914650"', 'x="595800" y="2914650"')
        text = text.replace('indent="0" algn="ctr"><a:buNone/><a:defRPr><a:solidFill><a:schemeClr val="tx1"><a:tint val="75000"/></a:schemeClr>',
                            f'indent="0" algn="l"><a:buNone/><a:defRPr sz="1800"><a:solidFill><a:srgbClr val="{SPARK}"/>', 1)
        return text.encode()
    return data


BLOCK = re.compile(r'^```+ *\{\.csv sheet="([^"]+)"(?: widths="([\d.,]+)")?\}\n(.*?)^```+$', re.S | re.M)
CELL = re.compile(r"(?:(\w+|'[^']+')!)?(\$?[A-Z]{1,2}\$?\d+)(?::(\$?[A-Z]{1,2}\$?\d+))?(?!\()")
STYLE_XML = """<office:automatic-styles>
<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:background-color="#12305a" fo:wrap-option="wrap"/>
<style:text-properties fo:color="#ffffff" fo:font-weight="bold" style:font-name="Calibri" fo:font-size="11pt"/></style:style>
<style:style style:name="text" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>
<style:text-properties style:font-name="Calibri" fo:font-size="11pt"/></style:style>
<style:style style:name="sum" style:family="table-cell"><style:table-cell-properties fo:background-color="#fdf3dc" style:vertical-align="top"/>
<style:text-properties style:font-name="Calibri" fo:font-weight="bold" fo:font-size="11pt"/></style:style>
%s</office:automatic-styles>"""


def formula(text):
    """A1 notation → OpenFormula: `=SUM(Inputs!B2:B4)` → `of:=SUM([$Inputs.B2:.B4])`."""
    def place(match):
        sheet, first, last = match.groups()
        return f"[{'$' + sheet if sheet else ''}.{first}{':.' + last if last else ''}]"
    return "of:" + CELL.sub(place, text)


def cell(value, first):
    if not value:
        return "<table:table-cell/>"
    if value.startswith("="):
        return f'<table:table-cell table:style-name="sum" table:formula="{escape(formula(value), {chr(34): "&quot;"})}" office:value-type="float"/>'
    look = "head" if first else "text"
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return f'<table:table-cell table:style-name="{look}" office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell table:style-name="{look}" office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def workbook(asset):
    """The asset as flat OpenDocument text, for LibreOffice to compute and convert."""
    sheets, columns = [], []
    for number, (name, widths, rows) in enumerate(BLOCK.findall(asset["body"])):
        marks = ""
        for place, width in enumerate((widths or "5,3,3,3,3").split(",")):
            columns.append(f'<style:style style:name="c{number}x{place}" style:family="table-column">'
                           f'<style:table-column-properties style:column-width="{width}cm"/></style:style>')
            marks += f'<table:table-column table:style-name="c{number}x{place}"/>'
        lines = "".join("<table:table-row>" + "".join(cell(value.strip(), place == 0) for value in row) + "</table:table-row>"
                        for place, row in enumerate(csv.reader(io.StringIO(rows))))
        sheets.append(f'<table:table table:name="{escape(name)}">{marks}{lines}</table:table>')
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
            'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
            'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:meta><dc:title>' + escape(asset["title"]) +
            '</dc:title></office:meta>' + STYLE_XML % "".join(columns) + '<office:body><office:spreadsheet>' + "".join(sheets) +
            '</office:spreadsheet></office:body></office:document>\n')
