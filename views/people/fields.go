package people

import "portico/views/components"

// NewInvite returns the empty form; teams are the choices, the first one chosen where there is one only.
func NewInvite(roles []components.ChoiceOption, teams []components.Option) Invite {
	m := Invite{
		Email: components.FieldModel{
			ID: "email", Name: "email", Label: "Work e-mail", Type: "email", Autocomplete: "off", Required: true, MaxLength: 254,
			Hint: "The address they use at the vendor.",
		},
		Name: components.FieldModel{ID: "name", Name: "name", Label: "Name", Optional: true, Autocomplete: "off", MaxLength: 120},
		Role: components.ChoiceModel{
			FieldModel: components.FieldModel{ID: "role", Name: "role", Label: "Role", Required: true}, Options: roles,
		},
		Team: TeamSelect(teams),
	}
	if len(teams) == 1 {
		m.Team.Value = teams[0].Value
	}
	return m
}

// TeamSelect is the choice of a team; a role without one leaves it at none.
func TeamSelect(teams []components.Option) components.SelectModel {
	m := components.SelectModel{FieldModel: components.FieldModel{
		ID: "team", Name: "team", Label: "Team", Hint: "For developers and leads.",
	}}
	m.Options = append([]components.Option{{Text: "None"}}, teams...)
	return m
}

// NewImport returns the empty form for a list.
func NewImport(teams []string) Import {
	return Import{
		Teams: teams,
		List: components.FieldModel{
			ID: "list", Name: "list", Label: "Paste the rows", Rows: 8, Mono: true,
			Hint: "Separated by comma, semicolon or tab; a first row with headings may be there or not.",
		},
		File: components.FieldModel{ID: "file", Name: "file", Label: "Or choose a file", Type: "file", Hint: "CSV, up to 2,000 rows and 1 MB."},
	}
}

// NewTeam returns the empty field for another team.
func NewTeam() components.FieldModel {
	return components.FieldModel{ID: "team-name", Name: "name", Label: "Name of a new team", Required: true, MaxLength: 100, Autocomplete: "off"}
}

// RoleSelect is the choice of a role.
func RoleSelect(roles []components.Option) components.SelectModel {
	return components.SelectModel{
		FieldModel: components.FieldModel{ID: "role", Name: "role", Label: "Give another role", Required: true}, Options: roles,
	}
}

// field is the new name of a team.
func (t Team) field() components.FieldModel {
	return components.FieldModel{
		ID: "team-" + t.Slug, Name: "name", Label: "New name of " + t.Name, Value: t.typed(), Error: t.Problem, Required: true,
		MaxLength: 100, Autocomplete: "off",
	}
}
