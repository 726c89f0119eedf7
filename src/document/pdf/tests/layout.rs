//! Pages turned, cut, continued; cells that span; rulings of all kinds.

use super::*;

#[test]
fn pages_turned_and_content_turned_give_the_same_table() {
    // The content turned by a quarter and the page turned back, or not: text decides.
    let content = format!("q 0 1 -1 0 700 0 cm {} Q", table(100.0, 500.0, SMALL));
    for rotate in [0, 90, 180, 270] {
        let document = read_all(&Fixture::new().turned_page(&content, rotate).bytes());
        assert_eq!(rows(grids(&document)[0]), ["名称|件数", "规章|12", "文件|7"], "{rotate}");
    }
    let document = read_all(&Fixture::new().turned_page(&table(100.0, 700.0, SMALL), 180).bytes());
    assert_eq!(rows(grids(&document)[0]), ["名称|件数", "规章|12", "文件|7"]);
    assert_eq!(
        grids(&document)[0].cells()[3].locator,
        Locator::Page { page: 1, bbox: [380.0, 660.0, 440.0, 680.0] }
    );
}

#[test]
fn lines_are_rulings_however_they_are_drawn() {
    let plain = table(100.0, 700.0, SMALL);
    let (lines, text) = plain.split_at(plain.find("BT").unwrap());
    let dashed = format!("[2 2] 0 d 0.2 w 0.96 G {lines} [] 0 d 0 G {text}");
    let thin = {
        let rules = lines.lines().map(|line| {
            let n: Vec<f32> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            format!("{} {} {} {} re f\n", n[0], n[3], (n[2] - n[0]).max(0.5), (n[1] - n[3]).max(0.5))
        });
        rules.collect::<String>() + text
    };
    let boxes = {
        let cells = (0..3).flat_map(|row| (0..2).map(move |column| (row, column)));
        let stroke = |(row, column)| format!("{} {} 60 20 re S\n", 100 + 60 * column, 680 - 20 * row);
        cells.map(stroke).collect::<String>() + text
    };
    let apart = {
        let cells = (0..3).flat_map(|row| (0..2).map(move |column| (row, column)));
        let stroke = |(row, column)| format!("{} {} 58 18 re S\n", 101 + 60 * column, 681 - 20 * row);
        cells.map(stroke).collect::<String>() + text
    };
    let pictures = {
        let rules = lines.lines().map(|line| {
            let n: Vec<f32> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            let (wide, high) = ((n[2] - n[0]).max(0.5), (n[1] - n[3]).max(0.5));
            let picture = "BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI";
            format!("q {wide} 0 0 {high} {} {} cm {picture} Q\n", n[0], n[3])
        });
        rules.collect::<String>() + text
    };
    let ways =
        [("dashed", dashed), ("thin", thin), ("boxes", boxes), ("apart", apart), ("pictures", pictures)];
    for (name, content) in ways {
        let document = read_all(&Fixture::new().page(&content).bytes());
        let found: Vec<_> = grids(&document).iter().map(|grid| rows(grid)).collect();
        assert_eq!(found, [["名称|件数", "规章|12", "文件|7"]], "{name}");
    }
}

#[test]
fn white_lines_and_lines_outside_the_clip_rule_nothing() {
    let content = table(100.0, 700.0, SMALL)
        + "1 G 130 700 m 130 640 l S 0 G q 0 0 10 10 re W n 190 700 m 190 640 l S Q";
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(rows(grids(&document)[0]), ["名称|件数", "规章|12", "文件|7"]);
}

