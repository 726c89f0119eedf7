//! Whatever a page says, identification ends, invents nothing and cuts the page into parts in order.

use nianbao::document::{Block, Document, Format, Locator, Paragraph};
use nianbao::normalise::identify::{identify, kind, parts, reports_in};
use proptest::prelude::*;

/// Pieces that lines of reports are made of, and characters that break scanners.
const PIECES: [&str; 44] = [
    "青岚市",
    "柳汀县",
    "财政局",
    "人民政府",
    "办公室",
    "街道",
    "2023",
    "年",
    "二〇二三年",
    "年度",
    "度",
    "政府信息公开",
    "信息公开",
    "工作",
    "报告",
    "年报",
    "总结",
    "一、",
    "（一）",
    "总体情况",
    "其他需要报告",
    "关于",
    "公布",
    "编制",
    "由",
    "现将",
    "根据",
    "《",
    "》",
    "（",
    "）",
    "(",
    "_",
    " - ",
    "——",
    "：",
    "。",
    "，",
    " ",
    "\u{3000}",
    "条例",
    "1月1日",
    "報",
    "\u{200b}é😀",
];

fn document(lines: Vec<(Vec<usize>, bool)>) -> Document {
    let mut document = Document::new(Format::Html);
    for (pieces, heading) in lines {
        let text: String = pieces.into_iter().filter_map(|piece| PIECES.get(piece).copied()).collect();
        document.head.title = Some(text.as_str().into());
        document.head.metas.push(("ArticleTitle".into(), text.as_str().into()));
        document.blocks.push(Block::Text(Paragraph {
            text: text.into(),
            locator: Locator::Unknown,
            heading,
        }));
    }
    document
}

proptest! {
    #[test]
    fn any_page_is_read(
        lines in prop::collection::vec((prop::collection::vec(0..PIECES.len(), 0..30), any::<bool>()), 0..20),
        from in 0usize..25,
        to in 0usize..25,
    ) {
        let document = document(lines);
        let ranges = reports_in(&document);
        let found = parts(&document);
        prop_assert!(ranges.iter().zip(ranges.iter().skip(1)).all(|(one, next)| one.end == next.start));
        prop_assert_eq!(found.iter().map(|part| part.blocks.clone()).collect::<Vec<_>>(), ranges);
        for part in found {
            prop_assert_eq!(&part.identity, &identify(&document, part.blocks.clone()));
            prop_assert_eq!(&part.kind, &kind(&document, part.blocks));
            prop_assert!(part.identity.year.is_none_or(|year| year == 2023));
        }
        identify(&document, from..to);
        kind(&document, from..to);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        let mut document = Document::new(Format::Text);
        document.blocks.push(Block::Text(Paragraph {
            text: text.as_str().into(),
            locator: Locator::Unknown,
            heading: true,
        }));
        parts(&document);
    }
}
