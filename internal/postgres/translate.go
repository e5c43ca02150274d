package postgres

import (
	"context"
	"errors"
	"net"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"portico/internal/apperr"
)

// taken maps the constraints that a person can run into to the sentence they read. The index is the judge, not a check
// before the insert.
func taken(constraint string) (message string, known bool) {
	message, known = map[string]string{
		"member_email_taken":                    "Someone with this address is a member already.",
		"member_role_held_once":                 "This person holds that role already.",
		"invitation_open_once":                  "An invitation to this address is open already. Send it again, or withdraw it first.",
		"team_slug_key":                         "A team with this name exists already.",
		"company_domain_taken":                  "A company with this mail domain is known here already.",
		"company_role_held_once":                "This role is recorded already.",
		"company_match_refused_once":            "This match is undone already.",
		"app_client_id_taken":                   "An app with this client ID is registered already.",
		"app_owner_once":                        "This person is an owner already.",
		"app_commitment_once":                   "The team has committed already.",
		"app_redirect_uri_once":                 "This redirect URI is listed already.",
		"permission_grant_held_once":            "This permission is in the ledger already for that time.",
		"production_request_open_once":          "A request for this app is open already.",
		"production_request_account_once":       "This account is named already.",
		"production_request_app_id_attempt_key": "A request for this app is open already.",
		"sdk_download_once":                     "This download is recorded already.",
		"export_run_once":                       "This file is being fetched already. Stop that first, or wait until it has ended.",
		"blocker_open_once":                     "You said already that you are stuck here.",
		"journey_link_once":                     "A link was supplied already.",
	}[constraint]
	return message, known
}

// Translate turns what the driver returns into the house's errors. A nil error stays nil, a typed one stays as it is, and
// what nobody foresaw stays untyped, which is Internal. Kinds: NotFound, Conflict, Invalid, Forbidden, Unavailable.
func Translate(err error) error {
	var typed *apperr.Error
	var pg *pgconn.PgError
	switch {
	case err == nil, errors.As(err, &typed):
		return err
	case errors.Is(err, pgx.ErrNoRows):
		return apperr.Wrap(apperr.NotFound, apperr.Missing().Message, err)
	case errors.As(err, &pg):
		return fromSQLState(pg, err)
	case errors.Is(err, context.DeadlineExceeded), isConnection(err):
		return apperr.Wrap(apperr.Unavailable, "The database does not answer right now. Nothing was lost; try again in a moment.", err)
	}
	return err
}

func fromSQLState(pg *pgconn.PgError, err error) error {
	switch {
	case pg.Code == "23505" || pg.Code == "23P01":
		message, known := taken(pg.ConstraintName)
		if !known {
			message = "Someone did the same thing a moment ago. Reload the page to see it."
		}
		return apperr.Wrap(apperr.Conflict, message, err)
	case pg.Code == "40001" || pg.Code == "40P01":
		return apperr.Wrap(apperr.Conflict, "Two changes met. Try again.", err)
	case pg.Code == "22P02" || pg.Code == "22003" || pg.Code == "22008" || pg.Code == "22021" || pg.Code == "22001":
		return apperr.Wrap(apperr.Invalid, "A value has a form that cannot be kept.", err)
	case pg.Code == "57014", pg.Code == "55P03", pg.Code == "53300", pg.Code == "25006",
		len(pg.Code) == 5 && (pg.Code[:2] == "08" || pg.Code[:2] == "57" || pg.Code[:2] == "53"):
		return apperr.Wrap(apperr.Unavailable, "The database is busy or restarting. Nothing was lost; try again in a moment.", err)
	}
	return err
}

func isConnection(err error) bool {
	var network net.Error
	var connect *pgconn.ConnectError
	return errors.As(err, &network) || errors.As(err, &connect) || pgconn.SafeToRetry(err)
}
