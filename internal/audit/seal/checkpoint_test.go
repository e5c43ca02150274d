package seal

import (
	"strings"
	"testing"
)

func TestASignedCheckpointOpensWithItsKeyOnlyAndUnchanged(t *testing.T) {
	signer, verifier, err := NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := VerifierOf(signer); err != nil || again != verifier {
		t.Errorf("the verifying key of the signing key is %q, %v, want %q", again, err, verifier)
	}
	if name := KeyName(signer); name != "portico.acme.example/trail" {
		t.Errorf("the key is named %q", name)
	}
	want := Checkpoint{Origin: "portico.acme.example/trail", Size: 1311, Root: Leaf("x")}
	signed, err := Sign(want.Text(), signer)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Open(signed, verifier)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ParseCheckpoint(text); err != nil || got != want {
		t.Errorf("read %+v, %v, want %+v", got, err, want)
	}
	if _, err := Open(strings.Replace(signed, "1311", "1310", 1), verifier); err == nil {
		t.Error("a changed checkpoint was opened")
	}
	_, other, err := NewKey("portico.acme.example/trail")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(signed, other); err == nil {
		t.Error("a checkpoint was opened with another key")
	}
}

func TestATextThatIsNoCheckpointIsRefused(t *testing.T) {
	for _, text := range []string{"", "x\n", "x\n1\n", "x\n01\n" + strings.Repeat("A", 43) + "=\n", "x\n-1\nAAAA\n", "x\n1\nAAAA\n", "\n1\nAAAA\n"} {
		if c, err := ParseCheckpoint(text); err == nil {
			t.Errorf("%q was read as %+v", text, c)
		}
	}
}
