package signin

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"
)

// commonText is a list of our own: words and rows of keys that common passwords are made of, and below the line whole
// sentences that many people choose.
//
//go:embed known.txt
var commonText string

// manyWords is how many different common words a password must have before it is a passphrase.
const manyWords = 4

// common reports whether a folded password is one that many people choose: a known sentence, a pattern, or a few common
// words, rows of keys and numbers in a row.
func common(folded string) bool {
	words, phrases := commonWords()
	for _, form := range []string{letters(folded), letters(unleet(folded)), strings.TrimRight(letters(folded), "0123456789")} {
		if slices.Contains(phrases, form) || few(form) || repeats(form) || pieces(form, words) < manyWords {
			return true
		}
	}
	return utf8.RuneCountInString(letters(folded)) == 0 && few(folded)
}

// commonWords takes the list apart: single words, longest first, and whole sentences without their spaces.
func commonWords() (words, phrases []string) {
	top, bottom, _ := strings.Cut(commonText, "\n--\n")
	words = longestFirst(strings.Fields(top))
	for line := range strings.Lines(bottom) {
		phrases = append(phrases, letters(strings.ToLower(line)))
	}
	return words, phrases
}

func longestFirst(words []string) []string {
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return slices.Compact(words)
}

// few reports whether a text is made of four different characters or fewer.
func few(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return s != "" && len(seen) <= 4
}

// repeats reports whether a text is one piece of up to ten characters over and over.
func repeats(s string) bool {
	r := []rune(s)
	for size := 1; size <= 10 && size*2 <= len(r); size++ {
		same := true
		for i := size; i < len(r) && same; i++ {
			same = r[i] == r[i-size]
		}
		if same {
			return true
		}
	}
	return false
}

// notCommon is what pieces answers for a text that common words do not cover.
const notCommon = 1 << 10

// pieces covers a text with common words, runs and numbers and says how few different words that takes; notCommon when
// more than four characters stay uncovered.
func pieces(s string, words []string) int {
	used, left := map[string]bool{}, 0
	for s != "" {
		if n := run(s); n > 0 {
			s = s[n:]
			continue
		}
		i := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
		if i >= 0 {
			used[words[i]] = true
			s = s[len(words[i]):]
			continue
		}
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		left++
	}
	if left > 4 {
		return notCommon
	}
	return len(used)
}

// run is the length of what a text begins with, where that needs no word to remember: figures, or four and more characters
// that are the same, follow each other in the alphabet, or lie side by side on a keyboard; 0 for none.
func run(s string) int {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits > 0 {
		return digits
	}
	for n := len(s); n >= 4; n-- {
		if isRun(s[:n]) {
			return n
		}
	}
	return 0
}

func isRun(s string) bool {
	if strings.Count(s, s[:1]) == len(s) {
		return true
	}
	for _, row := range []string{
		"abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "yxcvbnm", "qsdfghjklm",
		"wxcvbn", "qazwsxedcrfvtgbyhnujm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qawsedrftgyhujikolp", "jklasdf",
	} {
		if strings.Contains(row, s) || strings.Contains(reverse(row), s) {
			return true
		}
	}
	return false
}

func reverse(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}
