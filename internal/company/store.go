package company

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"portico/internal/apperr"
	"portico/internal/postgres"
	"portico/internal/postgres/dbsqlc"
)

// queries are the feature's statements in a transaction. Generated types do not leave this file.
func queries(tx pgx.Tx) *dbsqlc.Queries { return dbsqlc.New(tx) }

func byID(ctx context.Context, tx pgx.Tx, id string) (Company, error) {
	row, err := queries(tx).CompanyByID(ctx, id)
	if err != nil {
		return Company{}, postgres.Translate(err)
	}
	return Company{
		ID: row.ID, Environment: row.Environment, Name: row.Name, CreatedBy: deref(row.CreatedBy), Creator: row.Creator,
		CreatedOn: deref(row.CreatedOn), RecordedAt: row.RecordedAt, Domains: row.Domains, Excluded: row.Excluded,
		ClosedAt: deref(row.ClosedAt), MergedInto: deref(row.MergedInto), ResetOn: deref(row.ResetOn),
	}, nil
}

// locked reads a company with its roles and holds it until the change ends.
func locked(ctx context.Context, tx pgx.Tx, id string) (state, error) {
	if _, err := queries(tx).CompanyLock(ctx, id); err != nil {
		return state{}, postgres.Translate(err)
	}
	c, err := byID(ctx, tx, id)
	if err != nil {
		return state{}, err
	}
	held, err := rolesHeld(ctx, tx, id)
	return state{c, held}, err
}

