// Package db carries the migrations: forward only, never edited once they have landed. It imports only the standard library.
package db

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations is the folder of SQL files that goose runs in the order of their numbers.
func Migrations() fs.FS {
	sub, err := fs.Sub(files, "migrations")
	if err != nil {
		panic("the migrations are embedded: " + err.Error())
	}
	return sub
}

// Versions are the numbers of all migrations, lowest first.
func Versions() ([]int64, error) {
	entries, err := fs.ReadDir(Migrations(), ".")
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	var versions []int64
	for _, e := range entries {
		number, _, _ := strings.Cut(e.Name(), "_")
		v, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number: %w", e.Name(), err)
		}
		versions = append(versions, v)
	}
	slices.Sort(versions)
	return versions, nil
}
