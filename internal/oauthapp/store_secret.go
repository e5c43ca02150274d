package oauthapp

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/internal/postgres/dbsqlc"
)

// rotateApp keeps the days of an app's secret; a zero one is none.
func rotateApp(ctx context.Context, tx pgx.Tx, a App, rotated, by time.Time) error {
	n, err := queries(tx).AppRotation(ctx, dbsqlc.AppRotationParams{
		ID: a.ID, Version: int32(a.Version), SecretRotatedOn: dayPtr(rotated), SecretRotateBy: dayPtr(by),
	})
	return changed(n, err)
}

// domainOfApp keeps how the domain of a service app stands; a zero day is none.
func domainOfApp(ctx context.Context, tx pgx.Tx, a App, asked, made time.Time, reference string) error {
	n, err := queries(tx).AppDomain(ctx, dbsqlc.AppDomainParams{
		ID: a.ID, Version: int32(a.Version), DomainAskedOn: dayPtr(asked), DomainMadeOn: dayPtr(made), DomainReference: reference,
	})
	return changed(n, err)
}