#[test]
fn a_table_over_a_break_drops_its_header_and_carries_its_row_head_on() {
    let head: &[&str] = &["结果", "项目", "件数"];
    let first = table(100.0, 120.0, &[head, &["三、", "1.国家秘密", "1"], &["", "2.其他", "2"]])
        // The row head spans: its inner ruling is painted over.
        + "1 g 101 75 58 10 re f 0 g ";
    let spanned = first.replace("100 80 m 280 80 l S", "160 80 m 280 80 l S");
    let second = table(100.0, 740.0, &[head, &["", "3.案卷", "3"], &["", "4.查询", "4"]])
        .replace("100 700 m 280 700 l S", "160 700 m 280 700 l S");
    let number = |page: &str| show(290.0, 40.0, page);
    let document =
        read_all(&Fixture::new().page(&(spanned + &number("7"))).page(&(second + &number("8"))).bytes());
    let found = grids(&document);
    assert_eq!(found.len(), 1);
    assert_eq!(
        rows(found[0]),
        ["结果|项目|件数", "三、|1.国家秘密|1", "^|2.其他|2", "^|3.案卷|3", "^|4.查询|4"]
    );
    let last = found[0].cells().last().unwrap();
    assert_eq!(last.locator, Locator::Page { page: 2, bbox: [220.0, 100.0, 280.0, 120.0] });
    assert_eq!(texts(&document), Vec::<&str>::new());
}

#[test]
fn a_row_cut_in_two_is_one_row_and_says_so() {
    let first = table(100.0, 120.0, &[&["项目", "件数"], &["1.申请人逾期", "5"]]);
    let second = table(100.0, 740.0, &[&["不补正", ""], &["2.其他", "6"]]);
    let document = read_all(&Fixture::new().page(&first).page(&second).bytes());
    let grid = grids(&document)[0];
    assert_eq!(rows(grid), ["项目|件数", "1.申请人逾期不补正|5", "2.其他|6"]);
    assert!(grid.cell(1, 0).unwrap().marks.joined);
}

#[test]
fn a_row_head_that_runs_out_of_the_table_at_a_break_is_no_text_between() {
    let first = table(100.0, 120.0, &[&["三、本", "1.国家秘密", "1"], &["", "2.其他", "2"]])
        .replace("100 100 m 280 100 l S", "160 100 m 280 100 l S");
    let second = table(100.0, 740.0, &[&["", "3.案卷", "3"], &["", "4.查询", "4"]])
        .replace("100 720 m 280 720 l S", "160 720 m 280 720 l S");
    let below = |word: &str| show(105.0, 66.0, "年度") + &show(105.0, 54.0, word);
    let read =
        |word: &str| read_all(&Fixture::new().page(&(first.clone() + &below(word))).page(&second).bytes());
    let document = read("结果");
    let found = grids(&document);
    assert_eq!((found.len(), texts(&document).len()), (1, 0));
    assert_eq!(rows(found[0]), ["三、本年度结果|1.国家秘密|1", "^|2.其他|2", "^|3.案卷|3", "^|4.查询|4"]);
    // Figures are not moved.
    assert_eq!(grids(&read("12")).len(), 2);
}

#[test]
fn a_label_pushed_over_the_break_joins_its_figures() {
    let first = table(100.0, 120.0, &[&["类别", "件数"], &["", "5"]]);
    let second = table(100.0, 740.0, &[&["直接起诉", ""], &["复议后", "6"]]);
    let document = read_all(&Fixture::new().page(&first).page(&second).bytes());
    assert_eq!(rows(grids(&document)[0]), ["类别|件数", "直接起诉|5", "复议后|6"]);
}

#[test]
fn columns_are_matched_by_place_where_a_span_hides_an_edge() {
    let first = table(100.0, 120.0, &[&["组", "项", "1"], &["一", "二", "2"]]);
    let second = table(100.0, 740.0, &[&["四、结转", "", "3"]]).replace("160 740 m 160 720 l S", "");
    let document = read_all(&Fixture::new().page(&first).page(&second).bytes());
    let grid = grids(&document)[0];
    assert_eq!(rows(grid), ["组|项|1", "一|二|2", "四、结转|3"]);
    assert_eq!(grid.cell(2, 1).unwrap().column_span, 2);
}

