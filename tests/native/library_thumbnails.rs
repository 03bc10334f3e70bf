//! What the pictures of first slides and pages show, by their pixels: files made here in, WebP out of the library's public API.

use pitchside::library::extract::extract;
use pitchside::library::worker::Readers;
use pitchside::library::{self, Library, Progress};
use std::io::{Cursor, Write};
use std::sync::atomic::AtomicBool;

const WIDTH: u32 = 208;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let each = all.iter().map(|(id, kind, target)| {
        format!("<Relationship Id='{id}' Type='http://x/{kind}' Target='{target}'/>")
    });
    format!("<Relationships>{}</Relationships>", each.collect::<String>())
}

const THEME: &str = "<a:theme><a:themeElements><a:clrScheme name='x'><a:dk1><a:srgbClr val='000000'/></a:dk1><a:lt1><a:srgbClr val='FFFFFF'/></a:lt1><a:dk2><a:srgbClr val='002060'/></a:dk2><a:accent1><a:srgbClr val='00B050'/></a:accent1></a:clrScheme></a:themeElements></a:theme>";

/// A deck of one slide of 200 by 100 points with these shapes; its layout has a title below the middle.
fn deck(shapes: &str, master: &str) -> Vec<u8> {
    deck_with(shapes, master, &png([0, 0, 255]))
}

fn deck_with(shapes: &str, master: &str, picture: &[u8]) -> Vec<u8> {
    let slide = format!("<p:sld><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>");
    let layout = format!(
        "<p:sldLayout><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id='2' name='t'/><p:nvPr><p:ph type='title'/></p:nvPr></p:nvSpPr><p:spPr>{}</p:spPr><p:txBody><a:bodyPr lIns='0' tIns='0'/><a:p><a:r><a:t>Click here</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sldLayout>",
        xfrm(100, 60, 100, 30)
    );
    let master = format!(
        "<p:sldMaster><p:cSld>{master}</p:cSld><p:clrMap bg1='lt1' tx1='dk1' bg2='lt1' tx2='dk2' accent1='accent1'/><p:txStyles><p:titleStyle><a:lvl1pPr><a:defRPr sz='2000' b='1'><a:solidFill><a:schemeClr val='tx1'/></a:solidFill></a:defRPr></a:lvl1pPr></p:titleStyle></p:txStyles></p:sldMaster>"
    );
    package(&[
        (
            "ppt/presentation.xml",
            b"<p:presentation><p:sldIdLst><p:sldId r:id='rId1'/></p:sldIdLst><p:sldSz cx='2540000' cy='1270000'/></p:presentation>",
        ),
        ("ppt/_rels/presentation.xml.rels", relations(&[("rId1", "slide", "slides/slide1.xml")]).as_bytes()),
        ("ppt/slides/slide1.xml", slide.as_bytes()),
        (
            "ppt/slides/_rels/slide1.xml.rels",
            relations(&[("rId1", "slideLayout", "../slideLayouts/l.xml"), ("rId2", "image", "../media/a.png")]).as_bytes(),
        ),
        ("ppt/slideLayouts/l.xml", layout.as_bytes()),
        ("ppt/slideLayouts/_rels/l.xml.rels", relations(&[("rId1", "slideMaster", "../slideMasters/m.xml")]).as_bytes()),
        ("ppt/slideMasters/m.xml", master.as_bytes()),
        ("ppt/slideMasters/_rels/m.xml.rels", relations(&[("rId1", "theme", "../theme/t.xml")]).as_bytes()),
        ("ppt/theme/t.xml", THEME.as_bytes()),
        ("ppt/media/a.png", picture),
    ])
}

/// A place in points.
fn xfrm(x: i32, y: i32, w: i32, h: i32) -> String {
    let [x, y, w, h] = [x, y, w, h].map(|points| points * 12_700);
    format!("<a:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='{w}' cy='{h}'/></a:xfrm>")
}

fn filled(place: &str, fill: &str) -> String {
    format!("<p:sp><p:spPr>{place}<a:prstGeom prst='rect'/><a:solidFill>{fill}</a:solidFill></p:spPr></p:sp>")
}

fn red(place: &str) -> String {
    filled(place, "<a:srgbClr val='FF0000'/>")
}

/// A picture that is that colour on the left, and white on the right.
fn png(colour: [u8; 3]) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(40, 40, |x, _| image::Rgb(if x < 20 { colour } else { [255; 3] }));
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

fn drawn(bytes: &[u8], extension: &str) -> image::RgbImage {
    let document = extract(bytes, extension).unwrap();
    assert!(!document.thumbnail.is_empty(), "nothing is drawn");
    let picture = image::load_from_memory(&document.thumbnail).unwrap().to_rgb8();
    assert_eq!(picture.width(), WIDTH);
    picture
}

