//! Heads of columns from words written by hand: which lines are one head, and which are two.

use super::super::geometry::{Area, Turn};
use crate::document::pdf::painted::glyph::{Colour, Glyph, GlyphMarks};
use crate::document::pdf::sheet::chunk::{Chunk, whole};
use crate::document::pdf::unruled::repeats::mend;
use crate::document::pdf::unruled::stack::{
    LEADING, cut_tight, is_title_text, join_spaced, leading, shares, stacks,
};

/// A word of 10 point type, its characters `gap` apart, with its top left corner at a place.
fn spaced(text: &str, left: f32, top: f32, gap: f32) -> Chunk {
    let glyph = |(at, ch): (usize, char)| {
        let left = left + (10.0 + gap) * at as f32;
        Glyph {
            ch,
            area: Area::new(left, top, left + 10.0, top + 10.0),
            baseline: top + 8.8,
            size: 10.0,
            turn: Turn::Upright,
            order: 0,
            colour: Colour::default(),
            marks: GlyphMarks::default(),
        }
    };
    let glyphs: Vec<Glyph> = text.chars().enumerate().map(glyph).collect();
    let area = glyphs.iter().map(|glyph| glyph.area).reduce(|a, b| a.around(&b)).unwrap();
    Chunk { glyphs, area, figure: text.chars().all(|ch| ch.is_ascii_digit()), carried: 0.0 }
}

fn word(text: &str, left: f32, top: f32) -> Chunk {
    spaced(text, left, top, 0.0)
}

/// The heads that lines make.
fn heads(lines: &[Vec<Chunk>], leading: f32) -> Vec<String> {
    stacks(lines, leading, f32::MIN).into_iter().map(|stack| stack.into_chunk().text()).collect()
}

fn texts(lines: &[Vec<Chunk>]) -> Vec<Vec<String>> {
    lines.iter().map(|line| line.iter().map(Chunk::text).collect()).collect()
}

#[test]
fn lines_close_below_one_another_are_one_head() {
    let lines = |top: f32| {
        [
            vec![word("商业", 0.0, 0.0), word("科研", 60.0, 0.0)],
            vec![word("企业", 0.0, top), word("机构", 60.0, top)],
        ]
    };
    assert_eq!(heads(&lines(12.0), LEADING), ["商业企业", "科研机构"]);
    assert_eq!(heads(&lines(20.0), LEADING), ["商业", "科研", "企业", "机构"], "too far below");
    assert_eq!(heads(&lines(20.0), 1.1), ["商业企业", "科研机构"], "where all lines stand so far apart");
}

#[test]
fn a_head_over_two_columns_is_not_joined_with_those_below() {
    let lines = [
        vec![word("法人或其他组织", 15.0, 0.0)],
        vec![word("企业", 0.0, 12.0), word("机构", 45.0, 12.0), word("其他", 90.0, 12.0)],
    ];
    assert_eq!(heads(&lines, LEADING), ["法人或其他组织", "企业", "机构", "其他"]);
}

#[test]
fn a_line_longer_than_the_one_above_begins_a_head() {
    let lines = [vec![word("总计", 20.0, 0.0)], vec![word("本年新收数量", 0.0, 12.0)]];
    assert_eq!(heads(&lines, LEADING), ["总计", "本年新收数量"]);
}

#[test]
fn the_article_that_a_table_stands_under_is_no_head() {
    let lines = [vec![word("第二十条第一项", 0.0, 0.0)], vec![word("信息内容数", 10.0, 12.0)]];
    assert_eq!(heads(&lines, LEADING), ["第二十条第一项", "信息内容数"]);
    assert!(is_title_text("第二十条第（五）项") && !is_title_text("第一项") && !is_title_text("见第二十条"));
}

#[test]
fn characters_written_downwards_are_one_head() {
    let lines: Vec<Vec<Chunk>> = "自然人"
        .chars()
        .enumerate()
        .map(|(at, ch)| vec![word(&ch.to_string(), 5.0, 16.0 * at as f32)])
        .collect();
    assert_eq!(heads(&lines, LEADING), ["自然人"]);
}

#[test]
fn lines_set_to_different_sides_are_different_heads() {
    let left = [vec![word("结果维持情况", 0.0, 0.0)], vec![word("总计", 0.0, 12.0)]];
    assert_eq!(heads(&left, LEADING), ["结果维持情况总计"]);
    let aside = [vec![word("结果维持情况", 0.0, 0.0)], vec![word("总计", 12.0, 12.0)]];
    assert_eq!(heads(&aside, LEADING), ["结果维持情况", "总计"]);
}

#[test]
fn the_leading_is_that_of_the_labels() {
    let label = |top: f32| vec![word("本年度办理结果情况", 0.0, top)];
    let header = vec![word("自然人", 100.0, 0.0)];
    let lines = |step: f32| [header.clone(), label(30.0), label(30.0 + step), label(30.0 + 2.0 * step)];
    // Lines 16 apart of type 10 high leave 0.6, and a little more is allowed.
    assert!((leading(&lines(16.0), 1) - 0.7).abs() < 1e-3);
    assert_eq!(leading(&lines(11.0), 1), LEADING, "never less than usual");
    assert_eq!(leading(&lines(90.0), 1), 2.0, "nor more than two lines");
    assert_eq!(leading(std::slice::from_ref(&header), 1), LEADING);
}