#[test]
fn a_table_without_rulings_is_read_by_the_alignment_of_its_words() {
    let line = |y: f32, words: &[&str]| {
        let places = [100.0, 260.0, 330.0, 400.0];
        words.iter().zip(places).map(|(word, x)| show(x, y, word)).collect::<String>()
    };
    let content = line(700.0, &["项目", "自然人", "企业", "总计"])
        + &line(680.0, &["一、本年新收", "10", "2", "12"])
        + &line(660.0, &["二、上年结转", "1", "", "1"])
        + &line(640.0, &["三、办理", "11", "2", "13"]);
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(
        rows(grids(&document)[0]),
        ["项目|自然人|企业|总计", "一、本年新收|10|2|12", "二、上年结转|1||1", "三、办理|11|2|13"]
    );
}

#[test]
fn figures_beside_a_label_of_an_earlier_column_are_none_of_a_blank_row_above_them() {
    let line = |y: f32, words: &[&str]| {
        let places = [60.0, 150.0, 290.0, 360.0, 430.0];
        words.iter().zip(places).map(|(word, x)| show(x, y, word)).collect::<String>()
    };
    let content = line(700.0, &["项目", "", "自然人", "企业", "总计"])
        + &line(682.0, &["（六）其他处理", "1.逾期不补正", "10", "2", "12"])
        + &line(664.0, &["", "2.逾期不缴费", "1", "", "1"])
        + &line(646.0, &["", "3.其他", "", "", ""])
        + &line(628.0, &["（七）总计", "", "11", "2", "13"])
        + &line(610.0, &["四、结转", "", "3", "", "3"]);
    let document = read_all(&Fixture::new().page(&content).bytes());
    let rows = rows(grids(&document)[0]);
    let ends = |label: &str, end: &str| rows.iter().any(|row| row.contains(label) && row.ends_with(end));
    assert!(ends("3.其他", "3.其他|||") && ends("（七）总计", "|11|2|13"), "{rows:?}");
}

#[test]
fn a_number_that_runs_over_its_cell_stays_whole() {
    let content = table(100.0, 700.0, &[&["规章", ""], &["文件", "7"]]) + &show(175.0, 686.0, "59237.24491");
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(rows(grids(&document)[0]), ["规章|59237.24491", "文件|7"]);
}

#[test]
fn vertical_writing_and_turned_row_heads_are_read_down() {
    let mut fixture = Fixture::new();
    fixture.composite("F2", "UniGB-UTF16-V", None, &[]);
    let down = format!("BT /F2 10 Tf 1 0 0 1 130 695 Tm {} Tj ET ", utf16("三办理"));
    let turned = format!("BT /F1 10 Tf 0 1 -1 0 193 665 Tm {} Tj ET ", utf16("结果"));
    let lines = table(100.0, 700.0, &[&["", "", "1"], &["", "", "2"]])
        .replace("100 680 m 280 680 l S", "220 680 m 280 680 l S");
    let document = read_all(&fixture.page(&(lines + &down + &turned)).bytes());
    assert_eq!(rows(grids(&document)[0]), ["三办理|结果|1", "^|^|2"]);
}

#[test]
fn figures_above_a_break_and_their_label_below_it_are_one_row() {
    let first = table(100.0, 120.0, &[&["名称", "件数", "项数"], &["规章", "1", "2"]])
        + "160 60 m 280 60 l S 160 80 m 160 60 l S 220 80 m 220 60 l S 280 80 m 280 60 l S\n"
        + &show(165.0, 66.0, "3")
        + &show(225.0, 66.0, "4");
    let second = table(100.0, 740.0, &[&["文件", "", ""], &["总数", "5", "6"]]);
    let document = read_all(&Fixture::new().page(&first).page(&second).bytes());
    let found = grids(&document);
    assert_eq!(found.len(), 1);
    assert_eq!(rows(found[0]), ["名称|件数|项数", "规章|1|2", "文件|3|4", "总数|5|6"]);
}

#[test]
fn rows_ruled_as_a_whole_have_columns_all_the_same() {
    let rows_of: [[&str; 5]; 4] = [
        ["名称", "件数", "项数", "次数", "总数"],
        ["规章", "1", "2", "3", "6"],
        ["文件", "4", "5", "6", "15"],
        ["许可", "7", "8", "9", "24"],
    ];
    let mut content = String::new();
    for (row, texts) in rows_of.iter().enumerate() {
        let top = 700.0 - 20.0 * row as f32;
        content += &format!("100 {} 60 20 re S 160 {} 240 20 re S\n", top - 20.0, top - 20.0);
        for (column, text) in texts.iter().enumerate() {
            content += &show(105.0 + 60.0 * column as f32, top - 14.0, text);
        }
    }
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(rows(grids(&document)[0]), rows_of.map(|row| row.join("|")));
}