/// Whether the pixel at parts of the width and height is about that colour.
#[track_caller]
fn assert_is(picture: &image::RgbImage, (x, y): (f64, f64), colour: [u8; 3]) {
    let at = ((x * f64::from(picture.width())) as u32, (y * f64::from(picture.height())) as u32);
    let pixel = picture.get_pixel(at.0, at.1).0;
    assert!(
        pixel.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 14),
        "{pixel:?} instead of {colour:?} at {x}, {y}"
    );
}

/// Left, top, right and bottom of what is dark, as parts of the width and height.
fn ink(picture: &image::RgbImage) -> [f64; 4] {
    let (w, h) = (f64::from(picture.width()), f64::from(picture.height()));
    let dark = picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0.iter().all(|part| *part < 110));
    dark.fold([1.0, 1.0, 0.0, 0.0], |[l, t, r, b], (x, y, _)| {
        let (x, y) = (f64::from(x) / w, f64::from(y) / h);
        [f64::min(l, x), f64::min(t, y), f64::max(r, x), f64::max(b, y)]
    })
}

const WHITE: [u8; 3] = [255; 3];

#[test]
fn a_box_is_where_it_is_on_the_slide() {
    let picture = drawn(&deck(&red(&xfrm(0, 0, 100, 100)), ""), "pptx");
    assert_eq!(picture.height(), 104);
    assert_is(&picture, (0.25, 0.5), [255, 0, 0]);
    assert_is(&picture, (0.45, 0.95), [255, 0, 0]);
    assert_is(&picture, (0.55, 0.5), WHITE);
}

#[test]
fn what_comes_later_lies_above_and_hidden_shapes_are_not_drawn() {
    let hidden =
        red(&xfrm(0, 0, 200, 100)).replace("<p:sp>", "<p:sp><p:nvSpPr><p:cNvPr hidden='1'/></p:nvSpPr>");
    let blue = filled(&xfrm(0, 0, 50, 100), "<a:srgbClr val='0000FF'/>");
    let picture = drawn(&deck(&format!("{}{blue}{hidden}", red(&xfrm(0, 0, 100, 100))), ""), "pptx");
    assert_is(&picture, (0.1, 0.5), [0, 0, 255]);
    assert_is(&picture, (0.4, 0.5), [255, 0, 0]);
    assert_is(&picture, (0.8, 0.5), WHITE);
}

#[test]
fn a_title_without_a_place_stands_where_its_layout_has_it() {
    let title = "<p:sp><p:nvSpPr><p:cNvPr id='2' name='t'/><p:nvPr><p:ph type='ctrTitle'/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang='en'/><a:t>Harbour</a:t></a:r></a:p></p:txBody></p:sp>";
    let picture = drawn(&deck(title, ""), "pptx");
    let [left, top, right, bottom] = ink(&picture);
    assert!((0.49..0.53).contains(&left) && right > 0.75, "{left} {right}");
    assert!(top > 0.6 && bottom < 0.9, "{top} {bottom}");
    // Large: 20 points of 100.
    assert!(bottom - top > 0.12, "{top} {bottom}");
}

#[test]
fn colours_of_the_theme_and_the_ground_of_the_master_are_used() {
    let master = "<p:bg><p:bgPr><a:solidFill><a:schemeClr val='tx2'/></a:solidFill></p:bgPr></p:bg>";
    let accent = |change: &str| format!("<a:schemeClr val='accent1'>{change}</a:schemeClr>");
    let shapes = [
        filled(&xfrm(0, 0, 50, 50), &accent("")),
        filled(&xfrm(50, 0, 50, 50), &accent("<a:lumMod val='50000'/>")),
    ];
    let picture = drawn(&deck(&shapes.concat(), master), "pptx");
    assert_is(&picture, (0.12, 0.25), [0, 0xb0, 0x50]);
    assert_is(&picture, (0.37, 0.25), [0, 0x58, 0x28]);
    assert_is(&picture, (0.8, 0.8), [0, 0x20, 0x60]);
}

#[test]
fn a_gradient_goes_from_one_colour_to_the_other() {
    let fill = "<a:gradFill><a:gsLst><a:gs pos='0'><a:srgbClr val='FF0000'/></a:gs><a:gs pos='100000'><a:srgbClr val='0000FF'/></a:gs></a:gsLst><a:lin ang='0'/></a:gradFill>";
    let shape =
        red(&xfrm(0, 0, 200, 100)).replace("<a:solidFill><a:srgbClr val='FF0000'/></a:solidFill>", fill);
    let picture = drawn(&deck(&shape, ""), "pptx");
    assert_is(&picture, (0.02, 0.5), [250, 0, 5]);
    assert_is(&picture, (0.5, 0.5), [128, 0, 128]);
    assert_is(&picture, (0.98, 0.5), [5, 0, 250]);
}

