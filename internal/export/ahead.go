package export

import "context"

// How many rows are read ahead of the one that is written: batches of so many, and so many batches.
const (
	aheadRows    = 250
	aheadBatches = 4
)

// Ahead reads rows by each in a goroutine of its own while yield writes those before: the database and whoever takes the file
// work at the same time. It keeps the order, and ends with the first error of either.
func Ahead[T any](ctx context.Context, each func(ctx context.Context, yield func(T) error) error, yield func(T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	batches := make(chan []T, aheadBatches)
	var failed error
	go func() {
		defer close(batches)
		batch := make([]T, 0, aheadRows)
		send := func() error {
			select {
			case batches <- batch:
				batch = make([]T, 0, aheadRows)
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		failed = each(ctx, func(row T) error {
			if batch = append(batch, row); len(batch) < aheadRows {
				return nil
			}
			return send()
		})
		if failed == nil && len(batch) > 0 {
			failed = send()
		}
	}()
	err := takeAll(batches, yield)
	cancel()
	if err != nil {
		for range batches {
			// What was read in vain is thrown away, so that the reader ends.
			continue
		}
		return err
	}
	return failed
}

func takeAll[T any](batches <-chan []T, yield func(T) error) error {
	for batch := range batches {
		for _, row := range batch {
			if err := yield(row); err != nil {
				return err
			}
		}
	}
	return nil
}