#[test]
fn running_text_of_the_same_size_is_no_part_of_a_table_below_it() {
    let sentence = "本报告依据条例编制，所列数据的统计期限自一月一日起至十二月三十一日止。";
    let mut content = show(100.0, 740.0, sentence) + &show(100.0, 724.0, "全年按期答复。");
    for (row, texts) in [["名称", "件数", "项数"], ["规章", "1", "2"], ["文件", "4", "5"]].iter().enumerate()
    {
        for (column, text) in texts.iter().enumerate() {
            content += &show(105.0 + 80.0 * column as f32, 708.0 - 16.0 * row as f32, text);
        }
    }
    let document = read_all(&Fixture::new().page(&content).bytes());
    assert_eq!(texts(&document).concat(), sentence.to_string() + "全年按期答复。");
    assert_eq!(rows(grids(&document)[0]), ["名称|件数|项数", "规章|1|2", "文件|4|5"]);
}

#[test]
fn what_stands_over_the_rest_of_a_broken_table_is_none_of_the_text() {
    let year = |page: &str| show(250.0, 30.0, &format!("2024 {page}"));
    for (over, tables) in [("续表", 1), ("（续上页）", 1), ("附表", 2)] {
        let first = show(100.0, 740.0, "一、总体情况") + &table(100.0, 200.0, SMALL) + &year("7");
        let second = show(100.0, 750.0, over) + &table(100.0, 720.0, &[&["决定", "3"]]) + &year("8");
        let document = read_all(&Fixture::new().page(&first).page(&second).bytes());
        assert_eq!(grids(&document).len(), tables, "{over}");
        assert!(!format!("{:?}", document.blocks).contains("2024"), "{over}");
    }
}

#[test]
fn columns_that_were_printed_on_the_next_page_without_labels_stand_beside_their_rows() {
    let wide: &[&[&str]] =
        &[&["事项", "自然人"], &["新收", "12"], &["结转", "0"], &["公开", "7"], &["总计", "12"]];
    let more: &[&[&str]] = &[&["总计"], &["15"], &["0"], &["9"], &["15"]];
    let read = |more: &[&[&str]]| {
        let pages = [table(100.0, 700.0, wide), table(100.0, 760.0, more) + &show(100.0, 500.0, "四、情况")];
        let mut fixture = Fixture::new();
        pages.iter().for_each(|page| {
            fixture.page(page);
        });
        read_all(&fixture.bytes())
    };
    let document = read(more);
    let grid = grids(&document)[0];
    assert_eq!(rows(grid), ["事项|自然人|总计", "新收|12|15", "结转|0|0", "公开|7|9", "总计|12|15"]);
    let inferred: Vec<&str> =
        grid.cells().iter().filter(|cell| cell.marks.inferred).map(|cell| cell.text.as_str()).collect();
    assert_eq!(inferred, ["15", "0", "9", "15"], "told by their count alone");
    assert_eq!(grids(&read(&more[..4])).len(), 2, "not as many rows");
}

#[test]
fn squared_paper_below_a_text_is_no_table() {
    let mut paper = String::from("q 0.9 G 0.2 w ");
    (0..=40).for_each(|at| paper += &format!("0 {0} m 600 {0} l S ", at * 20));
    (0..=30).for_each(|at| paper += &format!("{0} 0 m {0} 800 l S ", at * 20));
    let page = paper + "Q\n" + &show(100.0, 740.0, "一、总体情况") + &table(100.0, 703.0, SMALL);
    let document = read_all(&Fixture::new().page(&page).bytes());
    assert_eq!(texts(&document), ["一、总体情况"]);
    assert_eq!(rows(grids(&document)[0]), ["名称|件数", "规章|12", "文件|7"]);
}
