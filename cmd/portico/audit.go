package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"portico/internal/audit"
	"portico/internal/audit/seal"
	"portico/internal/config"
)

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Hold the trail, or an export of it, against its seal and its checkpoints."`
	Key    auditKeyCmd    `cmd:"" help:"Print the key that verifies checkpoints, or make a pair of keys."`
}

// verifyingKeys reads keys that were given as themselves or as files with one a line.
func verifyingKeys(given []string) ([]string, error) {
	var keys []string
	for _, one := range given {
		text := one
		if body, err := os.ReadFile(one); err == nil {
			text = string(body)
		} else if !strings.Contains(one, "+") {
			return nil, fmt.Errorf("read the verifying key: %w", err)
		}
		for _, line := range strings.Fields(text) {
			key, err := seal.VerifierIn(line)
			if err != nil {
				return nil, err
			}
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// keysHere are the verifying keys that this installation knows: that of its signing key, or the file beside where it was.
func keysHere(c *config.Config) ([]string, error) {
	signer, err := signingKey(c)
	if err != nil {
		return nil, err
	}
	if signer != "" {
		return verifyingKeys([]string{signer})
	}
	dir, err := dataDir(c)
	if err != nil || dir == "" {
		return nil, err
	}
	file := filepath.Join(dir, audit.VerifierFile)
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return verifyingKeys([]string{file})
}

// checkpointFiles lists the files of a place that was given: itself, or the checkpoints in a directory.
func checkpointFiles(place string) ([]string, error) {
	info, err := os.Stat(place)
	if err != nil {
		return nil, fmt.Errorf("read the checkpoints outside: %w", err)
	}
	if !info.IsDir() {
		return []string{place}, nil
	}
	entries, err := os.ReadDir(place)
	if err != nil {
		return nil, fmt.Errorf("read the checkpoints outside: %w", err)
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			files = append(files, filepath.Join(place, e.Name()))
		}
	}
	return files, nil
}

// outsideCheckpoints reads the checkpoints that were kept outside. One whose signature does not hold is a finding; a file
// without any is left alone in a directory, and a mistake of the caller where it was named.
func outsideCheckpoints(places, keys []string) (known []seal.Known, found seal.Findings, err error) {
	seen := map[seal.Checkpoint]bool{}
	for _, place := range places {
		files, err := checkpointFiles(place)
		if err != nil {
			return nil, found, usageError{err}
		}
		for _, file := range files {
			body, err := os.ReadFile(file)
			if err != nil {
				return nil, found, fmt.Errorf("read the checkpoints outside: %w", err)
			}
			notes := seal.SplitNotes(string(body))
			if len(notes) == 0 && file == place {
				return nil, found, usageError{fmt.Errorf("%s holds no checkpoint", file)}
			}
			for _, note := range notes {
				c, err := seal.OpenCheckpoint(note, keys...)
				if err != nil {
					found.Add(seal.Nowhere("a checkpoint in %s is not one of ours: %v", file, err))
					continue
				}
				if !seen[c] {
					seen[c] = true
					known = append(known, seal.Known{Checkpoint: c, Name: "the checkpoint in " + file, Outside: true})
				}
			}
		}
	}
	return known, found, nil
}
