// Package privacy answers for what is held about people: it erases a person, shows and hands out what is held about them, and
// keeps data no longer than the retention says. What is held spans all features, so it stands above them and reads and empties
// their tables itself; columns.go is the reviewed list of every column that can hold words. It may import audit and what stands
// below it, and no feature.
package privacy
