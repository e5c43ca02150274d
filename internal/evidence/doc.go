// Package evidence owns the files that show something about a member's step: what may be kept, under which name, and who gets
// one. It may import access, apperr, audit, postgres, secret and setting; journey stands above it and adds the files.
package evidence