func rolesHeld(ctx context.Context, tx pgx.Tx, companyID string) ([]Held, error) {
	rows, err := queries(tx).CompanyRolesHeld(ctx, companyID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	held := make([]Held, 0, len(rows))
	for _, r := range rows {
		held = append(held, Held{
			ID: r.ID, Member: Person{r.MemberID, r.Name, r.Email}, Disabled: r.Disabled, Role: r.Role, Since: r.Since, Grade: r.Grade,
			Note: r.Note, RecordedBy: deref(r.RecordedBy), Recorder: r.Recorder, GradedAt: r.RecordedAt, Teams: r.Teams,
		})
	}
	return held, nil
}

// member is a person whom a change is about.
type member struct {
	Person
	Disabled bool
	Teams    []string
}

func memberByID(ctx context.Context, tx pgx.Tx, id string) (member, error) {
	if !postgres.IsID(id) {
		return member{}, apperr.Missing()
	}
	row, err := queries(tx).CompanyMember(ctx, id)
	return member{Person{row.ID, row.Name, row.Email}, row.Disabled, row.Teams}, postgres.Translate(err)
}

func insertCompany(ctx context.Context, tx pgx.Tx, c Company, recordedBy string) error {
	return postgres.Translate(queries(tx).CompanyInsert(ctx, dbsqlc.CompanyInsertParams{
		ID: c.ID, Environment: c.Environment, Name: c.Name, CreatedBy: creator(c, recordedBy), CreatedOn: dayOrNil(c.CreatedOn),
		RecordedBy: orNil(recordedBy),
	}))
}

// creator is who made the company at the vendor: known only together with the day.
func creator(c Company, recordedBy string) *string {
	if c.CreatedOn.IsZero() {
		return nil
	}
	return orNil(recordedBy)
}

func insertDomain(ctx context.Context, tx pgx.Tx, companyID, environment, domain string) error {
	return postgres.Translate(queries(tx).CompanyDomainInsert(ctx, companyID, environment, domain))
}

func insertRole(ctx context.Context, tx pgx.Tx, id string, r newRole, recordedBy string) error {
	return postgres.Translate(queries(tx).CompanyRoleInsert(ctx, dbsqlc.CompanyRoleInsertParams{
		ID: id, CompanyID: r.companyID, MemberID: r.memberID, Role: r.role, Since: r.since, Grade: r.grade, Note: r.note,
		RecordedBy: orNil(recordedBy),
	}))
}

// ask is a request for roles as a change sees it.
type ask struct {
	ID, MemberID, AskedID string
	Answered              bool
	Teams                 []string
}

func askByID(ctx context.Context, tx pgx.Tx, companyID, id string) (ask, error) {
	if !postgres.IsID(id) {
		return ask{}, apperr.Missing()
	}
	row, err := queries(tx).CompanyAskByID(ctx, id, companyID)
	if err != nil {
		return ask{}, postgres.Translate(err)
	}
	who, err := memberByID(ctx, tx, row.MemberID)
	return ask{row.ID, row.MemberID, row.AskedID, row.AnsweredAt != nil, who.Teams}, err
}

// openAsk is the open question of a person at a company; its ID is empty when there is none.
func openAsk(ctx context.Context, tx pgx.Tx, companyID, memberID string) (ask, error) {
	rows, err := queries(tx).CompanyAskOpenOf(ctx, companyID, memberID)
	if err != nil || len(rows) == 0 {
		return ask{}, postgres.Translate(err)
	}
	return ask{ID: rows[0].ID, MemberID: memberID, AskedID: rows[0].AskedID}, nil
}

func insertAsk(ctx context.Context, tx pgx.Tx, id, companyID, memberID, askedID string, at time.Time) error {
	// Left as the driver says it: the caller asks which index refused it.
	return queries(tx).CompanyAskInsert(ctx, dbsqlc.CompanyAskInsertParams{
		ID: id, CompanyID: companyID, MemberID: memberID, AskedID: askedID, At: at,
	})
}

func (s *Service) closeAsk(ctx context.Context, tx pgx.Tx, id, answer, note string) error {
	_, err := queries(tx).CompanyAskAnswer(ctx, dbsqlc.CompanyAskAnswerParams{ID: id, AnsweredAt: ptr(s.now()), Answer: &answer, Note: note})
	return postgres.Translate(err)
}

func closeAskAt(ctx context.Context, tx pgx.Tx, id, answer string, at time.Time) error {
	_, err := queries(tx).CompanyAskAnswer(ctx, dbsqlc.CompanyAskAnswerParams{ID: id, AnsweredAt: &at, Answer: &answer})
	return postgres.Translate(err)
}

func insertRefusal(ctx context.Context, tx pgx.Tx, id, memberID, companyID string, at time.Time) error {
	return postgres.Translate(queries(tx).CompanyMatchRefuse(ctx, dbsqlc.CompanyMatchRefuseParams{
		ID: id, MemberID: memberID, CompanyID: companyID, At: at,
	}))
}

// domainTaken turns a conflict over a mail domain into one that names the company which has it.
func (s *Service) domainTaken(ctx context.Context, environment, domain string, cause error) error {
	var name string
	err := s.log.DB().Read(ctx, func(tx pgx.Tx) error {
		ids, err := queries(tx).CompanyByDomains(ctx, environment, []string{domain})
		if err != nil || len(ids) == 0 {
			return err
		}
		c, err := byID(ctx, tx, ids[0])
		name = c.Name
		return err
	})
	if err != nil || name == "" {
		return cause
	}
	sentence := name + " has the domain " + domain + " in " + environment + " already."
	conflict := apperr.Wrap(apperr.Conflict, sentence+" Open it and ask one of its admins to let you in.", cause)
	conflict.Fields = apperr.Fields{"domain": sentence + " Ask one of its admins to let you in."}
	return conflict
}

func isTaken(err error, constraint string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.ConstraintName == constraint
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func dayOrNil(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func ptr[T any](v T) *T { return &v }

func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

func everyCompany(ctx context.Context, tx pgx.Tx) ([]Listed, error) {
	rows, err := queries(tx).CompanyAll(ctx, MostListed)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Listed, 0, len(rows))
	for _, r := range rows {
		all = append(all, Listed{Admins: int(r.Admins), ActiveAdmins: int(r.ActiveAdmins), Employees: int(r.Employees), Company: Company{
			ID: r.ID, Environment: r.Environment, Name: r.Name, CreatedBy: deref(r.CreatedBy), Creator: r.Creator,
			CreatedOn: deref(r.CreatedOn), RecordedAt: r.RecordedAt, Domains: r.Domains,
		}})
	}
	return all, nil
}

func asksOpen(ctx context.Context, tx pgx.Tx, companyID string) ([]Ask, error) {
	rows, err := queries(tx).CompanyAsksOpen(ctx, companyID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Ask, 0, len(rows))
	for _, r := range rows {
		all = append(all, Ask{r.ID, Person{r.MemberID, r.Name, r.Email}, Person{ID: r.AskedID, Name: r.Asked}, r.At, r.Teams})
	}
	return all, nil
}

func asksTo(ctx context.Context, tx pgx.Tx, memberID string) ([]Waiting, error) {
	rows, err := queries(tx).CompanyAsksTo(ctx, memberID)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	var all []Waiting
	for _, r := range rows {
		if len(all) == 0 || all[len(all)-1].CompanyID != r.CompanyID {
			all = append(all, Waiting{CompanyID: r.CompanyID, Company: r.Company, Environment: r.Environment})
		}
		last := &all[len(all)-1]
		last.Members = append(last.Members, r.Member)
	}
	return all, nil
}

func teamPeople(ctx context.Context, tx pgx.Tx, teams []string) ([]Person, error) {
	rows, err := queries(tx).CompanyTeamPeople(ctx, teams)
	if err != nil {
		return nil, postgres.Translate(err)
	}
	all := make([]Person, 0, len(rows))
	for _, r := range rows {
		all = append(all, Person{r.ID, r.Name, r.Email})
	}
	return all, nil
}

// orZero is an id that no row has, for an actor who is not a member.
func orZero(id string) string {
	if id == "" {
		return "00000000-0000-0000-0000-000000000000"
	}
	return id
}