#[test]
fn a_picture_is_drawn_in_its_place_and_cut() {
    let pic = |cut: &str| {
        format!(
            "<p:pic><p:blipFill><a:blip r:embed='rId2'/>{cut}<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{}</p:spPr></p:pic>",
            xfrm(100, 0, 100, 100)
        )
    };
    let whole = drawn(&deck(&pic(""), ""), "pptx");
    assert_is(&whole, (0.25, 0.5), WHITE);
    assert_is(&whole, (0.6, 0.5), [0, 0, 255]);
    assert_is(&whole, (0.9, 0.5), WHITE);
    let cut = drawn(&deck(&pic("<a:srcRect r='50000'/>"), ""), "pptx");
    assert_is(&cut, (0.9, 0.5), [0, 0, 255]);
}

#[test]
fn a_tables_rows_are_as_tall_as_their_texts_and_filled() {
    let row = |fill: &str| {
        format!(
            "<a:tr h='0'><a:tc><a:txBody><a:p><a:r><a:rPr sz='2000'/><a:t> </a:t></a:r></a:p></a:txBody><a:tcPr><a:solidFill><a:srgbClr val='{fill}'/></a:solidFill></a:tcPr></a:tc></a:tr>"
        )
    };
    let place = xfrm(0, 0, 200, 10).replace("a:xfrm", "p:xfrm");
    let table = format!(
        "<p:graphicFrame>{place}<a:graphic><a:graphicData><a:tbl><a:tblGrid><a:gridCol w='2540000'/></a:tblGrid>{}{}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
        row("FF0000"),
        row("0000FF")
    );
    let picture = drawn(&deck(&table, ""), "pptx");
    assert_is(&picture, (0.9, 0.25), [255, 0, 0]);
    assert_is(&picture, (0.9, 0.5), [0, 0, 255]);
    assert_is(&picture, (0.9, 0.8), WHITE);
}

#[test]
fn a_group_is_stretched_into_its_place() {
    let group = format!(
        "<p:grpSp><p:grpSpPr><a:xfrm><a:off x='1270000' y='0'/><a:ext cx='1270000' cy='1270000'/><a:chOff x='0' y='0'/><a:chExt cx='127000' cy='127000'/></a:xfrm></p:grpSpPr>{}</p:grpSp>",
        red(&xfrm(0, 5, 10, 5))
    );
    let picture = drawn(&deck(&group, ""), "pptx");
    assert_is(&picture, (0.75, 0.75), [255, 0, 0]);
    assert_is(&picture, (0.75, 0.25), WHITE);
    assert_is(&picture, (0.25, 0.75), WHITE);
}

