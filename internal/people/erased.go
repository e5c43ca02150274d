package people

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"portico/internal/apperr"
	"portico/internal/postgres"
)

// notErased refuses what cannot be done about a person who was erased: nobody knows any more who they were. Kinds: NotFound,
// Conflict.
func notErased(ctx context.Context, tx pgx.Tx, memberID string) error {
	erased, err := queries(tx).MemberErased(ctx, memberID)
	if err == nil && erased {
		return apperr.New(apperr.Conflict, "This person was erased. That cannot be undone; invite them anew.")
	}
	return postgres.Translate(err)
}

// ErasedAddress reports whether an address is the one that stands in the place of an erased person's. No mail reaches it: the
// ending is reserved for names that there are not.
func ErasedAddress(email string) bool { return strings.HasSuffix(email, "@erased.invalid") }
