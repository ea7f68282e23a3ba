from utblick.watch.card.original import under_our_heading


def test_headings_of_a_source_stand_under_ours_without_a_leap() -> None:
    assert under_our_heading("<h4>A</h4><p>a</p><h6>B</h6><h4>C</h4>") == "<h3>A</h3><p>a</p><h4>B</h4><h3>C</h3>"


def test_a_text_that_begins_deep_does_not_begin_so_here() -> None:
    assert under_our_heading("<h5>A</h5><h2>B</h2>") == "<h3>A</h3><h3>B</h3>"


def test_empty_headings_are_left_out_and_nothing_else_is_touched() -> None:
    assert under_our_heading("<h4> </h4><h4><br>&nbsp;</h4><p>h4 &lt;b&gt;</p>") == "<p>h4 &lt;b&gt;</p>"
    assert under_our_heading('<h4 lang="sv">A <b>b</b></h4>') == "<h3>A <b>b</b></h3>"
