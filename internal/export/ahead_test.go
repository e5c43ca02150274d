package export

import (
	"context"
	"errors"
	"testing"
)

func TestWhatIsReadAheadKeepsItsOrderAndEndsWithTheFirstError(t *testing.T) {
	t.Parallel()
	count := func(n int, end error) func(context.Context, func(int) error) error {
		return func(_ context.Context, yield func(int) error) error {
			for i := range n {
				if err := yield(i); err != nil {
					return err
				}
			}
			return end
		}
	}
	broken, stop := errors.New("the database broke"), errors.New("stop")
	for _, n := range []int{0, 1, aheadRows, aheadRows + 1, 10 * aheadRows * aheadBatches} {
		next := 0
		err := Ahead(t.Context(), count(n, nil), func(i int) error {
			if i != next {
				t.Fatalf("row %d came after %d", i, next-1)
			}
			next++
			return nil
		})
		if err != nil || next != n {
			t.Errorf("%d of %d rows, %v", next, n, err)
		}
	}
	if err := Ahead(t.Context(), count(3, broken), func(int) error { return nil }); !errors.Is(err, broken) {
		t.Errorf("a reader that broke: %v", err)
	}
	if err := Ahead(t.Context(), count(1_000_000, nil), func(i int) error {
		if i == 3 {
			return stop
		}
		return nil
	}); !errors.Is(err, stop) {
		t.Errorf("a writer that stopped: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Ahead(ctx, count(1_000_000, nil), func(int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that ended: %v", err)
	}
}
