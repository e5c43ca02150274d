package seal

import "strings"

// SplitNotes takes a file of signed notes apart: each is a text, an empty line and its signatures, and an empty line stands
// between two. What is not a whole note, such as the rest of one at the start, is left out.
func SplitNotes(file string) []string {
	var notes []string
	blocks := strings.Split(strings.ReplaceAll(file, "\r\n", "\n"), "\n\n")
	for i := 1; i < len(blocks); i++ {
		signatures := strings.Trim(blocks[i], "\n")
		if !strings.HasPrefix(signatures, signaturePrefix) {
			continue
		}
		text := strings.Trim(blocks[i-1], "\n")
		if text != "" && !strings.HasPrefix(text, signaturePrefix) {
			notes = append(notes, text+"\n\n"+signatures+"\n")
		}
	}
	return notes
}

// signaturePrefix begins a line that holds a signature.
const signaturePrefix = "\u2014 "

// TextOf is the text of a signed note, whoever signed it.
func TextOf(note string) string {
	text, _, _ := strings.Cut(note, "\n\n")
	return text + "\n"
}