#[test]
fn characters_spaced_out_over_a_column_are_one_word() {
    let line = vec![word("总", 0.0, 0.0), word("计", 22.0, 0.0), word("12", 80.0, 0.0)];
    assert_eq!(texts(&join_spaced(&[line])), [["总计", "12"]]);
    let far = vec![word("总", 0.0, 0.0), word("计", 60.0, 0.0)];
    assert_eq!(texts(&join_spaced(&[far])), [["总", "计"]]);
    // Others stand under them: each is the top of a word written downwards.
    let downwards = [
        vec![word("企", 0.0, 0.0), word("机", 22.0, 0.0)],
        vec![word("业", 0.0, 12.0), word("构", 22.0, 12.0)],
    ];
    assert_eq!(texts(&join_spaced(&downwards)), [["企", "机"], ["业", "构"]]);
}

#[test]
fn heads_that_touch_are_cut_where_the_gap_is_widest_over_two_figures() {
    let mut tight = word("结果维持", 0.0, 0.0);
    let more = word("结果纠正", 43.0, 0.0);
    tight.glyphs.extend(more.glyphs);
    tight.area = tight.area.around(&more.area);
    let body = [vec![word("1", 15.0, 20.0), word("2", 58.0, 20.0)]];
    assert_eq!(texts(&cut_tight(&[vec![tight.clone()]], &body, f32::MIN)), [["结果维持", "结果纠正"]]);
    let lone = [vec![word("1", 40.0, 20.0)]];
    assert_eq!(
        texts(&cut_tight(&[vec![tight]], &lone, f32::MIN)),
        [["结果维持结果纠正"]],
        "one figure, one head"
    );
}

#[test]
fn boxes_share_a_column_by_half_of_the_narrower() {
    let area = |left: f32, right: f32| Area::new(left, 0.0, right, 10.0);
    assert!(shares(&area(0.0, 100.0), &area(95.0, 104.0)));
    assert!(!shares(&area(0.0, 100.0), &area(96.0, 105.0)));
}

#[test]
fn a_corner_is_cut_from_the_head_beside_it_where_the_labels_end() {
    let beside = whole([word("第四项之和", 30.0, 0.0).glyphs, word("自然人", 83.0, 0.0).glyphs].concat());
    let heads = [vec![beside, word("企业", 150.0, 0.0)]];
    let body = [vec![word("一、申请数量", 20.0, 20.0), word("5", 95.0, 20.0), word("6", 157.0, 20.0)]];
    let cut = |labels_end: f32| texts(&cut_tight(&heads, &body, labels_end)).concat();
    assert_eq!(cut(80.0), ["第四项之和", "自然人", "企业"]);
    assert_eq!(cut(f32::MIN), ["第四项之和自然人", "企业"]);
}

#[test]
fn a_gap_as_wide_as_those_between_the_heads_of_its_line_is_one_of_them() {
    let near = |gap: f32| {
        let one = [word("科研机构", 60.0, 0.0).glyphs, word("公益组织", 100.0 + gap, 0.0).glyphs].concat();
        [vec![word("商业企业", 15.0, 0.0), whole(one), word("其他", 145.0 + gap, 0.0)]]
    };
    let body = [vec![word("5", 30.0, 20.0)]];
    assert_eq!(texts(&cut_tight(&near(4.0), &body, f32::MIN)).concat().len(), 4);
    assert_eq!(texts(&cut_tight(&near(1.0), &body, f32::MIN)).concat().len(), 3);
}

#[test]
fn over_the_labels_a_text_goes_on_till_its_brackets_are_closed() {
    let lines = [
        vec![word("（第一项加第二项", 0.0, 0.0)],
        vec![word("之和）", 4.0, 22.0)],
        vec![word("规章", 20.0, 34.0)],
    ];
    let own = |labels_end: f32| {
        stacks(&lines, LEADING, labels_end)
            .into_iter()
            .map(|stack| stack.into_chunk().text())
            .collect::<Vec<_>>()
    };
    assert_eq!(own(100.0), ["（第一项加第二项之和）", "规章"]);
    assert_eq!(own(f32::MIN).len(), 3);
}

/// The lowest heads after those that begin again gave one another what they lack.
fn mended(lines: &[Vec<Chunk>], lowest: &[usize]) -> Vec<String> {
    let mut stacks = stacks(lines, LEADING, f32::MIN);
    mend(&mut stacks, lowest);
    lowest.iter().map(|at| stacks[*at].glyphs.iter().map(|glyph| glyph.ch).collect()).collect()
}

#[test]
fn names_that_begin_again_take_back_what_a_head_above_took_or_lost() {
    let names = |left: f32, top: f32| {
        ["结果维持", "其他结果", "总计"]
            .iter()
            .zip([0.0, 50.0, 100.0])
            .map(move |(name, x)| word(name, left + x, top))
    };
    // The head over the second three runs into the name below it.
    let over = [vec![word("复议之后", 200.0, 0.0)], names(0.0, 12.0).chain(names(150.0, 12.0)).collect()];
    assert_eq!(stacks(&over, LEADING, f32::MIN).len(), 6, "one head is lost");
    let own = ["结果维持", "其他结果", "总计", "结果维持", "其他结果", "总计"];
    assert_eq!(mended(&over, &[1, 2, 3, 4, 0, 5]), own);
    // The first line of a name is taken for a head above it.
    let mut torn: Vec<Chunk> = names(0.0, 20.0).chain(names(150.0, 20.0)).collect();
    torn[4] = word("果", 215.0, 20.0);
    let torn = [vec![word("其他结", 205.0, 0.0)], torn];
    assert_eq!(mended(&torn, &[1, 2, 3, 4, 5, 6]), own);
    // Names that do not begin again stay.
    let other = [vec![word("商业", 0.0, 0.0), word("科研", 40.0, 0.0), word("总计", 80.0, 0.0)]];
    assert_eq!(mended(&other, &[0, 1, 2]), ["商业", "科研", "总计"]);
}
