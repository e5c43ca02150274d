package apperr

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestAnErrorKeepsItsKindThroughWrapping(t *testing.T) {
	cause := errors.New("connection reset")
	err := fmt.Errorf("load the board: %w", Wrap(Unavailable, "Try again in a moment.", cause))
	if KindOf(err) != Unavailable || !Is(err, Unavailable) || Is(err, NotFound) {
		t.Errorf("the kind is %s", KindOf(err))
	}
	if !errors.Is(err, cause) {
		t.Error("the cause is lost")
	}
}

func TestAnythingUntypedIsOurFault(t *testing.T) {
	if KindOf(errors.New("surprise")) != Internal || KindOf(nil) != Internal {
		t.Error("an untyped error is internal")
	}
}

func TestTheLogReadsFieldsInOneOrder(t *testing.T) {
	var f Fields
	f.Add("name", "Say a name.")
	f.Add("name", "Say another.")
	f.Add("email", "Say an address.")
	err := f.Err()
	if !Is(err, Invalid) || !strings.HasSuffix(err.Error(), "email: Say an address.; name: Say a name.") {
		t.Errorf("it reads %q", err)
	}
	if Fields(nil).Err() != nil {
		t.Error("no field is wrong, and yet there is an error")
	}
}

func TestEveryKindHasAName(t *testing.T) {
	for k := Internal; k <= TooMany; k++ {
		if k.String() == "" {
			t.Errorf("kind %d has no name", k)
		}
	}
}
