"""Takes the hour of rendering out of a file, so that rendering twice gives the same bytes."""
import hashlib
import re
import zipfile


def settle(path, day):
    """`day` is YYYY-MM-DD: the date that the file then carries."""
    if path.suffix == ".pdf":
        path.write_bytes(settle_pdf(path.read_bytes(), day))
    elif path.suffix in (".docx", ".pptx", ".xlsx"):
        settle_zip(path, day)


def settle_pdf(data, day):
    """Every replacement keeps its length: the cross-reference table holds byte offsets."""
    digits = day.replace("-", "").encode() + b"120000"
    data = re.sub(rb"\(D:\d{14}", lambda _: b"(D:" + digits, data)
    data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", lambda _: day.encode() + b"T12:00:00", data)
    mark = hashlib.md5(day.encode() + str(len(data)).encode()).hexdigest().upper().encode()
    data = re.sub(rb"/DocChecksum /[0-9A-F]{32}", b"/DocChecksum /" + mark, data)
    return re.sub(rb"/ID\s*\[\s*<[0-9A-F]{32}>\s*<[0-9A-F]{32}>", lambda m: m[0].replace(m[0].split(b"<")[1][:32], mark)
                  .replace(m[0].split(b"<")[2][:32], mark), data)


def settle_zip(path, day):
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    stamp = (*map(int, day.split("-")), 12, 0, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", lambda _: day.encode() + b"T12:00:00Z", data)
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