#[test]
fn hostile_slides_are_read_without_a_picture_or_with_what_can_be_drawn() {
    let box_ = red(&xfrm(0, 0, 100, 100));
    // A picture that says it is huge, one that is cut, and many shapes in many groups.
    let mut huge = png([0, 0, 255]);
    huge[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
    let pic = format!(
        "<p:pic><p:blipFill><a:blip r:embed='rId2'/></p:blipFill><p:spPr>{}</p:spPr></p:pic>",
        xfrm(100, 0, 100, 100)
    );
    for picture in [huge, png([0, 0, 255])[..40].to_vec(), Vec::new()] {
        let read = drawn(&deck_with(&format!("{box_}{pic}"), "", &picture), "pptx");
        assert_is(&read, (0.25, 0.5), [255, 0, 0]);
    }
    let nested = format!("{}{}{}", "<p:grpSp>".repeat(200), box_, "</p:grpSp>".repeat(200));
    let strange = box_.replace("cx='1270000'", "cx='99999999999999999999'").replace("y='0'", "y='NaN'");
    for shapes in [nested, strange, box_.repeat(20_000), String::new(), "<p:sp><p:spPr>".to_owned()] {
        let read = extract(&deck(&shapes, ""), "pptx").unwrap();
        assert!(read.thumbnail.is_empty() || read.thumbnail.starts_with(b"RIFF"));
    }
    // Every cut is read, or said to be damaged.
    let whole = deck(&format!("{box_}{pic}"), "");
    for length in (100..whole.len()).step_by(97) {
        if let Ok(read) = extract(&whole[..length], "pptx") {
            assert!(read.thumbnail.is_empty() || read.thumbnail.starts_with(b"RIFF"));
        }
    }
}

fn word(body: &str) -> Vec<u8> {
    let styles = "<w:styles><w:style w:type='paragraph' w:styleId='Heading1'><w:name w:val='heading 1'/><w:rPr><w:b/><w:color w:val='FF0000'/><w:sz w:val='96'/></w:rPr></w:style></w:styles>";
    let main = format!(
        "<w:document><w:body>{body}<w:sectPr><w:pgSz w:w='4000' w:h='4000'/><w:pgMar w:top='400' w:left='400' w:right='400' w:bottom='400'/></w:sectPr></w:body></w:document>"
    );
    package(&[
        ("word/document.xml", main.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/_rels/document.xml.rels", relations(&[("rId2", "image", "media/a.png")]).as_bytes()),
        ("word/media/a.png", &png([0, 0, 255])),
    ])
}

#[test]
fn a_page_has_its_size_its_headings_colour_and_its_tables_grounds() {
    // 200 points each way with a margin of 20: a heading of 48 points, then a table of two cells.
    let cell = |fill: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w='1600'/><w:shd w:val='clear' w:fill='{fill}'/></w:tcPr><w:p><w:r><w:t> </w:t></w:r></w:p></w:tc>"
        )
    };
    let picture = drawn(
        &word(&format!(
            "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>HHHH</w:t></w:r></w:p><w:tbl><w:tblGrid><w:gridCol w:w='1600'/><w:gridCol w:w='1600'/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val='1200'/></w:trPr>{}{}</w:tr></w:tbl>",
            cell("00FF00"),
            cell("0000FF")
        )),
        "docx",
    );
    assert_eq!(picture.height(), WIDTH);
    let heading = picture.enumerate_pixels().filter(|(_, _, p)| p.0[0] > 200 && p.0[1] < 60 && p.0[2] < 60);
    let rows: Vec<u32> = heading.map(|(_, y, _)| y).collect();
    let (top, bottom) = (rows.iter().min().unwrap(), rows.iter().max().unwrap());
    assert!(*top >= 20 && *bottom < 82 && bottom - top > 25, "{top} {bottom}");
    assert_is(&picture, (0.3, 0.6), [0, 255, 0]);
    assert_is(&picture, (0.7, 0.6), [0, 0, 255]);
    assert_is(&picture, (0.5, 0.95), WHITE);
}

#[test]
fn a_cover_picture_lies_where_it_is_anchored_and_only_the_first_page_is_drawn() {
    let anchor = "<w:r><w:drawing><wp:anchor behindDoc='1'><wp:positionH relativeFrom='page'><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom='page'><wp:posOffset>1270000</wp:posOffset></wp:positionV><wp:extent cx='2540000' cy='635000'/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed='rId2'/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>";
    let after = "<w:p><w:r><w:br w:type='page'/></w:r></w:p><w:p><w:pPr><w:shd w:val='clear' w:fill='FF0000'/></w:pPr><w:r><w:t>Next page</w:t></w:r></w:p>";
    let picture = drawn(&word(&format!("<w:p>{anchor}</w:p>{after}")), "docx");
    assert_is(&picture, (0.25, 0.6), [0, 0, 255]);
    assert_is(&picture, (0.25, 0.45), WHITE);
    assert_is(&picture, (0.25, 0.8), WHITE);
    assert!(!picture.pixels().any(|p| p.0[0] > 200 && p.0[1] < 60), "the next page is not drawn");
}

#[test]
fn pages_that_show_nothing_and_all_other_files_get_a_card() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("library.toml"), "[library]\nlanguages = [\"en\"]\n").unwrap();
    std::fs::write(folder.path().join("blank.pptx"), deck("", "")).unwrap();
    std::fs::write(folder.path().join("damaged.docx"), &word("<w:p><w:r><w:t>x</w:t></w:r></w:p>")[..300])
        .unwrap();
    std::fs::write(
        folder.path().join("guide.md"),
        "# Guide to closing\n\nFive days are enough for every close.\n",
    )
    .unwrap();
    let progress = Progress { file_done: &|_| (), cancelled: &AtomicBool::new(false), cards: true };
    let built =
        library::ingest(Library::open(folder.path()).unwrap(), &Readers::new(None), &progress).unwrap();
    assert!(built.assets.len() >= 2, "{:?}", built.diagnostics);
    for ready in &built.assets {
        let picture = image::load_from_memory(&ready.thumbnail).unwrap().to_rgb8();
        // The band in the kind's colour.
        let corner = picture.get_pixel(2, 2).0;
        assert!(corner.iter().any(|part| *part < 120), "{}: {corner:?}", ready.asset.file);
    }
}
