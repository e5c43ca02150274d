package app

import "strings"

// block is a paragraph, or a list when Items is set.
type block struct {
	Text  []span
	Items [][]span
}

// span is a piece of text; a marked one comes from the record.
type span struct {
	Text   string
	Marked bool
}

// blocks reads a plain text as paragraphs and lists: an empty line ends a paragraph, a line that begins with "- " is an
// item of a list.
func blocks(body string, marks []string) []block {
	var all []block
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			all = append(all, block{Text: spans(strings.Join(lines, " "), marks)})
			lines = nil
		}
	}
	for line := range strings.SplitSeq(body, "\n") {
		line = strings.TrimSpace(line)
		item, isItem := strings.CutPrefix(line, "- ")
		switch {
		case isItem:
			flush()
			if len(all) == 0 || all[len(all)-1].Items == nil {
				all = append(all, block{Items: [][]span{}})
			}
			last := &all[len(all)-1]
			last.Items = append(last.Items, spans(item, marks))
		case line == "":
			flush()
		default:
			lines = append(lines, line)
		}
	}
	flush()
	return all
}

// spans cuts a text where one of the marks stands, at each place the longest.
func spans(text string, marks []string) []span {
	var all []span
	for text != "" {
		at, found := len(text), ""
		for _, m := range marks {
			i := strings.Index(text, m)
			if m == "" || i < 0 {
				continue
			}
			if i < at || (i == at && len(m) > len(found)) {
				at, found = i, m
			}
		}
		if at > 0 {
			all = append(all, span{Text: text[:at]})
		}
		if found != "" {
			all = append(all, span{Text: found, Marked: true})
		}
		text = text[at+len(found):]
	}
	return all
}
