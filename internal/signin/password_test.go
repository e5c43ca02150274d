package signin

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"portico/internal/apperr"
)

func TestGoodPasswordsPassWhateverTheyAreMadeOf(t *testing.T) {
	about := About{Name: "Priya Raman", Email: "priya.raman@acme.example"}
	for _, p := range []string{
		"columns under a lintel", "marble gutter teapot violin", "zK4!vQ9_xR2#mT7w", "un éléphant gris mange tard",
		"пять зелёных чайников", "五月の雨が紫陽花を静かに濡らしている", "ostrich-lantern-87-velvet",
		"gherkin sofa 1987 umbrella", "thimbleorchardgravelmoth", "priya climbs a wet ladder at dusk", strings.Repeat("klm opq ", 3) + "wren moss anvil",
		"dragon teapot gravel monkey violin",
	} {
		if err := CheckPassword(p, about); err != nil {
			t.Errorf("%q is refused: %v", p, err)
		}
	}
}

func TestWeakPasswordsAreRefusedWithAReason(t *testing.T) {
	about := About{Name: "Priya Raman", Email: "priya.raman@acme.example"}
	for p, want := range map[string]string{
		"":                                "missing",
		"short":                           "too short",
		"fourteen chars":                  "too short",
		"日本語のパスワードです":                     "too short",
		strings.Repeat("ab c", 65):        "too long",
		"password12345678":                "many people choose",
		"Password123456789!":              "many people choose",
		"P@ssw0rdP@ssw0rd":                "many people choose",
		"qwertyuiopasdfghjkl":             "many people choose",
		"1qaz2wsx3edc4rfv":                "many people choose",
		"aaaaaaaaaaaaaaaaaaaa":            "many people choose",
		"abababababababababab":            "many people choose",
		"abcdefghijklmnopqrstuvwxyz":      "many people choose",
		"12345678901234567890":            "many people choose",
		"!!!!!!!!!!!!!!!!!!!!":            "many people choose",
		"iloveyouiloveyouiloveyou":        "many people choose",
		"Summer2026Summer2026":            "many people choose",
		"welcome2026welcome":              "many people choose",
		"adminadminadmin1":                "many people choose",
		"letmeinletmein2026":              "many people choose",
		"correct horse battery staple":    "many people choose",
		"CorrectHorseBatteryStaple1":      "many people choose",
		"thequickbrownfox":                "many people choose",
		"This is my passphrase":           "many people choose",
		"trustno1trustno1trustno1":        "many people choose",
		"xyzxyzxyzxyzxyzxyz":              "many people choose",
		"priya.raman@acme.example":        "your own name",
		"PriyaRaman1234567":               "your own name",
		"portico-avaya-spaces-2026":       "your own name",
		"acme.example.priya":              "your own name",
		"PorticoPortico2026":              "your own name",
		"nul\x00 nul nul nul nul nul nul": "cannot be read",
	} {
		err := CheckPassword(p, about)
		var typed *apperr.Error
		if !errors.As(err, &typed) || !strings.Contains(typed.Fields["password"], want) {
			t.Errorf("%q gives %v, want %q", p, err, want)
		}
	}
}

func TestTheListHoldsHundredsOfWordsAndSentences(t *testing.T) {
	words, phrases := commonWords()
	if len(words) < 400 || len(phrases) < 150 {
		t.Errorf("%d words and %d sentences", len(words), len(phrases))
	}
	for _, p := range phrases {
		if len(p) >= MinPassword && !common(fold(p)) {
			t.Errorf("%q is in the list and passes", p)
		}
	}
}

func TestAPasswordIsTheSameHoweverItsAccentsAreTyped(t *testing.T) {
	s := New(nil, nil, nil, Config{})
	composed := norm.NFC.String("éléphant gris mange")
	hash, err := s.hash(t.Context(), composed)
	if err != nil {
		t.Fatal(err)
	}
	for typed, want := range map[string]bool{composed: true, norm.NFD.String(composed): true, composed + " ": false, strings.ToUpper(composed): false} {
		if got, err := s.matches(t.Context(), typed, hash); got != want || err != nil {
			t.Errorf("%q matches: %t, %v; want %t", typed, got, err, want)
		}
	}
	if got, err := s.matches(t.Context(), composed, ""); got || err != nil {
		t.Errorf("nobody's password matched: %t, %v", got, err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") || !strings.HasPrefix(nobodysHash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the hash has other parameters: %s", hash)
	}
}
